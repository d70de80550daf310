"""Insights that nothing rests on."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.evidence.graph import Graph
from headwater.evidence.kinds import INSIGHT, OPPOSES
from headwater.problems import Problem, problem


def unused_insights(graph: Graph) -> Iterator[Problem]:
    """Every insight that neither supports nor opposes a note."""
    for path in graph.of_kind(INSIGHT):
        if not graph.leaving(path) and not graph.leaving(path, OPPOSES):
            yield problem("unused-insight", path, kind=INSIGHT)
