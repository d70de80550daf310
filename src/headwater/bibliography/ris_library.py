"""Libraries in RIS (https://en.wikipedia.org/wiki/RIS_(file_format)), as Zotero and databases write them."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import xxhash

from headwater.bibliography.conversion import Piece
from headwater.bibliography.csl_dates import date_of, date_of_parts
from headwater.bibliography.csl_fields import clean_line
from headwater.bibliography.drafts import Draft, Drafts, Stated
from headwater.problems import problem

_TAG = re.compile(r"([A-Z][A-Z0-9])  ?- ?(.*)")
_DATE = re.compile(r"(-?\d{4})(?:/(\d{1,2})?)?(?:/(\d{1,2})?)?(?:/(.*))?")
_TITLES, _AUTHORS, _DATES = ("TI", "T1"), ("AU", "A1"), ("DA", "PY", "Y1")
_PMCID = re.compile(r"PMC\d+", re.IGNORECASE)


class _Record(NamedTuple):
    line: int
    tags: list[tuple[str, str]]

    def first(self, *names: str) -> str:
        return next((value for tag, value in self.tags if tag in names and value), "")

    def text(self, key: str) -> str:
        tags = [("TY", self.first("TY") or "GEN"), ("ID", key)]
        tags += [(tag, value) for tag, value in self.tags if tag not in ("TY", "ID")]
        return "".join(f"{tag}  - {value}\n" for tag, value in tags) + "ER  - \n"


def ris_drafts(text: str, path: str) -> Drafts:
    """The records of a `.ris` file.

    Args:
        text: The file, its lines ended by line feeds alone.
        path: The file, for problems.
    """
    problems, drafts = [], []
    records = _records(text)
    if not records and text.strip():
        problems.append(
            problem("invalid-library", path, 1, form="RIS", reason="no line begins with `TY  - `")
        )
    for number, record in enumerate(records):
        citekey = clean_line(record.first("ID"))
        if not citekey:
            problems.append(problem("library-entry-without-citekey", path, record.line))
            continue
        drafts.append(_draft(citekey, record, f"e{number}"))
    return Drafts("ris", tuple(drafts), (), tuple(problems), lost=bool(text.strip()) and not records)


def _records(text: str) -> list[_Record]:
    records: list[_Record] = []
    for number, line in enumerate(text.split("\n"), start=1):
        match = _TAG.fullmatch(line.rstrip())
        if match and match[1] == "TY":
            records.append(_Record(number, [("TY", match[2].strip())]))
        elif not records or records[-1].tags[-1][0] == "ER":
            continue  # what stands outside of records
        elif match:
            records[-1].tags.append((match[1], match[2].strip()))
        elif line.strip():
            # A long value may go on in the next line.
            tag, value = records[-1].tags.pop()
            records[-1].tags.append((tag, f"{value} {line.strip()}"))
    return [_Record(line, [tag for tag in tags if tag[0] != "ER"]) for line, tags in records]


def _draft(citekey: str, record: _Record, key: str) -> Draft:
    stated = (("title", _TITLES), ("author", _AUTHORS), ("issued", _DATES))
    return Draft(
        citekey,
        record.line,
        xxhash.xxh3_128_digest(record.text(citekey).encode("utf-8", "replace")),
        Piece(key, record.text(key)),
        _facts(record),
        tuple(
            Stated(field, next(tag for tag in tags if record.first(tag)))
            for field, tags in stated
            if record.first(*tags)
        ),
    )


def _facts(record: _Record) -> dict[str, Any]:
    """What pandoc leaves out: dates, identifiers of PubMed, as EndNote and PubMed write them, and remarks."""
    facts: dict[str, Any] = {}
    if date := _date(record):
        facts["issued"] = date
    if _PMCID.fullmatch(record.first("C2")):
        facts["PMCID"] = record.first("C2")
    if record.first("AN").isdecimal() and record.first("DB", "DP").lower() in ("pubmed", "medline", "nlm"):
        facts["PMID"] = record.first("AN")
    for field, tags, between in (
        ("keyword", ("KW",), ", "),
        ("note", ("N1",), "\n"),
        ("abstract", ("AB", "N2"), "\n"),
    ):
        values = [value for tag, value in record.tags if tag in tags and value]
        if values:
            facts[field] = between.join(dict.fromkeys(values))
    return facts


def _date(record: _Record) -> dict[str, Any] | None:
    """The date as `2017/09/22/` tells it; the one of the tags that tells most."""
    dates = [match for name in _DATES if (match := _DATE.fullmatch(record.first(name)))]
    best = max(dates, key=lambda match: sum(map(bool, match.groups()[:3])), default=None)
    if best is None:
        return date_of(text) if (text := record.first(*_DATES)) else None
    return date_of_parts({"date-parts": [[part for part in best.groups()[:3] if part]]})
