"""Publication and views → every page of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from headwater.config import Config
from headwater.problems import Problem, in_order, problem
from headwater.publication import Publication, PublicNote
from headwater.publication.health import Health, HealthSource
from headwater.site import policy
from headwater.site.asking import About, Question
from headwater.site.attachments import Attachments
from headwater.site.canvases import Canvases
from headwater.site.context import SiteContext
from headwater.site.evidence_maps import EvidenceMapSections
from headwater.site.feed_files import FeedFiles
from headwater.site.files import DrawnPages, Site
from headwater.site.found import FindingFiles
from headwater.site.garden_map import GardenMap
from headwater.site.host_files import HostFiles
from headwater.site.ingredients import Ingredients, packed
from headwater.site.inputs import Inputs
from headwater.site.kept import NOTHING_DRAWN, UNKNOWN, DrawnFrom, KeptClaim, KeptSite
from headwater.site.making import MadeFile, Maker, inputs_of
from headwater.site.manifest import Fingerprint
from headwater.site.navigation import NavigationScript
from headwater.site.note_pages import Addition, NotePages
from headwater.site.other_pages import OtherPages, SourceFiles
from headwater.site.previews import Previews
from headwater.site.redirects import Redirects
from headwater.site.root import rooted
from headwater.site.search.files import SearchFiles
from headwater.site.twins import Twins
from headwater.site.urls import output_file, twin_of
from headwater.vault.notes import NotePath
from headwater.views.titles import title_of


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

    search: Mapping[str, str]
    """The shards of the search's index that are known by now."""

    lines: Mapping[NotePath, bytes]
    """The notes that are drawn as items of lists in Markdown by now."""

    drafts: Mapping[str, bytes]
    """The large files that are known by now, by place."""

    draw_shared: Callable[[], None]
    """Draws every claim and the index now. Claims stand on many pages, and the index is made in one go:
    whoever asks for all pages does well to begin so."""

    problems: Callable[[Iterable[NotePath] | None], tuple[Problem, ...]]
    """Says what cannot be drawn as it is written, of all notes or of some."""

    ingredients: Callable[[], bytes]
    """Packs all that the pages are drawn from, for `site_of` in another process."""


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
    given = kept._replace(rows=_but_for(kept.rows, changed), lines=_but_for(kept.lines, changed))
    renderer = _SiteRenderer(publication, config, given, kept.outputs, health=health, only_texts_changed=True)
    affected = None if renderer.is_called_otherwise(before) else renderer.affected(before)
    touched = renderer.touched(before) if affected is not None else None
    if affected is None or touched is None:
        return None
    outputs = {kept.outputs[path] for path in affected}
    places = outputs.union(map(twin_of, outputs), touched)
    return renderer.drawing(
        {place: page.fingerprint for place, page in kept.pages.items() if place not in places}
    )


def _but_for(drawn: Mapping[NotePath, bytes], changed: Iterable[NotePath]) -> dict[NotePath, bytes]:
    """What was drawn of notes, without some of them."""
    left = dict(drawn)
    for path in changed:
        left.pop(path, None)
    return left


