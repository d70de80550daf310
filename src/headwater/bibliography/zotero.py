"""Fetch the works of a running Zotero over its local API.

The API is that of api.zotero.org (https://www.zotero.org/support/dev/web_api/v3/basics), served by Zotero
itself for programs on the same machine alone. We read and never write there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from headwater.bibliography.csl_fields import clean_line, normal_item
from headwater.bibliography.identifiers import noted_citekey, without_noted_citekey
from headwater.errors import CitationError, UsageError

if TYPE_CHECKING:
    from pyzotero.zotero import Zotero

ADDRESS = "http://127.0.0.1:23119"
"""Where Zotero listens."""

_PAGE = 100
"""Items asked for at a time: Zotero converts each while we wait."""

_ALLOW = (
    "in Zotero, turn on Settings → Advanced → "
    "“Allow other applications on this computer to communicate with Zotero”"
)


_UPDATE = "see that Zotero 7 or later runs, and that nothing else listens there"


class Fetched(NamedTuple):
    """What Zotero has."""

    items: list[dict[str, Any]]
    """CSL JSON as Better BibTeX exports it, in the order of the citekeys."""

    without_citekey: tuple[str, ...]
    """The titles of the works that have no citekey."""


def fetch(collection: str = "", address: str = ADDRESS) -> Fetched:
    """Fetch the works of the user's own library.

    Args:
        collection: The name or key of the collection to fetch alone; all works if empty.
        address: Where Zotero listens.

    Raises:
        CitationError: pyzotero is missing; or Zotero does not run, allow it or give such an answer.
        UsageError: There is no such collection, or there are several.
    """
    try:
        # Imported here because it is an extra, and nothing else needs it.
        import httpx2  # noqa: PLC0415
        from pyzotero import errors, zotero  # noqa: PLC0415
    except ImportError as error:
        hint = "pip install 'headwater[zotero]', or export the library from Zotero with Better BibTeX"
        raise CitationError("pyzotero is missing, which talks to Zotero", hint=hint) from error
    client = zotero.Zotero("0", "user", local=True)
    # The constructor knows one address only. This attribute is what every request is made of.
    client.endpoint = f"{address}/api"
    try:
        records = _records(client, collection)
    except httpx2.ConnectError as error:
        raise CitationError(
            f"Zotero does not answer at {address}", hint="start Zotero, then try again"
        ) from error
    except errors.UserNotAuthorisedError as error:
        raise CitationError("Zotero does not let other programs read its library", hint=_ALLOW) from error
    except (httpx2.HTTPError, errors.PyZoteroError) as error:
        reason = clean_line(str(error).partition("Response:")[2]) or type(error).__name__
        raise CitationError(f"Zotero's answer cannot be used: {reason}", hint=_UPDATE) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        # Whatever else listens there answers in forms of its own, which pyzotero trips over.
        raise CitationError(f"what answers at {address} is not Zotero's API", hint=_UPDATE) from error
    finally:
        if client.client is not None:
            client.client.close()
    return _works(records, address)


def _records(client: Zotero, collection: str) -> list[Any]:
    wanted = {"include": "data,csljson", "limit": _PAGE}
    if collection:
        key = _collection(client, collection)
        return list(client.everything(client.collection_items_top(key, **wanted)))
    return list(client.everything(client.top(**wanted)))


def _works(records: Iterable[object], address: str) -> Fetched:
    works = [
        record for record in records if isinstance(record, dict) and isinstance(record.get("data"), dict)
    ]
    keyless = [str(work.get("key")) for work in works if not _citekey(work["data"])]
    from_plugin = _better_bibtex_keys(address, keyless) if keyless else {}
    items, without = [], []
    for work in works:
        item = _item(work, from_plugin)
        if item is not None and item["id"]:
            items.append(item)
        elif item is not None:
            without.append(str(item.get("title") or work.get("key")))
    return Fetched(sorted(items, key=lambda item: str(item["id"])), tuple(without))


def _collection(client: Zotero, name: str) -> str:
    """The key of a collection."""
    data = [record["data"] for record in client.everything(client.collections(limit=_PAGE))]
    if any(one["key"] == name for one in data):
        return name
    keys = [one["key"] for one in data if clean_line(one["name"]).casefold() == clean_line(name).casefold()]
    if len(keys) == 1:
        return str(keys[0])
    if keys:
        hint = f"name one by its key: {', '.join(sorted(keys))}"
        raise UsageError(f"{len(keys)} collections of Zotero are called {name!r}", hint=hint)
    there = ", ".join(sorted({str(one["name"]) for one in data})) or "none"
    raise UsageError(f"Zotero has no collection {name!r}", hint=f"the collections there are: {there}")


def _citekey(data: Mapping[str, Any]) -> str:
    """The citekey of an item: Zotero's own field, else the line that Better BibTeX writes into *Extra*."""
    own = data.get("citationKey")
    return (
        clean_line(own)
        if isinstance(own, str) and own.strip()
        else noted_citekey(str(data.get("extra") or ""))
    )


