"""The feeds of a site: which there are, where they lie, and which notes stand in them.

Atom and JSON Feed name everything by whole URLs, so a site has feeds if its own address is known.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from headwater.evidence.kinds import SOURCE, TAG, TAGGED
from headwater.publication import Publication
from headwater.publication.cards import BEGINNING
from headwater.site.addresses import Addresses
from headwater.site.rendering.marks import address, attribute
from headwater.site.urls import Permalink, output_file
from headwater.vault.notes import NotePath
from headwater.views.order import newest_first
from headwater.views.overviews import Overview

MOST = 30
"""How many notes a feed holds, the newest: so many come between two looks of a reader's program at most."""

NAME = "feed.xml"
"""What the file of a feed is called, in the folder of the page whose news it tells."""

_WEB = ("https://", "http://")


class Feed(NamedTuple):
    """The newest notes of a page that lists notes."""

    place: str
    """The place of its file in the output folder."""

    page: str
    """The link to the page."""

    title: str


class Feeds:
    """Knows the feeds of a site."""

    def __init__(
        self, publication: Publication, addresses: Addresses, base_url: str, site_title: str
    ) -> None:
        """Prepare.

        Args:
            publication: What may be shown.
            addresses: Where everything lies.
            base_url: The site's address; empty where it is not known.
            site_title: What the site is called.
        """
        self._publication = publication
        self._addresses = addresses
        self._site_title = site_title
        self.site = f"{base_url.rstrip('/')}/"
        """What every link begins with in a feed."""

        self._has_address = base_url.startswith(_WEB)

    def of_site(self) -> Feed | None:
        """The feed of all notes; None where it would be empty."""
        if not self._has_address or not self._has_any(self._listed()):
            return None
        return Feed(NAME, self._addresses.link("/"), self._site_title)

    def of_overview(self, overview: Overview, place: Permalink, title: str) -> Feed | None:
        """The feed of the notes of a kind; none for the bibliography, which lists works and no notes.

        Args:
            overview: The overview of the kind.
            place: Where that lies.
            title: What it is called.
        """
        if overview.kind == SOURCE or not self._has_address or not self._has_any(self._listed(overview.kind)):
            return None
        return self._feed(output_file(place), self._addresses.link(place), title)

    def of_tag(self, path: NotePath) -> Feed | None:
        """The feed of what is tagged with a topic; None for other notes, and where it would be empty."""
        card, output = self._publication.cards[path], self._addresses.outputs[path]
        if not self._has_address or card.kind != TAG or path == self._publication.home:
            return None
        if not self._has_any(self._publication.arriving(path, TAGGED)):
            return None
        return self._feed(output, self._addresses.file_link(output), card.name)

    def _feed(self, output: str, page: str, title: str) -> Feed:
        place = f"{output.removesuffix('index.html')}{NAME}"
        return Feed(place, page, f"{title} · {self._site_title}")

    def link(self, feed: Feed | None) -> str:
        """What the head of a page says of a feed; nothing for none."""
        if feed is None:
            return ""
        href, title = address(self._addresses.file_link(feed.place)), attribute(feed.title)
        return f'<link rel="alternate" type="application/atom+xml" title="{title}" href="{href}">'

    def newest(self, kind: str = "") -> tuple[NotePath, ...]:
        """The newest of all notes that lists show, or of those of a kind."""
        return self._newest(self._listed(kind))

    def newest_of_tag(self, path: NotePath) -> tuple[NotePath, ...]:
        """The newest of what is tagged with a topic."""
        return self._newest(self._publication.arriving(path, TAGGED))

    def _listed(self, kind: str = "") -> Iterable[NotePath]:
        cards = self._publication.cards.items()
        return (path for path, card in cards if card.listed and (not kind or card.kind == kind))

    def _has_any(self, paths: Iterable[NotePath]) -> bool:
        return any(self._publication.cards[path].made > BEGINNING for path in paths)

    def _newest(self, paths: Iterable[NotePath]) -> tuple[NotePath, ...]:
        dated = (path for path in paths if self._publication.cards[path].made > BEGINNING)
        return newest_first(self._publication, dated)[:MOST]
