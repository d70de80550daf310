"""What lies directly beneath a note and above it, as far as readers may know, for maps of evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from headwater.evidence.kinds import OPPOSES, SOURCE
from headwater.publication import Publication, PublicContent, PublicNote
from headwater.vault.notes import NotePath

MOST_RESTING = 400
"""How many of the notes that rest on a source are asked for the source content that they rest on."""


class Sense(StrEnum):
    """What joins two nodes of a map."""

    SUPPORTS = "supports"
    SUSPECT = "suspect"
    """It supports, but something changed since that was reviewed."""

    OPPOSES = "opposes"
    THROUGH = "through"
    """It is reached by way of notes that are not shown."""


class What(StrEnum):
    """What a node stands for."""

    NOTE = "note"
    CONTENT = "content"
    """Source content that is known by its name alone."""

    SOURCE = "source"
    """A source that is known by its citation alone."""

    UNPUBLISHED = "unpublished"
    """Notes of which nothing is known but their number."""

    MORE = "more"
    """Notes for which the map has no room."""


# eq=False: of every node there is one object, and to look for that takes no look at its text.
@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A box of a map."""

    what: What
    path: NotePath | None
    """The note; of unpublished notes the one that they support or oppose."""

    name: str = ""
    """Of source content its name, of a source its citekey; else what tells the node from others."""

    size: int = 1
    """How many notes it stands for."""

    is_source: bool = False


Joined = tuple[Node, Sense]


