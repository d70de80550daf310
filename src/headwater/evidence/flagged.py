"""Which notes rest on flagged sources, and the shortest way from each source to them."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from headwater.evidence.graph import Graph
from headwater.vault.notes import NotePath

UNREACHED = -1


class _Ways(NamedTuple):
    """The shortest ways from one source along *supports*; both arrays are by the number of a note."""

    parents: array[int]
    """The note before a note on its way; for the source itself its own number."""

    steps: array[int]
    """How many edges lie between; `UNREACHED` where there is no way."""


class FlaggedBelow(Mapping[NotePath, Mapping[NotePath, tuple[NotePath, ...]]]):
    """For every note downstream of a flagged source: each such source, nearest first, with the way from it.

    A way begins with the source and ends with the note. Ways are put together when they are asked for: kept
    are eight bytes for each pair of source and note, so that 200 sources and 10,000 notes take 16 MB.
    """

    def __init__(self, notes: Sequence[NotePath], ways: Mapping[NotePath, _Ways]) -> None:
        """Take what `flagged_below` found."""
        self._notes = notes
        self._ways = ways
        self._numbers = {path: number for number, path in enumerate(notes)}

    def __getitem__(self, note: NotePath) -> Mapping[NotePath, tuple[NotePath, ...]]:
        sources = self.sources(note)
        if not sources:
            raise KeyError(note)
        return {source: self.way(source, note) for source in sources}

    def __iter__(self) -> Iterator[NotePath]:
        reached = bytearray(len(self._notes))
        for ways in self._ways.values():
            for number, steps in enumerate(ways.steps):
                if steps > 0:
                    reached[number] = 1
        return (path for path, is_reached in zip(self._notes, reached, strict=True) if is_reached)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, note: object) -> bool:
        number = self._numbers.get(note) if isinstance(note, str) else None  # type: ignore[call-overload]
        return number is not None and any(ways.steps[number] > 0 for ways in self._ways.values())

    def sources(self, note: NotePath) -> tuple[NotePath, ...]:
        """The flagged sources upstream of a note, nearest first, ties in the order of their paths."""
        number = self._numbers.get(note)
        if number is None:
            return ()
        near = [(steps, source) for source, ways in self._ways.items() if (steps := ways.steps[number]) > 0]
        return tuple(source for _, source in sorted(near))

    def steps(self, source: NotePath, note: NotePath) -> int:
        """How many edges lie between a source and a note downstream of it."""
        return self._ways[source].steps[self._numbers[note]]

    def way(self, source: NotePath, note: NotePath, most: int | None = None) -> tuple[NotePath, ...]:
        """The shortest way from a source to a note, both included.

        Args:
            source: A flagged source.
            note: A note downstream of it.
            most: How many notes at the end of the way are wanted; all by default.
        """
        parents, number = self._ways[source].parents, self._numbers[note]
        way = [number]
        while parents[number] != number and (most is None or len(way) < most):
            number = parents[number]
            way.append(number)
        return tuple(self._notes[number] for number in reversed(way))


def flagged_below(graph: Graph, flagged: Collection[NotePath]) -> FlaggedBelow:
    """Find every note that rests on flagged sources.

    One breadth-first search downstream of each source; a cycle is followed once. Of two ways of one length
    that through the first path is taken.

    Args:
        graph: The graph.
        flagged: Notes of the graph.
    """
    if not flagged:
        return FlaggedBelow((), {})
    notes = tuple(graph.notes)
    numbers = {path: number for number, path in enumerate(notes)}
    following = [[numbers[supported] for supported in graph.leaving(path)] for path in notes]
    return FlaggedBelow(notes, {source: _ways(following, numbers[source]) for source in sorted(flagged)})


def _ways(following: Sequence[Sequence[int]], start: int) -> _Ways:
    blank = array("i", [UNREACHED])
    parents, steps = blank * len(following), blank * len(following)
    parents[start], steps[start] = start, 0
    nearest, distance = [start], 0
    while nearest:
        distance += 1
        farther = []
        for number in nearest:
            for supported in following[number]:
                if steps[supported] == UNREACHED:
                    parents[supported], steps[supported] = number, distance
                    farther.append(supported)
        nearest = farther
    return _Ways(parents, steps)
