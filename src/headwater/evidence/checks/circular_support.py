"""Circular support: a claim that, followed upstream, rests on itself."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.evidence.graph import Graph
from headwater.evidence.kinds import SUPPORTS
from headwater.evidence.trace import cycles, names
from headwater.problems import Problem, problem


def circular_support(graph: Graph) -> Iterator[Problem]:
    """One problem for each knot of circular support, naming a shortest circle in it, at its first link."""
    for cycle in cycles(graph):
        start, following = cycle[0], cycle[1]
        place = next(
            edge.places[0]
            for edge in graph.edges_at(start)
            if (edge.start, edge.relation, edge.end) == (start, SUPPORTS, following)
        )
        yield problem("circular-support", place.path, place.line, cycle=names(graph, [*cycle, start]))