class Neighbours:
    """Tells what lies directly beneath and above the notes of a publication; what is found is kept."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication
        self._nodes: dict[NotePath, Node] = {}
        self._others: dict[tuple[What, NotePath | None, str, int], Node] = {}
        self._beneath: dict[Node, tuple[Joined, ...]] = {}
        self._above: dict[Node, tuple[Joined, ...]] = {}
        self._source_of: dict[str, Node] = {}
        self._suspects: dict[NotePath, frozenset[NotePath | str]] = {}

    def node(self, path: NotePath) -> Node:
        """The node of a published note."""
        found = self._nodes.get(path)
        if found is None:
            is_source = self._publication.cards[path].kind == SOURCE
            found = self._nodes[path] = Node(What.NOTE, path, is_source=is_source)
        return found

    def other(self, what: What, path: NotePath | None, name: str, size: int = 1) -> Node:
        """A node that is no published note; of nodes that say the same there is one."""
        key = (what, path, name, size)
        found = self._others.get(key)
        if found is None:
            found = self._others[key] = Node(*key, is_source=what is What.SOURCE)
        return found

    def beneath(self, node: Node) -> tuple[Joined, ...]:
        """What supports or opposes a node directly, and sources that no way shown leads to."""
        found = self._beneath.get(node)
        if found is not None:
            return found
        if node.what is What.CONTENT:
            source = self._source_of.get(node.name)
            return ((source, Sense.SUPPORTS),) if source else ()
        if node.what is not What.NOTE or node.path is None:
            return ()
        note = self._publication.notes[node.path]
        found = self._beneath[node] = (*self._supporting(note), *self._opposing(note))
        return found

    def above(self, node: Node) -> tuple[Joined, ...]:
        """What a node supports directly, then what it opposes."""
        found = self._above.get(node)
        if found is None:
            found = self._above[node] = tuple(self._supported(node))
        return found

    def _supported(self, node: Node) -> Iterator[Joined]:
        publication = self._publication
        if node.what is What.NOTE and node.path is not None:
            for end in publication.leaving(node.path):
                is_suspect = node.path in self._suspects_of(publication.notes[end])
                yield self.node(end), Sense.SUSPECT if is_suspect else Sense.SUPPORTS
            if publication.cards[node.path].kind == SOURCE:
                for content in publication.notes[node.path].contents:
                    if content.path is None:
                        yield self.other(What.CONTENT, node.path, content.name), Sense.SUPPORTS
            for end in publication.leaving(node.path, OPPOSES):
                yield self.node(end), Sense.OPPOSES
        elif node.what is What.CONTENT and node.path is not None:
            yield from self._read_off(node.name, publication.cards[node.path].name)

    def _read_off(self, content: str, citekey: str) -> Iterator[Joined]:
        """The notes that rest on source content which is not published."""
        for path in self._publication.resting.get(citekey, ())[:MOST_RESTING]:
            note = self._publication.notes[path]
            if note.kind.name != SOURCE and any(one.name == content for one in note.contents):
                is_suspect = content in self._suspects_of(note)
                yield self.node(path), Sense.SUSPECT if is_suspect else Sense.SUPPORTS

    def _supporting(self, note: PublicNote) -> Iterator[Joined]:
        supporters = self._publication.arriving(note.path)
        suspects = self._suspects_of(note)
        for path in supporters:
            yield self.node(path), Sense.SUSPECT if path in suspects else Sense.SUPPORTS
        if note.kind.name == SOURCE:
            return
        explained = set[str]().union(*map(self._sources_of, supporters))
        is_clear = not note.withheld_supporters
        for content in note.contents:
            if content.path is None:
                yield self._content(note, content), self._sense(content.name in suspects)
                source = self._source_of.get(content.name)
                explained.update([source.name] if source else ())
                is_clear = is_clear and source is not None
        for citekey in note.sources:
            if citekey not in explained:
                # Were it published and joined directly, it would be among the supporters.
                is_direct = is_clear and citekey not in self._publication.source_notes
                yield self._source(citekey), self._sense(citekey in suspects) if is_direct else Sense.THROUGH
        if note.withheld_supporters:
            blank = self.other(What.UNPUBLISHED, note.path, "for", note.withheld_supporters)
            yield blank, self._sense("" in suspects)

    def _opposing(self, note: PublicNote) -> Iterator[Joined]:
        for path in self._publication.arriving(note.path, OPPOSES):
            yield self.node(path), Sense.OPPOSES
        for content in note.opposing_contents:
            if content.path is None:
                yield self.other(What.CONTENT, None, content.name), Sense.OPPOSES
        for citekey in note.opposing_sources:
            if citekey not in self._publication.source_notes:
                yield self._source(citekey), Sense.OPPOSES
        if note.withheld_opponents:
            blank = self.other(What.UNPUBLISHED, note.path, "against", note.withheld_opponents)
            yield blank, Sense.OPPOSES

    def _content(self, note: PublicNote, content: PublicContent) -> Node:
        """Source content known by name, whose source is the one whose citekey its name begins with."""
        if content.name not in self._source_of:
            own = [citekey for citekey in note.sources if content.name.startswith(citekey)]
            if own:
                self._source_of[content.name] = self._source(max(own, key=len))
        return self.other(What.CONTENT, None, content.name)

    def _source(self, citekey: str) -> Node:
        """A source, which is its own note where that is published."""
        path = self._publication.source_notes.get(citekey)
        return self.node(path) if path else self.other(What.SOURCE, None, citekey)

    def _sources_of(self, path: NotePath) -> tuple[str, ...]:
        note = self._publication.notes[path]
        return (note.name, *note.sources) if note.kind.name == SOURCE else note.sources

    def _suspects_of(self, note: PublicNote) -> frozenset[NotePath | str]:
        """What supports a note by edges that are suspect: paths, or names; the empty name for blanks."""
        if note.facts is None or not note.facts.suspicions:
            return _NONE
        found = self._suspects.get(note.path)
        if found is None:
            steps = (one.supporter for one in note.facts.suspicions)
            found = self._suspects[note.path] = frozenset(step.path or step.name for step in steps)
        return found

    @staticmethod
    def _sense(is_suspect: bool) -> Sense:  # noqa: FBT001 - the one thing it is asked
        return Sense.SUSPECT if is_suspect else Sense.SUPPORTS


_NONE: frozenset[NotePath | str] = frozenset()
