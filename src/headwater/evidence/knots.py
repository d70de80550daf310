"""Knots of circular support, and the edge of each whose removal leaves least of it.

To count the circles of a knot is #P-complete (Valiant 1979, https://doi.org/10.1137/0208032), and there may
be exponentially many. So the edge is found by sampling: the shortest circles through some of the knot's edges
are followed, and the few edges that lie on most of these are each taken out in thought. What is said of the
edge that is chosen is exact: how many notes still stand in circles without it. The work grows with the number
of edges.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from headwater.evidence.graph import Graph
from headwater.evidence.trace import components, components_along
from headwater.vault.notes import NotePath

Ends = tuple[NotePath, NotePath]
"""What supports and what is supported."""

ALL_SAMPLED = 64
"""Up to how many edges of a knot a circle through each is followed."""

SAMPLES = 16
"""Through how many a circle is followed in larger knots."""

CANDIDATES = 4
"""How many edges are taken out in thought."""


class Knot(NamedTuple):
    """Notes that all support one another, some through others."""

    notes: int
    """How many there are."""

    edge: Ends
    """The edge whose removal leaves least of the knot, as far as was tried."""

    cycle: tuple[NotePath, ...]
    """A shortest circle with that edge, in the order of support, from the first note by path."""

    left: int
    """How many of the notes would still stand in circles without the edge."""


_Inside = Mapping[NotePath, Sequence[NotePath]]
"""What each note of a knot supports within it."""


def knots(graph: Graph) -> Iterator[Knot]:
    """Every knot of a graph, each after all those upstream of it."""
    for component in components(graph):
        if len(component) > 1:
            members = set(component)
            inside = {
                path: [end for end in graph.leaving(path) if end in members] for path in sorted(component)
            }
            yield _knot(graph, inside)


def _knot(graph: Graph, inside: _Inside) -> Knot:
    edges = [(start, end) for start, ends in inside.items() for end in ends]
    if len(edges) == len(inside):
        edge, left = min(edges, key=lambda ends: _preference(graph, ends)), 0
    else:
        tried = [(_left(inside, edge), edge) for edge in _candidates(graph, inside, edges)]
        left, edge = min(tried, key=lambda pair: (pair[0], _preference(graph, pair[1])))
    start, end = edge
    return Knot(len(inside), edge, _from_first([start, *_way(inside, end, start)[:-1]]), left)


def _preference(graph: Graph, edge: Ends) -> tuple[int, Ends]:
    """Of edges that break equally much, what runs down the layers is first: it is most likely a mistake."""
    below, above = (graph.kind(path).layer for path in edge)
    rise = above - below if above is not None and below is not None else 0
    return rise, edge


def _candidates(graph: Graph, inside: _Inside, edges: Sequence[Ends]) -> list[Ends]:
    """The edges that lie on most of the circles that are followed."""
    step = 1 if len(edges) <= ALL_SAMPLED else len(edges) // SAMPLES
    passed: Counter[Ends] = Counter()
    for start, end in edges[::step]:
        way = _way(inside, end, start)
        passed.update(zip([start, *way], way, strict=False))
    return sorted(passed, key=lambda edge: (-passed[edge], _preference(graph, edge)))[:CANDIDATES]


def _way(inside: _Inside, start: NotePath, end: NotePath) -> list[NotePath]:
    """A shortest way along *supports* within a knot, both ends included, by breadth-first search."""
    before: dict[NotePath, NotePath] = {start: start}
    waiting = deque([start])
    while end not in before:
        path = waiting.popleft()
        for supported in inside[path]:
            if supported not in before:
                before[supported] = path
                waiting.append(supported)
    way = [end]
    while way[-1] != start:
        way.append(before[way[-1]])
    return way[::-1]


def _left(inside: _Inside, edge: Ends) -> int:
    """How many notes of a knot stand in circles without one of its edges."""
    start, end = edge
    without = {**inside, start: [path for path in inside[start] if path != end]}
    parts = components_along(without.__getitem__, without)
    return sum(len(part) for part in parts if len(part) > 1)


def _from_first(cycle: Sequence[NotePath]) -> tuple[NotePath, ...]:
    first = cycle.index(min(cycle))
    return (*cycle[first:], *cycle[:first])