def _item(record: Mapping[str, Any], from_plugin: Mapping[str, str]) -> dict[str, Any] | None:
    """An item as Better BibTeX exports it; None for what is no work, such as a note."""
    data: Mapping[str, Any] = record["data"]
    exported = record.get("csljson")
    # The local API gives what its exporter wrote, which is text; the one on the web gives the object.
    raw = _first_item(json_or_none(exported) if isinstance(exported, str) else exported)
    if not raw:
        return None
    citekey = _citekey(data) or from_plugin.get(str(record.get("key")), "")
    extra = without_noted_citekey(str(data.get("extra") or raw.get("note") or ""))
    tags = data.get("tags")
    named = [tag.get("tag") for tag in tags if isinstance(tag, dict)] if isinstance(tags, list) else []
    keyword = ", ".join(tag for tag in named if isinstance(tag, str))
    item = normal_item({**raw, "note": extra, "keyword": keyword}, citekey).data
    return {"id": citekey, "citation-key": citekey, **item}


def json_or_none(text: str) -> object:
    """What a JSON text says; None if it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _first_item(exported: object) -> Mapping[str, object]:
    """The item of an export of one: a list of items, an object with one, or the item."""
    if isinstance(exported, dict) and "items" in exported:
        exported = exported["items"]
    if isinstance(exported, list):
        exported = exported[0] if exported else None
    return exported if isinstance(exported, dict) else {}


def _better_bibtex_keys(address: str, keys: Sequence[str]) -> dict[str, str]:
    """The citekeys that Better BibTeX keeps to itself, as it does unless they are pinned.

    https://retorque.re/zotero-better-bibtex/exporting/json-rpc/
    """
    # Imported here because only this command talks to anybody.
    from urllib.error import URLError  # noqa: PLC0415
    from urllib.request import ProxyHandler, Request, build_opener  # noqa: PLC0415

    call = {"jsonrpc": "2.0", "id": 1, "method": "item.citationkey", "params": [list(keys)]}
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    request = Request(f"{address}/better-bibtex/json-rpc", json.dumps(call).encode(), headers)  # noqa: S310 - ours
    try:
        # Without proxies: it is this machine.
        with build_opener(ProxyHandler({})).open(request, timeout=60) as answer:
            said = json.load(answer)
    except (URLError, OSError, ValueError):
        return {}  # no Better BibTeX: those items have no citekey, which is said
    result = said.get("result") if isinstance(said, dict) else None
    return dict(_texts(result)) if isinstance(result, dict) else {}


def _texts(result: Mapping[Any, object]) -> Iterator[tuple[str, str]]:
    for key, citekey in result.items():
        if isinstance(citekey, str) and clean_line(citekey):
            yield str(key), clean_line(citekey)
