"""Draws every file of a site: the pages of notes with the Markdown beside them, and what makers make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from urllib.parse import urlsplit

from headwater.config import Config
from headwater.problems import Problem, in_order, problem
from headwater.publication import Publication, PublicNote
from headwater.publication.health import HealthSource
from headwater.site import policy
from headwater.site.asking import Question
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
from headwater.site.kept import NOTHING_DRAWN, UNKNOWN, DrawnFrom, KeptSite
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


class Drawer:
    """Draws one site.

    Args:
        publication: What may be shown.
        config: The vault's configuration.
        kept: What an earlier run drew with this configuration; None if nothing is to be kept of this one.
        outputs: The file of every note's page, if that is known.
        health: Says what the Health page tells; None where there is none.
        only_texts_changed: Whether all that may differ from the earlier run are the texts of a few notes.
    """

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
        self.previews = Previews(self.context)
        self._makers: tuple[Maker, ...] = (
            OtherPages(self.context, self.notes, health),
            SourceFiles(self.context),
            self.search,
            FeedFiles(self.context, self.notes),
            self.previews,
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
        self.redirects = Redirects(self.context, lambda: self._made)
        self.drawn_from: dict[str, DrawnFrom] = {}
        self._base = urlsplit(config.site.base_url).path.strip("/")

    @property
    def makers(self) -> tuple[Maker, ...]:
        """All that make files beside the pages of notes."""
        return (*self._makers, self.redirects)

    @cached_property
    def files(self) -> Mapping[str, NotePath | MadeFile]:
        """What lies where: a note's page, or the Markdown beside it; of makers, what comes first there."""
        files: dict[str, NotePath | MadeFile] = {}
        for path, output in self.addresses.outputs.items():
            files[output] = files[twin_of(output)] = path
        for file in chain(self._made, self.redirects.files()):
            files.setdefault(file.place, file)
        return files

    @cached_property
    def _made(self) -> list[MadeFile]:
        """The files of all makers but the last, which needs to know of them."""
        return [file for maker in self._makers for file in maker.files()]

    def site(self, known: Mapping[str, Fingerprint]) -> Site:
        """The site, of whose pages these are known."""
        health = self.context.health_place
        made = [file for file in chain(self._made, self.redirects.files()) if self.files[file.place] is file]
        late = {file.place for file in made if file.late} | ({output_file(health)} if health else set())
        return Site(
            DrawnPages(self.files, self._drawn, late),
            self.attachments.copied,
            dict(known),
            self.drawn_from,
            policy=policy.of_site(trust_html=self.config.markdown.trust_html),
            late=frozenset(late),
            own=frozenset([file.place for file in made if file.own]),
            here=self.attachments.drawings,
        )

    def _drawn(self, place: str) -> bytes:
        file = self.files[place]
        return self._made_file(file) if isinstance(file, MadeFile) else self._note_file(file, place)

    def draw_shared(self) -> None:
        """Draw what many pages show."""
        self.rows.draw_claims()

    def ingredients(self) -> bytes:
        """All that the pages are drawn from, packed up."""
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

    def _note_file(self, path: NotePath, place: str) -> bytes:
        """The page of a note, or what is said beside it in Markdown."""
        note = self.publication.notes[path]
        draw = self.notes.page if place.endswith(".html") else self.twins.page
        if self.kept is None or not self.is_lasting(note):
            return rooted(draw(note), place)
        page, asked = self.listener.hear(lambda: draw(note))
        self.drawn_from[place] = self.note_drawn_from(note, asked)
        return rooted(page, place)

    def is_lasting(self, note: PublicNote) -> bool:
        """Whether a page shows nothing but its note and those related to it; the others are few."""
        return not note.home and not note.queried_folders

    def note_drawn_from(self, note: PublicNote, asked: tuple[Question, ...]) -> DrawnFrom:
        """All that decides the bytes of a note's page, and of the Markdown beside it."""
        # Where only texts have changed, it is not worth looking at all that a page shows: should more change,
        # these few pages are drawn once more.
        inputs = UNKNOWN if self.only_texts_changed else self.inputs.of_page(note)
        return DrawnFrom(inputs, asked, self.listener.answers(asked))
