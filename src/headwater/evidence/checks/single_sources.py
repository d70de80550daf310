"""Takeaways that rest on one evidence source."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.evidence.graph import Graph
from headwater.evidence.kinds import TAKEAWAY
from headwater.evidence.trace import sources_below
from headwater.problems import Problem, problem


def single_sources(graph: Graph) -> Iterator[Problem]:
    """Every takeaway with just one evidence source upstream."""
    below = sources_below(graph)
    for path in graph.of_kind(TAKEAWAY):
        if len(below[path]) == 1:
            (source,) = below[path]
            yield problem("single-source", path, kind=TAKEAWAY, source=graph.notes[source].name)
