"""What pages tell programs in the words of schema.org, besides what they tell of sources.

The types are https://schema.org/Claim, BreadcrumbList and WebSite; those of sources are in
`headwater.site.metadata`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import msgspec
from msgspec import UNSET, UnsetType

from headwater.bibliography.cited_pages import author_of
from headwater.bibliography.fields import authors_of
from headwater.config import SiteOptions
from headwater.publication import Publication, PublicNote
from headwater.site.elements import Stamps, shortened
from headwater.site.metadata import address_of, maker, type_of, written
from headwater.site.once import Once
from headwater.site.rendering.marks import clean, is_printable
from headwater.site.root import from_root
from headwater.site.shell import Crumb
from headwater.site.urls import site_address

LONGEST_CLAIM = 1000
"""Characters of a claim as it is told to programs; a longer one is on the page."""

MOST_SOURCES = 12
"""How many sources of a claim are told; the page, and its Markdown, list all."""


_ENCODER = msgspec.json.Encoder()


# What most pages tell has a type of its own: that is written in a fraction of the time of a mapping.
class _Appearance(msgspec.Struct):
    """Where a claim stands."""

    id: str = msgspec.field(name="@id")


class _Claim(msgspec.Struct):
    """A claim; its properties are in the order of their names, as those of all that is told."""

    id: str | UnsetType = msgspec.field(name="@id")
    type: str = msgspec.field(name="@type")
    appearance: _Appearance | UnsetType
    author: Mapping[str, str] | UnsetType
    modified: str | UnsetType = msgspec.field(name="dateModified")
    published: str | UnsetType = msgspec.field(name="datePublished")
    identifier: str | UnsetType
    language: str | UnsetType = msgspec.field(name="inLanguage")
    sources: Sequence[msgspec.Raw] | UnsetType = msgspec.field(name="isBasedOn")
    text: str | UnsetType


class _Step(msgspec.Struct):
    """A page on the way to another."""

    type: str = msgspec.field(name="@type")
    item: str
    name: str
    position: int


class LinkedData:
    """Describes pages of one site."""

    def __init__(self, publication: Publication, options: SiteOptions, site_title: str, search: str) -> None:
        """Prepare.

        Args:
            publication: What may be shown.
            options: What the configuration says of the site.
            site_title: What it is called.
            search: The path of the page that it is searched on, from its root.
        """
        self._search = search
        self._publication = publication
        self._options = options
        self._site_title = clean(site_title)
        self._home = site_address(options.base_url)
        names = authors_of({"author": [author_of(options.author)]} if options.author.strip() else {})
        self._author = dict(sorted(maker(names[0]).items())) if names else {}
        self._references = Once(self._reference)
        self._steps = Once(self._crumb)

    def claim(self, note: PublicNote, stamps: Stamps, words: str, url: str) -> bytes:
        """A claim, with the sources it rests on.

        Args:
            note: A note that claims something.
            stamps: Its dates.
            words: Its claim as plain text.
            url: The address of its page; empty where that is not known.
        """
        said = shortened(words if is_printable(words) else clean(words), LONGEST_CLAIM)
        references = [self._references[citekey] for citekey in note.sources[:MOST_SOURCES]]
        return _ENCODER.encode(
            _Claim(
                f"{url}#claim" if url else UNSET,
                "Claim",
                _Appearance(url) if url else UNSET,
                self._author or UNSET,
                stamps.updated or UNSET,
                stamps.created or UNSET,
                clean(note.name) or UNSET,
                self._options.language or UNSET,
                references or UNSET,
                said or UNSET,
            )
        )

    def way(self, crumbs: Sequence[Crumb], title: str, url: str) -> bytes:
        """The way to a page; nothing where the site's address is not known, as programs need whole URLs.

        Args:
            crumbs: The pages on the way.
            title: What the page is called.
            url: Its address.
        """
        if not (crumbs and url):
            return b""
        steps = list(map(self._steps.__getitem__, enumerate(crumbs, start=1)))
        steps.append(_step(len(steps) + 1, shortened(title, 120), url))
        return b'{"@type":"BreadcrumbList","itemListElement":[%b]}' % b",".join(steps)

    def _crumb(self, numbered: tuple[int, Crumb]) -> bytes:
        """A step of that number on the way, as many pages have it."""
        number, crumb = numbered
        return _step(number, crumb.title, f"{self._home}{from_root(crumb.href)}")

    def website(self) -> bytes:
        """The site, and how it is searched; nothing where its address is not known."""
        if not self._home:
            return b""
        return written(
            {
                "@type": "WebSite",
                "@id": f"{self._home}#website",
                "url": self._home,
                "name": self._site_title,
                "description": self._options.description,
                "inLanguage": self._options.language,
                "author": self._author,
                "potentialAction": {
                    "@type": "SearchAction",
                    "target": {
                        "@type": "EntryPoint",
                        "urlTemplate": f"{self._home}{self._search}?q={{words}}",
                    },
                    "query-input": "required name=words",
                },
            }
        )

    def _reference(self, citekey: str) -> msgspec.Raw:
        """A source as claims refer to it: by its address, or by its title where it has none."""
        citation = self._publication.citations[citekey]
        item = json.loads(citation.item) if citation.item else dict(citation.identifiers)
        address = address_of(item)
        return msgspec.Raw(
            written(
                {
                    "@type": type_of(item) if citation.item else "ScholarlyArticle",
                    "@id": address,
                    "name": "" if address else shortened(clean(citation.title or citation.text), 200),
                }
            )
        )


def _step(number: int, name: str, address: str) -> bytes:
    """A page on the way to another."""
    return _ENCODER.encode(_Step("ListItem", address, clean(name), number))
