"""What the preview answers to a request, as a value: the same as any host of static files, and no cache."""

from __future__ import annotations

import html
import mimetypes
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

import xxhash

from headwater.preview.editions import Edition, url_of
from headwater.site import policy

SCRIPT_PATH = "/.headwater/reload.js"
EVENTS_PATH = "/.headwater/events"

HEADERS = (
    ("Cache-Control", "no-store"),
    *policy.HEADERS,
    # No page of another site may embed, and so measure or run, what may not even be published.
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
"""What every answer says."""

_TEXT_TYPES = {
    "css": "text/css",
    "csv": "text/csv",
    "htm": "text/html",
    "html": "text/html",
    "js": "text/javascript",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "map": "application/json",
    "md": "text/markdown",
    "mjs": "text/javascript",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "webmanifest": "application/manifest+json",
    "xml": "application/xml",
}
_OTHER_TYPES = {"avif": "image/avif", "webp": "image/webp", "woff2": "font/woff2"}
_RANGE = re.compile(r"bytes=(?!-$)([0-9]{0,15})-([0-9]{0,15})")
# Not mimetypes.guess_type, which believes what the machine's other programs have registered.
_KNOWN_TYPES = mimetypes.MimeTypes()


@dataclass(frozen=True, slots=True)
class FilePart:
    """A part of a file on disk."""

    path: Path
    """The file."""

    start: int
    """Where the part begins."""

    size: int
    """How many bytes it has."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a request."""

    status: HTTPStatus
    """Its status."""

    headers: tuple[tuple[str, str], ...] = ()
    """Its headers, besides those that every answer has."""

    body: bytes | FilePart = b""
    """What it carries."""

    @property
    def size(self) -> int:
        """The length of the body in bytes."""
        return len(self.body) if isinstance(self.body, bytes) else self.body.size


def answer(edition: Edition, target: str, base_path: str = "/") -> Answer:
    """Answer a GET.

    Args:
        edition: The site.
        target: What was asked for, as in the request: percent-encoded, perhaps with a query.
        base_path: Where the site begins, with a slash at both ends.
    """
    raw, _, query = target.partition("?")
    path = unquote_to_bytes(raw.encode("latin-1", "replace")).decode("utf-8", "surrogateescape")
    if path == SCRIPT_PATH:
        return _content("reload.js", Path(__file__).with_name("reload.js").read_bytes(), policy.WHOLE)
    if not path.startswith(base_path):
        return (
            _redirect(base_path, query) if path in {"/", base_path[:-1]} else _not_found(edition, base_path)
        )
    place = path.removeprefix(base_path)
    if not place or place.endswith("/"):
        place += "index.html"
    if found := _file(edition, place, base_path):
        return found
    if f"{place}/index.html" in edition.site.pages:
        return _redirect(url_of(f"{place}/index.html", base_path), query)
    return _not_found(edition, base_path)


def plain(status: HTTPStatus, text: str) -> Answer:
    """An answer in a few words."""
    return Answer(status, (("Content-Type", "text/plain; charset=utf-8"),), f"{text}\n".encode())


def media_type(place: str) -> str:
    """The Content-Type of a file, by its name."""
    ending = place.rpartition(".")[2].lower()
    if ending in _TEXT_TYPES:
        return f"{_TEXT_TYPES[ending]}; charset=utf-8"
    return (
        _OTHER_TYPES.get(ending) or _KNOWN_TYPES.guess_type(f"file.{ending}")[0] or "application/octet-stream"
    )


def as_asked(given: Answer, request: Mapping[str, str]) -> Answer:
    """Shorten an answer to what a request asks for: nothing if that is known, or a range of bytes.

    Args:
        given: The answer to a GET without conditions.
        request: The headers, their names in small letters.
    """
    etag = dict(given.headers).get("ETag")
    if given.status is not HTTPStatus.OK or etag is None:
        return given
    known = {tag.strip().removeprefix("W/") for tag in request.get("if-none-match", "").split(",")}
    if not known.isdisjoint({etag, "*"}):
        return Answer(HTTPStatus.NOT_MODIFIED, (("ETag", etag),))
    if "range" in request and request.get("if-range", etag) == etag:
        return _part(given, request["range"])
    return given


def _file(edition: Edition, place: str, base_path: str) -> Answer | None:
    content = edition.site.pages.get(place)
    if content is not None:
        if media_type(place).startswith("text/html"):
            content = with_script(content, edition.mark, url_of(place, base_path))
        return _content(place, content, edition.site.policy)
    source = edition.site.attachments.get(place)
    try:
        status = source.stat() if source is not None else None
    except OSError:
        return None
    if source is None or status is None:
        return None
    etag = f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
    return Answer(HTTPStatus.OK, _headers(place, etag, policy.WHOLE), FilePart(source, 0, status.st_size))


def with_script(page: bytes, mark: str, url: str) -> bytes:
    """The page with the script that reloads it, which the written site never has."""
    script = f'<script src="{SCRIPT_PATH}" data-mark="{mark}" data-url="{html.escape(url)}" defer></script>'
    end = page.lower().rfind(b"</body>")
    end = len(page) if end < 0 else end
    return page[:end] + script.encode("utf-8", "replace") + page[end:]


def _content(place: str, content: bytes, allowed: str) -> Answer:
    etag = f'"{xxhash.xxh3_128_hexdigest(content)}"'
    return Answer(HTTPStatus.OK, _headers(place, etag, allowed), content)


def _headers(place: str, etag: str, allowed: str) -> tuple[tuple[str, str], ...]:
    headers = (("Content-Type", media_type(place)), ("ETag", etag), ("Accept-Ranges", "bytes"))
    # A browser shows a PDF with a viewer of its own, which the policy would keep from running.
    return headers if place.lower().endswith(".pdf") else (*headers, ("Content-Security-Policy", allowed))


def _redirect(url: str, query: str) -> Answer:
    location = quote(url, safe="/~!$&'()*+,;=:@", errors="surrogateescape")
    return Answer(
        HTTPStatus.PERMANENT_REDIRECT, (("Location", f"{location}?{query}" if query else location),)
    )


def _not_found(edition: Edition, base_path: str) -> Answer:
    page = _file(edition, "404.html", base_path)
    if page is None:
        return plain(HTTPStatus.NOT_FOUND, "There is no such page.")
    return replace(page, status=HTTPStatus.NOT_FOUND)


def _part(whole: Answer, asked: str) -> Answer:
    """One range of bytes of an answer (RFC 9110, section 14); the whole if several are asked for."""
    if not (match := _RANGE.fullmatch(asked)):
        return whole
    first, last = match.groups()
    start = int(first) if first else max(0, whole.size - int(last))
    stop = min(int(last) + 1, whole.size) if first and last else whole.size
    if start >= stop:
        nothing = ("Content-Range", f"bytes */{whole.size}")
        return Answer(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, (nothing,))
    body: bytes | FilePart
    if isinstance(whole.body, bytes):
        body = whole.body[start:stop]
    else:
        body = FilePart(whole.body.path, start, stop - start)
    headers = (*whole.headers, ("Content-Range", f"bytes {start}-{stop - 1}/{whole.size}"))
    return Answer(HTTPStatus.PARTIAL_CONTENT, headers, body)
