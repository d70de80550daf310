"""Libraries in BibTeX's two forms, as Better BibTeX, JabRef and publishers write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import xxhash

from headwater.bibliography.bibtex import BibEntry, as_plain_text, read_bib
from headwater.bibliography.conversion import Piece
from headwater.bibliography.csl_dates import date_of
from headwater.bibliography.csl_fields import clean_line
from headwater.bibliography.drafts import Draft, Drafts, Stated
from headwater.problems import Problem, problem

_BIBLATEX_FIELDS = frozenset({
    "date", "journaltitle", "location", "langid", "eprinttype", "shortjournal", "xdata", "urldate",
    "origdate", "maintitle", "institutiontitle",
})  # fmt: skip
_BIBLATEX_KINDS = frozenset({
    "online", "thesis", "report", "patent", "collection", "mvbook", "dataset", "software", "periodical",
    "xdata",
})  # fmt: skip
_NO_WORKS = frozenset({"xdata", "set"})
"""Entries that hold what others take, or name several others."""

_UNUSED = frozenset({"file", "localfile", "bdsk-file-1", "bdsk-file-2", "owner", "timestamp"})
"""Fields of which no item is made."""

_STATED = (
    ("title", ("title",)),
    ("author", ("author",)),
    ("editor", ("editor",)),
    ("issued", ("date", "year")),
)
"""Fields that must not get lost unnoticed: as CSL calls them, and as BibTeX does."""

_TAKE_FROM = frozenset({"crossref", "xdata"})
"""Fields that name entries of which an entry takes what it lacks."""

_KEYS = re.compile(r"[^\s,{}\"]+")
_DEEPEST = 5
"""Steps from an entry to what it takes from, after which no more is looked for."""


def bib_drafts(text: str, path: str) -> Drafts:
    """The entries of a `.bib` file.

    Args:
        text: The file, its lines ended by line feeds alone.
        path: The file, for problems.
    """
    found = read_bib(text)
    form = "biblatex" if any(map(_is_biblatex, found.entries)) else "bibtex"
    problems = [
        problem(
            "library-entry-not-read",
            path,
            broken.line,
            entry=repr(broken.key) if broken.key else "here",
            reason=broken.reason,
        )
        for broken in found.broken
    ]
    family = _Family(found.entries)
    drafts = []
    for number, entry in enumerate(found.entries):
        if entry.kind in _NO_WORKS:
            continue
        if not clean_line(entry.key):
            problems.append(problem("library-entry-without-citekey", path, entry.line))
            continue
        problems += _oddities(entry, path, circular=number in family.circular)
        drafts.append(_draft(entry, number, form, family))
    return Drafts(form, tuple(drafts), (), tuple(problems), lost=bool(found.broken))


def _is_biblatex(entry: BibEntry) -> bool:
    return entry.kind in _BIBLATEX_KINDS or not _BIBLATEX_FIELDS.isdisjoint(entry.fields)


def _oddities(entry: BibEntry, path: str, *, circular: bool) -> Iterator[Problem]:
    for name in dict.fromkeys(entry.unknown):
        yield problem("undefined-bib-string", path, entry.line, citekey=entry.key, name=name)
    if circular:
        name = next(name for name in sorted(_TAKE_FROM) if name in entry.fields)
        reason = "it leads to an entry that leads back"
        yield problem(
            "library-field-not-read", path, entry.line, field=name, citekey=entry.key, reason=reason
        )


class _Family:
    """Which entries take from which, with keys that pandoc reads whatever the real ones are."""

    def __init__(self, entries: list[BibEntry]) -> None:
        self.entries = entries
        self.numbers: dict[str, int] = {}
        for number, entry in enumerate(entries):
            # As BibTeX does, a key is also found in another letter case.
            self.numbers.setdefault(entry.key, number)
            self.numbers.setdefault(entry.key.casefold(), number)
        self.parents = {
            number: [parent for field in _TAKE_FROM for parent in self._named(entry.fields.get(field, ""))]
            for number, entry in enumerate(entries)
            if not _TAKE_FROM.isdisjoint(entry.fields)
        }
        self.circular = self._cut_circles()

    def text(self, number: int) -> str:
        """An entry with the keys that pandoc is given."""
        entry = self.entries[number]
        left_out = _UNUSED | _TAKE_FROM
        fields = {name: value for name, value in entry.fields.items() if name not in left_out}
        above = set(self.parents.get(number, ()))
        for name in _TAKE_FROM & entry.fields.keys():
            taken = [f"e{parent}" for parent in self._named(entry.fields[name]) if parent in above]
            fields |= {name: "{" + ",".join(taken) + "}"} if taken else {}
        return entry._replace(fields=fields).text(f"e{number}")

    def above(self, number: int) -> list[int]:
        """The entries that one takes from, nearest first."""
        found: dict[int, None] = {}
        nearest = [number]
        for _ in range(_DEEPEST):
            nearest = [
                parent for child in nearest for parent in self.parents.get(child, ()) if parent not in found
            ]
            found.update(dict.fromkeys(nearest))
        return list(found)

    def _cut_circles(self) -> set[int]:
        """Take out what leads entries back to themselves, and say which: pandoc would follow it for ever."""
        children: dict[int, list[int]] = {}
        waits = {number: len(parents) for number, parents in self.parents.items() if parents}
        for number in waits:
            for parent in self.parents[number]:
                children.setdefault(parent, []).append(number)
        settled = [number for number in children if number not in waits]
        while settled:
            for child in children.get(settled.pop(), ()):
                waits[child] -= 1
                if not waits[child]:
                    settled.append(child)
        circular = {number for number, left in waits.items() if left}
        for number in circular:
            self.parents[number] = [parent for parent in self.parents[number] if parent not in circular]
        return circular

    def _named(self, value: str) -> list[int]:
        keys = _KEYS.findall(value)
        numbers = (self.numbers.get(key, self.numbers.get(key.casefold())) for key in keys)
        return [number for number in numbers if number is not None]


def _draft(entry: BibEntry, number: int, form: str, family: _Family) -> Draft:
    above = family.above(number)
    beside = tuple((f"e{parent}", family.text(parent)) for parent in above)
    whole = "\0".join([form, entry.text(entry.key), *(family.entries[parent].text("") for parent in above)])
    return Draft(
        clean_line(entry.key),
        entry.line,
        xxhash.xxh3_128_digest(whole.encode("utf-8", "replace")),
        Piece(f"e{number}", family.text(number), beside),
        _facts(entry.fields),
        tuple(_stated(entry.fields)),
    )


def _stated(fields: Mapping[str, str]) -> Iterator[Stated]:
    for field, names in _STATED:
        name = next((name for name in names if as_plain_text(fields.get(name, ""))), None)
        if name is not None:
            text = as_plain_text(fields[name])
            yield Stated(
                field, name, text if field == "title" else date_of(text) if field == "issued" else None
            )


def _facts(fields: Mapping[str, str]) -> dict[str, Any]:
    """What pandoc leaves out: identifiers of PubMed, and whether the work was retracted."""
    facts: dict[str, Any] = {}
    if as_plain_text(fields.get("eprinttype", fields.get("archiveprefix", ""))).lower() in ("pubmed", "pmid"):
        facts["PMID"] = as_plain_text(fields.get("eprint", ""))
        if "url" not in fields:
            facts["URL"] = None  # pandoc makes one of the id
    for field in ("pmid", "pmcid"):
        if value := as_plain_text(fields.get(field, "")):
            facts[field.upper()] = value
    if value := as_plain_text(fields.get("retracted", "")):
        facts["custom"] = {"retracted": value}
    return facts
