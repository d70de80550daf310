"""What pages tell programs in the words of schema.org, besides what they tell of sources.

The types are https://schema.org/Claim, BreadcrumbList and WebSite; those of sources are in
`headwater.site.metadata`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from headwater.bibliography.cited_pages import author_of
from headwater.bibliography.fields import authors_of
from headwater.config import SiteOptions
from headwater.publication import Publication, PublicNote
from headwater.site.elements import Stamps, shortened
from headwater.site.metadata import address_of, filled, maker, type_of, written
from headwater.site.rendering.marks import clean, is_printable
from headwater.site.root import from_root
from headwater.site.shell import Crumb
from headwater.site.urls import site_address

LONGEST_CLAIM = 1000
"""Characters of a claim as it is told to programs; a longer one is on the page."""

MOST_SOURCES = 12
"""How many sources of a claim are told; the page, and its Markdown, list all."""


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
        self._author = maker(names[0]) if names else {}
        self._references: dict[str, msgspec.Raw] = {}

    def claim(self, note: PublicNote, stamps: Stamps, words: str, url: str) -> Mapping[str, Any]:
        """A claim, with the sources it rests on.

        Args:
            note: A note that claims something.
            stamps: Its dates.
            words: Its claim as plain text.
            url: The address of its page; empty where that is not known.
        """
        return filled(
            {
                "@type": "Claim",
                "@id": f"{url}#claim" if url else "",
                "text": shortened(words if is_printable(words) else clean(words), LONGEST_CLAIM),
                "identifier": clean(note.name),
                "appearance": {"@id": url} if url else None,
                "author": self._author,
                "datePublished": stamps.created,
                "dateModified": stamps.updated,
                "inLanguage": self._options.language,
                "isBasedOn": [self._reference(citekey) for citekey in note.sources[:MOST_SOURCES]],
            }
        )

    def way(self, crumbs: Sequence[Crumb], title: str, url: str) -> Mapping[str, Any]:
        """The way to a page; nothing where the site's address is not known, as programs need whole URLs.

        Args:
            crumbs: The pages on the way.
            title: What the page is called.
            url: Its address.
        """
        if not (crumbs and url):
            return {}
        steps = [(crumb.title, f"{self._home}{from_root(crumb.href)}") for crumb in crumbs]
        return {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": number, "name": clean(name), "item": item}
                for number, (name, item) in enumerate([*steps, (shortened(title, 120), url)], start=1)
            ],
        }

    def website(self) -> Mapping[str, Any]:
        """The site, and how it is searched; nothing where its address is not known."""
        if not self._home:
            return {}
        return filled(
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
        """A source as claims refer to it: by its address, or by its title where it has none.

        It is written once, as many claims rest on one source.
        """
        found = self._references.get(citekey)
        if found is None:
            citation = self._publication.citations[citekey]
            item = json.loads(citation.item) if citation.item else dict(citation.identifiers)
            address = address_of(item)
            found = self._references[citekey] = written(
                filled(
                    {
                        "@type": type_of(item) if citation.item else "ScholarlyArticle",
                        "@id": address,
                        "name": "" if address else shortened(clean(citation.title or citation.text), 200),
                    }
                )
            )
        return found
