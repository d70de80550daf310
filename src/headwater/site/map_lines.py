"""Text on several lines in a box of a drawing: nobody knows the reader's font while building, so it is estimated.

A letter is taken to be about as wide as in the widest of the usual sans-serif fonts, so that lines are rather too
short than too long.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_WIDTHS = (
    (0.32, " '.,:;!|iIjl‘’·"),
    (0.42, '()[]{}/\\-"ftr*`“”°'),
    (0.56, "csvxyzkJ?^_"),
    (0.98, "mwMW@%—…æœÆŒ&"),
)
"""Widths in `em` of letters of which many texts are made."""

_KNOWN = {letter: width for width, letters in _WIDTHS for letter in letters}
_SMALL, _LARGE, _WIDE = 0.62, 0.76, 1.05
_NO_WIDTH = frozenset(("Mn", "Me", "Cf", "Cc"))
CUT = "…"


@lru_cache(maxsize=2048)
def letter_width(letter: str) -> float:
    """How wide a letter is at most, in `em`."""
    if letter in _KNOWN:
        return _KNOWN[letter]
    if unicodedata.category(letter) in _NO_WIDTH:
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF" or letter > "\U0000ffff":
        return _WIDE
    return _LARGE if letter.isupper() or letter > "\u2000" else _SMALL


@lru_cache(maxsize=16384)
def width(words: str) -> float:
    """How wide a text on one line is at most, in `em`."""
    return sum(map(letter_width, words))


def lines(words: str, across: float, most: int) -> list[str]:
    """Break a text into lines.

    Args:
        words: Plain text.
        across: How wide a line may be, in `em`: at least some five letters.
        most: How many lines there may be; where the text is longer, the last ends with an ellipsis.
    """
    # Every letter of a claim of 5,000 words need not be looked at.
    pieces = words[: int(across * most * 8) + 1].split()
    if len(pieces) > 1 and len(words) > int(across * most * 8):
        pieces[-1] += words[-1]
    broken: list[str] = []
    line, used = "", 0.0
    for piece in pieces:
        wide = width(piece)
        if line and used + letter_width(" ") + wide <= across:
            line, used = f"{line} {piece}", used + letter_width(" ") + wide
            continue
        if line:
            broken.append(line)
        while wide > across and len(broken) <= most:
            fitting = _fitting(piece, across)
            broken.append(piece[:fitting])
            piece = piece[fitting:]
            wide = width(piece)
        line, used = piece, wide
        if len(broken) > most:
            break
    if line:
        broken.append(line)
    if len(broken) <= most:
        return broken
    return [*broken[: most - 1], _cut(broken[most - 1], across)]


def _fitting(word: str, across: float) -> int:
    """How many letters of a word fit on a line; at least one."""
    used = 0.0
    for number, letter in enumerate(word):
        used += letter_width(letter)
        if used > across:
            return max(number, 1)
    return len(word)


def _cut(line: str, across: float) -> str:
    """A line that something follows which is not shown."""
    return line[: _fitting(line, across - letter_width(CUT))].rstrip(" ,;:.") + CUT


def runs_leftwards(words: str) -> bool:
    """Whether a text is written from right to left: so says its first letter that tells."""
    if words.isascii():
        return False
    for letter in words[:200]:
        direction = unicodedata.bidirectional(letter)
        if direction in {"R", "AL", "L"}:
            return direction != "L"
    return False
