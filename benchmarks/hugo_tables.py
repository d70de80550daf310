"""The tables and lists of a page, written out for Hugo as the HTML that Headwater draws.

Hugo copies HTML in a page's content as it is. That is the least work it can be given: the same tables in
Markdown take it longer, as every claim is then parsed again in every table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from html import escape

import pyromark
from headwater.evidence.kinds import TAG
from headwater.publication import Publication, PublicNote
from headwater.site.urls import HOME, href, permalink
from headwater.vault.notes import Link, NotePath
from headwater.views.overviews import HomeView, Overview, tag_sizes
from headwater.views.pages import PageView
from headwater.views.tables import ContentTable, NoteTable, Table
from headwater.views.titles import title_of

_WIKILINK = re.compile(r"\[\[(?P<target>[^\]|]+)(?:\|(?P<alias>[^\]]+))?\]\]")


class Pieces:
    """Draws the parts of pages from a publication."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication
        self._tag_sizes = tag_sizes(publication)
        self._titles = {path: title_of(note).text for path, note in publication.notes.items()}
        self._row = cache(self._note_row)

    def address(self, note: PublicNote) -> str:
        """The link to a note's page."""
        return href(HOME if note.home else permalink(note.path, note.properties))

    def markdown(self, text: str, path: NotePath) -> str:
        """A note's Markdown with its wikilinks as links of Markdown, which Hugo draws."""
        return _WIKILINK.sub(lambda match: self._linked(match, path, "[{words}]({address})"), text)

    def sections(self, view: PageView) -> str:
        """Everything below a note's own text."""
        parts = [_section(one.title, "".join(map(self.table, one.tables))) for one in view.sections]
        groups = "".join(
            f'<div class="backlinks" data-relation="{group.relation}"><h3>{escape(group.title)} '
            f'<span class="count">{len(group.notes)}</span></h3>\n<ul>'
            f"{''.join(f'<li>{self._titled(path)}</li>' for path in group.notes)}</ul></div>\n"
            for group in view.backlinks
        )
        return "".join([*parts, _section("Backlinks", groups) if groups else ""])

    def home(self, view: HomeView) -> str:
        """What stands below the words of the home note."""
        counts = "".join(f"<li>{overview_link(one)}</li>" for one in view.counts)
        return (
            _section("Everything", f'<ul class="counts">{counts}</ul>\n')
            + _section("Newest Notes", self._latest(view.newest))
            + _section("Last Changed", self._latest(view.changed))
        )

    def table(self, table: Table) -> str:
        """One table, with its count in the first header cell."""
        if isinstance(table, NoteTable):
            second, rows = "Claim", "".join(map(self._row, table.rows))
        elif isinstance(table, ContentTable):
            second, rows = "", "".join(map(_content_row, (content.name for content in table.rows)))
        else:
            second, rows = "Citation", "".join(map(self._source_row, table.rows))
        header = f'<th scope="col">{second}</th>' if second else ""
        return (
            f'<div class="table-scroll"><table data-table="{table.key}" class="notes">\n<thead><tr><th scope="col">'
            f'{escape(table.title)} <span class="count">{len(table.rows)}</span></th>{header}</tr></thead>\n'
            f"<tbody>\n{rows}</tbody></table></div>\n"
        )

    def _note_row(self, path: NotePath) -> str:
        note = self._publication.notes[path]
        cell = str(self._tag_sizes.get(path, 0)) if note.kind.name == TAG else self._claim(note)
        name = escape(note.name)
        return (
            f'<tr data-note="{name}"><th scope="row"><a class="id" href="{self.address(note)}">{name}</a></th>'
            f"<td>{cell}</td></tr>\n"
        )

    def _source_row(self, citekey: str) -> str:
        text = escape(self._publication.citations[citekey].text, quote=False)
        text = re.sub(
            r"https://[^\s<]+(?<!\.)",
            r'<a class="external" rel="noopener noreferrer" href="\g<0>">\g<0></a>',
            text,
        )
        name = escape(citekey)
        return (
            f'<tr data-note="{name}"><th scope="row"><span class="id">{name}</span></th>'
            f'<td class="citation">{text}</td></tr>\n'
        )

    def _claim(self, note: PublicNote) -> str:
        link = '<a class="internal kind-{kind}" href="{address}">{words}</a>'
        text = _WIKILINK.sub(lambda match: self._linked(match, note.path, link), note.claim)
        return pyromark.html(text).strip().removeprefix("<p>").removesuffix("</p>")

    def _linked(self, match: re.Match[str], path: NotePath, form: str) -> str:
        link = Link(match["target"], "", "", embed=False, line=0)
        words = match["alias"] or match["target"]
        target = self._publication.names.page_or_file(link, path)
        if target is None:
            return words
        note = self._publication.notes[NotePath(target)]
        return form.format(words=words, address=self.address(note), kind=note.kind.name.replace(" ", "-"))

    def _titled(self, path: NotePath) -> str:
        note = self._publication.notes[path]
        kind, title = note.kind.name.replace(" ", "-"), self._titles[path]
        link = f'<a class="internal kind-{kind}" href="{self.address(note)}">{escape(title, quote=False)}</a>'
        return link if title == note.name else f'{link} <span class="id">{escape(note.name)}</span>'

    def _latest(self, paths: Iterable[NotePath]) -> str:
        return f'<ol class="latest">{"".join(f"<li>{self._titled(path)}</li>" for path in paths)}</ol>\n'


def overview_link(overview: Overview) -> str:
    """A link to an overview, with how much it lists."""
    return f'<a href="/overview/{overview.key}/">{overview.title}</a> <span class="count">{overview.count}</span>'


def _section(title: str, inner: str) -> str:
    return f'<section id="{title.lower().replace(" ", "-")}">\n<h2>{title}</h2>\n{inner}</section>\n'


def _content_row(name: str) -> str:
    return f'<tr data-note="{escape(name)}"><td>{escape(name)}</td></tr>\n'
