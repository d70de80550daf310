"""The page of a note."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from headwater.evidence.kinds import PAGE, SOURCE
from headwater.publication import PublicNote
from headwater.site.context import SiteContext
from headwater.site.drawn import DrawnSection, headed, joined
from headwater.site.elements import Stamps, shortened, stamps, text, time
from headwater.site.shell import MAIN, Crumb, NoteFacts, PageParts
from headwater.site.strata import strata
from headwater.vault.notes import NotePath
from headwater.vault.plain import plain_text
from headwater.views.overviews import HomeView, home_view
from headwater.views.queries import query_tables
from headwater.views.titles import Title

DESCRIPTION = 200
"""Characters of a page's description."""


class Addition(Protocol):
    """Something that pages of notes show of more notes than those theirs is related to."""

    def sections(self, note: PublicNote) -> list[DrawnSection]:
        """What it adds to a note's page, between its facts and its references; nothing for many notes."""
        ...

    def inputs(self, note: PublicNote) -> Iterable[bytes]:
        """Fingerprints of all that decides it, beside what `headwater.site.inputs` looks at in any case."""
        ...

    def shown_on(self, note: PublicNote) -> Iterable[NotePath]:
        """The notes whose pages it shows a note's claim or title on."""
        ...


class NotePages:
    """Draws the pages of notes."""

    def __init__(self, context: SiteContext, additions: Iterable[Addition]) -> None:
        """Prepare.

        Args:
            context: What the pages of the site are drawn with.
            additions: What they show beside what every site's pages do, in this order.
        """
        self._context = context
        self._additions = tuple(additions)

    def page(self, note: PublicNote) -> bytes:
        """A note's page."""
        context = self._context
        title, dates, crumbs = self._title(note), stamps(note.dates), context.trails.crumbs(note)
        sections = self._sections(note, title)
        anchor_of_title = context.addresses.anchors.of_title(note)
        parts = PageParts(
            title=title.text,
            anchor=anchor_of_title,
            heading=self._heading(note, title),
            description=self._description(note, title),
            body=self._body(note, title, anchor_of_title, sections),
            sections=joined(sections),
            crumbs=crumbs,
            note=self._facts(note, dates, title),
            head=self._head(note, dates, title, crumbs),
        )
        return context.shell.page(parts)

    def _sections(self, note: PublicNote, title: Title) -> list[DrawnSection]:
        """What stands below a note's text."""
        context = self._context
        view, drawer = context.view(note), context.sections
        sections = context.sources.flags(note) if note.flags else []
        sections += context.facts.facts(note)
        for addition in self._additions:
            sections += addition.sections(note)
        sections += drawer.of_view(view)
        if note.queried_folders:
            sections += drawer.of_tables(query_tables(context.publication, note))
        sections += self.home_sections() if note.home else drawer.related(view.related)
        sections += drawer.works(note, title.rest)
        sections += context.facts.history(note)
        sections += context.citing.section(note, title.text, context.addresses.page(note.path).href)
        return sections

    def home_sections(self) -> list[DrawnSection]:
        """What the home page shows below the author's own words."""
        view = home_view(self._context.publication, self._context.overviews)
        sections = self._context.sections
        return sections.home(view, self._context.overview_href, self._shape(view) if view.layers else [])

    def _shape(self, view: HomeView) -> list[DrawnSection]:
        drawn = strata(view.layers, self._context.overview_href, self._context.names)
        return [headed(self._context.words, "strata", [drawn.encode()])]

    def summary(self, note: PublicNote) -> str:
        """What a note says, as plain text on one line, as far as it fits into a description."""
        return self._description(note, self._title(note))

    def _title(self, note: PublicNote) -> Title:
        """What a note is called on its own page: a source by the title of the work, where that is known."""
        title = self._context.titles.of(note.path)
        work = self._context.publication.citations[note.name].title if note.kind.name == SOURCE else ""
        return title._replace(text=work) if work and title.text == note.name else title

    def _head(self, note: PublicNote, dates: Stamps, title: Title, crumbs: Sequence[Crumb]) -> str:
        work = note.name if note.kind.name == SOURCE else ""
        head = self._context.heads.of_note(note, dates, title.text, crumbs, work=work)
        sheet = self._context.shell.sheet if work or note.home else ""
        feeds = self._context.feeds
        return f"{sheet}{head}{feeds.link(feeds.of_tag(note.path))}"

    def _heading(self, note: PublicNote, title: Title) -> str:
        if not title.markdown:
            return text(title.text)
        if title.markdown == note.claim:
            return self._context.rows.claim(note)
        return self._context.renderer.inline(title.markdown, note.path).html

    def _body(self, note: PublicNote, title: Title, anchor: str, sections: Iterable[DrawnSection]) -> str:
        """A note's text, whose ids are others than those of the title and the sections."""
        facts = ""
        if note.kind.name == SOURCE:
            stated = note.properties.get("abstract")
            known = self._context.publication.citations[note.name].abstract
            facts = self._context.sources.facts(note.name, stated if isinstance(stated, str) else known)
        if not title.rest.strip():
            return facts
        ids = (section.id for section in sections)
        taken = (MAIN, anchor, *ids, *self._context.sections.works_ids(note))
        return facts + self._context.renderer.body(title.rest, note.path, taken=taken).html

    def _description(self, note: PublicNote, title: Title) -> str:
        given = note.properties.get("description")
        if isinstance(given, str) and given.strip():
            return given.strip()
        # Enough of the text for a description; all of a long one need not be looked at.
        words = note.claim or title.rest[: DESCRIPTION * 5]
        plain = title.text if words == title.markdown else plain_text(words)
        return shortened(plain or self._context.config.site.description, DESCRIPTION)

    def _facts(self, note: PublicNote, dates: Stamps, title: Title) -> NoteFacts:
        kind = note.kind.name
        return NoteFacts(
            id=note.name if note.name != title.text else "",
            kind=self._context.names.one(kind) if kind != PAGE else "",
            kind_class=kind.replace(" ", "-"),
            created=time(dates.created),
            # The same moment may be written in two ways.
            updated=time(dates.updated) if note.dates.updated != note.dates.created else "",
            withheld=note.withheld,
            tags=note.tags,
            home=note.home,
            glance=self._context.glances.of(note),
        )
