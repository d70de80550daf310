"""What a source note and a library together know of a work, and what of it may be shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from headwater.bibliography.csl_dates import date_of
from headwater.bibliography.csl_fields import clean_line, normal_item
from headwater.bibliography.csl_schema import DATES, NAMES, PRIVATE, TEXTS, TYPES, UNTYPED
from headwater.bibliography.items import Item
from headwater.bibliography.names import names_of
from headwater.vault.notes import Note, PropertyValue

_TEXTS = {
    "title": ("title",),
    "container-title": (
        "journal",
        "publicationtitle",
        "containertitle",
        "journaltitle",
        "booktitle",
        "publication",
    ),
    "container-title-short": ("journalabbreviation", "shortjournal"),
    "volume": ("volume",),
    "issue": ("issue",),
    "page": ("pages", "page"),
    "publisher": ("publisher",),
    "publisher-place": ("place", "publisherplace"),
    "edition": ("edition",),
    "DOI": ("doi",),
    "URL": ("url",),
    "PMID": ("pmid", "pubmed", "pubmedid"),
    "PMCID": ("pmcid", "pmc"),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "abstract": ("abstract", "abstractnote"),
}
"""By CSL field, the properties that state it, as `_key` spells them; the first that is there counts."""

_NAMES = {"author": ("authors", "author", "creators"), "editor": ("editors", "editor")}
_DATES = ("date", "issued", "published", "publicationdate", "year")
_FIELDS = {
    key: (field, rank)
    for field, keys in (_TEXTS | _NAMES | {"issued": _DATES}).items()
    for rank, key in enumerate(keys)
}
"""By a property's name as `_key` spells it, the CSL field it states, and how many names count before it."""

_NO_PLAIN_TYPES = frozenset(
    {"review", "figure", "event", "collection", "classic", "entry", "document", "standard"}
)
"""Types of CSL that in a property `type` rather say what kind of note it is."""

ZOTERO_TYPES = {
    "journalarticle": "article-journal",
    "magazinearticle": "article-magazine",
    "newspaperarticle": "article-newspaper",
    "booksection": "chapter",
    "conferencepaper": "paper-conference",
    "encyclopediaarticle": "entry-encyclopedia",
    "dictionaryentry": "entry-dictionary",
    "preprint": "article",
    "webpage": "webpage",
    "blogpost": "post-weblog",
    "forumpost": "post",
    "computerprogram": "software",
    "statute": "legislation",
    "case": "legal_case",
    "presentation": "speech",
    "letter": "personal_communication",
    "email": "personal_communication",
    "artwork": "graphic",
    "videorecording": "motion_picture",
    "film": "motion_picture",
    "audiorecording": "song",
    "podcast": "song",
    "tvbroadcast": "broadcast",
    "radiobroadcast": "broadcast",
}
"""Item types of Zotero, in lower case, that CSL calls otherwise:
https://aurimasv.github.io/z2csl/typeMap.xml"""

_NOT_SHOWN = PRIVATE | {
    "abstract",
    "call-number",
    "citation-number",
    "locator",
    "references",
    "source",
    "year-suffix",
}
_SHOWN = (NAMES | DATES | TEXTS | {"id", "type"}) - _NOT_SHOWN
_IDENTIFIERS = {
    "DOI": re.compile(r"(?:\S*[/:]\s*)?10\.\d{4,9}(?:\.\d+)*/\S"),
    "PMID": re.compile(r"\d+\Z"),
    "PMCID": re.compile(r"(?:PMC)?\d+(?:\.\d+)?\Z", re.IGNORECASE),
    "ISBN": re.compile(r"[\dX][\dX\s-]{8}", re.IGNORECASE),
    "ISSN": re.compile(r"\d{4}-?\d{3}[\dX]", re.IGNORECASE),
}
"""How identifiers begin, or all that they are; what says anything else was put there for its owner."""

_LOCAL = re.compile(r"(?:file|zotero|obsidian):/|\b[A-Z]:\\|(?:^|\s)/(?:home|Users|mnt|tmp)/", re.IGNORECASE)
_OF_NOTES = re.compile(r"\[\[|\]\(|%%|<!--|obsidian:|file:", re.IGNORECASE)
_LOCAL_HOST = re.compile(
    r"localhost|127\.[\d.]+|0\.0\.0\.0|\[?::1\]?|10\.[\d.]+|192\.168\.[\d.]+|[^.]+\.local", re.IGNORECASE
)


