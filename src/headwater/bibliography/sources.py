"""What a source note and a library together know of a work, and what of it may be shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from headwater.bibliography.csl_dates import date_of
from headwater.bibliography.csl_fields import clean_line, normal_item
from headwater.bibliography.csl_schema import DATES, NAMES, PRIVATE, TEXTS, TYPES, UNTYPED
from headwater.bibliography.items import Item
from headwater.bibliography.matching import is_doi, property_key
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
"""By CSL field, the properties that state it, as `property_key` spells them; the first there is counts."""

_NAMES = {"author": ("authors", "author", "creators"), "editor": ("editors", "editor")}
_DATES = ("date", "issued", "published", "publicationdate", "year")
_FIELDS = {
    key: (field, rank)
    for field, keys in (_TEXTS | _NAMES | {"issued": _DATES}).items()
    for rank, key in enumerate(keys)
}
"""By a property's name, as `property_key` spells it: its CSL field, and how many names count before it."""

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
_LOCAL = re.compile(
    r"(?:file|zotero|obsidian):/|\b[A-Z]:\\|(?:^|\s)(?:/(?:home|Users|mnt|tmp)/|\\\\[^\s\\]+\\)",
    re.IGNORECASE,
)
_OF_NOTES = re.compile(r"\[\[|\]\(|%%|<!--|obsidian:|file:", re.IGNORECASE)
_PRIVATE_DOMAINS = frozenset(
    {
        "corp",
        "home",
        "internal",
        "intranet",
        "invalid",
        "lan",
        "local",
        "localdomain",
        "localhost",
        "private",
        "test",
    }
)
"""What names of hosts end with that mean something in one's own network alone: RFC 6761, RFC 6762 appendix G,
RFC 8375, and `internal` by resolution 2024.07.29.06 of ICANN's board."""

_IDENTIFIERS = {
    "DOI": re.compile(r"(?:\S*[/:]\s*)?10\.\d{4,9}(?:\.\d+)*/\S"),
    "PMID": re.compile(r"\d+\Z"),
    "PMCID": re.compile(r"(?:PMC)?\d+(?:\.\d+)?\Z", re.IGNORECASE),
    "ISBN": re.compile(r"[\dX][\dX\s-]{8}", re.IGNORECASE),
    "ISSN": re.compile(r"\d{4}-?\d{3}[\dX]", re.IGNORECASE),
}
"""How identifiers of libraries begin, or all that they are; anything else was put there for its owner."""

_STATED: Mapping[str, Callable[[str], object]] = {
    "DOI": is_doi,
    "PMID": re.compile(r"\d{1,9}").fullmatch,
    "PMCID": re.compile(r"PMC\d{1,9}").fullmatch,
    "ISBN": re.compile(r"[\dX][\dX ,;-]*", re.IGNORECASE).fullmatch,
    "ISSN": re.compile(r"[\dX][\dX ,;-]*", re.IGNORECASE).fullmatch,
}
"""All that properties of notes may state as identifiers: what else they hold was written for nobody but its
author."""


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
    line = next((at for key, at in note.property_lines.items() if property_key(key) == "title"), 0)
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
    return url.scheme not in ("http", "https") or "@" in url.netloc or not host or _is_local_host(host)


def _is_local_host(host: str) -> bool:
    """Whether an address or a name is known in one's own network alone."""
    try:
        return not ip_address(host).is_global
    except ValueError:
        *_, last = names = host.rstrip(".").casefold().split(".")
    # A name without a dot; or an address of IPv4 in one of its short forms, such as `127.1`.
    return len(names) == 1 or last in _PRIVATE_DOMAINS or last.isdecimal() or names[-2:] == ["home", "arpa"]


def _stated(note: Note) -> dict[str, Any]:
    """What the properties of a source note state, as an item."""
    found: dict[str, tuple[int, PropertyValue]] = {}
    for name, value in note.properties.items():
        field, rank = _FIELDS.get(property_key(name), ("", 0))
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
    stated = normal_item(raw, note.name).data
    odd = [field for field, has_form in _STATED.items() if not has_form(stated.get(field, ""))]
    return {field: value for field, value in stated.items() if field not in odd}


def _names_notes(value: PropertyValue) -> bool:
    """Whether a property links to notes or hides something: then it is no bibliographic fact as it stands.

    What it would come to without the link is not what its author wrote; with it, a citation would name a note
    that may not be published.
    """
    if isinstance(value, list | dict):
        return any(map(_names_notes, value if isinstance(value, list) else value.values()))
    return isinstance(value, str) and _OF_NOTES.search(value) is not None


def _text(value: PropertyValue) -> str:
    if isinstance(value, list):
        return ", ".join(text for text in map(_text, value) if text)
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _type(properties: Mapping[str, PropertyValue]) -> str:
    said = {property_key(name): value for name, value in properties.items() if isinstance(value, str)}
    for key in ("itemtype", "type"):
        name = clean_line(said.get(key, ""))
        kind = ZOTERO_TYPES.get(property_key(name), name.casefold())
        if kind in TYPES and not (key == "type" and kind in _NO_PLAIN_TYPES):
            return kind
    return "article-journal" if said.get("journal") else UNTYPED
