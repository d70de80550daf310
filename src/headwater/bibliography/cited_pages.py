"""A page of the website as a work, so that a note can be cited like any other source."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from headwater.bibliography.items import Item

_KEY = bytes(ord(chr(code).lower()) if chr(code).isalnum() else ord(" ") for code in range(128)).ljust(256)
"""What a citekey has in the place of each sign of ASCII; a space where it is taken apart."""


class CitedPage(NamedTuple):
    """What is known of a page that is to be cited."""

    name: str
    """The note's name: its id in the vault."""

    title: str
    """Plain text."""

    site_title: str
    url: str
    author: str = ""
    """Whose notes they are: `Family, Given`, or a name that is not taken apart; empty where nobody says."""

    changed: date | None = None
    """When it last changed, else when it came to be."""

    language: str = ""


def page_item(page: CitedPage) -> Item:
    """A page as a CSL item of the type `webpage`."""
    _, title, site, url, author, changed, language = page
    citekey = page_citekey(page)
    data: dict[str, Any] = {
        "id": citekey,
        "type": "webpage",
        "title": title,
        "container-title": site,
        "URL": url,
        "language": language,
        "author": [author_of(author)] if author.strip() else None,
        "issued": {"date-parts": [[changed.year, changed.month, changed.day]]} if changed else None,
    }
    return Item(citekey, {name: value for name, value in data.items() if value}, "", 0)


def page_citekey(page: CitedPage) -> str:
    """A citekey that every reference manager takes: the site's title and the note's name, in ASCII.

    A name without an ASCII letter or digit is told by its code points, so that no two notes share a key.
    """
    site = _of_site(page.site_title)
    return f"{site}-{_ascii(page.name) or '-'.join(f'{ord(sign):x}' for sign in page.name)}"


@lru_cache(maxsize=8)
def _of_site(title: str) -> str:
    return _ascii(title) or "note"


def _ascii(text: str) -> str:
    letters = text if text.isascii() else unicodedata.normalize("NFKD", text)
    return b"-".join(letters.encode("ascii", "ignore").translate(_KEY).split()).decode()


@lru_cache(maxsize=8)
def author_of(author: str) -> Mapping[str, str]:
    """The author that the configuration names, as a name of CSL."""
    family, comma, given = (part.strip() for part in author.partition(","))
    return {"family": family, "given": given} if comma and family and given else {"literal": author.strip()}
