"""The map of the evidence around a note: down to the sources it rests on, up to what rests on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from headwater.evidence.kinds import SOURCE
from headwater.publication import Publication
from headwater.vault.notes import NotePath
from headwater.views.beneath import Joined, Neighbours, Node, Sense, What
from headwater.views.layers import backward_arcs, heights

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


class EvidenceMap(NamedTuple):
    """A layered diagram as a value."""

    nodes: tuple[Node, ...]
    """The page's own note is the first."""

    edges: tuple[Edge, ...]
    rows: tuple[int, ...]
    """The row of each node, 0 for the lowest."""

    folded: Mapping[int, tuple[Node, ...]]
    """What each node that stands for more stands for; the first of very many."""


class EvidenceMaps:
    """Gives the maps of the notes of a publication."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication
        self._neighbours = Neighbours(publication)

    def of(self, path: NotePath, bounds: Bounds = OVERVIEW) -> EvidenceMap | None:
        """The map of a note; None where it would say no more than the tables of the note's page.

        Args:
            path: A published note.
            bounds: How much it may show.
        """
        walk = _Walk(self._neighbours.node(path), bounds)
        walk.through(self._neighbours.beneath, downwards=True)
        walk.through(self._neighbours.above, downwards=False)
        if len(walk.nodes) < FEWEST_NODES:
            return None
        arcs, size = list(walk.edges), len(walk.nodes)
        folded = walk.folded()
        # In the room of what stands for one source, the source itself can stand.
        alone = {at: some[0] for at, some in folded.items() if len(some) == 1 and self._is_source(some[0])}
        nodes = [alone.get(number, node) for number, node in enumerate(walk.counted())]
        lowest = [number for number, node in enumerate(nodes) if self._is_source(node)]
        rows, backward = heights(size, arcs, lowest), frozenset[tuple[int, int]]()
        if rows is None:
            backward = backward_arcs(size, arcs)
            rows = heights(size, [arc for arc in arcs if arc not in backward], lowest)
        if rows is None or max(rows) < FEWEST_ROWS - 1:
            return None
        edges = tuple([Edge(*arc, sense, arc in backward) for arc, sense in walk.edges.items()])
        more = {number: some for number, some in folded.items() if number not in alone}
        return EvidenceMap(tuple(nodes), edges, rows, more)

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

    def _is_source(self, node: Node) -> bool:
        if node.what is What.NOTE and node.path is not None:
            return self._publication.cards[node.path].kind == SOURCE
        return node.what is What.SOURCE


class _Ring(NamedTuple):
    name: str
    """Tells it from the others."""

    downwards: bool


class _Walk:
    """What is found around one node, ring by ring."""

    def __init__(self, here: Node, bounds: Bounds) -> None:
        self.nodes: dict[Node, int] = {here: 0}
        self.edges: dict[tuple[int, int], Sense] = {}
        self._bounds = bounds
        self._folded: dict[Node, int] = {}
        self._counts: dict[int, int] = {}
        self._here = here

    def through(self, step: Step, *, downwards: bool) -> None:
        """Go on from ring to ring in one direction.

        Args:
            step: What is one step away from a node.
            downwards: Whether that lies beneath it.
        """
        ring = [self._here]
        for distance in range(self._bounds.rings + 1):
            room = max(self._bounds.ring - distance, self._bounds.least)
            at = _Ring(f"{'beneath' if downwards else 'above'} {distance}", downwards)
            ring = self._next(ring, step, at, room if distance < self._bounds.rings else 0)
            if not ring:
                return

    def _next(self, ring: Iterable[Node], step: Step, at: _Ring, room: int) -> list[Node]:
        """Join what is one step away from a ring; gives those from which there is a way on."""
        following: list[Node] = []
        for node in ring:
            number, neighbours = self.nodes[node], step(node)
            # Of very many no more are looked at than could be named: hubs cost no more than others.
            for other, sense in neighbours[:MOST_NAMED]:
                found = self.nodes.get(other)
                if found is None:
                    if room and len(self.nodes) < self._bounds.nodes and other not in self._folded:
                        room -= 1
                        found = self.nodes[other] = len(self.nodes)
                        if sense is not Sense.OPPOSES:
                            following.append(other)
                    else:
                        found = self._fold(other, at)
                if found != number:
                    self.edges.setdefault((found, number) if at.downwards else (number, found), sense)
            if len(neighbours) > MOST_NAMED:
                self._counts[self._more(at)] += len(neighbours) - MOST_NAMED
        return following

    def counted(self) -> Iterator[Node]:
        """The nodes in order, each with how many notes it stands for."""
        for node, number in self.nodes.items():
            count = self._counts.get(number)
            yield node._replace(size=count) if count else node

    def folded(self) -> dict[int, tuple[Node, ...]]:
        """What there was no room for, by the number of the node that stands for it."""
        found: dict[int, list[Node]] = {}
        for node, number in islice(self._folded.items(), MOST_NAMED):
            found.setdefault(number, []).append(node)
        return {number: tuple(nodes) for number, nodes in found.items()}

    def _fold(self, node: Node, at: _Ring) -> int:
        """Let a node be counted by one that stands for all that is as far away; gives its number."""
        number = self._folded.get(node)
        if number is None:
            number = self._folded[node] = self._more(at)
            self._counts[number] = self._counts.get(number, 0) + node.size
        return number

    def _more(self, at: _Ring) -> int:
        return self.nodes.setdefault(Node(What.MORE, None, at.name), len(self.nodes))
