"""The sections of pages: tables, related notes, lists of new notes, the facts of a source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from headwater.bibliography.cited import CitedOnPage
from headwater.bibliography.inline_html import NOTE_ANCHOR
from headwater.evidence.kinds import SOURCE
from headwater.publication import Publication, PublicNote
from headwater.publication.citing import citations_in
from headwater.site.addresses import Addresses
from headwater.site.drawn import DrawnSection, headed
from headwater.site.elements import Stamps, anchor, badge, count, leaving, stamps, text, time
from headwater.site.folding import folded_list
from headwater.site.kind_names import KindNames
from headwater.site.once import Once
from headwater.site.rendering.marks import address, attribute
from headwater.site.rows import Rows
from headwater.vault.notes import NotePath
from headwater.views.overviews import HomeView, Overview
from headwater.views.pages import PageView, Related, Section
from headwater.views.tables import Table
from headwater.views.titles import Titles

CITED = "ref-"
"""What begins the id of a work among those that a page cites; its citekey follows."""


_TO_NOTE = re.compile(rf'href="#{NOTE_ANCHOR}([0-9]+)"')


class Sections:
    """Draws what stands below a note's own text."""

    def __init__(
        self,
        publication: Publication,
        addresses: Addresses,
        rows: Rows,
        titles: Titles,
        names: KindNames,
    ) -> None:
        self._publication = publication
        self._names = names
        self._words = names.words
        self._addresses = addresses
        self._rows = rows
        self._titles = titles
        self._links = Once(self._link)
        self._items: dict[NotePath, bytes] = {}
        rows.at_hand.append(self.link)

    def of_view(self, view: PageView) -> list[DrawnSection]:
        """The sections of a note's page but its related notes."""
        return [headed(self._words, section.key, self._tables(section)) for section in view.sections]

    def of_tables(self, tables: Sequence[Table]) -> list[DrawnSection]:
        """Tables without a heading of their own; nothing where there are none."""
        if not tables:
            return []
        drawn = [piece for table in tables for piece in self._rows.table(table)]
        return [DrawnSection([b"<section>\n", *drawn, b"</section>\n"])]

    def related(self, groups: Iterable[Related]) -> list[DrawnSection]:
        """The notes that a page's note is related to, by relation."""
        drawn: list[bytes] = []
        for group in groups:
            drawn += self._related(group)
        return [headed(self._words, "related-notes", drawn)] if drawn else []

    def works(self, note: PublicNote, text: str) -> list[DrawnSection]:
        """The works that a note cites, and the notes that cite them in a style that has such.

        Args:
            note: The note.
            text: Its running text, as Markdown: what its title cites refers to no note.
        """
        cited = note.cited
        if cited is None:
            return []
        drawn = []
        shown = _notes_cited(cited, text)
        if shown:
            notes = [
                f'<li id="{NOTE_ANCHOR}{number}" value="{number}">{leaving(words)}</li>\n'
                for number, words in enumerate(cited.notes, 1)
                if number in shown
            ]
            listed = f'<ol class="citing">\n{"".join(notes)}</ol>\n'
            drawn.append(headed(self._words, "notes", [listed.encode()]))
        if cited.works:
            works = [
                f'<li id="{CITED}{attribute(key)}">{leaving(words)}</li>\n' for key, words in cited.works
            ]
            listed = f'<ul class="works">\n{"".join(works)}</ul>\n'
            drawn.append(headed(self._words, "works-cited", [listed.encode()]))
        return drawn

    def works_ids(self, note: PublicNote) -> Iterator[str]:
        """The ids that `works` gives to what it lists."""
        if note.cited is not None:
            yield from (f"{NOTE_ANCHOR}{number}" for number, _ in enumerate(note.cited.notes, 1))
            yield from (f"{CITED}{key}" for key, _ in note.cited.works)

    def home(
        self, view: HomeView, href: Callable[[Overview], str], shape: Iterable[DrawnSection]
    ) -> list[DrawnSection]:
        """What the home page shows: pinned notes, the newest, the last changed, the shape of all, counts."""
        counts = "".join(
            f"<li>{anchor(href(overview), title)} {count(overview.count)}</li>"
            for overview, title in ((one, overview_title(self._names, one)) for one in view.counts)
        )
        parts = (
            ("pinned", self._latest(view.pinned, lambda stamps: stamps.created)),
            ("newest-notes", self._latest(view.newest, lambda stamps: stamps.created)),
            ("last-changed", self._latest(view.changed, lambda stamps: stamps.updated)),
        )
        drawn = f'<ul class="counts">{counts}</ul>\n'.encode()
        everything = [headed(self._words, "everything", [drawn])] if counts else []
        lists = [headed(self._words, key, [inner]) for key, inner in parts if inner]
        return [*lists, *shape, *everything]

    def _tables(self, section: Section) -> list[bytes]:
        tables: list[bytes] = []
        for table in section.tables:
            tables += self._rows.table(table)
        if section.withheld:
            said = self._words.count("withheld", section.withheld)
            tables.append(f'<p class="withheld-count">{text(said)}</p>\n'.encode())
        return tables

    def _related(self, group: Related) -> list[bytes]:
        title = self._words.known(f"relation.{group.relation}", group.title)
        opening = _opening_of_related(group.relation, title, len(group.notes))
        known = self._items
        items = [known.get(path) or self._item(path) for path in group.notes]
        return [opening, *folded_list(b"<ul>", items, b"</ul>", self._words), b"</div>\n"]

    def _item(self, path: NotePath) -> bytes:
        """A link to a note as an item of a list, which is at hand when it is asked for again."""
        drawn = self._items[path] = b"<li>%b</li>" % self.link(path)
        return drawn

    def _latest(self, paths: Iterable[NotePath], when: Callable[[Stamps], str]) -> bytes:
        items = [
            f"<li>{time(when(stamps(self._publication.notes[path].dates)))} {self._kind(path)} ".encode()
            + self.link(path)
            + b"</li>"
            for path in paths
        ]
        return b"".join(folded_list(b'<ol class="latest">', items, b"</ol>\n", self._words)) if items else b""

    def _kind(self, path: NotePath) -> str:
        kind = self._publication.notes[path].kind.name
        name = text(self._names.one(kind))
        return f'<span class="kind kind-{self._addresses.page(path).kind}">{name}</span>'

    def link(self, path: NotePath) -> bytes:
        """A link to a note by its title, with its id where that is something else."""
        return self._links[path]

    def _link(self, path: NotePath) -> bytes:
        note, target, title = (
            self._publication.notes[path],
            self._addresses.page(path),
            self._titles.of(path).text,
        )
        link = (
            f'<a class="internal kind-{target.kind}" href="{address(target.href)}" dir="auto">'
            f"{text(title)}</a>{badge(self._words, note)}"
        )
        named = link if title == note.name else f'{link} <span class="id">{text(note.name)}</span>'
        return named.encode()


def overview_title(names: KindNames, overview: Overview) -> str:
    """What an overview is called: as the notes it lists are, and that of the sources the bibliography."""
    return names.words("bibliography") if overview.kind == SOURCE else names.several(overview.kind)


@lru_cache(maxsize=1024)
def _opening_of_related(relation: str, title: str, size: int) -> bytes:
    """A list of related notes up to the list itself."""
    heading = f"<h3>{text(title)} {count(size)}</h3>"
    return f'<div class="related" data-relation="{attribute(relation)}">{heading}\n'.encode()


def _notes_cited(cited: CitedOnPage, text: str) -> frozenset[int]:
    """The numbers of the notes that citations in a text refer to."""
    drawn = (cited.in_text.get(written, "") for written in citations_in(text)) if cited.notes else ()
    return frozenset(int(number) for html in drawn for number in _TO_NOTE.findall(html))
