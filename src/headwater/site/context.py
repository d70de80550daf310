"""What all pages of one site are drawn with."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from headwater.config import Config
from headwater.publication import Publication, PublicNote
from headwater.site import policy
from headwater.site.addresses import Addresses, is_active
from headwater.site.asking import Listener
from headwater.site.cards import Cards, Earlier
from headwater.site.citing import Citing
from headwater.site.elements import anchor, text
from headwater.site.facts import FactSections
from headwater.site.feeds import Feeds
from headwater.site.glance import Glances
from headwater.site.head import Heads
from headwater.site.kept import KeptSite
from headwater.site.kind_names import KindNames
from headwater.site.linked_data import LinkedData
from headwater.site.render import Renderer
from headwater.site.rendering.marks import address, attribute
from headwater.site.root import from_root
from headwater.site.rows import Rows
from headwater.site.sections import Sections, overview_title
from headwater.site.shell import Crumb, Shell
from headwater.site.sources import Sources
from headwater.site.trails import Trails
from headwater.site.urls import Permalink, output_file, site_address
from headwater.site.wording import words_of
from headwater.vault.notes import NotePath
from headwater.views.overviews import FIRST, Overview, overviews
from headwater.views.pages import PageView, page_view


class SiteContext:
    """Everything that pages share: where things lie, what draws links, rows and sections, and the shell.

    It is made anew for every state of a vault, from what may be shown and the configuration alone.
    """

    def __init__(
        self,
        publication: Publication,
        config: Config,
        kept: KeptSite | None,
        outputs: Mapping[NotePath, str] | None = None,
        *,
        has_health: bool = False,
        only_texts_changed: bool = False,
    ) -> None:
        """Prepare.

        Args:
            publication: What may be shown.
            config: The vault's configuration.
            kept: What an earlier run drew with this configuration; None if nothing is to be kept of this one.
            outputs: The file of every note's page, if that is known.
            has_health: Whether the site has a Health page.
            only_texts_changed: Whether all that may differ from the earlier run are the texts of a few notes.

        Raises:
            PublicationError: Two notes have one permalink, or a permalink is no place on a site.
        """
        self.publication = publication
        self.config = config
        self.words = words_of(config.site.language)
        self.names = KindNames(self.words, publication.vocabulary, config)
        self.addresses = Addresses(publication, outputs, self.refused)
        self.listener = Listener(self.addresses)
        self.renderer = Renderer(
            self.listener,
            self.words,
            trust_html=config.markdown.trust_html,
            strict_line_breaks=config.markdown.strict_line_breaks,
        )
        self.titles = self.addresses.titles
        claims = kept.claims if kept else {}
        rows = kept.rows if kept and only_texts_changed else {}
        self._earlier = Earlier(rows.keys(), kept.pages.keys() if kept else ())
        self.sources = Sources(
            publication, self.addresses, self.names, with_pages=config.citations.source_pages
        )
        self.rows = Rows(publication, self.sources, self.renderer, self.listener, claims, rows)
        self.sections = Sections(publication, self.addresses, self.rows, self.titles, self.names)
        self.glances = Glances(self.words)
        self.facts = FactSections(publication, self.words, self.sources, self.sections.link)
        self.overviews = overviews(publication)
        self._places = {overview.key: self.free(f"/overview/{overview.key}/") for overview in self.overviews}
        home = publication.home
        self.site_title = config.site.title or (self.titles.of(home).text if home else self.words("untitled"))
        self.citing = Citing(config.site, self.site_title, self.words)
        self._view: tuple[PublicNote, PageView] | None = None
        self.health_place = self.free("/health/") if has_health else None
        self.canvases_place = self.free("/overview/canvases/") if publication.canvases else None
        self.map_place = self.free("/map/") if self.overviews else None
        self.navigation = self._navigation()
        self.search_place = self.free("/search/")
        self.search_href = self.addresses.link(self.search_place)
        self.shell = Shell(
            self.site_title,
            config.site.language,
            self.navigation,
            self.search_href,
            policy.of_pages(trust_html=config.markdown.trust_html),
            self.feeds.link(self.feeds.of_site()),
        )

    @cached_property
    def feeds(self) -> Feeds:
        """Which feeds there are."""
        return Feeds(self.publication, self.addresses, self.config.site.base_url, self.site_title)

    @cached_property
    def refused(self) -> frozenset[str]:
        """The attachments that are not published, as a browser would run them."""
        trusted = self.config.markdown.trust_html
        return frozenset(path for path in self.publication.attachments if is_active(path) and not trusted)

    def _navigation(self) -> list[str]:
        # Without how many notes each lists: one more note would be a change of every page.
        # A script fills these in.
        linked = [self._overview_link(overview) for overview in self.overviews if overview.kind in FIRST]
        if self.map_place:
            linked.append(anchor(self.addresses.link(self.map_place), self.words("map")))
        if self.canvases_place:
            linked.append(anchor(self.addresses.link(self.canvases_place), self.words("canvases")))
        if self.health_place:
            linked.append(anchor(self.addresses.link(self.health_place), self.words("health"), "health"))
        return linked

    def _overview_link(self, overview: Overview) -> str:
        kind, key = attribute(overview.kind.replace(" ", "-")), attribute(overview.key)
        href, title = address(self.overview_href(overview)), text(self.overview_title(overview))
        return f'<a class="kind-{kind}" data-count="{key}" href="{href}">{title}</a>'

    def free(self, wanted: str) -> Permalink:
        """A place on the site, or one beside it if a note or a canvas lies there: these keep their places.

        Args:
            wanted: Where it would best lie, such as `/overview/tags/`.
        """
        place = Permalink(wanted)
        while output_file(place) in self._taken:
            place = Permalink(f"{place[:-1]}-all/")
        return place

    @cached_property
    def _taken(self) -> frozenset[str]:
        canvases = map(output_file, self.addresses.canvas_places.values())
        return frozenset([*self.addresses.outputs.values(), *canvases])

    def view(self, note: PublicNote) -> PageView:
        """What stands below a note's text; kept until another note is asked for, as two files say it."""
        if self._view is None or self._view[0] is not note:
            self._view = (note, page_view(self.publication, note))
        return self._view[1]

    def overview_place(self, overview: Overview) -> Permalink:
        """Where an overview lies."""
        return self._places[overview.key]

    def overview_title(self, overview: Overview) -> str:
        """What an overview is called."""
        return overview_title(self.names, overview)

    def overview_href(self, overview: Overview) -> str:
        """The link to an overview."""
        return self.addresses.link(self.overview_place(overview))

    @cached_property
    def address(self) -> str:
        """What makes a path from the root of the site a whole URL; empty where that is not known."""
        return site_address(self.config.site.base_url)

    @cached_property
    def cards(self) -> Cards:
        """The images of takeaways."""
        known, title = self._earlier, self.site_title
        return Cards(self.publication, self.addresses, self.address, self.names, title, known)

    @cached_property
    def heads(self) -> Heads:
        """Draws what stands in the heads of pages."""
        site, title = self.config.site, self.site_title
        data = LinkedData(self.publication, site, title, from_root(self.search_href))
        return Heads(self.addresses, self.sources, data, site, title, self.cards.picture)

    @cached_property
    def home_crumb(self) -> Crumb:
        """The first step on the way to every page."""
        return Crumb(self.words("home"), self.addresses.link("/"))

    @cached_property
    def trails(self) -> Trails:
        """The ways to the pages of notes."""
        return Trails(self.publication, self.addresses, self.titles, self.crumbs_by_kind, self.home_crumb)

    @cached_property
    def crumbs_by_kind(self) -> Mapping[str, tuple[Crumb, ...]]:
        """The way to the notes of each kind that has an overview."""
        return {
            overview.kind: (
                self.home_crumb,
                Crumb(self.overview_title(overview), self.overview_href(overview)),
            )
            for overview in self.overviews
        }
