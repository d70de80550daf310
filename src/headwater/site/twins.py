"""The Markdown beside each note's page: what the page says, for people with an editor and language models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from headwater.evidence.kinds import CONTENT, PAGE, SOURCE
from headwater.publication import PublicContent, PublicNote
from headwater.publication.facts import PublicFacts
from headwater.site.context import SiteContext
from headwater.site.elements import shortened
from headwater.site.markdown_text import CommonMark, escaped, link
from headwater.site.rendering.names import FileTarget, PageTarget
from headwater.site.root import from_root
from headwater.site.study_words import StudyWords
from headwater.vault.notes import NotePath
from headwater.views.overviews import home_view
from headwater.views.queries import query_tables
from headwater.views.tables import ContentTable, NoteTable, SourceTable, Table

LONGEST_LINE = 600
"""Characters of a claim where another note's Markdown shows it."""


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
        self.lines: dict[NotePath, bytes] = dict(lines)
        self._sources: dict[str, bytes] = {}
        context.rows.at_hand.append(self.line)

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
            pieces += _headed(self._words(f"section.{section.key}"), self._tables(section.tables))
            if section.withheld:
                pieces.append(f"\n{self._words.count('withheld', section.withheld)}\n".encode())
        pieces += self._tables(query_tables(self._publication, note), level=2)
        if note.home:
            pieces += self._home()
        else:
            for group in view.related:
                called = self._words.known(f"relation.{group.relation}", group.title)
                pieces += _headed(called, [b"\n", *map(self.line, group.notes)])
        pieces += self._works(note)
        return b"".join(pieces)

    def line(self, path: NotePath) -> bytes:
        """A note as an item of a list: its name, a link to its Markdown, its claim."""
        line = self.lines.get(path)
        if line is None:
            note = self._publication.notes[path]
            claim = shortened(self._context.titles.claim(note), LONGEST_LINE)
            said = f": {escaped(claim)}" if claim != note.name else ""
            linked = link(self._address(self._addresses.page(path)), escaped(note.name))
            line = self.lines[path] = f"- {linked}{said}\n".encode()
        return line

    def _address(self, target: PageTarget | FileTarget) -> str:
        """Where a link leads: to the Markdown beside a page, so that all can be read as such."""
        has_twin = isinstance(target, PageTarget) and target.kind != "canvas"
        return self._whole(f"{target.href}index.md" if has_twin else target.href)

    def _meta(self, note: PublicNote) -> str:
        """Kind, id, dates and address in a line."""
        told = [self._context.names.one(note.kind.name).capitalize()] if note.kind.name != PAGE else []
        told.append(f"`{note.name.replace('`', '')}`")
        told += self._dates(note.dates.created, note.dates.updated)
        told += [self._words("not-published")] if note.withheld else []
        told.append(link(self._whole(self._addresses.page(note.path).href), self._words("md.page")))
        return " · ".join(told)

    def _whole(self, href: str) -> str:
        """A link as it stands in Markdown: a whole URL where the site's address is known."""
        known = f"{self._context.address}{from_root(href)}" if self._context.address else href
        return known.replace("(", "%28").replace(")", "%29")

    def _dates(self, created: datetime | None, updated: datetime | None) -> Iterator[str]:
        if created:
            yield self._words("created", date=created.isoformat()[:10])
        if updated and updated != created:
            yield self._words("updated", date=updated.isoformat()[:10])

    def _known(self, note: PublicNote) -> Iterator[str]:
        """What is known of a note beside its text."""
        if note.facts:
            yield f"\n{self._facts(note.facts)}\n"
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

    def _facts(self, facts: PublicFacts) -> str:
        """The facts of a claim in a line."""
        count, studies = self._words.count, facts.studies
        subjects = self._studies.subjects(studies.subjects)
        told = [count("facts.source", studies.total), studies.years, subjects]
        assumed = facts.assumed.shown + facts.assumed.withheld
        told += [count("md.assumptions", assumed)] if assumed else []
        told += [count("md.circles", facts.circles.total)] if facts.circles.total else []
        told += [count("md.suspect", facts.suspicion_count)] if facts.suspicion_count else []
        return f"{self._words('section.facts')}: {', '.join(escaped(one) for one in told if one)}."

    def _tables(self, tables: Iterable[Table], level: int = 3) -> list[bytes]:
        pieces: list[bytes] = []
        for table in tables:
            called = escaped(self._called(table))
            pieces.append(f"\n{'#' * level} {called} ({len(table.rows)})\n\n".encode())
            if isinstance(table, NoteTable):
                pieces += map(self.line, table.rows)
            elif isinstance(table, ContentTable):
                pieces += map(self._content, table.rows)
            else:
                pieces += map(self._source, table.rows)
        return pieces

    def _called(self, table: Table) -> str:
        if isinstance(table, SourceTable):
            return self._words.count("table.source", len(table.rows))
        return self._context.names.several(table.kind if isinstance(table, NoteTable) else CONTENT)

    def _content(self, content: PublicContent) -> bytes:
        name = escaped(content.name)
        if content.path is not None:
            name = link(self._address(self._addresses.page(content.path)), name)
        return f"- {name}\n".encode()

    def _source(self, citekey: str) -> bytes:
        line = self._sources.get(citekey)
        if line is None:
            path, citation = self._publication.source_notes.get(citekey), self._publication.citations[citekey]
            name = escaped(citekey)
            if path is not None:
                name = link(self._address(self._addresses.page(path)), name)
            state = f" ({escaped(self._words(f'state.{citation.state}'))})" if citation.state else ""
            said = f": {escaped(citation.text)}" if citation.text != citekey else ""
            line = self._sources[citekey] = f"- {name}{state}{said}\n".encode()
        return line

    def _home(self) -> Iterator[bytes]:
        view = home_view(self._publication, self._context.overviews)
        for key, paths in (
            ("pinned", view.pinned),
            ("newest-notes", view.newest),
            ("last-changed", view.changed),
        ):
            if paths:
                yield from _headed(self._words(f"section.{key}"), [b"\n", *map(self.line, paths)])

    def _works(self, note: PublicNote) -> list[bytes]:
        if note.cited is None or not note.cited.works:
            return []
        citations = self._publication.citations
        lines = [self._source(key) for key, _ in note.cited.works if key in citations]
        return _headed(self._words("section.works-cited"), [b"\n", *lines]) if lines else []


def _headed(title: str, pieces: Sequence[bytes]) -> list[bytes]:
    return [f"\n## {escaped(title)}\n".encode(), *pieces]
