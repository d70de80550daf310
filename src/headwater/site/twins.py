"""The Markdown beside each note's page: what the page says, for people with an editor and language models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from headwater.bibliography.cited import CitedOnPage
from headwater.evidence.directness import Count
from headwater.evidence.kinds import CONTENT, PAGE, SOURCE
from headwater.publication import PublicContent, PublicNote
from headwater.publication.facts import PublicFacts
from headwater.site.context import SiteContext
from headwater.site.elements import shortened
from headwater.site.markdown_text import CommonMark, escaped, link
from headwater.site.once import Once
from headwater.site.rendering.names import FileTarget, PageTarget
from headwater.site.root import from_root
from headwater.site.study_words import StudyWords
from headwater.vault.notes import NotePath
from headwater.views.overviews import home_view
from headwater.views.queries import query_tables
from headwater.views.tables import ContentTable, NoteTable, Table

LONGEST_LINE = 600
"""Characters of a claim where another note's Markdown shows it."""


class _Facts(NamedTuple):
    """What a line tells of the evidence below a claim; thousands of claims share theirs with others."""

    sources: int
    years: str
    subjects: tuple[Count, ...]
    assumed: int
    circles: int
    suspect: int


class Twins:
    """Draws the Markdown beside pages; keeps every line that it has drawn."""

    def __init__(self, context: SiteContext, lines: Mapping[NotePath, bytes]) -> None:
        """Prepare.

        Args:
            context: What the pages of the site are drawn with.
            lines: Notes as items of lists that are known to be as an earlier run drew them.
        """
        self._context = context
        self._publication = context.publication
        self._addresses = context.addresses
        self._words = context.words
        self._studies = StudyWords(context.words)
        self._text = CommonMark(context.listener, self._address)
        self.lines = Once(self._line, lines)
        """Notes as items of lists: name, a link to the Markdown of each, its claim."""

        self._sources = Once(self._source)
        self._headings = Once(self._heading)
        self._table_headings = Once(self._table_heading)
        self._facts = Once(self._facts_of)
        self._sections = Once(self._section)
        self._created = Once(partial(self._day, "created"))
        self._updated = Once(partial(self._day, "updated"))
        self._kinds = Once(self._kind)
        context.rows.at_hand.append(self.lines.__getitem__)

    def page(self, note: PublicNote) -> bytes:
        """What a note's page says."""
        title = self._context.titles.of(note.path)
        view = self._context.view(note)
        work = self._publication.citations[note.name] if note.kind.name == SOURCE else None
        called = work.title if work and work.title and title.text == note.name else title.text
        parts = [f"# {escaped(called)}\n\n{self._meta(note)}\n", *self._known(note)]
        if title.rest.strip():
            parts.append(f"\n{self._text.text(title.rest, note.path).strip()}\n")
        pieces = ["".join(parts).encode()]
        for section in view.sections:
            pieces.append(self._sections[section.key])
            self._put(pieces, section.tables)
            if section.withheld:
                pieces.append(f"\n{self._words.count('withheld', section.withheld)}\n".encode())
        if note.queried_folders:
            self._put(pieces, query_tables(self._publication, note), level=2)
        if note.home:
            pieces += self._home()
        else:
            for group in view.related:
                called = self._words.known(f"relation.{group.relation}", group.title)
                pieces += (self._headings[called], b"\n", *map(self.lines.__getitem__, group.notes))
        if note.cited is not None:
            pieces += self._works(note.cited)
        return b"".join(pieces)

    def _line(self, path: NotePath) -> bytes:
        note = self._publication.notes[path]
        claim = shortened(self._context.titles.claim(note), LONGEST_LINE)
        said = f": {escaped(claim)}" if claim != note.name else ""
        linked = link(self._address(self._addresses.page(path)), escaped(note.name))
        return f"- {linked}{said}\n".encode()

    def _address(self, target: PageTarget | FileTarget) -> str:
        """Where a link leads: to the Markdown beside a page, so that all can be read as such."""
        has_twin = isinstance(target, PageTarget) and target.kind != "canvas"
        return self._whole(f"{target.href}index.md" if has_twin else target.href)

    def _meta(self, note: PublicNote) -> str:
        """Kind, id, dates and address in a line."""
        dates = self._dates(note.dates.created, note.dates.updated)
        withheld = f" · {self._words('not-published')}" if note.withheld else ""
        place = link(self._whole(self._addresses.page(note.path).href), self._words("md.page"))
        return f"{self._kinds[note.kind.name]}`{note.name.replace('`', '')}`{dates}{withheld} · {place}"

    def _kind(self, kind: str) -> str:
        return f"{self._context.names.one(kind).capitalize()} · " if kind != PAGE else ""

    def _whole(self, href: str) -> str:
        """A link as it stands in Markdown: a whole URL where the site's address is known."""
        known = f"{self._context.address}{from_root(href)}" if self._context.address else href
        return known.replace("(", "%28").replace(")", "%29")

    def _dates(self, created: datetime | None, updated: datetime | None) -> str:
        made = self._created[created.date()] if created else ""
        return made + self._updated[updated.date()] if updated and updated != created else made

    def _day(self, key: str, day: date) -> str:
        return f" · {self._words(key, date=day)}"

    def _known(self, note: PublicNote) -> Iterator[str]:
        """What is known of a note beside its text."""
        if note.facts:
            yield self._facts[_told(note.facts)]
        for flag in note.flags:
            state = self._words(f"state.{self._publication.citations[flag.citekey].state}")
            yield f"\n{self._words('md.caution', source=escaped(flag.citekey), state=escaped(state))}\n"
        if note.kind.name == SOURCE:
            citation = self._publication.citations[note.name]
            yield f"\n{escaped(citation.text)}\n"
            known = [*citation.identifiers, *citation.facts]
            yield "".join(
                ["\n" if known else "", *(f"- {name}: {escaped(value)}\n" for name, value in known)]
            )
            stated = note.properties.get("abstract")
            abstract = stated if isinstance(stated, str) else citation.abstract
            yield f"\n{escaped(' '.join(abstract.split()))}\n" if abstract.strip() else ""

    def _facts_of(self, facts: _Facts) -> str:
        """The facts of a claim in a line."""
        count, subjects = self._words.count, self._studies.subjects(facts.subjects)
        told = [count("facts.source", facts.sources), facts.years, subjects]
        told += [count("md.assumptions", facts.assumed)] if facts.assumed else []
        told += [count("md.circles", facts.circles)] if facts.circles else []
        told += [count("md.suspect", facts.suspect)] if facts.suspect else []
        return f"\n{self._words('section.facts')}: {', '.join(escaped(one) for one in told if one)}.\n"

    def _put(self, pieces: list[bytes], tables: Iterable[Table], level: int = 3) -> None:
        """Add tables to the pieces of a page."""
        for table in tables:
            kind, lines = self._listed(table)
            pieces.append(self._table_headings[level, kind, len(table.rows)])
            pieces += lines

    def _listed(self, table: Table) -> tuple[str, Iterable[bytes]]:
        """The kind of notes that a table lists, nothing for sources; and their lines."""
        if isinstance(table, NoteTable):
            return table.kind, map(self.lines.__getitem__, table.rows)
        if isinstance(table, ContentTable):
            return CONTENT, map(self._content, table.rows)
        return "", map(self._sources.__getitem__, table.rows)

    def _table_heading(self, table: tuple[int, str, int]) -> bytes:
        """The heading of a table by its level, the kind of notes in it, and how many these are."""
        level, kind, size = table
        called = self._context.names.several(kind) if kind else self._words.count("table.source", size)
        return f"\n{'#' * level} {escaped(called)} ({size})\n\n".encode()

    def _content(self, content: PublicContent) -> bytes:
        name = escaped(content.name)
        if content.path is not None:
            name = link(self._address(self._addresses.page(content.path)), name)
        return f"- {name}\n".encode()

    def _source(self, citekey: str) -> bytes:
        path, citation = self._publication.source_notes.get(citekey), self._publication.citations[citekey]
        name = escaped(citekey)
        if path is not None:
            name = link(self._address(self._addresses.page(path)), name)
        state = f" ({escaped(self._words(f'state.{citation.state}'))})" if citation.state else ""
        said = f": {escaped(citation.text)}" if citation.text != citekey else ""
        return f"- {name}{state}{said}\n".encode()

    def _home(self) -> Iterator[bytes]:
        view = home_view(self._publication, self._context.overviews)
        for key, paths in (
            ("pinned", view.pinned),
            ("newest-notes", view.newest),
            ("last-changed", view.changed),
        ):
            if paths:
                yield from (self._sections[key], b"\n")
                yield from map(self.lines.__getitem__, paths)

    def _works(self, cited: CitedOnPage) -> list[bytes]:
        """The works that a text cites."""
        lines = [self._sources[key] for key, _ in cited.works if key in self._publication.citations]
        return [self._sections["works-cited"], b"\n", *lines] if lines else []

    def _section(self, key: str) -> bytes:
        return self._heading(self._words(f"section.{key}"))

    def _heading(self, title: str) -> bytes:
        return f"\n## {escaped(title)}\n".encode()


def _told(facts: PublicFacts) -> _Facts:
    studies, assumed = facts.studies, facts.assumed.shown + facts.assumed.withheld
    total = facts.circles.total
    return _Facts(studies.total, studies.years, studies.subjects, assumed, total, facts.suspicion_count)
