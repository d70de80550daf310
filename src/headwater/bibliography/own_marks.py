"""Sources that their library or their note calls retracted itself.

Zotero knows which items Retraction Watch lists, but keeps it to itself: neither Zotero nor Better BibTeX
writes it into any export (`Zotero.Retractions` is asked in the program only). What they do export is what
somebody wrote: the title, which publishers begin with "RETRACTED:"; tags, such as the publication type that
PubMed gives; and the field *Extra*. These are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from headwater.bibliography.items import Item
from headwater.vault.notes import Note

TAGS = frozenset(
    {"retracted", "retracted publication", "retracted article", "retracted paper", "retracted item"}
)
"""Tags that say so, in lower case and without signs such as `#` and 🟥 around them."""

_DENIED = frozenset({"no", "false", "0", "none", "not retracted", "n"})
_TAG = re.compile(r"<[^<>]{0,40}>")
_TITLE = re.compile(r"\W*retracted(?:\s+(?:article|paper|chapter))?\s*[:\])–—-]", re.IGNORECASE)
_LINE = re.compile(
    r"^[ \t]*(?:tex\.)?"
    r"(?:retracted(?:[ \t]*[:=](?P<value>[^\r\n]*)|[ \t]*$)|status[ \t]*[:=][ \t]*retracted\b)",
    re.IGNORECASE | re.MULTILINE,
)
_DAY = re.compile(r"\b([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])")


class Mark(NamedTuple):
    """That a source is called retracted."""

    date: date | None
    """Since when, where that is said."""


def mark_of_item(item: Item) -> Mark | None:
    """What a work of a library says of itself: its title, tags, status, lines of *Extra*, and `retracted`."""
    data = item.data
    for extra in _texts(data.get("note")):
        for line in _LINE.finditer(extra):
            if not _is_denial(line["value"] or ""):
                return Mark(_day(line["value"] or ""))
    custom = data.get("custom")
    for value in _texts(custom.get("retracted") if isinstance(custom, Mapping) else None):
        if not _is_denial(value):
            return Mark(_day(value))
    said = (
        any(_TITLE.match(_TAG.sub("", title)) for title in _texts(data.get("title")))
        or any(status.casefold().startswith("retracted") for status in _texts(data.get("status")))
        or _tagged(tag for name in ("keyword", "keywords", "tags") for tag in _texts(data.get(name)))
    )
    return Mark(None) if said else None


def mark_of_note(note: Note) -> Mark | None:
    """What a source note says of its source: a property `retracted` (`true` or the day), or a tag."""
    properties = {key.casefold(): value for key, value in note.properties.items()}
    retracted = properties.get("retracted")
    if retracted is True:
        return Mark(None)
    for value in _texts(retracted):
        if not _is_denial(value):
            return Mark(_day(value))
    tags = (tag for name in ("tags", "tag", "keywords") for tag in _texts(properties.get(name)))
    return Mark(None) if _tagged(tags) else None


def _tagged(texts: Iterable[str]) -> bool:
    # BibTeX's keywords are one text with commas; tags of notes have hyphens for spaces.
    tags = (re.sub(r"[\s_-]+", " ", tag) for text in texts for tag in re.split(r"[,;\n]", text))
    return any(re.sub(r"^\W+|\W+$", "", tag).casefold() in TAGS for tag in tags)


def _is_denial(value: str) -> bool:
    return value.strip().casefold() in _DENIED


def _day(text: str) -> date | None:
    match = _DAY.search(text)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def _texts(value: object) -> Iterator[str]:
    """A text, or those of a list; Zotero's own tags are objects with a `tag`."""
    if isinstance(value, str) and value.strip():
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            text = each.get("tag") if isinstance(each, Mapping) else each
            if isinstance(text, str) and text.strip():
                yield text
