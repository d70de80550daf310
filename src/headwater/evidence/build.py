"""Links and fields → edges.

An edge's direction is told, in this order, by the field's declared meaning; by the layers, where the
lower supports the higher; and between two notes of one layer by a field declared outgoing, whose
holder supports its target. What is still open is reported and becomes no edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from headwater.evidence.graph import MENTIONS, Edge, Graph, Place, source_named_in
from headwater.evidence.kinds import (
    ASSUMPTION,
    CONTENT,
    SOURCE,
    SUPPORTS,
    TAG,
    TAGGED,
    FieldMeaning,
    Kind,
    Sense,
    Vocabulary,
    level,
)
from headwater.evidence.resolve import Resolved, Resolver, Resolves
from headwater.problems import Problem, first_few, in_order, problem
from headwater.vault.contents import VaultContents
from headwater.vault.notes import Canvas, Field, Link, Note, NotePath, Origin

_made = tuple.__new__
"""Makes a named tuple of all its values, in half the time of calling its type: there are very many."""


def build_graph(contents: VaultContents, vocabulary: Vocabulary) -> Graph:
    """Resolve every link of a vault and find the edges they come to.

    Args:
        contents: The vault as it was read.
        vocabulary: Its kinds and relations.

    Returns:
        The graph, with a problem for every link or field that comes to nothing.
    """
    # By the very paths that the notes have: what is the same object is found sooner than what is equal.
    notes = {note.path: note for note in contents.by_path.values()}
    judged = {path: vocabulary.kind_of(note) for path, note in notes.items()}
    resolver = resolver_of(contents, notes)
    builder = _Builder(notes, {path: kind for path, (kind, _) in judged.items()}, resolver, vocabulary)
    for note in notes.values():
        builder.read_note(note)
    for canvas in contents.canvases:
        builder.read_canvas(canvas)
    builder.read_names()
    return Graph(
        notes=notes,
        kinds=builder.kinds,
        dates=contents.dates,
        edges=tuple([_made(Edge, (*key, tuple(builder.edges[key]))) for key in sorted(builder.edges)]),
        vocabulary=vocabulary,
        resolver=resolver,
        problems=in_order(chain(builder.problems, (found for _, found in judged.values() if found))),
        canvases=contents.canvases,
    )


def resolver_of(contents: VaultContents, notes: Iterable[NotePath]) -> Resolver:
    """What resolves links against all files of a vault, the paths of its notes being these."""
    canvases = (canvas.path for canvas in contents.canvases)
    return Resolver(notes, chain(contents.attachments, canvases))


class Statements(NamedTuple):
    """What one note or canvas says of notes, by itself."""

    edges: frozenset[tuple[NotePath, str, NotePath]]
    """Start, relation and end of every edge that is written in it."""

    problems: tuple[Problem, ...]
    """What is odd about its links and fields."""


def statements(
    note: Note | Canvas,
    notes: Mapping[NotePath, Note],
    kinds: Mapping[NotePath, Kind],
    resolver: Resolves,
    vocabulary: Vocabulary,
) -> Statements:
    """Read the links and fields of one note or canvas alone, as `build_graph` reads those of all.

    Args:
        note: The note, or the canvas.
        notes: Every note of the vault.
        kinds: The kind of each.
        resolver: Resolves links against all files of the vault.
        vocabulary: The vault's kinds and relations.
    """
    builder = _Builder(notes, kinds, resolver, vocabulary)
    if isinstance(note, Canvas):
        builder.read_canvas(note)
    else:
        builder.read_note(note)
    return Statements(frozenset(builder.edges), tuple(builder.problems))


class _Ends(NamedTuple):
    """The two notes a field or canvas edge joins."""

    holder: NotePath
    target: NotePath


class _Statement(NamedTuple):
    """What a field says of the two notes it joins."""

    relation: str
    sense: Sense
    """Whether the holder of the field is the relation's subject, or the linked note."""


class _Meaning(NamedTuple):
    """What a field's name means."""

    declared: FieldMeaning | None
    statements: dict[tuple[str, str], _Statement | None]
    """What such a field says, by the kinds of holder and linked note, as far as it was asked for."""


