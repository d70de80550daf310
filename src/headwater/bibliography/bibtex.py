"""Take a `.bib` file apart into entries with their lines; what the values mean is left to pandoc.

The grammar is that of BibTeX 0.99d and Biber, which hardly any file keeps to the letter. So each entry stands
for itself: one that is broken ends at the next line that begins like an entry. Entries are given out in one
plain form, with the strings they name put in, so that each can be read without the rest of the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from headwater.bibliography.lines import LineNumbers

MONTHS = frozenset({"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"})
"""Strings that are defined everywhere."""

LONGEST_STRING = 20_000
"""Characters that a string may come to: strings made of strings can double at each step."""

_NO_ENTRIES = frozenset({"comment", "preamble"})
_HEAD = r"@[ \t]*([A-Za-z]+)[ \t]*([{(])"
_START = re.compile(rf"%[^\n]*|(?<![\w.]){_HEAD}")
_NEXT = re.compile(rf"^[ \t]*{_HEAD}", re.MULTILINE)
_KEY = {
    # Possessive: a key of nothing but spaces would be tried in as many ways as there are triples of them.
    "{": re.compile(r"\s*+([^,{}\n]*+)(?=[,}\n]|\Z)"),
    "(": re.compile(r"\s*+([^,{})\n]*+)(?=[,)\n]|\Z)"),
}
_BETWEEN = re.compile(r"(?>(?:[\s,]+|%[^\n]*)*)")
_SPACE = re.compile(r"(?>(?:\s+|%[^\n]*)*)")
_NAME = re.compile(r"([A-Za-z_][\w:.+/-]*)\s*=")
_WORD = re.compile(r"[^\s,{}\"#%=()]+")
# The last one is how an entry begins: a value that reaches it was never closed.
_BRACES = re.compile(rf"\\.|[{{}}\"]|{_NEXT.pattern}", re.MULTILINE | re.DOTALL)
_FLAT = re.compile(r"\{[^{}\\@]*+\}")


class BibEntry(NamedTuple):
    """An entry of a `.bib` file."""

    kind: str
    """`article`, `book`, …, in lower case."""

    key: str
    fields: Mapping[str, str]
    """By name in lower case; each value as BibTeX writes it, with its braces or quotes."""

    line: int
    """The line of its `@`, from 1."""

    unknown: tuple[str, ...] = ()
    """The strings it names that none defines."""

    def text(self, key: str) -> str:
        """The entry as BibTeX, with another key."""
        fields = ",\n".join(f"{name} = {value}" for name, value in self.fields.items())
        return f"@{self.kind}{{{key},\n{fields}\n}}\n"


class Broken(NamedTuple):
    """An entry that cannot be read."""

    line: int
    """Where the fault was noticed, from 1."""

    key: str
    """Its citekey; empty where that cannot be told."""

    reason: str


@dataclass(slots=True)
class BibFile:
    """What stands in a `.bib` file."""

    entries: list[BibEntry] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)


class _Fault(Exception):
    def __init__(self, place: int, reason: str) -> None:
        self.place = place
        self.reason = reason


def read_bib(text: str) -> BibFile:
    """Take a `.bib` file apart.

    Args:
        text: The file, its lines ended by line feeds alone.
    """
    reader = _Reader(text)
    place = 0
    while start := _START.search(text, place):
        place = reader.entry(start) if start[1] else start.end()
    return reader.found


class _Reader:
    """Reads entry after entry; keeps the strings defined so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found = BibFile()
        self.strings: dict[str, str] = {}
        self.lines = LineNumbers(text)

    def entry(self, start: re.Match[str]) -> int:
        """Read what begins at an `@`, and say where it ends."""
        kind, key = start[1].lower(), ""
        try:
            if kind in _NO_ENTRIES:
                return self._skip(start.end() - 1)
            if kind == "string":
                return self._string(start)
            match = _KEY[start[2]].match(self.text, start.end())
            key = match[1].rstrip() if match else ""
            place = match.end() if match else start.end()
            fields, unknown, place = self._fields(place, "}" if start[2] == "{" else ")")
        except _Fault as fault:
            if kind not in _NO_ENTRIES:
                self._report(start, key, fault)
            after = _NEXT.search(self.text, max(start.end(), fault.place))
            return after.start() if after else len(self.text)
        line = self.lines.at(start.start())
        self.found.entries.append(BibEntry(kind, key, fields, line, tuple(unknown)))
        return place

    def _report(self, start: re.Match[str], key: str, fault: _Fault) -> None:
        # What is noticed only at the next entry, or at the end, is a brace's fault somewhere in this one.
        runaway = fault.place == len(self.text) or _NEXT.match(self.text, fault.place)
        reason = "a brace in it is opened and not closed" if runaway else fault.reason
        line = self.lines.at(start.start() if runaway else fault.place)
        self.found.broken.append(Broken(line, key, reason))

    def _skip(self, place: int) -> int:
        """Past a `@comment` or `@preamble`."""
        return self._closed(place) if self.text[place] == "{" else place + 1

    def _string(self, start: re.Match[str]) -> int:
        fields, unknown, place = self._fields(start.end(), "}" if start[2] == "{" else ")")
        for name, value in fields.items():
            if unknown or len(value) > LONGEST_STRING:
                raise _Fault(
                    start.end(), f"the string {name!r} names one that is not defined, or is too long"
                )
            self.strings[name] = value
        return place

    def _fields(self, place: int, close: str) -> tuple[dict[str, str], list[str], int]:
        fields: dict[str, str] = {}
        unknown: list[str] = []
        while True:
            place = _end(_BETWEEN.match(self.text, place), place)
            if self.text[place : place + 1] == close:
                return fields, unknown, place + 1
            name = _NAME.match(self.text, place)
            if name is None:
                raise _Fault(place, self._expected(place, "a field like `year = {2017}`"))
            value, place = self._value(name.end(), unknown)
            # Of two fields of one name, the first counts, as in BibTeX.
            fields.setdefault(name[1].lower(), value)
            place = _end(_SPACE.match(self.text, place), place)
            if self.text[place : place + 1] not in (",", close):
                raise _Fault(place, self._expected(place, f"a comma after the field {name[1]!r}"))

    def _value(self, place: int, unknown: list[str]) -> tuple[str, int]:
        pieces = []
        while True:
            place = _end(_SPACE.match(self.text, place), place)
            piece, place = self._piece(place, unknown)
            pieces.append(piece)
            after = _end(_SPACE.match(self.text, place), place)
            if self.text[after : after + 1] != "#":
                return " # ".join(pieces), place
            place = after + 1

    def _piece(self, place: int, unknown: list[str]) -> tuple[str, int]:
        if self.text[place : place + 1] in ("{", '"'):
            flat = _FLAT.match(self.text, place)
            end = flat.end() if flat else self._closed(place)
            return self.text[place:end], end
        word = _WORD.match(self.text, place)
        if word is None:
            raise _Fault(place, self._expected(place, "a value in braces"))
        name = word[0].lower()
        if name in self.strings:
            return self.strings[name], word.end()
        if name in MONTHS or name.isdecimal():
            return word[0], word.end()
        unknown.append(word[0])
        # Pandoc would take any word; as text it also takes signs that no name of a string can have.
        return f"{{{word[0]}}}", word.end()

    def _closed(self, start: int) -> int:
        """Where the brace or quote at a place is closed."""
        depth, quoted = 0, self.text[start] == '"'
        for sign in _BRACES.finditer(self.text, start + quoted):
            if sign[0] == "{":
                depth += 1
            elif sign[0] == "}":
                depth -= 1
            elif sign[0].lstrip()[0] == "@":
                break
            if depth == 0 and sign[0] == ('"' if quoted else "}"):
                return sign.end()
            if depth < 0:
                raise _Fault(sign.start(), "a } closes a brace that was not opened")
        raise _Fault(start, f"the {self.text[start]} here is never closed")

    def _expected(self, place: int, what: str) -> str:
        there = self.text[place : place + 12].split("\n")[0]
        return (
            f"{what} is expected, and there is {there!r}"
            if there
            else f"{what} is expected, and nothing follows"
        )


def _end(match: re.Match[str] | None, place: int) -> int:
    return match.end() if match else place


_ESCAPED = re.compile(r"\\([%&$#_{}])")


def as_plain_text(value: str) -> str:
    """A value without braces and with its escaped signs plain: all that can be said where it is no LaTeX."""
    return " ".join(re.sub(r"(?<!\\)[{}]", "", _ESCAPED.sub(r"\1", value.strip('{}" \t\n'))).split())
