"""Follow *supports* through the graph: upstream to the sources, downstream to what rests on a note.

Nothing here recurses, so that a chain of any length can be followed, and no cycle is ever followed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from weakref import WeakKeyDictionary

from headwater.evidence.graph import Graph
from headwater.evidence.kinds import SOURCE
from headwater.vault.notes import NotePath


class Direction(StrEnum):
    """Which way a trace goes."""

    UPSTREAM = "upstream"
    """Down to what a note rests on."""

    DOWNSTREAM = "downstream"
    """Up to what rests on a note."""


@dataclass(frozen=True, slots=True)
class Step:
    """A note in a trace."""

    path: NotePath
    depth: int
    """How many edges lie between it and the note traced, along the tree."""

    parent: NotePath | None
    """The note it was reached from; None for the note traced."""

    repeated: bool
    """Whether the note stands elsewhere in the trace already, so that its own branches are left out."""

    closes_cycle: bool
    """Whether the note is one of those it was reached through."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What a note rests on, or what rests on it, as a tree in reading order."""

    start: NotePath
    direction: Direction
    steps: tuple[Step, ...]
    """The note traced, then each branch followed to its end; every note has one unrepeated step."""

    sources: tuple[NotePath, ...]
    """The evidence sources reached, in the order of their paths."""

    cycles: tuple[tuple[NotePath, ...], ...]
    """The circles met: each names its notes in the order they support one another, once round."""


def trace(graph: Graph, start: NotePath, direction: Direction = Direction.UPSTREAM) -> Trace:
    """Follow *supports* from a note until it ends.

    Raises:
        KeyError: The graph has no such note.
    """
    if start not in graph.notes:
        raise KeyError(start)
    following = graph.arriving if direction is Direction.UPSTREAM else graph.leaving
    steps: list[Step] = []
    seen: set[NotePath] = set()
    on_way: list[NotePath] = []
    waiting: list[tuple[NotePath, int, NotePath | None]] = [(start, 0, None)]
    while waiting:
        path, depth, parent = waiting.pop()
        del on_way[depth:]
        repeated = path in seen
        steps.append(Step(path, depth, parent, repeated, repeated and path in on_way))
        if repeated:
            continue
        seen.add(path)
        on_way.append(path)
        waiting += [(following_path, depth + 1, path) for following_path in reversed(following(path))]
    sources = tuple(sorted(path for path in seen if graph.kind(path).name == SOURCE))
    return Trace(start, direction, tuple(steps), sources, tuple(cycles(graph, seen)))


def closure(graph: Graph, start: NotePath, direction: Direction) -> tuple[NotePath, ...]:
    """Every note upstream or downstream of a note, nearest first, ties in the order of the paths."""
    following = graph.arriving if direction is Direction.UPSTREAM else graph.leaving
    seen = {start: None}
    waiting = deque([start])
    while waiting:
        for path in following(waiting.popleft()):
            if path not in seen:
                seen[path] = None
                waiting.append(path)
    return tuple(seen)[1:]


# As long as the graph lives: checks, the boundary and exports all ask for them.
_BELOW: WeakKeyDictionary[Graph, Mapping[NotePath, frozenset[NotePath]]] = WeakKeyDictionary()
_COMPONENTS: WeakKeyDictionary[Graph, Sequence[tuple[NotePath, ...]]] = WeakKeyDictionary()


def sources_below(graph: Graph) -> Mapping[NotePath, frozenset[NotePath]]:
    """For every note, the evidence sources reachable upstream of it; a source does not count as its own."""
    below = _BELOW.get(graph)
    if below is None:
        below = _BELOW[graph] = _sources_below(graph)
    return below


def _sources_below(graph: Graph) -> Mapping[NotePath, frozenset[NotePath]]:
    """One pass over the strongly connected components, each after all those upstream of it.

    Equal sets are one object, so that a chain of any length costs no more than its first link.
    """
    below: dict[NotePath, frozenset[NotePath]] = {}
    sources = frozenset(graph.of_kind(SOURCE))
    for component in components(graph):
        supporters = set().union(*map(graph.arriving, component)).difference(component)
        inherited = [below[path] for path in supporters if below[path]]
        own = sources & supporters
        if len(component) > 1:
            own = own.union(sources.intersection(component))
        if len(inherited) == 1 and own <= inherited[0]:
            shared = inherited[0]
        else:
            shared = frozenset(own.union(*inherited))
        for member in component:
            below[member] = shared
    return below


