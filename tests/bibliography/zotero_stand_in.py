"""A server that answers as Zotero's local API and Better BibTeX do.

The forms are those of Zotero's `server_localAPI.js` and of Better BibTeX's JSON-RPC; the works are our own.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

_API = "/api/users/0"


def record(key: str, title: str, *, csljson: Any = None, **data: Any) -> dict[str, Any]:
    """An item as the local API gives it: what its exporter wrote is text."""
    item = {
        "id": f"http://zotero.org/users/1/items/{key}",
        "type": "article-journal",
        "title": title,
        "DOI": "https://doi.org/10.5555/lids",
        "author": [{"family": "Lee", "given": "Ann"}],
        "issued": {"date-parts": [["2003", 4, 5]]},
    }
    return {
        "key": key,
        "version": 3,
        "library": {"type": "user", "id": 1, "name": "My Library", "links": {}},
        "links": {},
        "meta": {"creatorSummary": "Lee", "parsedDate": "2003-04-05"},
        "data": {"key": key, "itemType": "journalArticle", "title": title, "tags": [], "collections": []}
        | data,
        "csljson": json.dumps([item]) if csljson is None else csljson,
    }


def collection(key: str, name: str) -> dict[str, Any]:
    return {
        "key": key,
        "version": 1,
        "library": {},
        "links": {},
        "meta": {},
        "data": {"key": key, "name": name},
    }


@dataclass
class StandIn:
    """What the server has, and what it was asked."""

    items: list[dict[str, Any]] = field(default_factory=list)
    collections: list[dict[str, Any]] = field(default_factory=list)
    plugin: dict[str, str | None] | None = None
    """Better BibTeX's citekeys by item key; None if it is not installed."""

    status: int = 200
    body: bytes | None = None
    """What it answers to everything instead."""

    asked: list[str] = field(default_factory=list)
    address: str = ""

    def answer(self, path: str) -> list[dict[str, Any]] | None:
        """All that a path names; None for nothing."""
        if path == f"{_API}/items/top":
            return self.items
        if path == f"{_API}/collections":
            return self.collections
        inside = path.removeprefix(f"{_API}/collections/").removesuffix("/items/top")
        if any(one["key"] == inside for one in self.collections):
            return [item for item in self.items if inside in item["data"]["collections"]]
        return None


class _Handler(BaseHTTPRequestHandler):
    stand_in: StandIn

    def do_GET(self) -> None:
        stand_in = self.stand_in
        stand_in.asked.append(self.path)
        url = urlsplit(self.path)
        found = stand_in.answer(url.path)
        if stand_in.status != 200 or stand_in.body is not None or found is None:
            status = stand_in.status if stand_in.status != 200 or found is not None else 404
            self._say(
                status,
                stand_in.body or b"Not found",
                "text/plain" if status != 200 else "application/json",
            )
            return
        query = parse_qs(url.query)
        start, limit = int(query.get("start", ["0"])[0]), int(query["limit"][0])
        links = {}
        if start + limit < len(found):
            links["Link"] = (
                f"<{stand_in.address}{url.path}?include={query.get('include', ['data'])[0]}"
                f'&limit={limit}&start={start + limit}>; rel="next"'
            )
        page = json.dumps(found[start : start + limit]).encode()
        self._say(200, page, "application/json", {"Total-Results": str(len(found)), **links})

    def do_POST(self) -> None:
        stand_in = self.stand_in
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        stand_in.asked.append(f"{self.path} {asked['method']}")
        if stand_in.plugin is None:
            self._say(404, b"No endpoint found\n", "text/plain")
        else:
            result = {key: stand_in.plugin.get(key) for key in asked["params"][0]}
            said = {"jsonrpc": "2.0", "id": asked["id"], "result": result}
            self._say(200, json.dumps(said).encode(), "application/json")

    def _say(self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def running(stand_in: StandIn) -> Iterator[StandIn]:
    """Serve on a free local port."""

    handler = type("Handler", (_Handler,), {"stand_in": stand_in})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        stand_in.address = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield stand_in
        finally:
            server.shutdown()
            thread.join()
