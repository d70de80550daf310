"""Publication and views → every page of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from headwater.config import Config
from headwater.errors import PublicationError
from headwater.evidence.kinds import PAGE, SOURCE
from headwater.problems import Problem, in_order, problem
from headwater.publication import Publication, PublicNote
from headwater.publication.health import Health
from headwater.site.addresses import FILES, Addresses
from headwater.site.asking import About, Listener, Question
from headwater.site.bibliography import BibliographyPages
from headwater.site.citing import Citing
from headwater.site.drawn import DrawnSection, headed
from headwater.site.elements import anchor, shortened, text, time
from headwater.site.facts import FactSections
from headwater.site.files import DrawnPages, Site
from headwater.site.health import TITLE as HEALTH
from headwater.site.health import HealthPage
from headwater.site.ingredients import Ingredients, packed
from headwater.site.inputs import Inputs
from headwater.site.kept import NOTHING_DRAWN, UNKNOWN, DrawnFrom, KeptClaim, KeptSite
from headwater.site.manifest import Fingerprint
from headwater.site.render import Renderer
from headwater.site.rows import Rows
from headwater.site.sections import Sections
from headwater.site.shell import ASSETS, MAIN, Crumb, NoteFacts, PageParts, Shell, asset
from headwater.site.sources import Sources
from headwater.site.urls import Permalink, output_file, permalink
from headwater.vault.notes import NotePath
from headwater.vault.plain import plain_text
from headwater.views.overviews import FIRST, Overview, home_view, overviews
from headwater.views.pages import page_view
from headwater.views.queries import query_tables
from headwater.views.tables import TAGGED_ORDER, note_tables
from headwater.views.titles import Title, title_of

DESCRIPTION = 200
"""Characters of a page's description."""

UNTITLED = "Notes"
"""What a site is called whose configuration gives no title and whose vault has no home note."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A site whose pages are drawn when they are first asked for."""

    site: Site
    known: Mapping[str, Fingerprint]
    """The pages that need not be drawn, as an earlier run did."""

    outputs: Mapping[NotePath, str]
    """The file of every note's page."""

    claims: Mapping[NotePath, KeptClaim]
    """The claims that are drawn by now."""

    rows: Mapping[NotePath, bytes]
    """The notes that are drawn as rows by now."""

    draw_claims: Callable[[], None]
    """Draws every claim now. Claims stand on many pages: whoever asks for all pages does well to begin so."""

    problems: Callable[[Iterable[NotePath] | None], tuple[Problem, ...]]
    """Says what cannot be drawn as it is written, of all notes or of some."""

    ingredients: Callable[[], bytes]
    """Packs all that the pages are drawn from, for `site_of` in another process."""


HealthSource = Callable[[], Health]
"""Finds out how the vault fares; called once the page that tells it is drawn."""


def render_site(
    publication: Publication,
    config: Config,
    kept: KeptSite | None = None,
    health: HealthSource | None = None,
) -> Drawing:
    """Prepare every page.

    Args:
        publication: What may be shown.
        config: The vault's configuration.
        kept: What an earlier run drew with this configuration; None if nothing is to be kept of this one.
        health: Says what the Health page tells; None where there is none.

    Raises:
        PublicationError: Two notes have one permalink, or a permalink is no place on a site.
    """
    renderer = _SiteRenderer(publication, config, kept, health=health)
    return renderer.drawing(renderer.known() if kept else {})


def render_changes(
    publication: Publication,
    config: Config,
    kept: KeptSite,
    before: Sequence[PublicNote],
    health: HealthSource | None = None,
) -> Drawing | None:
    """Prepare every page, when nothing has changed but the texts of a few notes.

    Args:
        publication: What may be shown now.
        config: The vault's configuration, as it was.
        kept: What an earlier run drew.
        before: The notes whose texts have changed, as they were then.
        health: Says what the Health page tells; None where there is none.

    Returns:
        A site of which no pages need be drawn but those that may show one of the changes; None where more
        would have to be looked at to know them.
    """
    changed = {note.path for note in before}
    rows = {path: row for path, row in kept.rows.items() if path not in changed}
    given = kept._replace(rows=rows)
    renderer = _SiteRenderer(publication, config, given, kept.outputs, health=health, only_texts_changed=True)
    affected = None if renderer.is_called_otherwise(before) else renderer.affected(before)
    if affected is None:
        return None
    places = {kept.outputs[path] for path in affected}
    return renderer.drawing(
        {place: page.fingerprint for place, page in kept.pages.items() if place not in places}
    )


