"""The files by which programs find what a site holds: `sitemap.xml`, `robots.txt`, `llms.txt`.

Sitemaps are those of https://www.sitemaps.org/protocol.html, `llms.txt` that of https://llmstxt.org.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from html import escape
from typing import NamedTuple

from headwater.evidence.kinds import SOURCE
from headwater.publication import PublicNote
from headwater.publication.cards import BEGINNING
from headwater.site.context import SiteContext
from headwater.site.elements import shortened
from headwater.site.making import MadeFile, itself
from headwater.site.markdown_text import escaped, link
from headwater.site.urls import Permalink, output_file, path_of, twin_of
from headwater.vault.notes import NotePath
from headwater.views.overviews import Overview
from headwater.views.tables import NoteTable, SourceTable

MOST_ADDRESSES = 50_000
"""How many addresses a sitemap may hold; the protocol says so."""

MOST_LISTED = 100
"""How many notes of a kind `llms.txt` lists: it is read whole, and tells how to get the rest."""

LONGEST_CLAIM = 300
"""Characters of a claim in `llms.txt`."""

_FOR_MODELS = "llms.txt"
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


class _Address(NamedTuple):
    """A page in a sitemap."""

    place: str
    """Its file in the output folder."""

    changed: datetime
    """When what it shows last changed, as far as its notes tell; the beginning of time where they do not."""


class FindingFiles:
    """Makes these files; sitemap and robots only where the site's address is known."""

    def __init__(self, context: SiteContext) -> None:
        """Prepare.

        Args:
            context: What the pages of the site are drawn with.
        """
        self._context = context
        self._addresses = context.addresses

    def files(self) -> Iterator[MadeFile]:
        """Every file; those of pages' addresses are drawn at each build."""
        yield MadeFile(_FOR_MODELS, self._for_models, itself)
        if not self._context.address:
            return
        yield MadeFile("robots.txt", self._robots)
        listed = list(self._listed())
        parts = [listed[start : start + MOST_ADDRESSES] for start in range(0, len(listed), MOST_ADDRESSES)]
        if len(parts) == 1:
            yield MadeFile("sitemap.xml", partial(self._sitemap, listed))
            return
        for number, part in enumerate(parts, start=1):
            yield MadeFile(_part(number), partial(self._sitemap, part))
        yield MadeFile("sitemap.xml", partial(self._index, parts))

    def touched(self, before: Sequence[PublicNote]) -> Collection[str]:
        """What says of some notes what they claim, if one of these is among them."""
        changed = {note.path for note in before}
        told = any(not changed.isdisjoint(_rows(one)[:MOST_LISTED]) for one in self._context.overviews)
        return [_FOR_MODELS] if told else []

    def _listed(self) -> Iterator[_Address]:
        """The pages that are to be found: not those of notes that say `dg-hide`."""
        cards, outputs = self._context.publication.cards, self._addresses.outputs
        home = self._context.publication.home
        newest = max((max(card.made, card.changed) for card in cards.values()), default=BEGINNING)
        yield _Address("index.html", newest)
        for overview in self._context.overviews:
            yield _Address(output_file(self._context.overview_place(overview)), self._newest(overview))
        for path, card in cards.items():
            if card.listed and path != home:
                yield _Address(outputs[path], max(card.made, card.changed))
        if self._context.map_place:
            yield _Address(output_file(self._context.map_place), newest)
        if self._context.canvases_place:
            yield _Address(output_file(self._context.canvases_place), BEGINNING)
        for place in self._addresses.canvas_places.values():
            yield _Address(output_file(place), BEGINNING)
        for citekey in self._context.sources.with_pages:
            yield _Address(output_file(Permalink(self._context.sources.place(citekey))), BEGINNING)

    def _newest(self, overview: Overview) -> datetime:
        """When the newest change of a note was that an overview lists."""
        cards, notes = self._context.publication.cards, self._context.publication.source_notes
        paths: list[NotePath] = []
        for table in overview.tables:
            if isinstance(table, NoteTable):
                paths += table.rows
            elif isinstance(table, SourceTable):
                paths += [notes[citekey] for citekey in table.rows if citekey in notes]
        return max((max(cards[path].made, cards[path].changed) for path in paths), default=BEGINNING)

    def _url(self, place: str) -> str:
        """The address of a file: a whole URL where the site's is known, else the path from this folder."""
        return f"{self._context.address}{path_of(place)}"

    def _sitemap(self, listed: Iterable[_Address]) -> bytes:
        return _xml("urlset", "url", ((self._url(place), changed) for place, changed in listed))

    def _index(self, parts: Sequence[Sequence[_Address]]) -> bytes:
        told = (
            (self._url(_part(number)), max(changed for _, changed in part))
            for number, part in enumerate(parts, start=1)
        )
        return _xml("sitemapindex", "sitemap", told)

    def _robots(self) -> bytes:
        return f"User-agent: *\nAllow: /\n\nSitemap: {self._url('sitemap.xml')}\n".encode()

    def _for_models(self) -> bytes:
        """The site in short: its title, what it is, its newest notes by kind, and how to get all."""
        context, words = self._context, self._context.words
        parts = [f"# {escaped(context.site_title)}\n"]
        if context.config.site.description:
            parts.append(f"\n> {escaped(' '.join(context.config.site.description.split()))}\n")
        parts.append(f"\n{words('llms.how')}\n")
        if self._context.address:
            parts.append(f"{words('llms.sitemap', place=self._url('sitemap.xml'))}\n")
        for overview in context.overviews:
            if overview.kind != SOURCE:
                parts += self._section(overview)
        return "".join(parts).encode()

    def _section(self, overview: Overview) -> Iterator[str]:
        rows = _rows(overview)
        yield f"\n## {escaped(self._context.overview_title(overview))}\n\n"
        yield from map(self._line, rows[:MOST_LISTED])
        if len(rows) > MOST_LISTED:
            place = self._url(output_file(self._context.overview_place(overview)))
            more = self._context.words.count("more", len(rows) - MOST_LISTED)
            yield f"- {link(place, more)}\n"

    def _line(self, path: NotePath) -> str:
        note = self._context.publication.notes[path]
        claim = shortened(self._addresses.titles.claim(note), LONGEST_CLAIM)
        said = f": {escaped(claim)}" if claim != note.name else ""
        place = self._url(twin_of(self._addresses.outputs[path]))
        return f"- {link(place, escaped(note.name))}{said}\n"


def _rows(overview: Overview) -> list[NotePath]:
    """The notes that an overview lists, in order."""
    return [path for table in overview.tables if isinstance(table, NoteTable) for path in table.rows]


def _part(number: int) -> str:
    return f"sitemap-{number}.xml"


def _xml(root: str, item: str, told: Iterable[tuple[str, datetime]]) -> bytes:
    """A sitemap, or an index of some."""
    lines = [f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_NAMESPACE}">\n']
    for url, changed in told:
        day = "" if changed == BEGINNING else f"<lastmod>{changed.isoformat()[:10]}</lastmod>"
        lines.append(f"<{item}><loc>{escape(url)}</loc>{day}</{item}>\n")
    lines.append(f"</{root}>\n")
    return "".join(lines).encode()
