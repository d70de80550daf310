"""Pasted citations that are not what library and style give."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from headwater.bibliography.checks.cited import Cited
from headwater.bibliography.matching import printable
from headwater.problems import Problem, problem
from headwater.vault.plain import plain_text

SHOWN = 40
"""How many letters are shown of each text, from the first difference on."""

LONGEST = 5_000
"""How many letters of a text are compared."""

_TOKEN = re.compile(r"\w+|[^\w\s]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_QUOTES = {ord(sign): '"' for sign in "“”„‟«»″〝〞"} | {ord(sign): "'" for sign in "‘’‚‛‹›′`´"}
_DAY = re.compile(r"0?[1-9]|[12][0-9]|3[01]")
_YEAR = re.compile(r"[0-9]{4}")
_MARKUP = re.compile(r"[*_<\\\[&]")


class Difference(NamedTuple):
    """Where two texts first differ."""

    note: str
    """What the note has there, cut to `SHOWN` letters; empty at its end."""

    library: str
    """What comes out of the library there."""


def citation_differs(cited: Cited) -> Iterator[Problem]:
    """Every source note whose ready citation is another text than its library and the style give."""
    for note in cited.sources():
        key, ready = cited.ready(note)
        formatted = cited.formatted.get(note.name)
        if not key or not formatted or ready == formatted:
            continue
        found = first_difference(plain_text(ready) if _MARKUP.search(ready) else ready, formatted)
        if found:
            yield problem(
                "citation-differs", note.path, note.property_lines.get(key, 0),
                key=key, note=found.note or "nothing", library=found.library or "nothing",
            )  # fmt: skip


def first_difference(note: str, library: str) -> Difference | None:
    """Where two citations first differ, if they do.

    White space, invisible signs and the shape of quotation marks do not count, nor the day of a date where
    the other text gives month and year alone: `(September 22, 2017)` is `(September 2017)`.
    """
    ours, theirs = _plain(note), _plain(library)
    left, right = list(_TOKEN.finditer(ours)), list(_TOKEN.finditer(theirs))
    here = there = 0
    while here < len(left) or there < len(right):
        if here < len(left) and there < len(right) and left[here][0] == right[there][0]:
            here, there = here + 1, there + 1
        elif skipped := _day(left, here, right, there):
            here += skipped
        elif skipped := _day(right, there, left, here):
            there += skipped
        else:
            return Difference(_from(ours, left, here), _from(theirs, right, there))
    return None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text[:LONGEST]).translate(_QUOTES))


def _day(tokens: Sequence[re.Match[str]], here: int, others: Sequence[re.Match[str]], there: int) -> int:
    """How many tokens are a day of the month with its comma or dot, which the other text leaves out."""
    if here + 1 >= len(tokens) or there >= len(others) or not _DAY.fullmatch(tokens[here][0]):
        return 0
    count = 2 if tokens[here + 1][0] in {",", "."} else 1
    after = tokens[here + count][0] if here + count < len(tokens) else ""
    if after != others[there][0]:
        return 0
    month_before = here > 0 and tokens[here - 1][0].isalpha() and _YEAR.fullmatch(after)
    following = others[there + 1][0] if there + 1 < len(others) else ""
    return count if month_before or (after.isalpha() and _YEAR.fullmatch(following)) else 0


def _from(text: str, tokens: Sequence[re.Match[str]], index: int) -> str:
    if index >= len(tokens):
        return ""
    return printable(text[tokens[index].start() :])[:SHOWN]
