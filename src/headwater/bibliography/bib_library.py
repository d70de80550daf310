"""Libraries in BibTeX's two forms, as Better BibTeX, JabRef and publishers write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import xxhash

from headwater.bibliography.bibtex import BibEntry, read_bib
from headwater.bibliography.conversion import Piece
from headwater.bibliography.drafts import Draft, Drafts
from headwater.problems import Problem, problem

_BIBLATEX_FIELDS = frozenset(
    "date journaltitle location langid eprinttype shortjournal xdata urldate origdate maintitle institutiontitle".split()
)
_BIBLATEX_KINDS = frozenset(
    "online thesis report patent collection mvbook dataset software periodical xdata".split()
)
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

_KEYS = re.compile(r"[^\s,{}\"]+")
_DEEPEST = 5
"""Steps from an entry to what it takes from, after which no more is looked for."""


def bib_drafts(text: str, path: str) -> Drafts:
    """The entries of a `.bib` file.

    Args:
        text: The file, with `\\n` line ends.
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
        if not entry.key:
            problems.append(problem("library-entry-without-citekey", path, entry.line))
            continue
        problems += _undefined(entry, path)
        drafts.append(_draft(entry, number, form, family))
    return Drafts(form, tuple(drafts), (), tuple(problems), lost=bool(found.broken))


def _is_biblatex(entry: BibEntry) -> bool:
    return entry.kind in _BIBLATEX_KINDS or not _BIBLATEX_FIELDS.isdisjoint(entry.fields)


def _undefined(entry: BibEntry, path: str) -> Iterator[Problem]:
    for name in dict.fromkeys(entry.unknown):
        yield problem("undefined-bib-string", path, entry.line, citekey=entry.key, name=name)


class _Family:
    """Which entries take from which, with keys that pandoc reads whatever the real ones are."""

    def __init__(self, entries: list[BibEntry]) -> None:
        self.entries = entries
        self.numbers: dict[str, int] = {}
        for number, entry in enumerate(entries):
            # As BibTeX does, a key is also found in another letter case.
            self.numbers.setdefault(entry.key, number)
            self.numbers.setdefault(entry.key.casefold(), number)

    def text(self, number: int) -> str:
        """An entry with the keys that pandoc is given."""
        entry = self.entries[number]
        unused = {name: value for name, value in entry.fields.items() if name not in _UNUSED}
        instead = {
            name: "{" + ",".join(f"e{parent}" for parent in self._named(unused[name])) + "}"
            for name in ("crossref", "xdata")
            if name in unused
        }
        return entry._replace(fields=unused).text(f"e{number}", **instead)

    def above(self, number: int) -> list[int]:
        """The entries that one takes from, nearest first."""
        found: dict[int, None] = {}
        nearest = [number]
        for _ in range(_DEEPEST):
            nearest = [
                parent
                for child in nearest
                for name in ("crossref", "xdata")
                for parent in self._named(self.entries[child].fields.get(name, ""))
                if parent not in found and parent != number
            ]
            found.update(dict.fromkeys(nearest))
        return list(found)

    def _named(self, value: str) -> list[int]:
        keys = _KEYS.findall(value)
        numbers = (self.numbers.get(key, self.numbers.get(key.casefold())) for key in keys)
        return [number for number in numbers if number is not None]


def _draft(entry: BibEntry, number: int, form: str, family: _Family) -> Draft:
    above = family.above(number)
    beside = tuple((f"e{parent}", family.text(parent)) for parent in above)
    whole = "\0".join([form, entry.text(entry.key), *(family.entries[parent].text("") for parent in above)])
    stated = tuple(
        (csl, next(name for name in names if name in entry.fields))
        for csl, names in _STATED
        if any(_plain(entry.fields.get(name, "")) for name in names)
    )
    return Draft(
        entry.key,
        entry.line,
        xxhash.xxh3_128_digest(whole.encode("utf-8", "replace")),
        Piece(f"e{number}", family.text(number), beside),
        _facts(entry.fields),
        stated,
    )


def _facts(fields: Mapping[str, str]) -> dict[str, Any]:
    """What pandoc leaves out: identifiers of PubMed, and whether the work was retracted."""
    facts: dict[str, Any] = {}
    if _plain(fields.get("eprinttype", fields.get("archiveprefix", ""))).lower() in ("pubmed", "pmid"):
        facts["PMID"] = _plain(fields.get("eprint", ""))
        if "url" not in fields:
            facts["URL"] = None  # pandoc makes one of the id
    for field in ("pmid", "pmcid"):
        if value := _plain(fields.get(field, "")):
            facts[field.upper()] = value
    if value := _plain(fields.get("retracted", "")):
        facts["custom"] = {"retracted": value}
    return facts


def _plain(value: str) -> str:
    """A value that holds no LaTeX, without its braces and quotes."""
    return value.strip('{}" \t\n')
