"""Text on several lines in a box of a drawing.

Nobody knows the reader's font while building. A letter is taken to be about as wide as in the widest of the
usual sans-serif fonts, so that lines are rather too short than too long.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate

_WIDTHS = (
    (0.32, " '.,:;!|iIjl‘’·"),
    (0.42, '()[]{}/\\-"ftr*`“”°'),
    (0.56, "csvxyzkJ?^_"),
    (0.98, "mwMW@%—…æœÆŒ&"),
)
"""Widths in `em` of letters of which many texts are made."""

_KNOWN = {letter: width for width, letters in _WIDTHS for letter in letters}
_SMALL, _LARGE, _WIDE = 0.62, 0.76, 1.05
_SPACE = _KNOWN[" "]
_LETTERS_IN_EM = 8
"""How many letters there may be in the width of one, marks upon letters among them."""

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
        words: Plain text, as long as it likes.
        across: How wide a line may be, in `em`: at least some five letters.
        most: How many lines there may be; where the text is longer, the last ends with an ellipsis.
    """
    # Not every letter of a claim of 5,000 words need be looked at: the last line shows that something is cut.
    looked_at = words[: int(across * most * _LETTERS_IN_EM)]
    pieces = looked_at.split()
    widths = list(map(width, pieces))
    if widths and max(widths) > across:
        pieces = list(_pieces(pieces, across))
        widths = list(map(width, pieces))
    broken: list[str] = []
    line, used = "", 0.0
    for piece, wide in zip(pieces, widths, strict=True):
        if line and used + _SPACE + wide <= across:
            line, used = f"{line} {piece}", used + _SPACE + wide
        else:
            broken += [line] if line else []
            line, used = piece, wide
            if len(broken) == most:
                break
    else:
        broken += [line] if line else []
        if len(looked_at) == len(words):
            return broken
    return [*broken[: most - 1], *(_cut(line, across) for line in broken[most - 1 : most])]


def _pieces(words: Iterable[str], across: float) -> Iterator[str]:
    """Words; of one that is too wide for a line, what fits on one each."""
    for word in words:
        rest = word
        while width(rest) > across:
            fitting = _fitting(rest, across)
            yield rest[:fitting]
            rest = rest[fitting:]
        if rest:
            yield rest


def _fitting(word: str, across: float) -> int:
    """How many letters of a word fit on a line; at least one."""
    return max(bisect_right(list(accumulate(map(letter_width, word))), across), 1)


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
