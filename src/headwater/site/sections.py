"""The sections of pages: tables, related notes, lists of new notes, the facts of a source."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from headwater.bibliography.citations import Citation
from headwater.publication import Publication, PublicNote
from headwater.site.addresses import Addresses
from headwater.site.elements import anchor, badge, count, identifier, linked, text, time
from headwater.site.rendering.marks import attribute
from headwater.site.rows import Rows
from headwater.vault.notes import NotePath
from headwater.views.overviews import HomeView, Overview
from headwater.views.pages import PageView, Related, Section
from headwater.views.tables import Table
from headwater.views.titles import Titles


class Sections:
    """Draws what stands below a note's own text."""

    def __init__(self, publication: Publication, addresses: Addresses, rows: Rows, titles: Titles) -> None:
        self._publication = publication
        self._addresses = addresses
        self._rows = rows
        self._titles = titles
        self._links: dict[NotePath, str] = {}

    def of_view(self, view: PageView) -> str:
        """The sections of a note's page but its related notes."""
        return "".join(headed(section.title, self._tables(section)) for section in view.sections)

    def of_tables(self, tables: Iterable[Table]) -> str:
        """Tables without a heading of their own; nothing where there are none."""
        drawn = "".join(map(self._rows.table, tables))
        return f"<section>\n{drawn}</section>\n" if drawn else ""

    def related(self, groups: Iterable[Related]) -> str:
        """The notes that a page's note is related to, by relation."""
        drawn = "".join(map(self._related, groups))
        return headed("Related Notes", drawn) if drawn else ""

    def home(self, view: HomeView, href: Callable[[Overview], str]) -> str:
        """What the home page shows: pinned notes, the newest, the last changed, counts by kind."""
        counts = "".join(
            f"<li>{anchor(href(overview), overview.title)} {count(overview.count)}</li>"
            for overview in view.counts
        )
        parts = (
            ("Pinned", self._latest(view.pinned, lambda note: note.dates.created)),
            ("Newest Notes", self._latest(view.newest, lambda note: note.dates.created)),
            ("Last Changed", self._latest(view.changed, lambda note: note.dates.updated)),
            ("Everything", f'<ul class="counts">{counts}</ul>\n' if counts else ""),
        )
        return "".join(headed(title, inner) for title, inner in parts if inner)

    def _tables(self, section: Section) -> str:
        tables = "".join(map(self._rows.table, section.tables))
        if section.withheld:
            notes = "note" if section.withheld == 1 else "notes"
            tables += f'<p class="withheld-count">{section.withheld} unpublished {notes}</p>\n'
        return tables

    def _related(self, group: Related) -> str:
        items = "".join(f"<li>{self.link(path)}</li>" for path in group.notes)
        heading = f"<h3>{text(group.title)} {count(len(group.notes))}</h3>"
        relation = attribute(group.relation)
        return f'<div class="related" data-relation="{relation}">{heading}\n<ul>{items}</ul></div>\n'

    def _latest(self, paths: Iterable[NotePath], when: Callable[[PublicNote], datetime | None]) -> str:
        items = "".join(
            f'<li>{time(when(self._publication.notes[path]))} <span class="kind">'
            f"{text(self._publication.notes[path].kind.name)}</span> {self.link(path)}</li>"
            for path in paths
        )
        return f'<ol class="latest">{items}</ol>\n' if items else ""

    def link(self, path: NotePath) -> str:
        """A link to a note by its title, with its id where that is something else."""
        drawn = self._links.get(path)
        if drawn is None:
            drawn = self._links[path] = self._new_link(path)
        return drawn

    def _new_link(self, path: NotePath) -> str:
        note, target, title = (
            self._publication.notes[path],
            self._addresses.page(path),
            self._titles.of(path).text,
        )
        link = anchor(target.href, title, f"internal kind-{target.kind}") + badge(note)
        return link if title == note.name else f'{link} <span class="id">{text(note.name)}</span>'


def headed(title: str, inner: str) -> str:
    """A section under a heading, which can be linked to."""
    return f'<section id="{title.lower().replace(" ", "-")}">\n<h2>{text(title)}</h2>\n{inner}</section>\n'


def source_facts(citation: Citation, abstract: object) -> str:
    """The citation, identifiers and facts of a source, and its abstract if that is text."""
    rows = [("Citation", linked(citation.text))]
    rows += [(name, identifier(name, value)) for name, value in citation.identifiers]
    rows += [(name.replace("-", " ").capitalize(), text(value)) for name, value in citation.facts]
    if isinstance(abstract, str) and abstract.strip():
        rows.append(("Abstract", text(abstract.strip())))
    items = "".join(f"<dt>{text(name)}</dt><dd>{value}</dd>" for name, value in rows)
    return f'<dl class="source">{items}</dl>\n'