def site_of(given: Ingredients) -> Site:
    """A site as it is in another process, which gave its ingredients; of attachments it knows names alone.

    It cannot draw a Health page: that is left to the process that has the vault.
    """
    renderer = _SiteRenderer(
        given.publication,
        given.config,
        NOTHING_DRAWN if given.remembers else None,
        given.outputs,
        health=_elsewhere if given.has_health else None,
        only_texts_changed=given.only_texts_changed,
    )
    renderer.rows.claims.update(given.claims)
    return renderer.site({})


def _elsewhere() -> Health:
    raise RuntimeError("a Health page is drawn where the vault is")


_OtherPage = tuple[str, Callable[[], bytes]]
"""A page of no note: its place in the output folder, and what draws it."""


class _SiteRenderer:
    def __init__(
        self,
        publication: Publication,
        config: Config,
        kept: KeptSite | None,
        outputs: Mapping[NotePath, str] | None = None,
        *,
        health: HealthSource | None = None,
        only_texts_changed: bool = False,
    ) -> None:
        self.health = health
        self.publication = publication
        self.config = config
        self.kept = kept
        self.addresses = Addresses(publication, config.site.base_url, outputs)
        self.listener = Listener(self.addresses)
        self.renderer = Renderer(
            self.listener,
            trust_html=config.markdown.trust_html,
            strict_line_breaks=config.markdown.strict_line_breaks,
        )
        self.titles = self.addresses.titles
        claims = kept.claims if kept else {}
        self.only_texts_changed = only_texts_changed
        rows = kept.rows if kept and only_texts_changed else {}
        self.sources = Sources(publication, self.addresses, with_pages=config.citations.source_pages)
        self.rows = Rows(publication, self.sources, self.renderer, self.listener, claims, rows)
        self.sections = Sections(publication, self.addresses, self.rows, self.titles)
        self.facts = FactSections(publication, self.sources, self.sections.link)
        self.overviews = overviews(publication)
        self.places = self._overview_places()
        home = publication.home
        self.site_title = config.site.title or (self.titles.of(home).text if home else UNTITLED)
        self.citing = Citing(config.site, self.site_title)
        self.shell = Shell(
            self.site_title, config.site.language, self.addresses.link("/")[:-1], self._navigation()
        )
        self.inputs = Inputs(publication, self.rows, self.sections, self._around())
        self.drawn_from: dict[str, DrawnFrom] = {}

    def drawing(self, known: Mapping[str, Fingerprint]) -> Drawing:
        """The site, of whose pages these are known."""
        site = self.site(known)
        return Drawing(
            site,
            known,
            self.addresses.outputs,
            self.rows.claims,
            self.rows.notes,
            self.rows.draw_claims,
            self.math_problems,
            self.ingredients,
        )

    def ingredients(self) -> bytes:
        # With every claim, which stand on many pages: nobody who draws some of these draws another's claims.
        self.rows.draw_claims()
        return packed(
            Ingredients(
                self.publication,
                self.config,
                self.addresses.outputs,
                self.rows.claims,
                has_health=self.health is not None,
                remembers=self.kept is not None,
                only_texts_changed=self.only_texts_changed,
            )
        )

    def site(self, known: Mapping[str, Fingerprint]) -> Site:
        pages: dict[str, Callable[[], bytes]] = {}
        for path, output in self.addresses.outputs.items():
            pages[output] = partial(self._note_page, path)
        for output, page in self._other_pages():
            pages.setdefault(output, page)
        for name in ASSETS:
            pages[f"assets/{name}"] = partial(_asset_bytes, name)
        attachments = {f"{FILES}/{path}": place for path, place in self.publication.attachments.items()}
        late = frozenset({output_file(self._health_place)} if self.health else ())
        return Site(DrawnPages(pages, late), attachments, dict(known), self.drawn_from, late=late)

    def _around(self) -> Iterator[str]:
        """What surrounds every note's page."""
        yield self.site_title
        yield from self._navigation()
        for overview in self.overviews:
            yield from (overview.kind, overview.title, self._overview_href(overview))

    def known(self) -> Mapping[str, Fingerprint]:
        """The pages that an earlier run drew from the same as what they would be drawn from now."""
        known: dict[str, Fingerprint] = {}
        kept = self.kept.pages if self.kept else {}
        for path, note in self.publication.notes.items() if kept else ():
            place = self.addresses.outputs[path]
            page = kept.get(place)
            if (
                page is not None
                and self._is_lasting(note)
                and page.drawn_from == self._drawn_from(note, page.drawn_from.asked)
            ):
                known[place] = page.fingerprint
        return known

    def is_called_otherwise(self, before: Iterable[PublicNote]) -> bool:
        """Whether the site, which may be called as its home note is, has another title now."""
        homes = [note for note in before if note.home and not self.config.site.title]
        return any(title_of(note).text != self.site_title for note in homes)

    def affected(self, before: Sequence[PublicNote]) -> set[NotePath] | None:
        """The notes whose pages may show that the texts of some notes have changed.

        Args:
            before: Those notes as they were.

        Returns:
            Their paths, or None where a claim must be drawn again that did not change itself.
        """
        kept = self.kept or NOTHING_DRAWN
        changed = {note.path for note in before}
        if any(self._differs(claim) for path, claim in kept.claims.items() if path not in changed):
            return None
        affected = set(changed)
        for note in before:
            if self._looks_otherwise(note):
                affected.update(self.inputs.shown_on(note))
        pages = ((path, kept.pages.get(place)) for path, place in kept.outputs.items())
        return affected.union(path for path, page in pages if page and self._differs(page.drawn_from))

    def _differs(self, drawn: DrawnFrom | KeptClaim) -> bool:
        """Whether what a text asked is answered otherwise now, as far as the texts of notes decide that."""
        return any(question.about is not About.TARGET for question in drawn.asked) and (
            self.listener.answers(drawn.asked) != drawn.answers
        )

    def _looks_otherwise(self, before: PublicNote) -> bool:
        """Whether other pages show a note otherwise than before its text changed."""
        note = self.publication.notes[before.path]
        known = self.kept.claims.get(note.path) if self.kept else None
        claim = known.html if known else ""
        return self.rows.claim(note) != claim or self.titles.of(note.path).text != title_of(before).text

    def _is_lasting(self, note: PublicNote) -> bool:
        """Whether a page shows nothing but its note and those related to it; the others are few."""
        return not note.home and not note.queried_folders

    def _drawn_from(self, note: PublicNote, asked: tuple[Question, ...]) -> DrawnFrom:
        # Where only texts have changed, it is not worth looking at all that a page shows: should more change,
        # these few pages are drawn once more.
        inputs = UNKNOWN if self.only_texts_changed else self.inputs.of_page(note)
        return DrawnFrom(inputs, asked, self.listener.answers(asked))

    def math_problems(self, paths: Iterable[NotePath] | None = None) -> tuple[Problem, ...]:
        """Formulas of all notes, or of some, that cannot be set; what may hold any is drawn to know."""
        problems = []
        for path in self.publication.notes if paths is None else paths:
            note = self.publication.notes[path]
            text = f"{note.content}\n\n{note.body}"
            if "$" in text:
                problems += [
                    problem("invalid-math", path, reason=f"{error.latex!r}: {error.reason}")
                    for error in self.renderer.body(text, path).math_errors
                ]
        return in_order(problems)

    def _navigation(self) -> list[str]:
        # Without how many notes each lists: one more note would be a change of every page.
        linked = [
            anchor(self._overview_href(overview), overview.title)
            for overview in self.overviews
            if overview.kind in FIRST
        ]
        return (
            [*linked, anchor(self.addresses.link(self._health_place), HEALTH, "health")]
            if self.health
            else linked
        )

    def _overview_places(self) -> Mapping[str, Permalink]:
        """Where each overview lies; a note that lies there already keeps its place."""
        return {overview.key: self._free(f"/overview/{overview.key}/") for overview in self.overviews}

    def _free(self, wanted: str) -> Permalink:
        """A place on the site, or one beside it if a note lies there."""
        place = Permalink(wanted)
        while output_file(place) in self._taken:
            place = Permalink(f"{place[:-1]}-all/")
        return place

    @cached_property
    def _taken(self) -> frozenset[str]:
        return frozenset(self.addresses.outputs.values())

    @cached_property
    def _health_place(self) -> Permalink:
        return self._free("/health/")

    def _overview_href(self, overview: Overview) -> str:
        return self.addresses.link(self.places[overview.key])

    def _note_page(self, path: NotePath) -> bytes:
        note = self.publication.notes[path]
        if self.kept is None or not self._is_lasting(note):
            return self._drawn_page(note)
        page, asked = self.listener.hear(lambda: self._drawn_page(note))
        self.drawn_from[self.addresses.outputs[note.path]] = self._drawn_from(note, asked)
        return page

    def _drawn_page(self, note: PublicNote) -> bytes:
        title = self._title(note)
        view = page_view(self.publication, note)
        sections = [
            *self.sources.flags(note),
            *self.facts.facts(note),
            *self.sections.of_view(view),
            *self.sections.of_tables(query_tables(self.publication, note)),
            *(self._home_sections() if note.home else self.sections.related(view.related)),
            *self.sections.works(note, title.rest),
            *self.facts.history(note),
            *self.citing.section(note, title.text, self.addresses.page(note.path).href),
        ]
        anchor_of_title = self.addresses.anchors.of_title(note)
        ids = (section.id for section in sections)
        taken = (MAIN, anchor_of_title, *ids, *self.sections.works_ids(note))
        parts = PageParts(
            title=title.text,
            anchor=anchor_of_title,
            heading=self._heading(note, title),
            description=self._description(note, title),
            body=self._body(note, title, taken),
            sections=_pieces(sections),
            crumbs=() if note.home else self._crumbs(note),
            note=_facts(note, title),
            head=self.sources.head(note.name) if note.kind.name == SOURCE else "",
        )
        return self.shell.page(parts)

    def _title(self, note: PublicNote) -> Title:
        """What a note is called on its own page: a source by the title of the work, where that is known."""
        title = self.titles.of(note.path)
        work = self.publication.citations[note.name].title if note.kind.name == SOURCE else ""
        return title._replace(text=work) if work and title.text == note.name else title

    def _heading(self, note: PublicNote, title: Title) -> str:
        if not title.markdown:
            return text(title.text)
        if title.markdown == note.claim:
            return self.rows.claim(note)
        return self.renderer.inline(title.markdown, note.path).html

    def _body(self, note: PublicNote, title: Title, taken: Iterable[str]) -> str:
        facts = ""
        if note.kind.name == SOURCE:
            stated = note.properties.get("abstract")
            abstract = stated if isinstance(stated, str) else self.publication.citations[note.name].abstract
            facts = self.sources.facts(note.name, abstract)
        if not title.rest.strip():
            return facts
        return facts + self.renderer.body(title.rest, note.path, taken=taken).html

    def _home_sections(self) -> list[DrawnSection]:
        return self.sections.home(home_view(self.publication, self.overviews), self._overview_href)

    def _crumbs(self, note: PublicNote) -> tuple[Crumb, ...]:
        return self._crumbs_by_kind.get(note.kind.name) or (self._home_crumb,)

    @cached_property
    def _crumbs_by_kind(self) -> Mapping[str, tuple[Crumb, ...]]:
        """The way to the notes of each kind that has an overview."""
        return {
            overview.kind: (self._home_crumb, Crumb(overview.title, self._overview_href(overview)))
            for overview in self.overviews
        }

    @cached_property
    def _home_crumb(self) -> Crumb:
        return Crumb("Home", self.addresses.link("/"))

    def _description(self, note: PublicNote, title: Title) -> str:
        given = note.properties.get("description")
        if isinstance(given, str) and given.strip():
            return given.strip()
        # Enough of the text for a description; all of a long one need not be looked at.
        words = note.claim or title.rest[: DESCRIPTION * 5]
        plain = title.text if words == title.markdown else plain_text(words)
        return shortened(plain or self.config.site.description, DESCRIPTION)

    def _other_pages(self) -> Iterator[_OtherPage]:
        """The pages of no note: overviews, a home where there is none, a redirect, the page not found."""
        bibliography = BibliographyPages(
            self.publication, self.addresses, self.rows, self.sources, self.shell
        )
        for overview in self.overviews:
            if overview.kind == SOURCE:
                place = self.places[overview.key]
                yield from self._of_sources(bibliography.pages(overview, place, (self._home_crumb,)))
            else:
                yield output_file(self.places[overview.key]), partial(self._overview_page, overview)
        for citekey in self.sources.with_pages:
            yield output_file(Permalink(self.sources.place(citekey))), partial(self._source_page, citekey)
        yield from self._of_sources(self.sources.files())
        if self.health:
            yield output_file(self._health_place), partial(self._health_page, self.health)
        if self.publication.home is None:
            yield "index.html", self._generated_home
        else:
            yield from self._moved_home(self.publication.notes[self.publication.home])
        yield "404.html", self._lost_page

    def _overview_page(self, overview: Overview) -> bytes:
        crumbs = (self._home_crumb,)
        sections = _pieces(self.sections.of_tables(overview.tables))
        return self.shell.page(PageParts(overview.title, sections=sections, crumbs=crumbs))

    def _health_page(self, health: HealthSource) -> bytes:
        page = HealthPage(self.publication, self.addresses, health())
        return self.shell.page(page.parts((self._home_crumb,)))

    def _of_sources(self, pages: Iterable[_OtherPage]) -> Iterator[_OtherPage]:
        """Pages that show nothing but sources: they stand as long as nothing but texts of notes changes."""
        for place, draw in pages:
            yield place, partial(self._remembered, place, draw)

    def _remembered(self, place: str, draw: Callable[[], bytes]) -> bytes:
        if self.kept is not None:
            self.drawn_from[place] = DrawnFrom(UNKNOWN, (), b"")
        return draw()

    def _source_page(self, citekey: str) -> bytes:
        """The page of a source whose own note is not published: bibliographic facts, and what rests on it."""
        citation = self.publication.citations[citekey]
        resting = note_tables(self.publication, self.publication.resting.get(citekey, ()), TAGGED_ORDER)
        section = headed("What rests on it", [piece for table in resting for piece in self.rows.table(table)])
        parts = PageParts(
            title=citation.title or citekey,
            description=shortened(citation.text, DESCRIPTION),
            body=self.sources.facts(citekey, ""),
            head=self.sources.head(citekey),
            sections=_pieces([section] if resting else []),
            crumbs=self._crumbs_by_kind.get(SOURCE, (self._home_crumb,)),
            note=_facts_of_source(citekey),
        )
        return self.shell.page(parts)

    def _generated_home(self) -> bytes:
        description = self.config.site.description
        parts = PageParts(self.site_title, description=description, sections=_pieces(self._home_sections()))
        return self.shell.page(parts)

    def _lost_page(self) -> bytes:
        home = anchor(self.addresses.link("/"), "Go to the home page")
        return self.shell.page(PageParts("Page not found", body=f"<p>There is no page here. {home}.</p>"))

    def _moved_home(self, home: PublicNote) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """Links to the home note by the permalink of its path lead to `/`."""
        try:
            output = output_file(permalink(home.path, home.properties))
        except PublicationError:
            # It is no place on a site, so nobody can have linked to it.
            return
        yield output, partial(self.shell.redirect, self.addresses.link("/"))


def _pieces(sections: Iterable[DrawnSection]) -> list[bytes]:
    return [piece for section in sections for piece in section.html]


def _facts(note: PublicNote, title: Title) -> NoteFacts:
    return NoteFacts(
        id=note.name if note.name != title.text else "",
        kind=note.kind.name if note.kind.name != PAGE else "",
        kind_class=note.kind.name.replace(" ", "-"),
        created=time(note.dates.created),
        updated=time(note.dates.updated) if note.dates.updated != note.dates.created else "",
        withheld=note.withheld,
        tags=note.tags,
        home=note.home,
    )


def _facts_of_source(citekey: str) -> NoteFacts:
    kind_class = SOURCE.replace(" ", "-")
    return NoteFacts(citekey, SOURCE, kind_class, "", "", withheld=False, tags=(), home=False)


def _asset_bytes(name: str) -> bytes:
    return asset("assets", name).encode()