def completed(note: Note, item: Item | None) -> Item | None:
    """What library and note know of a source: the library's word counts, the note fills what it lacks.

    Args:
        note: An evidence source.
        item: The work of its citekey in the library; None if it has none.

    Returns:
        The work; None where neither knows its title. Nothing is in it that neither states.
    """
    stated = _stated(note)
    if item is not None:
        data = dict(stated) | dict(item.data)
        if item.data.get("type", UNTYPED) == UNTYPED:
            data["type"] = stated["type"]
        return item._replace(data=data) if data.get("title") else None
    if not stated.get("title"):
        return None
    line = next((at for key, at in note.property_lines.items() if _key(key) == "title"), 0)
    return Item(note.name, stated, note.path, line)


def public_item(item: Item, *, abstract: bool) -> dict[str, Any]:
    """What of a work may leave the vault: what its publisher prints on it, and nothing its reader wrote.

    Args:
        item: The work.
        abstract: Whether its abstract is among it.

    Returns:
        CSL JSON.
    """
    shown = _SHOWN | {"abstract"} if abstract else _SHOWN
    return {
        field: value
        for field, value in item.data.items()
        if field in shown and not (isinstance(value, str) and _is_private(field, value))
    }


def _is_private(field: str, value: str) -> bool:
    """Whether a text is not what its field is for, or leads to the owner's own machine."""
    form = _IDENTIFIERS.get(field)
    return (form is not None and form.match(value.strip()) is None) or _is_local(field, value)


def _is_local(field: str, value: str) -> bool:
    """Whether a text leads to the owner's own machine."""
    if field != "URL":
        return _LOCAL.search(value) is not None
    try:
        url = urlsplit(value)
        host = url.hostname or ""
    except ValueError:
        return True
    return (
        url.scheme not in ("http", "https")
        or "@" in url.netloc
        or not host
        or bool(_LOCAL_HOST.fullmatch(host))
    )


def _stated(note: Note) -> dict[str, Any]:
    """What the properties of a source note state, as an item."""
    found: dict[str, tuple[int, PropertyValue]] = {}
    for name, value in note.properties.items():
        field, rank = _FIELDS.get(_key(name), ("", 0))
        if not field or value in (None, "", []) or _names_notes(value):
            continue
        if field not in found or rank < found[field][0]:
            found[field] = rank, value
    raw: dict[str, object] = {}
    for field, (_rank, value) in found.items():
        raw[field] = names_of(value) if field in _NAMES else _text(value)
    if date := clean_line(str(raw.get("issued", ""))):
        raw["issued"] = date_of(date)
    raw["type"] = _type(note.properties)
    return normal_item(raw, note.name).data


def _names_notes(value: PropertyValue) -> bool:
    """Whether a property links to notes or hides something: then it is no bibliographic fact as it stands.

    What it would come to without the link is not what its author wrote; with it, a citation would name a note
    that may not be published.
    """
    if isinstance(value, list):
        return any(map(_names_notes, value))
    return isinstance(value, str) and _OF_NOTES.search(value) is not None


@lru_cache(maxsize=1_000)
def _key(name: str) -> str:
    """A property's name without letter case, hyphens and the like, nor a `zotero` before it."""
    return re.sub(r"[\W_]+", "", name.casefold()).removeprefix("zotero")


def _text(value: PropertyValue) -> str:
    if isinstance(value, list):
        return ", ".join(text for text in map(_text, value) if text)
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _type(properties: Mapping[str, PropertyValue]) -> str:
    said = {_key(name): value for name, value in properties.items() if isinstance(value, str)}
    for key in ("itemtype", "type"):
        name = clean_line(said.get(key, ""))
        kind = ZOTERO_TYPES.get(_key(name), name.casefold())
        if kind in TYPES and not (key == "type" and kind in _NO_PLAIN_TYPES):
            return kind
    return "article-journal" if said.get("journal") else UNTYPED
