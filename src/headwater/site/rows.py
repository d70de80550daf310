"""The rows of tables, each drawn once and used in every table it stands in."""

from __future__ import annotations

import re
from functools import cached_property
from html import escape

from headwater.evidence.kinds import TAG
from headwater.publication import PublicContent, Publication, PublicNote
from headwater.site.addresses import Addresses
from headwater.site.render import Renderer
from headwater.vault.notes import NotePath
from headwater.views.overviews import tag_sizes
from headwater.views.tables import ContentTable, NoteTable, SourceTable, Table

_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


class Rows:
    """Draws tables; keeps every row and claim it has drawn."""

    def __init__(self, publication: Publication, addresses: Addresses, renderer: Renderer) -> None:
        self._publication = publication
        self._addresses = addresses
        self._renderer = renderer
        self._notes: dict[NotePath, str] = {}
        self._claims: dict[NotePath, str] = {}
        self._sources: dict[str, str] = {}

    def table(self, table: Table) -> str:
        """A table as HTML; its first header cell carries the count."""
        match table:
            case NoteTable():
                second = "Notes" if table.key == self._tags_key else "Claim"
                rows = "".join(self._note_row(path) for path in table.rows)
            case ContentTable():
                second = ""
                rows = "".join(self._content_row(content) for content in table.rows)
            case SourceTable():
                second = "Citation"
                rows = "".join(self._source_row(citekey) for citekey in table.rows)
        header = f'<th scope="col">{second}</th>' if second else ""
        return (
            f'<div class="table-scroll"><table data-table="{table.key}" class="notes">\n<thead><tr>'
            f'<th scope="col">{escape(table.title)} <span class="count">{len(table.rows)}</span></th>{header}'
            f"</tr></thead>\n<tbody>\n{rows}</tbody></table></div>\n"
        )

    def claim(self, note: PublicNote) -> str:
        """A note's claim as inline HTML."""
        html = self._claims.get(note.path)
        if html is None:
            html = self._renderer.inline(note.claim, note.path).html if note.claim else ""
            self._claims[note.path] = html
        return html

    def _note_row(self, path: NotePath) -> str:
        row = self._notes.get(path)
        if row is None:
            note = self._publication.notes[path]
            target = self._addresses.page(path)
            second = str(self._tag_sizes.get(path, 0)) if note.kind.name == TAG else self.claim(note)
            row = self._notes[path] = (
                f'<tr data-note="{escape(note.name)}"{_mark(note.withheld)}><th scope="row">'
                f'<a class="id" href="{escape(target.href)}">{escape(note.name)}</a>{_badge(note.withheld)}</th>'
                f"<td>{second}</td></tr>\n"
            )
        return row

    def _content_row(self, content: PublicContent) -> str:
        name = escape(content.name)
        if content.path is not None:
            note = self._publication.notes[content.path]
            link = f'<a href="{escape(self._addresses.page(content.path).href)}">{name}</a>{_badge(note.withheld)}'
            return f'<tr data-note="{name}"{_mark(note.withheld)}><td>{link}</td></tr>\n'
        return f'<tr data-note="{name}"><td>{name}</td></tr>\n'

    def _source_row(self, citekey: str) -> str:
        row = self._sources.get(citekey)
        if row is None:
            name = self.citekey(citekey)
            text = linked(self._publication.citations[citekey].text)
            row = self._sources[citekey] = (
                f'<tr data-note="{escape(citekey)}"><th scope="row">{name}</th><td class="citation">{text}</td></tr>\n'
            )
        return row

    def citekey(self, citekey: str) -> str:
        """A citekey, linked to its source's page where that is published."""
        path = self._publication.source_notes.get(citekey)
        name = f'<span class="id">{escape(citekey)}</span>'
        if path is None:
            return name
        badge = _badge(self._publication.notes[path].withheld)
        return f'<a class="id" href="{escape(self._addresses.page(path).href)}">{escape(citekey)}</a>{badge}'

    @cached_property
    def _tag_sizes(self) -> dict[NotePath, int]:
        return tag_sizes(self._publication)

    @cached_property
    def _tags_key(self) -> str:
        return self._publication.vocabulary.kinds[TAG].plural.casefold()


def linked(text: str) -> str:
    """Plain text as HTML, with its web addresses as links."""
    pieces = []
    position = 0
    for match in _ADDRESS.finditer(text):
        address = match[0].rstrip(".,;:")
        pieces.append(escape(text[position : match.start()], quote=False))
        pieces.append(f'<a class="external" rel="noopener noreferrer" href="{escape(address)}">{escape(address)}</a>')
        position = match.start() + len(address)
    pieces.append(escape(text[position:], quote=False))
    return "".join(pieces)


def _mark(withheld: bool) -> str:
    return ' class="is-withheld"' if withheld else ""


def _badge(withheld: bool) -> str:
    return ' <span class="badge">not published</span>' if withheld else ""
