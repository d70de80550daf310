"""What rests on a note, and what each of these would lose if the note fell."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from headwater.evidence.graph import Graph
from headwater.evidence.kinds import SOURCE
from headwater.evidence.trace import components, components_along
from headwater.evidence.upstream import Marks, upstream_bits
from headwater.vault.notes import NotePath


class Outcome(StrEnum):
    """What happens to a note's evidence if a note that it rests on falls."""

    ALL = "loses all"
    """Every way to its sources leads through that note: it would have no source left."""

    SOME = "loses some"
    """Some of its sources are reached through that note alone."""

    NONE = "keeps all"
    """Every one of its sources is reached on another way, too."""

    UNGROUNDED = "has none"
    """It reaches no source as it is."""


@dataclass(frozen=True, slots=True)
class Affected:
    """A note that rests on another."""

    path: NotePath
    distance: int
    """How many edges lie between the two on the shortest way."""

    lost: tuple[NotePath, ...]
    """The sources that it would reach no more, in the order of their paths."""

    left: int
    """How many sources it would still reach."""

    @property
    def outcome(self) -> Outcome:
        """What happens to its evidence."""
        if not self.lost:
            return Outcome.NONE if self.left else Outcome.UNGROUNDED
        return Outcome.SOME if self.left else Outcome.ALL


@dataclass(frozen=True, slots=True)
class Impact:
    """What rests on a note."""

    start: NotePath
    notes: tuple[Affected, ...]
    """Nearest first, those of one distance in the order of their paths."""


def impact(graph: Graph, start: NotePath) -> Impact:
    """What rests on a note, and what it would lose if the note were taken out of the graph.

    A source that is taken out is lost itself. Only what lies upstream of the notes affected is looked at.

    Raises:
        KeyError: The graph has no such note.
    """
    if start not in graph.notes:
        raise KeyError(start)
    distances = _distances(graph, start)
    sources = Marks(graph.of_kind(SOURCE))
    marks = sources.bits()
    before = upstream_bits(components(graph, distances), graph.arriving, marks)
    after = _without(graph, start, before, distances, marks)
    affected = []
    for path, distance in sorted(distances.items(), key=lambda item: (item[1], item[0])):
        left = after[path] | marks.get(path, 0)  # a source that others support stays one
        affected.append(Affected(path, distance, sources.read(before[path] & ~left), left.bit_count()))
    return Impact(start, tuple(affected))


def _distances(graph: Graph, start: NotePath) -> dict[NotePath, int]:
    """How far each note downstream of a note is from it; the note itself is not among them."""
    distances = {start: 0}
    waiting = deque([start])
    while waiting:
        path = waiting.popleft()
        for following in graph.leaving(path):
            if following not in distances:
                distances[following] = distances[path] + 1
                waiting.append(following)
    del distances[start]
    return distances


def _without(
    graph: Graph,
    start: NotePath,
    before: Mapping[NotePath, int],
    affected: Collection[NotePath],
    marks: Mapping[NotePath, int],
) -> dict[NotePath, int]:
    """The bits of the sources that the notes affected reach without a note; others' stay as they are."""

    def affected_supporters(path: NotePath) -> list[NotePath]:
        return [supporter for supporter in graph.arriving(path) if supporter in affected]

    def other_supporters(path: NotePath) -> list[NotePath]:
        return [supporter for supporter in graph.arriving(path) if supporter != start]

    knots = components_along(affected_supporters, affected)
    unaffected = {path: bits for path, bits in before.items() if path not in affected}
    return upstream_bits(knots, other_supporters, marks, unaffected)
