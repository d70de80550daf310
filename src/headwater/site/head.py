"""What the heads of pages tell other programs: search engines, and sites that show a preview of a link.

The tags are those of https://ogp.me; where Twitter's own would say the same, readers of its cards take these.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from headwater.config import SiteOptions
from headwater.publication import PublicNote
from headwater.site.addresses import Addresses
from headwater.site.elements import Stamps, shortened
from headwater.site.linked_data import LinkedData
from headwater.site.metadata import citation_tags, json_ld, json_ld_html, tags_html, written
from headwater.site.rendering.marks import attribute
from headwater.site.shell import Crumb
from headwater.site.sources import Sources
from headwater.site.urls import path_of, site_address

LONGEST_TITLE = 200
"""Characters of a title as other sites show it."""

_TWIN = '<link rel="alternate" type="text/markdown" href="index.md">\n'
"""Where the Markdown of a note's page is: in the same folder (`headwater.site.urls.twin_of`)."""


class Picture(NamedTuple):
    """The image that stands for a page elsewhere."""

    place: str
    """Its place in the output folder."""

    width: int
    height: int


class Heads:
    """Draws what stands in the heads of a site's pages, beside what all of them have in common."""

    def __init__(
        self,
        addresses: Addresses,
        sources: Sources,
        data: LinkedData,
        options: SiteOptions,
        site_title: str,
        picture: Callable[[PublicNote], Picture | None],
    ) -> None:
        """Prepare.

        Args:
            addresses: Where everything lies.
            sources: What the site says of its sources.
            data: Describes pages in the words of schema.org.
            options: What the configuration says of the site.
            site_title: What it is called.
            picture: Says which image stands for a note; None for none.
        """
        self._addresses = addresses
        self._sources = sources
        self._data = data
        self._picture = picture
        self._address = site_address(options.base_url)
        language, _, region = options.language.replace("_", "-").partition("-")
        # A locale is told where it is known: OpenGraph has none without a region.
        known = len(region) == len("GB") and region.isalpha()
        self._common = _property("og:site_name", site_title) + (
            _property("og:locale", f"{language.lower()}_{region.upper()}") if known else ""
        )

    def of_note(
        self, note: PublicNote, stamps: Stamps, title: str, crumbs: Sequence[Crumb], work: str = ""
    ) -> str:
        """The head of a note's page.

        Args:
            note: The note.
            stamps: Its dates.
            title: What its page is called.
            crumbs: The way to it.
            work: Its citekey, where it is about a source.
        """
        place = self._addresses.outputs[note.path]
        url, claim = self._url(place), self._addresses.titles.claim(note) if note.claim else ""
        picture = self._picture(note)
        tags = self._tags(url, claim or title, "website" if note.home else "article")
        image = self._image(picture, claim) if picture else ""
        things = [
            self._data.website() if note.home else b"",
            self._data.claim(note, stamps, claim, url) if claim else b"",
            self._data.way(crumbs, title, url) if url else b"",
        ]
        cited = self._sources.work(work) if work else {}
        told = json_ld_html(written(json_ld(cited)) if cited else b"", *things)
        moments = "" if note.home else _moments(stamps)
        about = tags_html(citation_tags(cited)) if cited else ""
        return f"{_TWIN}{tags}{moments}{image}{about}{told}"

    def of_source(self, place: str, citekey: str, title: str, crumbs: Sequence[Crumb]) -> str:
        """The head of the page of a source that has no note.

        Args:
            place: The file of the page.
            citekey: The source.
            title: What the page is called.
            crumbs: The way to it.
        """
        url, cited = self._url(place), self._sources.work(citekey)
        told = json_ld_html(written(json_ld(cited)) if cited else b"", self._data.way(crumbs, title, url))
        return f"{self._tags(url, title, 'article')}{tags_html(citation_tags(cited))}{told}"

    def of_page(self, place: str, title: str, crumbs: Sequence[Crumb] = ()) -> str:
        """The head of another page.

        Args:
            place: The file of the page.
            title: What it is called.
            crumbs: The way to it; of the home page none.
        """
        url = self._url(place)
        thing = self._data.way(crumbs, title, url) if crumbs else self._data.website()
        return self._tags(url, title, "website") + json_ld_html(thing)

    def _url(self, place: str) -> str:
        """The whole address of a file; empty where the site's is not known."""
        return f"{self._address}{path_of(place)}" if self._address else ""

    def _tags(self, url: str, title: str, sort: str) -> str:
        """What all heads have: address, title, what sort of thing it is, and of which site."""
        where = same = ""
        if url:
            address = attribute(url)
            where = f'<link rel="canonical" href="{address}">\n'
            same = f'<meta property="og:url" content="{address}">\n'
        called = title if len(title) <= LONGEST_TITLE else shortened(title, LONGEST_TITLE)
        said = _property("og:title", called)
        return f'{where}{said}<meta property="og:type" content="{sort}">\n{same}{self._common}'

    def _image(self, picture: Picture, words: str) -> str:
        return (
            _property("og:image", self._url(picture.place))
            + _property("og:image:width", str(picture.width))
            + _property("og:image:height", str(picture.height))
            + _property("og:image:alt", shortened(words, LONGEST_TITLE))
            + '<meta name="twitter:card" content="summary_large_image">\n'
        )


def _moments(stamps: Stamps) -> str:
    """When a note came to be and last changed, as far as that is known."""
    created, updated = stamps
    published = f'<meta property="article:published_time" content="{created}">\n' if created else ""
    if not updated:
        return published
    return f'{published}<meta property="article:modified_time" content="{updated}">\n'


def _property(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{attribute(content)}">\n'
