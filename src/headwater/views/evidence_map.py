"""The map of the evidence around a note: down to the sources it rests on, up to what rests on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from headwater.evidence.kinds import SOURCE
from headwater.publication import Publication
from headwater.vault.notes import NotePath
from headwater.views.beneath import Joined, Neighbours, Node, Sense, What
from headwater.views.layers import Arc, backward_arcs, heights

FEWEST_ROWS = 3
FEWEST_NODES = 4
"""How many rows and nodes a map must have: with fewer it would say what the tables of the page say."""

Step = Callable[[Node], Sequence[Joined]]


class Bounds(NamedTuple):
    """How much a map shows; what is beyond is counted."""

    nodes: int
    ring: int
    """How many nodes that are one step away, in each direction; further away there are fewer and fewer."""

    least: int
    """How many nodes that are as many steps away there may be in any case."""

    rings: int
    """How many steps away, in each direction."""


OVERVIEW = Bounds(14, 4, 2, 3)
"""What can be taken in at a glance."""

MOST_NAMED = 40
"""How many of the notes for which there is no room a map names."""


class Edge(NamedTuple):
    """A line of a map."""

    start: int
    """The number of the node that supports, opposes, …"""

    end: int
    sense: Sense
    backward: bool
    """Whether it closes a circle of support, and so runs downwards."""


# eq=False: of every shape there is one object, by which what is drawn of it is found.
@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """All of a map but what its nodes are, which half of the maps share with others."""

    rows: tuple[int, ...]
    """The row of each node, 0 for the lowest."""

    edges: tuple[Edge, ...]


class EvidenceMap(NamedTuple):
    """A layered diagram as a value."""

    nodes: tuple[Node, ...]
    """The page's own note is the first."""

    shape: Shape
    folded: Mapping[int, tuple[Node, ...]]
    """What each node that stands for more stands for; the first of very many."""


class EvidenceMaps:
    """Gives the maps of the notes of a publication."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication
        self._neighbours = Neighbours(publication)
        self._shapes: dict[_Joints, Shape | None] = {}

    def node(self, path: NotePath) -> Node:
        """What a published note is on every map."""
        return self._neighbours.node(path)

    def of(self, path: NotePath, bounds: Bounds = OVERVIEW) -> EvidenceMap | None:
        """The map of a note; None where it would say no more than the tables of the note's page.

        Args:
            path: A published note.
            bounds: How much it may show.
        """
        walk, (down, up) = _Walk(self._neighbours.node(path), bounds.nodes), _rings(bounds)
        walk.through(down, self._neighbours.beneath)
        walk.through(up, self._neighbours.above)
        nodes, folded = walk.nodes, walk.folded
        if len(nodes) < FEWEST_NODES:
            return None
        for name, number in walk.more.items():
            named = folded.get(number, ())
            if len(named) == 1 and named[0].is_source:
                # In the room of what stands for one source, the source itself can stand.
                nodes[number] = folded.pop(number)[0]
            else:
                nodes[number] = self._neighbours.other(What.MORE, None, name, walk.counts[number])
        shape = self._shape(nodes, walk.edges)
        more = {number: tuple(some) for number, some in folded.items()}
        return EvidenceMap(tuple(nodes), shape, more) if shape else None

    def _shape(self, nodes: Sequence[Node], edges: Mapping[Arc, Sense]) -> Shape | None:
        """The shape of a map; None if it has too few rows."""
        # All nodes are joined: so it is known from the edges how many there are.
        sources = tuple([number for number, node in enumerate(nodes) if node.is_source])
        joints = tuple(edges), tuple(edges.values()), sources
        found = self._shapes.get(joints)
        if found is None:
            found = self._shapes[joints] = _shape(len(nodes), *joints)
        return found

    def showing(self, path: NotePath) -> Iterator[NotePath]:
        """The notes on whose maps a note may be shown, the note itself included; perhaps some more."""
        yield from self._within_reach(path, self._neighbours.beneath)
        for other in self._within_reach(path, self._neighbours.above):
            yield other
            if self._publication.cards[other].kind == SOURCE:
                # It may be reached by way of notes that are not shown.
                yield from self._publication.resting.get(self._publication.cards[other].name, ())

    def _within_reach(self, path: NotePath, step: Step) -> Iterator[NotePath]:
        ring = [self._neighbours.node(path)]
        seen = set(ring)
        # Content and sources that are known by name take a step each; what is folded is named as well.
        for _ in range(OVERVIEW.rings + 3):
            yield from (node.path for node in ring if node.what is What.NOTE and node.path)
            found = dict.fromkeys(node for one in ring for node, _ in step(one))
            ring = [node for node in found if node not in seen]
            seen.update(ring)


_Joints = tuple[tuple[Arc, ...], tuple[Sense, ...], tuple[int, ...]]
"""What decides the shape of a map: its arcs, what each means, and which nodes are sources."""


def _shape(size: int, arcs: Sequence[Arc], senses: Iterable[Sense], sources: Sequence[int]) -> Shape | None:
    backward = frozenset[Arc]()
    rows = heights(size, arcs, sources)
    if rows is None:
        backward = backward_arcs(size, arcs)
        rows = heights(size, [arc for arc in arcs if arc not in backward], sources)
    if rows is None or max(rows) < FEWEST_ROWS - 1:
        return None
    edges = zip(arcs, senses, strict=True)
    return Shape(rows, tuple([Edge(*arc, sense, arc in backward) for arc, sense in edges]))


class _Ring(NamedTuple):
    """What is as many steps away from a map's own note, in one direction."""

    name: str
    """Tells it from the others."""

    downwards: bool
    room: int
    """How many of its nodes there is room for."""