def _asks_of_texts(asked: Iterable[Question]) -> bool:
    """Whether a question is not only what a link leads to, which no text of a note decides."""
    for about, _, _, _ in asked:  # noqa: SIM110 - called for every claim: faster than `any` by half
        if about is not About.TARGET:
            return True
    return False


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
        self.only_texts_changed = only_texts_changed
        self.context = SiteContext(
            publication,
            config,
            kept,
            outputs,
            has_health=health is not None,
            only_texts_changed=only_texts_changed,
        )
        self.addresses = self.context.addresses
        self.listener = self.context.listener
        self.rows = self.context.rows
        self.search = SearchFiles(self.context, kept.search if kept else {})
        additions: tuple[Addition, ...] = (self.context.trails, EvidenceMapSections(self.context))
        self.notes = NotePages(self.context, additions)
        self.twins = Twins(self.context, kept.lines if kept and only_texts_changed else {})
        self.map = GardenMap(self.context, kept if kept and only_texts_changed else NOTHING_DRAWN)
        self.attachments = Attachments(self.context, kept)
        makers: tuple[Maker, ...] = (
            OtherPages(self.context, self.notes, health),
            SourceFiles(self.context),
            self.search,
            FeedFiles(self.context, self.notes),
            Previews(self.context),
            Canvases(self.context),
            self.map,
            NavigationScript(self.context),
            FindingFiles(self.context),
            self.context.cards,
            HostFiles(),
            self.attachments,
        )
        self.inputs = Inputs(
            publication,
            self.rows,
            self.context.sections,
            self.twins.lines.__getitem__,
            self._around(),
            additions,
        )
        self.redirects = Redirects(self.context, makers)
        self.makers = (*makers, self.redirects)
        self.drawn_from: dict[str, DrawnFrom] = {}
        self._base = urlsplit(config.site.base_url).path.strip("/")

    def drawing(self, known: Mapping[str, Fingerprint]) -> Drawing:
        """The site, of whose pages these are known."""
        site = self.site(known)
        return Drawing(
            site,
            known,
            self.addresses.outputs,
            self.rows.claims,
            self.rows.notes,
            self.search.drawn,
            self.twins.lines,
            self.map.drafts,
            self.draw_shared,
            self.problems,
            self.ingredients,
        )

    def draw_shared(self) -> None:
        """Draw what many pages show, or what is drawn for many files at once."""
        self.rows.draw_claims()
        self.map.prepare()
        self.search.prepare()

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
            pages[output] = partial(self._note_file, path, output, self.notes.page)
            twin = twin_of(output)
            pages[twin] = partial(self._note_file, path, twin, self.twins.page)
        made = list(self._made())
        for file in made:
            pages[file.place] = partial(self._made_file, file)
        health = self.context.health_place
        late = frozenset(
            [*([output_file(health)] if health else []), *(file.place for file in made if file.late)]
        )
        allowed = policy.of_site(trust_html=self.config.markdown.trust_html)
        return Site(
            DrawnPages(pages, late),
            self.attachments.copied,
            dict(known),
            self.drawn_from,
            policy=allowed,
            late=late,
            here=self.attachments.drawings,
        )

    def _made(self) -> Iterator[MadeFile]:
        """Every file of the makers: none where a note's page lies, and of several at one place the first."""
        taken = {file for place in self.addresses.outputs.values() for file in (place, twin_of(place))}
        for maker in self.makers:
            for file in maker.files():
                if file.place not in taken:
                    taken.add(file.place)
                    yield file

    def _made_file(self, file: MadeFile) -> bytes:
        drawn = file.draw()
        if self.kept is not None and file.inputs is not None:
            # Where only texts have changed, what has not need not be looked at.
            inputs = None if self.only_texts_changed else inputs_of(file, drawn)
            self.drawn_from[file.place] = DrawnFrom(inputs or UNKNOWN, (), b"")
        return rooted(drawn, file.place, self._base) if file.place.endswith(".html") else drawn

    def _around(self) -> Iterator[str]:
        """What surrounds every note's page."""
        yield self.context.site_title
        yield self.context.feeds.link(self.context.feeds.of_site())
        yield from self.context.navigation
        for overview in self.context.overviews:
            yield from (
                overview.kind,
                self.context.overview_title(overview),
                self.context.overview_href(overview),
            )

    def known(self) -> Mapping[str, Fingerprint]:
        """The pages that an earlier run drew from the same as what they would be drawn from now."""
        known: dict[str, Fingerprint] = {}
        kept = self.kept.pages if self.kept else {}
        for path, note in self.publication.notes.items() if kept else ():
            output = self.addresses.outputs[path]
            for place in (output, twin_of(output)) if self._is_lasting(note) else ():
                page = kept.get(place)
                if page is not None and page.drawn_from == self._drawn_from(note, page.drawn_from.asked):
                    known[place] = page.fingerprint
        for file in self._made() if kept else ():
            page = kept.get(file.place)
            if (
                page is not None
                and file.inputs is not None
                and page.drawn_from.inputs != UNKNOWN
                and page.drawn_from == DrawnFrom(inputs_of(file) or UNKNOWN, (), b"")
            ):
                known[file.place] = page.fingerprint
        return known

    def is_called_otherwise(self, before: Iterable[PublicNote]) -> bool:
        """Whether the site, which may be called as its home note is, has another title now."""
        homes = [note for note in before if note.home and not self.config.site.title]
        return any(title_of(note).text != self.context.site_title for note in homes)

    def touched(self, before: Sequence[PublicNote]) -> set[str] | None:
        """The files beside notes' pages that may show that the texts of some notes have changed."""
        found: set[str] = set()
        for maker in self.makers:
            places = maker.touched(before)
            if places is None:
                return None
            found.update(places)
        return found

    def affected(self, before: Sequence[PublicNote]) -> set[NotePath] | None:
        """The notes whose pages may show that the texts of some notes have changed.

        Args:
            before: Those notes as they were.

        Returns:
            Their paths, or None where a claim must be drawn again that did not change itself.
        """
        kept = self.kept or NOTHING_DRAWN
        changed = {note.path for note in before}
        claims = ((path, claim) for path, claim in kept.claims.items() if _asks_of_texts(claim.asked))
        if any(path not in changed and self._differs(claim) for path, claim in claims):
            return None
        affected = set(changed)
        for note in before:
            if self._looks_otherwise(note):
                affected.update(self.inputs.shown_on(note))
        # Hardly any page asks, and there are many: which note is on one need not be known of all.
        asking = ((place, page) for place, page in kept.pages.items() if page.drawn_from.asked)
        others = [place for place, page in asking if self._differs(page.drawn_from)]
        if others:
            at = {place: path for path, output in kept.outputs.items() for place in (output, twin_of(output))}
            affected.update(at[place] for place in others)
        return affected

    def _differs(self, drawn: DrawnFrom | KeptClaim) -> bool:
        """Whether what a text asked is answered otherwise now, as far as the texts of notes decide that."""
        return _asks_of_texts(drawn.asked) and self.listener.answers(drawn.asked) != drawn.answers

    def _looks_otherwise(self, before: PublicNote) -> bool:
        """Whether other pages show a note otherwise than before its text changed."""
        note = self.publication.notes[before.path]
        known = self.kept.claims.get(note.path) if self.kept else None
        claim = known.html if known else ""
        return (
            self.rows.claim(note) != claim
            # The same HTML may come of other Markdown, and that may have other words.
            or note.claim != before.claim
            or self.context.titles.of(note.path).text != title_of(before).text
        )

    def _is_lasting(self, note: PublicNote) -> bool:
        """Whether a page shows nothing but its note and those related to it; the others are few."""
        return not note.home and not note.queried_folders

    def _drawn_from(self, note: PublicNote, asked: tuple[Question, ...]) -> DrawnFrom:
        # Where only texts have changed, it is not worth looking at all that a page shows: should more change,
        # these few pages are drawn once more.
        inputs = UNKNOWN if self.only_texts_changed else self.inputs.of_page(note)
        return DrawnFrom(inputs, asked, self.listener.answers(asked))

    def problems(self, paths: Iterable[NotePath] | None = None) -> tuple[Problem, ...]:
        """What cannot be drawn as it is written, of all notes and all else, or of some notes alone.

        What may hold a formula is drawn to know whether it can be set.
        """
        problems = [*self.attachments.problems(), *self.redirects.problems()] if paths is None else []
        for path in self.publication.notes if paths is None else paths:
            note = self.publication.notes[path]
            text = f"{note.content}\n\n{note.body}"
            if "$" in text:
                problems += [
                    problem("invalid-math", path, reason=f"{error.latex!r}: {error.reason}")
                    for error in self.context.renderer.body(text, path).math_errors
                ]
        return in_order(problems)

    def _note_file(self, path: NotePath, place: str, draw: Callable[[PublicNote], bytes]) -> bytes:
        """The page of a note, or what is said beside it in Markdown."""
        note = self.publication.notes[path]
        if self.kept is None or not self._is_lasting(note):
            return rooted(draw(note), place)
        page, asked = self.listener.hear(lambda: draw(note))
        self.drawn_from[place] = self._drawn_from(note, asked)
        return rooted(page, place)
