"""Follow *supports* through the graph: upstream to the sources, downstream to what rests on a note.

Nothing here recurses, so that a chain of any length can be followed, and no cycle is ever followed.
"""

from __future__ import annotations

import sys
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


# As long as the graph lives: checks, facts and exports all ask for them.
_COMPONENTS: WeakKeyDictionary[Graph, Sequence[tuple[NotePath, ...]]] = WeakKeyDictionary()


def components(graph: Graph, roots: Collection[NotePath] | None = None) -> Sequence[tuple[NotePath, ...]]:
    """The strongly connected components of *supports*, each after all those upstream of it.

    Args:
        graph: The graph.
        roots: The notes to begin with, upstream of which the rest is found; all of them by default.
    """
    if roots is not None:
        return tuple(components_along(graph.supporters.__getitem__, sorted(roots)))
    found = _COMPONENTS.get(graph)
    if found is None:
        found = _COMPONENTS[graph] = tuple(components_along(graph.supporters.__getitem__, graph.notes))
    return found


Supporters = Callable[[NotePath], Iterable[NotePath]]
"""What gives the notes that support a note."""


def components_along(
    following: Callable[[NotePath], Iterable[NotePath]], roots: Iterable[NotePath]
) -> Iterator[tuple[NotePath, ...]]:
    """The strongly connected components reached from some notes, each after all those that it leads to.

    Tarjan's algorithm (1972, https://doi.org/10.1137/0201010) with the recursion unrolled; `index` and
    `lowest` are what they are in the paper.

    Args:
        following: Where edges lead from a note.
        roots: The notes to begin with.
    """
    index: dict[NotePath, int] = {}
    lowest: dict[NotePath, int] = {}
    stack: list[NotePath] = []
    work: list[tuple[NotePath, Iterator[NotePath]]] = []
    for root in roots:
        unreached = None if root in index else root
        while unreached is not None or work:
            if unreached is not None:
                index[unreached] = lowest[unreached] = len(index)
                stack.append(unreached)
                work.append((unreached, iter(following(unreached))))
            path, onward = work[-1]
            unreached = _lowered(path, onward, index, lowest)
            if unreached is None:
                work.pop()
                if lowest[path] == index[path]:
                    yield _component(path, stack, index)
                else:
                    above = work[-1][0]
                    lowest[above] = min(lowest[above], lowest[path])


_ENDED = sys.maxsize
"""In the place of the index of a note whose component is known: above that of all others."""


def _lowered(
    path: NotePath, onward: Iterator[NotePath], index: Mapping[NotePath, int], lowest: dict[NotePath, int]
) -> NotePath | None:
    """The next note that was not reached yet, past those that were; these lower what is known of a note."""
    for other in onward:
        reached = index.get(other)
        if reached is None:
            return other
        lowest[path] = min(lowest[path], reached)
    return None


def _component(first: NotePath, stack: list[NotePath], index: dict[NotePath, int]) -> tuple[NotePath, ...]:
    component = [stack.pop()]
    while component[-1] != first:
        component.append(stack.pop())
    index.update(dict.fromkeys(component, _ENDED))
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
