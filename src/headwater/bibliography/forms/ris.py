"""Works as RIS records.

Tags and types: "RIS Format Specifications" of Research Information Systems in its revision of 2011, as
reference managers read it (Zotero's translator `RIS.js`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from headwater.bibliography.fields import Data, Day, authors_of, date_of, names_of, pages_of, text_of

TYPES: Final = {
    "article": "UNPB",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "MPCT",
    "chapter": "CHAP",
    "classic": "CLSWK",
    "collection": "SER",
    "dataset": "DATA",
    "document": "GEN",
    "entry": "ENCYC",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "event": "GEN",
    "figure": "FIGURE",
    "graphic": "ART",
    "hearing": "HEAR",
    "interview": "PCOMM",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "MANSCPT",
    "map": "MAP",
    "motion_picture": "MPCT",
    "musical_score": "MUSIC",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "performance": "GEN",
    "periodical": "JFULL",
    "personal_communication": "PCOMM",
    "post": "BLOG",
    "post-weblog": "BLOG",
    "regulation": "STAT",
    "report": "RPRT",
    "review": "JOUR",
    "review-book": "JOUR",
    "software": "COMP",
    "song": "SOUND",
    "speech": "SLIDE",
    "standard": "STAND",
    "thesis": "THES",
    "treaty": "LEGAL",
    "webpage": "ELEC",
}
"""The record type of every type of CSL 1.0.2; any other is `GEN`."""

_NUMBERED: Final = frozenset({"PAT", "RPRT", "STAND"})
"""The record types whose `SN` is the number of the work itself."""

_TEXTS: Final = (
    ("TI", ("title",)),
    ("ST", ("title-short", "shortTitle")),
    ("T2", ("container-title", "event-title", "event")),
    ("T3", ("collection-title",)),
    ("J2", ("container-title-short", "journalAbbreviation")),
    ("VL", ("volume",)),
    ("IS", ("issue",)),
    ("NV", ("number-of-volumes",)),
    ("ET", ("edition", "version")),
    ("SE", ("section", "chapter-number")),
    ("PB", ("publisher", "authority")),
    ("CY", ("publisher-place", "event-place", "jurisdiction")),
    ("M3", ("genre",)),
    ("LA", ("language",)),
    ("DO", ("DOI",)),
    ("AN", ("PMID",)),
    ("C2", ("PMCID",)),
    ("UR", ("URL",)),
    ("AB", ("abstract",)),
)
"""Tags of one value each, with the fields of which the first present one is it."""


_LINE_END: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def ris(item: Data) -> str:
    """A work as a record; its lines end as the specification asks, with CR and LF."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in (*_lines(item), ("ER", "")))


def _lines(item: Data) -> Iterator[tuple[str, str]]:
    """Tags with values that hold no line end, in the order in which reference managers write them."""
    form = TYPES.get(text_of(item, "type"), "GEN")
    yield "TY", form
    yield "ID", _LINE_END.sub(" ", str(item.get("id", "")))
    for tag, people in (
        ("AU", authors_of(item)),
        ("ED", names_of(item, "editor")),
        ("A3", names_of(item, "collection-editor")),
        ("A4", names_of(item, "translator")),
    ):
        yield from ((tag, name.reversed) for name in people)
    for tag, fields in _TEXTS:
        if value := text_of(item, *fields):
            yield tag, value
    yield from _numbers(item, form)
    yield from _dates(item)
    keywords = text_of(item, "keyword")
    yield from (("KW", word) for word in map(str.strip, keywords.split(",")) if word)


def _numbers(item: Data, form: str) -> Iterator[tuple[str, str]]:
    first, last = pages_of(item)
    if first:
        yield "SP", first
    if last:
        yield "EP", last
    number = text_of(item, "number")
    if number:
        yield ("SN" if form in _NUMBERED else "M1"), number
    yield from (("SN", value) for value in (text_of(item, field) for field in ("ISSN", "ISBN")) if value)


def _dates(item: Data) -> Iterator[tuple[str, str]]:
    issued, accessed = date_of(item), date_of(item, "accessed")
    if issued:
        yield "PY", f"{issued.year:04}"
        yield "DA", _slashed(issued)
    if accessed:
        yield "Y2", _slashed(accessed)


def _slashed(day: Day) -> str:
    """`YYYY/MM/DD/`, whose slashes stay where a part is missing."""
    month, date = (f"{part:02}" if part else "" for part in (day.month, day.day))
    return f"{day.year:04}/{month}/{date}/"
