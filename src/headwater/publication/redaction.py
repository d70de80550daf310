"""Published text without what names or shows unpublished notes.

A link to an unpublished note keeps the words its author gave it; where those words say what the note is
called, readers see a placeholder instead. Names of sources and of source content stay: they are
bibliographic facts.

Taking something out can bring together what stood apart, so a text is read again until nothing is left
to take out: what is published is what was looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from headwater.evidence.graph import Graph
from headwater.problems import Problem, problem
from headwater.publication.machinery import hidden_spans
from headwater.publication.passages import (
    Cut,
    cut,
    disjoint,
    emptied,
    is_whole_lines,
    parts,
    parts_of_note,
)
from headwater.publication.placeholder import placeholder
from headwater.publication.references import Form, Reference, label_key, references, uses, wikilink
from headwater.publication.withheld_names import WithheldNames
from headwater.vault.claims import headings_of, without
from headwater.vault.markdown import scan
from headwater.vault.notes import CanvasLayout, Link, Note, NotePath, PropertyValue
from headwater.vault.plain import plain_text
from headwater.vault.tokens import Token

NEVER_COPIED = (".canvas", ".base", ".toml", ".md")
"""Files that are no attachments: they speak of notes, published or not."""

NO_CANVASES: Mapping[str, CanvasLayout] = MappingProxyType({})

_MARKED = re.compile(r"\[|%%|<|(?i:obsidian:|file:)")
"""What a text has that may name a note or hide something."""

_MORE_THAN_LINKS = ("](", "]:", "\\[", "%%", "`", "~~~")
_TAG_START = re.compile(r"<[A-Za-z!?/]")


class Redactor:
    """Knows what is published, and takes everything else out of text."""

    def __init__(  # noqa: PLR0913 - it takes all that decides what may be said
        self,
        graph: Graph,
        shown: frozenset[NotePath],
        files: frozenset[str],
        cited: Callable[[Note], str],
        shown_files: frozenset[str] | None = None,
        language: str = "en",
        *,
        canvases: Mapping[str, CanvasLayout] = NO_CANVASES,
    ) -> None:
        """Take in what is to be shown.

        Args:
            graph: The whole graph.
            shown: The notes to be shown.
            files: Every file of the vault that is no note.
            cited: Gives the public citation of a source.
            shown_files: The attachments that published text shows or links to, if that is known.
            language: The BCP 47 tag of the notes' language.
            canvases: The canvases to be shown, by path.
        """
        self._unpublished = placeholder(language)
        self._graph = graph
        self.shown = shown
        self._files = files
        self._names = WithheldNames(graph, shown, cited)
        self._found: dict[NotePath, _Found] = {}
        self._shown_files = shown_files
        self._canvases = canvases
        self.problems: list[Problem] = []
        """Where published text names unpublished notes."""

    @property
    def shown_files(self) -> frozenset[str]:
        """The attachments that published text shows or links to."""
        if self._shown_files is None:
            notes = (self._graph.notes[path] for path in self._graph.notes if path in self.shown)
            looked = ((self._looked_through(note).references, note.path) for note in notes)
            found = (self._files_of(references, path) for references, path in looked if references)
            on_canvases = (self._files_on(layout, path) for path, layout in self._canvases.items())
            self._shown_files = frozenset(chain(*found, *on_canvases))
        return self._shown_files

    def files_of(self, note: Note) -> frozenset[str]:
        """The attachments that the text of a published note, as it is or was, shows or links to."""
        return frozenset(self._files_of(self._look_through(note).references, note.path))

    def redact(self, note: Note) -> tuple[str, str, str]:
        """A published note's content, the rest of its body, and its claim, as Markdown."""
        found = self._looked_through(note)
        withheld = tuple(self._withheld(found.references, note.path)) if found.references else ()
        empty = tuple(emptied(note.body, note.headings, found.hidden)) if found.hidden else ()
        hidden = (*found.hidden, *empty)
        if found.settled and not withheld:
            return parts_of_note(note, hidden, empty)
        self.problems += self._named(note, withheld)
        cuts = [*((start, end, "") for start, end in hidden), *self._cuts(note.body, withheld)]
        text, tokens = self._settled(cut(note.body, cuts), note.path)
        return parts(text, headings_of(tokens))

    def text(self, text: str, origin: str) -> str:
        """A text that is no note's, as Markdown.

        Args:
            text: Markdown.
            origin: The path of the file it stands in.
        """
        redacted, _ = self._settled(text, origin)
        return redacted

    def plain(self, text: str, origin: str) -> str:
        """A property's text as plain words, as far as it holds links or comments; else as it is."""
        if not _MARKED.search(text):
            return text
        redacted, _ = self._settled(text, origin)
        return plain_text(redacted) if redacted != text or "[[" in text or "](" in text else text

    def plain_value(self, value: PropertyValue, origin: str) -> PropertyValue:
        """A property's value with every text in it made plain."""
        if isinstance(value, str):
            return self.plain(value, origin)
        if isinstance(value, list):
            return [self.plain_value(item, origin) for item in value]
        if isinstance(value, dict):
            return {
                self.plain(str(key), origin): self.plain_value(item, origin) for key, item in value.items()
            }
        return value

    def _looked_through(self, note: Note) -> _Found:
        found = self._found.get(note.path)
        if found is None:
            found = self._found[note.path] = self._look_through(note)
        return found

    def _look_through(self, note: Note) -> _Found:
        hidden = disjoint(note.hidden)
        links = _links_of(note, hidden)
        visible = without(note.body, hidden)
        if (
            visible.count("[[") == len(links)
            and _holds_links_alone(visible)
            and all(is_whole_lines(note.body, start, end) for start, end in hidden)
        ):
            return _Found(hidden, self._leading_elsewhere(links, note.path), settled=True)
        tokens = scan(note.body)
        spans = hidden_spans(note.body, tokens)
        found = [found for found in references(note.body, tokens) if not _is_in(found.start, spans)]
        return _Found(spans, found, settled=False)

    def _leading_elsewhere(self, links: Iterable[Link], origin: str) -> list[Reference]:
        """The links that lead to no note that is shown; about the others nothing need be looked at."""
        resolve, shown = self._graph.resolver.resolve, self.shown
        return [
            wikilink(link)
            for link in links
            if (found := resolve(link, origin)) is None or found.path not in shown
        ]

    def _files_of(self, found: Iterable[Reference], origin: str) -> Iterator[str]:
        """The attachments that references show or link to."""
        for reference in found:
            for target in () if reference.plain or reference.form is Form.LITERAL else reference.targets:
                resolved = self._graph.resolver.resolve(_link(target), origin)
                if resolved is not None and self._is_attachment(resolved.path):
                    yield resolved.path

    def _files_on(self, layout: CanvasLayout, origin: str) -> Iterator[str]:
        """The attachments that a canvas shows or links to, in its texts and by itself."""
        for node in layout.nodes:
            if node.sort == "text":
                tokens = scan(node.held)
                hidden = hidden_spans(node.held, tokens)
                found = references(node.held, tokens)
                yield from self._files_of((one for one in found if not _is_in(one.start, hidden)), origin)
            for named in (node.held if node.sort == "file" else "", node.background):
                resolved = self._graph.resolver.resolve(_link(named), "") if named else None
                if resolved is not None and self._is_attachment(resolved.path):
                    yield resolved.path

    def _is_attachment(self, path: str) -> bool:
        return path in self._files and not path.lower().endswith(NEVER_COPIED)

    def _is_shown(self, path: str) -> bool:
        return path in self.shown or path in self.shown_files or path in self._canvases

    def _settled(self, text: str, origin: str) -> tuple[str, tuple[Token, ...]]:
        """A text with nothing left to take out, and its tokens; each round leaves less of what was there."""
        while True:
            tokens = scan(text)
            hidden = hidden_spans(text, tokens)
            empty = emptied(text, headings_of(tokens), hidden)
            cuts = [(start, end, "") for start, end in (*hidden, *empty)]
            cuts += self._cuts(text, tuple(self._withheld(references(text, tokens), origin)))
            if not cuts:
                return text, tokens
            text = cut(text, cuts)

    def _cuts(self, text: str, withheld: Iterable[tuple[Reference, str]]) -> Iterator[Cut]:
        defined: dict[str, str] = {}
        for reference, path in withheld:
            replacement = "" if reference.form is Form.DEFINITION else self._replacement(reference, path)
            if reference.form is Form.DEFINITION:
                defined[label_key(reference.words)] = path
            # A name that is public may stand where it stood, and nothing is left to do.
            if replacement != text[reference.start : reference.end]:
                yield reference.start, reference.end, replacement
        for label, use in uses(text, frozenset(defined)) if defined else ():
            yield use.start, use.end, self._replacement(use, defined[label])

    def _named(self, note: Note, withheld: Iterable[tuple[Reference, str]]) -> Iterator[Problem]:
        """One problem for each unpublished note whose name stands in the text, at its first place."""
        seen: set[str] = set()
        for reference, path in withheld:
            if path not in seen and self._names.public_words(reference, path) is None:
                seen.add(path)
                line = note.body_line + note.body.count("\n", 0, reference.start)
                yield problem("named-withheld-note", note.path, line, target=reference.targets[0])

    def _withheld(self, found: Iterable[Reference], origin: str) -> Iterator[tuple[Reference, str]]:
        """The references to what is not shown, with what they name."""
        for reference in found:
            path = self._withheld_target(reference, origin)
            if path is not None:
                yield reference, path

    def _withheld_target(self, reference: Reference, origin: str) -> str | None:
        resolved = [self._graph.resolver.resolve(_link(target), origin) for target in reference.targets]
        paths = [found.path for found in resolved if found is not None]
        if paths:
            return next((path for path in paths if not self._is_shown(path)), None)
        meant = (self._names.meant(target) for target in reference.targets)
        return next((path for path in meant if path is not None), None)

    def _replacement(self, reference: Reference, path: str) -> str:
        words = self._names.public_words(reference, path)
        if words is not None:
            return words
        if reference.plain or reference.form is Form.LITERAL:
            return self._unpublished
        return f'<span class="withheld">{self._unpublished}</span>'


class _Found(NamedTuple):
    """What is in a note's body."""

    hidden: Sequence[tuple[int, int]]
    """What is never shown of it."""

    references: Sequence[Reference]
    """What the rest names."""

    settled: bool
    """Whether the rest holds nothing else that would have to be taken out."""


def _link(target: str) -> Link:
    return Link(target, "", "", embed=False, line=0)


def _holds_links_alone(text: str) -> bool:
    """Whether nothing in a text can name a note but wikilinks; else it must be looked at closely."""
    for sign in _MORE_THAN_LINKS:
        if sign in text:
            return False
    if "<" in text and _TAG_START.search(text):
        return False
    words = text.casefold()
    return not ("obsidian:" in words or "file:" in words or "database fields" in words)


def _links_of(note: Note, hidden: Iterable[tuple[int, int]]) -> Sequence[Link]:
    """The links and embeds in a note's body that are not hidden."""
    inside = [link for field in note.fields for link in field.links if link.start >= 0]
    links = [*note.links, *inside] if inside else note.links
    for start, end in hidden if links else ():
        links = [link for link in links if not start <= link.start < end]
    return links


def _is_in(offset: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in spans)