class _Builder:
    """Reads notes and canvases one after the other, and gathers the edges that they come to."""

    def __init__(
        self,
        notes: Mapping[NotePath, Note],
        kinds: Mapping[NotePath, Kind],
        resolver: Resolves,
        vocabulary: Vocabulary,
    ) -> None:
        self.notes = notes
        self.kinds = kinds
        self.resolver = resolver
        self.vocabulary = vocabulary
        self.problems: list[Problem] = []
        self.meanings: dict[str, _Meaning] = {}
        """By field name, as it is written."""

        self.leads: dict[str, NotePath] = {}
        """Where links by a name lead that one file has, from every folder: what most links are."""

        self.edges: dict[tuple[NotePath, str, NotePath], list[Place]] = {}

    def read_note(self, note: Note) -> None:
        self._read_text(note)
        for written in note.fields:
            self._read_field(note, written)

    def _add(self, start: NotePath, relation: str, end: NotePath, place: Place) -> None:
        if start == end:
            if relation == SUPPORTS:
                self.problems.append(problem("self-support", place.path, place.line))
            return
        edge = (start, relation, end)
        places = self.edges.get(edge)
        if places is None:
            self.edges[edge] = [place]
        else:
            places.append(place)

    def _read_text(self, note: Note) -> None:
        """A link in running text is a mention, or says *tagged* when it points at a tag."""
        path, leads = note.path, self.leads
        for link in note.links:
            target = leads.get(link.target) if not link.subpath else None
            if target is None:
                target = self._target(link, path)
            if target is not None:
                relation = TAGGED if self.kinds[target].name == TAG else MENTIONS
                self._add(path, relation, target, _made(Place, (path, link.line, "", None)))

    def _read_field(self, note: Note, written: Field) -> None:
        path, leads, meaning = note.path, self.leads, self._meaning(written.key)
        for link in written.links:
            target = leads.get(link.target) if not link.subpath else None
            if target is None:
                target = self._target(link, path)
            if target is not None:
                place = _made(Place, (path, link.line, written.key, written.origin))
                self._relate(path, target, meaning, place)

    def _meaning(self, name: str) -> _Meaning:
        known = self.meanings.get(name)
        if known is None:
            known = self.meanings[name] = _Meaning(self.vocabulary.meaning(name), {})
        return known

    def read_canvas(self, canvas: Canvas) -> None:
        for path in canvas.files:
            if self.resolver.resolve(Link(path, "", "", False, 0), "") is None:
                self._missing(path, canvas.path, 0)
        for edge in canvas.edges:
            tail, head = self._file(edge.from_file), self._file(edge.to_file)
            if tail is None or head is None:
                continue
            if edge.from_arrow and not edge.to_arrow:
                tail, head = head, tail
            directed = edge.from_arrow != edge.to_arrow
            label = edge.label.partition("\n")[0].strip()
            named = self.vocabulary.meaning(label) if label else None
            drawn = FieldMeaning(None, Sense.FORWARD if directed else None)
            place = Place(canvas.path, 0, label or "a canvas edge", Origin.CANVAS)
            self._relate(tail, head, _Meaning(named or drawn, {}), place)

    def read_names(self) -> None:
        """A source content note belongs to the evidence source whose citekey begins its name."""
        sources = [path for path in self.notes if self.kinds[path].name == SOURCE]
        citekeys = {self.notes[path].name: path for path in reversed(sources)}
        for path, kind in self.kinds.items():
            if kind.name == CONTENT:
                source = source_named_in(self.notes[path].name, citekeys)
                if source is not None:
                    self._add(source, SUPPORTS, path, Place(path, 0, "", Origin.NAME))

    def _relate(self, holder: NotePath, target: NotePath, meaning: _Meaning, place: Place) -> None:
        """Add the edge that a field of one note says of another, if it says any."""
        kind, other = self.kinds[holder], self.kinds[target]
        case = kind.name, other.name
        if case in meaning.statements:
            statement = meaning.statements[case]
        else:
            statement = meaning.statements[case] = self._told_by_kinds(meaning.declared, kind, other)
        if statement is None:
            statement = self._told_within_a_layer(_Ends(holder, target), meaning.declared, place)
        if statement is not None:
            relation, sense = statement
            start, end = (holder, target) if sense is Sense.FORWARD else (target, holder)
            self._add(start, relation, end, place)

    def _told_by_kinds(self, meaning: FieldMeaning | None, holder: Kind, target: Kind) -> _Statement | None:
        """What a field says whatever its two notes are but for their kinds; None where more must tell it."""
        tagging = self._tagging(meaning, holder, target)
        if tagging is not None or meaning is None:
            return tagging or _Statement(MENTIONS, Sense.FORWARD)
        if meaning.relation is not None:
            return _Statement(meaning.relation, meaning.sense or Sense.FORWARD)
        return self._declared(holder, target) or self._by_layers(meaning, holder, target)

    def _tagging(self, meaning: FieldMeaning | None, holder: Kind, target: Kind) -> _Statement | None:
        """A link to a tag note tags its holder; a field of a tag note that lists notes tags those."""
        relation = meaning.relation if meaning is not None else None
        if relation not in {None, TAGGED}:
            return None
        if target.name == TAG:
            return _Statement(TAGGED, Sense.FORWARD)
        if meaning is not None and holder.name == TAG:
            return _Statement(TAGGED, Sense.BACKWARD)
        return _Statement(MENTIONS, Sense.FORWARD) if relation == TAGGED else None

    def _declared(self, holder: Kind, target: Kind) -> _Statement | None:
        """The relation that alone joins notes of two kinds."""
        forward = self.vocabulary.between(holder, target)
        if forward:
            return _Statement(forward, Sense.FORWARD)
        backward = self.vocabulary.between(target, holder)
        return _Statement(backward, Sense.BACKWARD) if backward else None

    def _by_layers(self, meaning: FieldMeaning, holder: Kind, target: Kind) -> _Statement | None:
        if holder.layer is None or target.layer is None:
            return _Statement(MENTIONS, Sense.FORWARD)
        if holder.layer == target.layer:
            return _Statement(SUPPORTS, Sense.FORWARD) if meaning.sense is Sense.FORWARD else None
        return _Statement(SUPPORTS, Sense.FORWARD if holder.layer < target.layer else Sense.BACKWARD)

    def _told_within_a_layer(
        self, ends: _Ends, meaning: FieldMeaning | None, place: Place
    ) -> _Statement | None:
        """What a field between two notes of one layer says, where its name does not tell the direction."""
        undirected = meaning is not None and meaning.sense is None
        holder, target = self._within_a_layer(ends) if undirected else (0, 0)
        if holder < target or (holder == target and ends.holder == ends.target):
            return _Statement(SUPPORTS, Sense.FORWARD)
        if target < holder:
            return _Statement(SUPPORTS, Sense.BACKWARD)
        holder_name, target_name = (self.notes[path].name for path in ends)
        facts = {"field": place.field, "holder": holder_name, "target": target_name}
        self.problems.append(problem("ambiguous-direction", place.path, place.line, **facts))
        return None

    def _within_a_layer(self, ends: _Ends) -> tuple[int, int]:
        """What orders two notes of one layer: an assumption supports any claim; levels of insights."""
        holder, target = self.kinds[ends.holder].name, self.kinds[ends.target].name
        if ASSUMPTION in {holder, target} and holder != target:
            return (0, 1) if holder == ASSUMPTION else (1, 0)
        # Insights in a folder without a number are the first level: read off source content.
        return level(self.notes[ends.holder]) or 1, level(self.notes[ends.target]) or 1

    def _file(self, path: str) -> NotePath | None:
        resolved = self.resolver.resolve(Link(path, "", "", False, 0), "")
        return NotePath(resolved.path) if resolved and resolved.path in self.notes else None

    def _target(self, link: Link, origin: str) -> NotePath | None:
        """The path of the note that a link names; None for attachments and for nothing, which is reported."""
        resolved = self.resolver.resolve(link, origin)
        if resolved is None:
            self._missing(link.target, origin, link.line, embed=link.embed)
            return None
        path, candidates, case_only = resolved
        if link.subpath or candidates or case_only:
            self.problems += self._oddities(link, resolved, origin)
        if path not in self.notes:
            return None
        found = NotePath(path)
        if link.target and "/" not in link.target and not (candidates or case_only):
            self.leads[link.target] = found
        return found

    def _missing(self, target: str, origin: str, line: int, *, embed: bool = False) -> None:
        if embed and "." in target:
            self.problems.append(problem("missing-embed", origin, line, target=target))
            return
        near = self.resolver.suggestion(target)
        suggestion = f" (did you mean [[{near}]]?)" if near else ""
        self.problems.append(problem("missing-link", origin, line, target=target, suggestion=suggestion))

    def _oddities(self, link: Link, resolved: Resolved, origin: str) -> Iterator[Problem]:
        if resolved.candidates:
            count = len(resolved.candidates)
            facts = {"count": count, "candidates": first_few(resolved.candidates, count)}
            facts |= {"target": link.target, "chosen": resolved.path}
            yield problem("ambiguous-link", origin, link.line, **facts)
        if resolved.case_only:
            name = resolved.path.rpartition("/")[2].removesuffix(".md")
            yield problem("case-only-link", origin, link.line, target=link.target, name=name)
        note = self.notes.get(NotePath(resolved.path))
        if link.subpath and note is not None and not _has_subpath(note, link.subpath):
            yield problem("missing-heading", origin, link.line, target=note.name, subpath=link.subpath)


def _has_subpath(note: Note, subpath: str) -> bool:
    """Whether a note has the heading or block that a link names after `#`."""
    if not note.readable or subpath.startswith("page="):
        return True
    if subpath.startswith("^"):
        return subpath[1:].lower() in note.block_ids
    wanted = _heading_key(subpath.rpartition("#")[2])
    return any(_heading_key(heading.text) == wanted for heading in note.headings)


def _heading_key(text: str) -> str:
    """A heading's words alone: what links to headings are compared by, as Obsidian drops signs in them."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())