@lru_cache(maxsize=8)
def _rings(bounds: Bounds) -> tuple[Sequence[_Ring], Sequence[_Ring]]:
    """The rings beneath and above, from the nearest to the one that is only counted."""
    rooms = [*(max(bounds.ring - distance, bounds.least) for distance in range(bounds.rings)), 0]
    down = [_Ring(f"beneath {distance}", True, room) for distance, room in enumerate(rooms)]
    return down, [_Ring(f"above {distance}", False, room) for distance, room in enumerate(rooms)]


class _Walk:
    """What is found around one node, ring by ring."""

    def __init__(self, here: Node, most: int) -> None:
        """Begin.

        Args:
            here: The node.
            most: How many nodes there may be before the others are only counted.
        """
        self.nodes = [here]
        self.edges: dict[Arc, Sense] = {}
        self.more: dict[str, int] = {}
        """By name of a ring, the number of the node that stands for those without room. Its place is kept by
        another, as its size is known in the end."""

        self.counts: dict[int, int] = {}
        """How many notes these stand for, by number."""

        self.folded: dict[int, list[Node]] = {}
        """The first of what they stand for, by number."""

        self._most = most
        self._numbers = {here: 0}
        """Also of what there was no room for: the number of what stands for it."""

        self._named = 0

    def through(self, rings: Iterable[_Ring], step: Step) -> None:
        """Go on from ring to ring in one direction.

        Args:
            rings: The rings in that direction.
            step: What is one step away from a node.
        """
        reached = self.nodes[:1]
        for ring in rings:
            reached = self._next(reached, step, ring)
            if not reached:
                return

    def _next(self, reached: Iterable[Node], step: Step, ring: _Ring) -> list[Node]:
        """Join what is one step away from what was reached; gives those from which there is a way on."""
        following: list[Node] = []
        numbers, edges, (_, downwards, room) = self._numbers, self.edges, ring
        for node in reached:
            number, neighbours = numbers[node], step(node)
            # Of very many no more are looked at than could be named: hubs cost no more than others.
            for other, sense in neighbours if len(neighbours) <= MOST_NAMED else neighbours[:MOST_NAMED]:
                found = numbers.get(other)
                if found is None:
                    if room and len(self.nodes) < self._most:
                        room -= 1
                        found = numbers[other] = len(self.nodes)
                        self.nodes.append(other)
                        if sense is not Sense.OPPOSES:
                            following.append(other)
                    else:
                        found = numbers[other] = self._fold(other, ring)
                if found != number:
                    edges.setdefault((found, number) if downwards else (number, found), sense)
            if len(neighbours) > MOST_NAMED:
                found = self._count(len(neighbours) - MOST_NAMED, ring)
                edges.setdefault((found, number) if downwards else (number, found), neighbours[MOST_NAMED][1])
        return following

    def _fold(self, node: Node, ring: _Ring) -> int:
        """Let a node be counted by one that stands for all that is as far away; gives its number."""
        number = self._count(node.size, ring)
        if self._named < MOST_NAMED:
            self._named += 1
            self.folded.setdefault(number, []).append(node)
        return number

    def _count(self, size: int, ring: _Ring) -> int:
        number = self.more.get(ring.name)
        if number is None:
            number = self.more[ring.name] = len(self.nodes)
            self.nodes.append(self.nodes[0])
        self.counts[number] = self.counts.get(number, 0) + size
        return number
