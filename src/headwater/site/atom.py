"""Feeds in Atom's form (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from headwater.site.elements import text
from headwater.site.entries import Entry
from headwater.site.rendering.marks import attribute


class Around(NamedTuple):
    """What a feed says of itself."""

    url: str
    """Of the feed: also what programs know it by."""

    page: str
    """The URL of the page whose news it tells."""

    title: str
    author: str
    language: str


def atom(around: Around, entries: Iterable[Entry]) -> bytes:
    """A feed.

    Args:
        around: What it says of itself.
        entries: Its notes, at least one.
    """
    listed = tuple(entries)
    drawn = "".join(map(_entry, listed))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{attribute(around.language)}">\n'
        f"<id>{text(around.url)}</id>\n<title>{text(around.title)}</title>\n"
        f"<updated>{max(entry.updated for entry in listed)}</updated>\n"
        f'<link rel="self" type="application/atom+xml" href="{attribute(around.url)}"/>\n'
        f'<link rel="alternate" type="text/html" href="{attribute(around.page)}"/>\n'
        f"<author><name>{text(around.author)}</name></author>\n"
        f"<generator>Headwater</generator>\n{drawn}</feed>\n"
    ).encode()


def _entry(entry: Entry) -> str:
    topics = "".join(f'<category term="{attribute(topic)}"/>\n' for topic in entry.topics)
    return (
        f"<entry>\n<id>{text(entry.url)}</id>\n<title>{text(entry.title)}</title>\n"
        f'<link rel="alternate" type="text/html" href="{attribute(entry.url)}"/>\n'
        f"<published>{entry.published}</published>\n<updated>{entry.updated}</updated>\n{topics}"
        f'<content type="html">{text(entry.html)}</content>\n</entry>\n'
    )
