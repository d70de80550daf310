"""Published text without what names or shows unpublished notes.

A link to an unpublished note keeps the words its author gave it; where those words are the note's own
name, title or alias, readers see `WITHHELD` instead. Names of sources and of source content stay: they
are bibliographic facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from headwater.evidence.find import aliases_of
from headwater.evidence.graph import Graph
from headwater.evidence.kinds import CONTENT, SOURCE
from headwater.evidence.resolve import folded
from headwater.problems import Problem, problem
from headwater.vault.claims import as_claim, content_span, section, without
from headwater.vault.links import is_internal
from headwater.vault.notes import Heading, Link, Note, NotePath

WITHHELD = '<span class="withheld">unpublished note</span>'
"""What stands in published text for the name of an unpublished note."""

NEVER_COPIED = (".canvas", ".base", ".toml", ".md")
"""Files that are no attachments: they speak of notes, published or not."""

_REFERENCE = re.compile(r"^ {0,3}\[[^\]\n]+\]:[ \t]*<?(?P<destination>[^\s>]+)>?[^\n]*$", re.MULTILINE)
_HTML_ADDRESS = re.compile(
    r"(?P<before><[a-zA-Z][^<>]*?)\s(?:href|src|srcset|data|poster)\s*=\s*"
    r"(?P<value>\"[^\"]*\"|'[^']*'|[^\s>]+)",
)
Cut = tuple[int, int, str]
"""A span of a body and what stands there instead."""


class Redactor:
    """Knows what is published, and takes everything else out of text."""

    def __init__(self, graph: Graph, shown: frozenset[NotePath], files: frozenset[str]) -> None:
        self._graph = graph
        self._shown = shown
        self._files = files
        self.shown_files: set[str] = set()
        """The attachments that published text shows or links to, as far as it was redacted."""

        self.problems: list[Problem] = []
        """Where published text names unpublished notes."""

    def page_or_file(self, link: Link, origin: str) -> NotePath | str | None:
        """What a link in published text leads to.

        Args:
            link: The link.
            origin: The path of the published note it stands in.

        Returns:
            The path of a published note (a key of the publication's notes) or of an attachment that is copied,
            or None where it leads nowhere that is published.
        """
        resolved = self._graph.resolver.resolve(link, origin)
        if resolved is None:
            return None
        path = NotePath(resolved.path)
        return path if path in self._shown or path in self.shown_files else None

    def redact(self, note: Note) -> tuple[str, str, str]:
        """A published note's content, the rest of its body, and its claim, as Markdown."""
        cuts = sorted({*self._hidden(note), *self._link_cuts(note), *self._address_cuts(note)})
        body = note.body
        start, end = content_span(note.headings, len(body))
        claim = as_claim(_cut(body, cuts, start, end)) if len(cuts) > len(note.hidden) else note.claim
        content = section(note.headings, "Content", len(body))
        if content is None:
            return "", _cut(body, cuts, 0, len(body)).strip("\n"), claim
        rest = sorted([*cuts, (content[0], content[2], "")])
        return _cut(body, cuts, content[1], content[2]).strip("\n"), _cut(body, rest, 0, len(body)).strip("\n"), claim

    def _hidden(self, note: Note) -> Iterator[Cut]:
        """The machinery, and the headings under which nothing is left without it."""
        for start, end in note.hidden:
            yield start, end, ""
        if not note.hidden:
            return
        spans = list(note.hidden)
        for index in range(len(note.headings) - 1, -1, -1):
            heading = note.headings[index]
            end = _section_end(note.headings, index, len(note.body))
            holds_machinery = any(heading.end <= start < end for start, _ in note.hidden)
            if holds_machinery and not without(note.body, sorted(spans), heading.end, end).strip():
                spans.append((heading.start, end))
                yield heading.start, end, ""

    def _link_cuts(self, note: Note) -> Iterator[Cut]:
        inside_fields = (link for field in note.fields for link in field.links if link.start >= 0)
        for link in (*note.links, *inside_fields):
            yield from self._link_cut(note, link, in_code=False)
        for link in note.code_links:
            yield from self._link_cut(note, link, in_code=True)

    def _link_cut(self, note: Note, link: Link, *, in_code: bool) -> Iterator[Cut]:
        resolved = self._graph.resolver.resolve(link, note.path)
        if resolved is None or resolved.path in self._shown:
            return
        if resolved.path in self._files and not resolved.path.lower().endswith(NEVER_COPIED):
            if not in_code and not any(start <= link.start < end for start, end in note.hidden):
                self.shown_files.add(resolved.path)
            return
        target = self._graph.notes.get(NotePath(resolved.path))
        words = self._public_words(link, resolved.path, target)
        if words is None and link.start >= 0:
            line = link.line or note.body_line + note.body.count("\n", 0, link.start)
            self.problems.append(problem("named-withheld-note", note.path, line, target=link.target))
        replacement = "unpublished note" if in_code else WITHHELD
        if link.start >= 0:
            yield link.start, link.end, replacement if words is None or link.embed else words

    def _public_words(self, link: Link, path: str, target: Note | None) -> str | None:
        """The words of a link to something unpublished, where they may stay."""
        name = path.rpartition("/")[2]
        if target is not None:
            if self._graph.kind(target.path).name in {SOURCE, CONTENT}:
                return link.alias or target.name
            title = target.properties.get("title")
            secrets = {target.name, path, path[:-3], title if isinstance(title, str) else "", *aliases_of(target)}
        else:
            secrets = {name, name.rpartition(".")[0], path}
        words = link.alias.strip()
        said = {folded(words), folded(words.strip("*_=` ")), folded(words.rpartition("/")[2])}
        return None if not words or said & {folded(secret) for secret in secrets if secret} else words

    def _address_cuts(self, note: Note) -> Iterator[Cut]:
        """Addresses in raw HTML and in reference definitions that name files of the vault."""
        body = note.body
        if "]:" in body:
            for match in _REFERENCE.finditer(body):
                if self._is_private(match["destination"], note.path):
                    yield match.start(), match.end(), ""
        if "=" in body and "<" in body:
            for match in _HTML_ADDRESS.finditer(body):
                if self._is_private(match["value"].strip("\"'"), note.path):
                    yield match.end("before"), match.end(), ""

    def _is_private(self, destination: str, origin: str) -> bool:
        """Whether an address names a file of the vault that is not published as a page."""
        if not is_internal(destination):
            return False
        target = unquote(destination.partition("#")[0].partition("?")[0])
        resolved = self._graph.resolver.resolve(Link(target, "", "", False, 0), origin)
        return resolved is not None and resolved.path not in self._shown


def _section_end(headings: tuple[Heading, ...], index: int, length: int) -> int:
    level = headings[index].level
    return next((later.start for later in headings[index + 1 :] if later.level <= level), length)


def _cut(text: str, cuts: list[Cut], start: int, end: int) -> str:
    """A part of a text with some spans of it replaced; of overlapping spans the first counts."""
    pieces: list[str] = []
    position = start
    for cut_start, cut_end, replacement in cuts:
        if cut_start < position:
            # Nothing hidden is left standing where two spans overlap.
            position = max(position, min(cut_end, end))
            continue
        if cut_start >= end:
            break
        pieces += (text[position:cut_start], replacement)
        position = cut_end
    pieces.append(text[position:end] if position < end else "")
    return "".join(pieces)


