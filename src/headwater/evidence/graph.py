"""The evidence graph: every note, its kind, and the edges its links and fields come to."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from headwater.evidence.kinds import CONTENT, SOURCE, SUPPORTS, Kind, Vocabulary
from headwater.evidence.resolve import Resolver
from headwater.problems import Problem
from headwater.vault.notes import Canvas, Dates, Note, NotePath, Origin

MENTIONS = "mentions"
"""The relation of a link in running text that says nothing more."""


Related = Mapping[str, tuple[NotePath, ...]]
"""The notes that one note is related to, by relation, in the order of their paths."""

UNRELATED: Related = MappingProxyType({})


class Place(NamedTuple):
    """Where an edge is written."""

    path: str
    """The note or canvas."""

    line: int
    """The line in that file, from 1; 0 where the file has none (a canvas, a note's name)."""

    field: str
    """The field's name or the canvas edge's label; empty for running text and names."""

    origin: Origin | None
    """None for running text."""


class Edge(NamedTuple):
    """One relation between two notes, however often it is written."""

    start: NotePath
    """Whose relation it is: the supporter, the opponent, the tagged note."""

    relation: str
    end: NotePath
    """What is supported, opposed, or the tag."""

    places: tuple[Place, ...] = ()
    """Everywhere it is written, in the order the vault was read in."""


# eq=False: one graph is not compared with another, but tracing keeps what it derives from one.
@dataclass(frozen=True, eq=False)
class Graph:
    """Notes and edges; immutable. Made by `headwater.evidence.build.build_graph`."""

    notes: Mapping[NotePath, Note]
    """Every note by its path, in the order of the paths."""

    kinds: Mapping[NotePath, Kind]
    dates: Mapping[NotePath, Dates]
    edges: tuple[Edge, ...]
    """Every edge once, ordered by its two ends and relation."""

    vocabulary: Vocabulary
    resolver: Resolver
    """Resolves links against all files of the vault."""

    problems: tuple[Problem, ...] = ()
    """What is odd about links, kinds and directions."""

    canvases: Sequence[Canvas] = ()

    def kind(self, path: NotePath) -> Kind:
        """A note's kind."""
        return self.kinds[path]

    def leaving(self, path: NotePath, relation: str = SUPPORTS) -> tuple[NotePath, ...]:
        """The notes a note supports (or opposes, …), in the order of their paths."""
        return self.outward.get(path, UNRELATED).get(relation, ())

    def arriving(self, path: NotePath, relation: str = SUPPORTS) -> tuple[NotePath, ...]:
        """The notes that support (or oppose, …) a note, in the order of their paths."""
        return self.inward.get(path, UNRELATED).get(relation, ())

    def edges_at(self, path: NotePath) -> tuple[Edge, ...]:
        """Every edge that starts or ends at a note."""
        return self._edges_at.get(path, ())

    def place(self, start: NotePath, end: NotePath, relation: str = SUPPORTS) -> Place:
        """Where an edge is written first.

        Raises:
            KeyError: There is no such edge.
        """
        # The edges are ordered by just this.
        index = bisect_left(self.edges, (start, relation, end))
        if index == len(self.edges) or self.edges[index][:3] != (start, relation, end):
            raise KeyError((start, relation, end))
        return self.edges[index].places[0]

    def of_kind(self, name: str) -> tuple[NotePath, ...]:
        """The notes of one kind, in the order of their paths."""
        return tuple(path for path, kind in self.kinds.items() if kind.name == name)

    @cached_property
    def outward(self) -> Mapping[NotePath, Related]:
        """The notes that each note supports, opposes, mentions, …; nothing of a note without any."""
        return _related((start, relation, end) for start, relation, end, _ in self.edges)

    @cached_property
    def inward(self) -> Mapping[NotePath, Related]:
        """The notes that support, oppose, mention, … each note; nothing of a note without any."""
        return _related((end, relation, start) for start, relation, end, _ in self.edges)

    @cached_property
    def supported(self) -> Mapping[NotePath, tuple[NotePath, ...]]:
        """What each note supports: of all notes, for whoever walks all of them."""
        return {path: self.leaving(path) for path in self.notes}

    @cached_property
    def supporters(self) -> Mapping[NotePath, tuple[NotePath, ...]]:
        """What supports each note: of all notes, too."""
        return {path: self.arriving(path) for path in self.notes}

    @cached_property
    def _edges_at(self) -> Mapping[NotePath, tuple[Edge, ...]]:
        edges: dict[NotePath, list[Edge]] = defaultdict(list)
        for edge in self.edges:
            edges[edge.start].append(edge)
            edges[edge.end].append(edge)
        return {path: tuple(at) for path, at in edges.items()}

    @cached_property
    def citekeys(self) -> Mapping[str, NotePath]:
        """The evidence sources by their name, which is their citekey; of two of a name the first path."""
        sources = self.of_kind(SOURCE)
        return {self.notes[path].name: path for path in reversed(sources)}

    def source_of_content(self, path: NotePath) -> NotePath | None:
        """The evidence source whose citekey a source content note's name begins with, if there is one."""
        if self.kind(path).name != CONTENT:
            return None
        return source_named_in(self.notes[path].name, self.citekeys)


def _related(edges: Iterable[tuple[NotePath, str, NotePath]]) -> Mapping[NotePath, Related]:
    """The other ends of edges, which are in the order of the paths where the edges are in theirs."""
    # Written out: with dictionaries that make their values themselves it takes twice the time.
    found: dict[NotePath, dict[str, Any]] = {}
    for one, relation, other in edges:
        at = found.get(one)
        if at is None:
            at = found[one] = {}
        if relation in at:
            at[relation].append(other)
        else:
            at[relation] = [other]
    for at in found.values():
        for relation, ends in at.items():
            at[relation] = tuple(ends)
    return found


def source_named_in(name: str, citekeys: Mapping[str, NotePath]) -> NotePath | None:
    """The source of the longest citekey that begins a name of the form `<citekey> - <locator>`."""
    citekey = citekey_named_in(name, citekeys)
    return citekeys[citekey] if citekey else None


def citekey_named_in(name: str, citekeys: Container[str]) -> str:
    """The longest citekey that begins a name of the form `<citekey> - <locator>`; empty for none."""
    cut = len(name)
    while cut > 0:
        citekey = name[:cut].rstrip(" -–—")
        if citekey in citekeys:
            return citekey
        cut = name.rfind(" ", 0, cut)
    return ""
