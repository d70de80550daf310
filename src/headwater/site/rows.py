"""The rows of tables, each drawn once and used in every table it stands in.

Rows are kept encoded, as they make up most of a site: a page that shows a row copies its bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping

import xxhash

from headwater.evidence.kinds import CONTENT, TAG, TAGGED
from headwater.publication import Publication, PublicContent, PublicNote
from headwater.site.asking import Listener
from headwater.site.cutting import cut
from headwater.site.elements import anchor, badge, count, row_class, text
from headwater.site.folding import folded_table
from headwater.site.kept import KeptClaim
from headwater.site.render import Renderer
from headwater.site.rendering.marks import attribute
from headwater.site.sources import Sources, citation_html, notice_badge
from headwater.site.study_words import StudyWords
from headwater.vault.notes import NotePath
from headwater.views.tables import NoteTable, SourceTable, Table

LONGEST_CLAIM = 600
"""Characters of a claim in a table; its own page has all of it."""

_PARTS = re.compile(rb'<a class="id" href="([^"]*)">(.*?)</a>.*?<td dir="auto">(.*)</td>', re.DOTALL)
"""The parts of a note's row."""

_CLOSING = b"</tbody></table></div>\n"


class Rows:
    """Draws tables; keeps every row and claim it has drawn."""

    def __init__(
        self,
        publication: Publication,
        sources: Sources,
        renderer: Renderer,
        listener: Listener,
        kept: Mapping[NotePath, KeptClaim],
        rows: Mapping[NotePath, bytes] | None = None,
    ) -> None:
        """Prepare.

        Args:
            publication: What may be shown.
            sources: Where what the site says of sources lies, and where everything else does.
            renderer: Draws claims.
            listener: Hears what claims ask about other notes while they are drawn.
            kept: Claims that an earlier run drew; they are drawn again unless they would be the same.
            rows: Notes as rows that are known to be as an earlier run drew them.
        """
        self._publication = publication
        self._kind_names = sources.names
        self._words = sources.names.words
        self._studies = StudyWords(self._words)
        self._sources_at = sources
        self._addresses = sources.addresses
        self._renderer = renderer
        self._listener = listener
        self._kept = kept
        self.claims: dict[NotePath, KeptClaim] = {}
        self.notes: dict[NotePath, bytes] = dict(rows or {})
        self._sources: dict[str, bytes] = {}
        self._contents: dict[tuple[str, NotePath | None], bytes] = {}
        self._openings: dict[Hashable, bytes] = {}
        self.at_hand: list[Callable[[NotePath], object]] = [self.note_row]
        """Draws, and keeps, what many pages show of a note: it is drawn with the claims."""

    def table(self, table: Table) -> list[bytes]:
        """A table as HTML; its first header cell carries the count, and very many rows are folded away."""
        return folded_table([self._opening(table), *self._rows(table), _CLOSING], self._words)

    def source_table(self, table: SourceTable, title: str) -> list[bytes]:
        """A table of sources as HTML, under a title of its own; nothing of it is folded away."""
        opening = _opening(table.key, title, len(table.rows), self._words("table.citation"))
        return [opening, *self._rows(table), _CLOSING]

    def _rows(self, table: Table) -> list[bytes]:
        # Nearly all are at hand, and there are many thousands: the calls are for those that are not.
        if isinstance(table, NoteTable):
            notes = self.notes
            return [notes.get(path) or self.note_row(path) for path in table.rows]
        if isinstance(table, SourceTable):
            sources = self._sources
            return [sources.get(citekey) or self.source_row(citekey) for citekey in table.rows]
        return list(map(self._content_row, table.rows))

    def _opening(self, table: Table) -> bytes:
        """A table up to its first row; thousands of tables differ in their rows alone."""
        shape = (type(table), table[:-1], len(table.rows))
        opening = self._openings.get(shape)
        if opening is None:
            opening = self._openings[shape] = _opening(table.key, *self._titles(table))
        return opening

    def _titles(self, table: Table) -> tuple[str, int, str]:
        """What a table lists, how many of it, and what its second column holds; empty for none."""
        size = len(table.rows)
        if isinstance(table, NoteTable):
            second = "table.notes" if table.kind == TAG else "table.claim"
            return self._kind_names.several(table.kind), size, self._words(second)
        if isinstance(table, SourceTable):
            return self._words.count("table.source", size), size, self._words("table.citation")
        return self._kind_names.several(CONTENT), size, ""

    def draw_claims(self) -> None:
        """Draw every claim now, rather than when it is needed.

        Rows and links follow: every process that draws pages would draw nearly all of them for itself.
        """
        for note in self._publication.notes.values():
            self.claim(note)
        for draw in self.at_hand:
            for path in self._publication.notes:
                draw(path)

    def _known_claim(self, note: PublicNote) -> KeptClaim | None:
        """The claim that an earlier run drew, if it would be drawn the same way now."""
        known = self._kept.get(note.path)
        if known is None or known.inputs != self._inputs(note):
            return None
        if known.asked and known.answers != self._listener.answers(known.asked):
            return None
        return known

    def _inputs(self, note: PublicNote) -> bytes:
        """What decides a claim's HTML, but for what it asks about other notes."""
        page = self._addresses.page(note.path)
        return xxhash.xxh3_64_digest(f"{note.claim}\0{page.href}\0{page.kind}".encode())

    def _drawn_claim(self, note: PublicNote) -> KeptClaim:
        home = self._addresses.page(note.path)
        drawn, asked = self._listener.hear(
            lambda: self._renderer.inline(note.claim, note.path, home=home).html
        )
        return KeptClaim(self._inputs(note), asked, self._listener.answers(asked), drawn)

    def claim(self, note: PublicNote) -> str:
        """A note's claim as inline HTML."""
        if not note.claim:
            return ""
        claim = self.claims.get(note.path)
        if claim is None:
            claim = self.claims[note.path] = self._known_claim(note) or self._drawn_claim(note)
        return claim.html

    def note_row(self, path: NotePath) -> bytes:
        """A note as the row of a table."""
        row = self.notes.get(path)
        if row is None:
            note = self._publication.notes[path]
            name = anchor(self._addresses.page(path).href, note.name, "id")
            cell = (
                str(len(self._publication.arriving(path, TAGGED)))
                if note.kind.name == TAG
                else cut(self.claim(note), LONGEST_CLAIM)
            )
            row = self.notes[path] = (
                f'<tr data-note="{attribute(note.name)}"{row_class(note)}>'
                f'<th scope="row">{name}{badge(self._words, note)}</th><td dir="auto">{cell}</td></tr>\n'
            ).encode()
        return row

    def told(self, path: NotePath) -> tuple[bytes, bytes, bytes]:
        """A note's link, name and claim as its row says them: a row is at hand even where its note is not.

        Args:
            path: The note.

        Returns:
            An address and two pieces of inline HTML; of a tag the last is its count.
        """
        found = _PARTS.search(self.note_row(path))
        if found is None:
            raise RuntimeError(f"the row of {path!r} has other parts than it was drawn with")
        return found[1], found[2], found[3]

    def _content_row(self, content: PublicContent) -> bytes:
        key = (content.name, content.path)
        row = self._contents.get(key)
        if row is None:
            row = self._contents[key] = self._new_content_row(content).encode()
        return row

    def _new_content_row(self, content: PublicContent) -> str:
        name, mark = text(content.name), ""
        if content.path is not None:
            note = self._publication.notes[content.path]
            name = anchor(self._addresses.page(content.path).href, content.name) + badge(self._words, note)
            mark = row_class(note)
        return f'<tr data-note="{attribute(content.name)}"{mark}><td dir="auto">{name}</td></tr>\n'

    def source_row(self, citekey: str) -> bytes:
        """A source as the row of a table."""
        row = self._sources.get(citekey)
        if row is None:
            citation = citation_html(self._publication.citations[citekey])
            path = self._publication.source_notes.get(citekey)
            mark = row_class(self._publication.notes[path]) if path else ""
            row = self._sources[citekey] = (
                f'<tr data-note="{attribute(citekey)}"{mark}{self._sources_at.file_mark(citekey)}>'
                f'<th scope="row">{self._citekey(citekey)}</th>'
                f'<td class="citation">{citation}</td></tr>\n'
            ).encode()
        return row

    def _citekey(self, citekey: str) -> str:
        """A citekey, linked to its source's page where it has one."""
        href, path = self._sources_at.page(citekey), self._publication.source_notes.get(citekey)
        known = self._publication.citations[citekey]
        study = f'<span class="study">{text(self._studies.study(known.study))}</span>' if known.study else ""
        notice = notice_badge(self._words, known) + study
        if not href:
            return f'<span class="id">{text(citekey)}</span>{notice}'
        mark = badge(self._words, self._publication.notes[path]) if path else ""
        return anchor(href, citekey, "id") + mark + notice


def _opening(key: str, title: str, size: int, second: str) -> bytes:
    header = f'<th scope="col">{text(second)}</th>' if second else ""
    return (
        f'<div class="table-scroll"><table data-table="{attribute(key)}" class="notes">\n'
        f'<thead><tr><th scope="col">{text(title)} {count(size)}</th>{header}</tr></thead>\n<tbody>\n'
    ).encode()
