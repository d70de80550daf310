"""Insights that nothing rests on."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.evidence.graph import Graph
from headwater.evidence.kinds import INSIGHT, OPPOSES
from headwater.problems import Problem, problem


def unused_insights(graph: Graph) -> Iterator[Problem]:
    """Every insight that neither supports nor opposes a note, as far as its fields could be read."""
    for path in graph.of_kind(INSIGHT):
        used = graph.leaving(path) or graph.leaving(path, OPPOSES)
        if not used and graph.notes[path].readable:
            yield problem("unused-insight", path, kind=INSIGHT)
