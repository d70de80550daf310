"""The site as it is now, and the news of its changes for the pages that are open in a browser."""

from __future__ import annotations

import json
import re
import secrets
import threading
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from headwater.site.files import DrawnPages, Site

HEARTBEAT = 15.0
"""Seconds of silence after which a sign of life is sent, so that a browser that has gone is noticed."""

EVERYTHING = "*"
"""In place of URLs: anything may have changed."""

_MOST_URLS = 200


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of the site."""

    site: Site
    """What is served."""

    mark: str
    """Which state of which preview this is; a page says it to hear what changed since."""


class Editions:
    """The states of a site one after the other; safe to use from several threads.

    News are server-sent events, https://html.spec.whatwg.org/multipage/server-sent-events.html: `change` with
    the URLs (as text, not percent-encoded) that differ, and `problem` with what stopped a rebuild. A `change`
    says as well that there is no such problem any more.
    """

    def __init__(self, base_path: str = "/") -> None:
        self._base_path = base_path
        self._run = secrets.token_hex(4)
        self._number = 0
        self._site = Site({})
        self._stamps: dict[str, object] = {}
        self._changed_at: dict[str, int] = {}
        self._problem = ""
        self._closed = False
        self._news = threading.Condition()

    @property
    def current(self) -> Edition:
        """The site as it is now."""
        with self._news:
            return Edition(self._site, f"{self._run}-{self._number}")

    def publish(self, site: Site) -> frozenset[str]:
        """Serve this site from now on, tell the browsers, and give the URLs that differ."""
        stamps = {place: _stamp(source) for place, source in site.attachments.items()}
        places = {*_changed(self._site.pages, site.pages, site.late), *_changed(self._stamps, stamps)}
        changed = frozenset(url_of(place, self._base_path) for place in places)
        with self._news:
            self._site, self._stamps, self._problem = site, stamps, ""
            self._number += 1
            self._changed_at.update(dict.fromkeys(changed, self._number))
            self._news.notify_all()
        return changed

    def report(self, message: str, hint: str = "") -> None:
        """Tell the browsers what stopped a rebuild; the last site is served on."""
        with self._news:
            self._problem = _event("problem", {"message": message, "hint": hint})
            self._number += 1
            self._news.notify_all()

    def close(self) -> None:
        """End all streams of news."""
        with self._news:
            self._closed = True
            self._news.notify_all()

    def news(self, since: str) -> Iterator[str]:
        """The news since the edition with this mark, as they come, until `close`; waits in between."""
        match = re.fullmatch(rf"{self._run}-([0-9]{{1,15}})", since)
        seen = int(match[1]) if match else -1
        first = True
        while (news := self._next(seen, first=first)) is not None:
            seen, text = news
            first = False
            yield text

    def _next(self, seen: int, *, first: bool) -> tuple[int, str] | None:
        with self._news:
            due = self._news.wait_for(lambda: self._closed or first or self._number > seen, HEARTBEAT)
            if self._closed:
                return None
            if not due:
                return seen, ":\n\n"
            urls = sorted(url for url, number in self._changed_at.items() if number > seen)
            if seen < 0 or len(urls) > _MOST_URLS:
                urls = [EVERYTHING]
            mark = f"id: {self._run}-{self._number}\n"
            return self._number, mark + _event("change", {"urls": urls}) + self._problem


def url_of(place: str, base_path: str = "/") -> str:
    """The path in a URL, not percent-encoded, at which a file of the site is served."""
    folder, _, name = place.rpartition("/")
    return base_path + (place if name != "index.html" else f"{folder}/" if folder else "")


def _changed(
    old: Mapping[str, object], new: Mapping[str, object], late: Collection[str] = ()
) -> Iterator[str]:
    """The places at which something came, went or became another; of pages, those that anybody has seen.

    Late ones may have: to find out would keep all others waiting.
    """
    yield from set(old) ^ set(new)  # not of their keys: those of a mapping of ours are asked one by one
    seen = old.drawn() if isinstance(old, DrawnPages) else old
    for place, content in seen.items():
        if place in new and (place in late or new[place] != content):
            yield place


def _stamp(source: Path) -> object:
    """What changes when the file does; None if it is gone."""
    try:
        status = source.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _event(name: str, data: object) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