def components(graph: Graph, roots: Collection[NotePath] | None = None) -> Sequence[tuple[NotePath, ...]]:
    """The strongly connected components of *supports*, each after all those upstream of it.

    Args:
        graph: The graph.
        roots: The notes to begin with, upstream of which the rest is found; all of them by default.
    """
    if roots is not None:
        return tuple(components_along(graph.arriving, sorted(roots)))
    found = _COMPONENTS.get(graph)
    if found is None:
        found = _COMPONENTS[graph] = tuple(components_along(graph.arriving, graph.notes))
    return found


Supporters = Callable[[NotePath], Iterable[NotePath]]
"""What gives the notes that support a note."""


def components_along(
    following: Callable[[NotePath], Iterable[NotePath]], roots: Iterable[NotePath]
) -> Iterator[tuple[NotePath, ...]]:
    """The strongly connected components reached from some notes, each after all those that it leads to.

    Tarjan's algorithm (1972, https://doi.org/10.1137/0201010) with the recursion unrolled.

    Args:
        following: Where edges lead from a note.
        roots: The notes to begin with.
    """
    search = _ComponentSearch(following)
    for root in roots:
        if root not in search.index:
            yield from search.below(root)


class _ComponentSearch:
    """One depth-first search; its terms are those of Tarjan's paper."""

    def __init__(self, following: Callable[[NotePath], Iterable[NotePath]]) -> None:
        self.following = following
        self.index: dict[NotePath, int] = {}
        """The notes reached, with how many were reached before."""

        self.lowest: dict[NotePath, int] = {}
        self.stack: list[NotePath] = []
        self.on_stack: set[NotePath] = set()
        self.work: list[tuple[NotePath, Iterator[NotePath]]] = []

    def below(self, root: NotePath) -> Iterator[tuple[NotePath, ...]]:
        """The components that a note leads to, then its own."""
        self._reach(root)
        while self.work:
            path, supporters = self.work[-1]
            supporter = next(supporters, None)
            if supporter is None:
                self.work.pop()
                if self.work:
                    self._lower(self.work[-1][0], self.lowest[path])
                if self.lowest[path] == self.index[path]:
                    yield self._component(path)
            elif supporter not in self.index:
                self._reach(supporter)
            elif supporter in self.on_stack:
                self._lower(path, self.index[supporter])

    def _reach(self, path: NotePath) -> None:
        self.index[path] = self.lowest[path] = len(self.index)
        self.stack.append(path)
        self.on_stack.add(path)
        self.work.append((path, iter(self.following(path))))

    def _lower(self, path: NotePath, index: int) -> None:
        self.lowest[path] = min(self.lowest[path], index)

    def _component(self, first: NotePath) -> tuple[NotePath, ...]:
        component = [self.stack.pop()]
        while component[-1] != first:
            component.append(self.stack.pop())
        self.on_stack.difference_update(component)
        return tuple(component)


def cycles(graph: Graph, within: set[NotePath] | None = None) -> Iterator[tuple[NotePath, ...]]:
    """One shortest circle for every knot of notes that support one another in a circle.

    Args:
        graph: The graph.
        within: Only knots that hold one of these notes; all of them by default.

    Yields:
        The notes of a circle in the order in which each supports the next and the last the first, from the
        first by path.
    """
    for component in components(graph, within):
        if len(component) > 1 and (within is None or not within.isdisjoint(component)):
            yield _shortest_cycle(graph, min(component), set(component))


def _shortest_cycle(graph: Graph, start: NotePath, members: set[NotePath]) -> tuple[NotePath, ...]:
    """The shortest way from a note along *supports* back to it, by breadth-first search."""
    parents: dict[NotePath, NotePath] = {}
    waiting = deque([start])
    while waiting:
        path = waiting.popleft()
        for supported in graph.leaving(path):
            if supported == start:
                return _way_back(parents, start, path)
            if supported in members and supported not in parents:
                parents[supported] = path
                waiting.append(supported)
    raise AssertionError(f"{start} is in no cycle")  # pragma: no cover


def _way_back(parents: Mapping[NotePath, NotePath], start: NotePath, end: NotePath) -> tuple[NotePath, ...]:
    way = [end]
    while way[-1] != start:
        way.append(parents[way[-1]])
    return tuple(reversed(way))


def names(graph: Graph, paths: Sequence[NotePath]) -> str:
    """Notes by name, joined by arrows in the direction of support."""
    return " → ".join(graph.notes[path].name for path in paths)
