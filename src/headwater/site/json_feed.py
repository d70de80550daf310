"""Feeds in the form of JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from headwater.site.atom import Around
from headwater.site.entries import Entry


def json_feed(around: Around, entries: Iterable[Entry]) -> bytes:
    """A feed.

    Args:
        around: What it says of itself.
        entries: Its notes.
    """
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": around.title,
        "home_page_url": around.page,
        "feed_url": around.url,
        "language": around.language,
        "authors": [{"name": around.author}],
        "items": [_item(entry) for entry in entries],
    }
    return msgspec.json.format(msgspec.json.encode(feed), indent=1) + b"\n"


def _item(entry: Entry) -> dict[str, object]:
    item: dict[str, object] = {
        "id": entry.url,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.html,
        "date_published": entry.published,
        "date_modified": entry.updated,
    }
    return item | ({"tags": entry.topics} if entry.topics else {})
