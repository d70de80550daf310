"""Takeaways that rest on one evidence source."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.evidence.graph import Graph
from headwater.evidence.kinds import TAKEAWAY
from headwater.evidence.upstream import upstream_of
from headwater.problems import Problem, problem


def single_sources(graph: Graph) -> Iterator[Problem]:
    """Every takeaway with just one evidence source upstream."""
    upstream = upstream_of(graph)
    for path in graph.of_kind(TAKEAWAY):
        if upstream.sources_of[path].bit_count() == 1:
            (source,) = upstream.sources.read(upstream.sources_of[path])
            yield problem("single-source", path, kind=TAKEAWAY, source=graph.notes[source].name)
