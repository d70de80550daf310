"""The pages of no note: overviews, sources, a home where there is none, the page not found."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial

from headwater.evidence.kinds import SOURCE
from headwater.publication import PublicNote
from headwater.publication.health import HealthSource
from headwater.site.bibliography import BibliographyPages
from headwater.site.bundles import bundles
from headwater.site.context import SiteContext
from headwater.site.drawn import headed, joined
from headwater.site.elements import anchor, shortened, text
from headwater.site.making import MadeFile
from headwater.site.note_pages import DESCRIPTION, NotePages
from headwater.site.root import LOST
from headwater.site.search.page import search_form
from headwater.site.shell import NoteFacts, PageParts
from headwater.site.urls import Permalink, output_file
from headwater.views.overviews import Overview
from headwater.views.tables import TAGGED_ORDER, note_tables


class OtherPages:
    """Makes these pages; all but those of sources are drawn at every build."""

    def __init__(self, context: SiteContext, notes: NotePages, health: HealthSource | None) -> None:
        """Prepare.

        Args:
            context: What the pages of the site are drawn with.
            notes: Draws what a home page shows.
            health: Says what the Health page tells; None where there is none.
        """
        self._context = context
        self._notes = notes
        self._health = health

    def files(self) -> Iterator[MadeFile]:
        """Every file."""
        context = self._context
        for overview in context.overviews:
            place = context.overview_place(overview)
            if overview.kind != SOURCE:
                yield MadeFile(output_file(place), partial(self._overview_page, overview))
        for citekey in context.sources.with_pages:
            yield MadeFile(
                output_file(Permalink(context.sources.place(citekey))), partial(self._source_page, citekey)
            )
        if self._health and context.health_place:
            place = context.health_place
            yield MadeFile(output_file(place), partial(self._health_page, self._health))
        if context.publication.home is None:
            yield MadeFile("index.html", self._generated_home)
        yield MadeFile(LOST, self._lost_page)
        for name in bundles(context.words):
            yield MadeFile(f"assets/{name}", partial(self._asset, name))

    def touched(self, _before: Sequence[PublicNote]) -> Collection[str]:
        """Nothing: what shows texts of notes is drawn in any case."""
        return ()

    def _asset(self, name: str) -> bytes:
        return bundles(self._context.words)[name]

    def _overview_page(self, overview: Overview) -> bytes:
        sections = joined(self._context.sections.of_tables(overview.tables))
        crumbs = (self._context.home_crumb,)
        title, place = self._context.overview_title(overview), self._context.overview_place(overview)
        feeds = self._context.feeds
        feed = feeds.link(feeds.of_overview(overview, place, title))
        head = f"{self._context.heads.of_page(output_file(place), title, crumbs)}{feed}"
        return self._context.shell.page(PageParts(title, sections=sections, crumbs=crumbs, head=head))

    def _health_page(self, health: HealthSource) -> bytes:
        # Imported here because few sites have this page.
        from headwater.site.health import HealthPage  # noqa: PLC0415

        page = HealthPage(self._context.publication, self._context.addresses, self._context.words, health())
        parts = page.parts((self._context.home_crumb,))
        return self._context.shell.page(parts._replace(head=self._context.shell.sheet))

    def _source_page(self, citekey: str) -> bytes:
        """The page of a source whose own note is not published: bibliographic facts, and what rests on it."""
        context, publication = self._context, self._context.publication
        citation = publication.citations[citekey]
        resting = note_tables(publication, publication.resting.get(citekey, ()), TAGGED_ORDER)
        section = headed(
            context.words,
            "what-rests-on-it",
            [piece for table in resting for piece in context.rows.table(table)],
        )
        title, crumbs = citation.title or citekey, context.crumbs_by_kind.get(SOURCE, (context.home_crumb,))
        place = output_file(Permalink(context.sources.place(citekey)))
        parts = PageParts(
            title=title,
            description=shortened(citation.text, DESCRIPTION),
            body=context.sources.facts(citekey, ""),
            head=context.shell.sheet + context.heads.of_source(place, citekey, title, crumbs),
            sections=joined([section] if resting else []),
            crumbs=crumbs,
            note=self._facts_of_source(citekey),
        )
        return context.shell.page(parts)

    def _facts_of_source(self, citekey: str) -> NoteFacts:
        kind, kind_class = self._context.names.one(SOURCE), SOURCE.replace(" ", "-")
        return NoteFacts(citekey, kind, kind_class, "", "", withheld=False, tags=(), home=False)

    def _generated_home(self) -> bytes:
        parts = PageParts(
            self._context.site_title,
            description=self._context.config.site.description,
            sections=joined(self._notes.home_sections()),
            head=self._context.shell.sheet
            + self._context.heads.of_page("index.html", self._context.site_title),
        )
        return self._context.shell.page(parts)

    def _lost_page(self) -> bytes:
        words = self._context.words
        home = anchor(self._context.addresses.link("/"), words("lost.home"))
        body = f"<p>{text(words('lost.text'))} {home}.</p>\n{search_form(self._context)}"
        return self._context.shell.page(
            PageParts(words("lost.title"), body=body, head=self._context.shell.sheet)
        )


class SourceFiles:
    """Makes what shows nothing but sources: the bibliography, and the files to take citations away in."""

    def __init__(self, context: SiteContext) -> None:
        """Prepare.

        Args:
            context: What the pages of the site are drawn with.
        """
        self._context = context
        self._bibliography = BibliographyPages(context)

    def files(self) -> Iterator[MadeFile]:
        """Every file."""
        context = self._context
        for overview in context.overviews:
            if overview.kind == SOURCE:
                place = context.overview_place(overview)
                yield from self._bibliography.pages(overview, place, (context.home_crumb,))
        yield from context.sources.files()

    def touched(self, _before: Sequence[PublicNote]) -> Collection[str]:
        """Nothing: no text of a note is shown."""
        return ()
