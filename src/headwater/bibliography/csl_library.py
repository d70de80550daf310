"""Libraries in CSL JSON, as Better BibTeX, Zotero and pandoc write them, with the lines of their items."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from headwater.bibliography.csl_fields import clean_line, normal_item
from headwater.bibliography.drafts import Drafts
from headwater.bibliography.entries import ReadEntry
from headwater.bibliography.identifiers import noted_citekey
from headwater.bibliography.lines import LineNumbers
from headwater.problems import Problem, problem

_SPACE = re.compile(r"[ \t\n\r]*")
_COMMA = re.compile(r"[ \t\n\r]*,[ \t\n\r]*")
_COLON = re.compile(r"[ \t\n\r]*:[ \t\n\r]*")
_NO_KEY = re.compile(r"https?://(?:www\.)?zotero\.org/|https?://zotero\.org/", re.IGNORECASE)
"""The `id` of an item that Zotero wrote without Better BibTeX."""

_DECODER = json.JSONDecoder()


class _Fault(Exception):
    def __init__(self, place: int, reason: str) -> None:
        self.place = place
        self.reason = reason


class _Found(NamedTuple):
    place: int
    value: object


def csl_drafts(text: str, path: str) -> Drafts:
    """The items of a CSL JSON file: of a list, or of an object's list `items`.

    Args:
        text: The file, its lines ended by line feeds alone.
        path: The file, for problems.
    """
    lines = LineNumbers(text)
    entries: list[ReadEntry] = []
    problems: list[Problem] = []
    lost = False
    try:
        for found in _items(text):
            entry, odd = _entry(found.value, lines.at(found.place), path)
            problems += odd
            entries += [entry] if entry else []
    except _Fault as fault:
        lost = True
        line = lines.at(min(fault.place, len(text)))
        problems.append(problem("invalid-library", path, line, form="CSL JSON", reason=fault.reason))
    return Drafts("", (), tuple(entries), tuple(problems), lost=lost)


def _items(text: str) -> Iterator[_Found]:
    """The items with where they stand, as far as the file can be read."""
    place = _after(_SPACE, text, 0)
    if text[place : place + 1] == "{":
        place = _list_of(text, place)
    if text[place : place + 1] != "[":
        raise _Fault(place, "a list of items is expected, between [ and ]")
    place = _after(_SPACE, text, place + 1)
    while text[place : place + 1] != "]":
        value, end = _value(text, place)
        yield _Found(place, value)
        comma = _COMMA.match(text, end)
        place = comma.end() if comma else _after(_SPACE, text, end)
        if not comma and text[place : place + 1] != "]":
            raise _Fault(place, "a comma or ] is expected after an item")


def _list_of(text: str, place: int) -> int:
    """Where the list `items` of an object begins."""
    place = _after(_SPACE, text, place + 1)
    while text[place : place + 1] == '"':
        key, end = _value(text, place)
        colon = _COLON.match(text, end)
        if colon is None:
            raise _Fault(end, "a colon is expected")
        if key == "items":
            return colon.end()
        _, end = _value(text, colon.end())
        comma = _COMMA.match(text, end)
        place = comma.end() if comma else end
    raise _Fault(place, "an object without a list `items`")


def _value(text: str, place: int) -> tuple[object, int]:
    try:
        return _DECODER.raw_decode(text, place)
    except json.JSONDecodeError as error:
        raise _Fault(error.pos, error.msg) from error
    except StopIteration as error:
        raise _Fault(place, "a value is expected") from error
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits, or lists in lists in lists.
        raise _Fault(place, "an item is too large or too deep") from error


def _after(pattern: re.Pattern[str], text: str, place: int) -> int:
    match = pattern.match(text, place)
    return match.end() if match else place


def _entry(value: object, line: int, path: str) -> tuple[ReadEntry | None, list[Problem]]:
    if not isinstance(value, dict):
        return None, [
            problem("library-entry-not-read", path, line, entry="here", reason="it is no object of fields")
        ]
    citekey = _citekey(value)
    if not citekey:
        return None, [problem("library-entry-without-citekey", path, line)]
    item = normal_item(value, citekey)
    odd = [
        problem(
            "library-field-not-read", path, line, field=name, citekey=citekey, reason="it is of another type"
        )
        for name in item.dropped
    ]
    return ReadEntry(citekey, line, b"", item.data), odd


def _citekey(item: Mapping[str, object]) -> str:
    named = item.get("citation-key", item.get("citekey"))
    if isinstance(named, str) and clean_line(named):
        return clean_line(named)
    note, key = item.get("note"), item.get("id")
    if isinstance(note, str) and noted_citekey(note):
        return noted_citekey(note)
    if isinstance(key, int) and not isinstance(key, bool) and 0 <= key.bit_length() < 64:  # noqa: PLR2004
        return str(key)
    return clean_line(key) if isinstance(key, str) and not _NO_KEY.match(key) else ""
