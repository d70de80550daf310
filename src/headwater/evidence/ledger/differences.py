"""Two texts held against each other, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

MOST_WORDS = 400
"""How many words of each text are compared one by one; of two longer ones, all between their common ends
differs."""

_WORD = re.compile(r"\s+|[^\s\w]|\w+")


class Piece(NamedTuple):
    """A stretch of two texts."""

    before: str
    """What stands there in the earlier one."""

    now: str
    """What stands there in the later one; the same, where nothing changed."""

    @property
    def same(self) -> bool:
        """Whether nothing changed."""
        return self.before == self.now


@lru_cache(maxsize=1 << 10)  # one change is told of at every edge that it touches
def differences(before: str, now: str) -> tuple[Piece, ...]:
    """What two texts have in common and where they differ, in their order; words are never cut."""
    old, new = _words(before), _words(now)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    pieces = [
        Piece("".join(old[:head]), "".join(new[:head])),
        *_compared(middle_old, middle_new),
        Piece("".join(old[len(old) - tail :]), "".join(new[len(new) - tail :])),
    ]
    return tuple(piece for piece in pieces if piece != ("", ""))


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words two texts begin with in common."""
    for index, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return index
    return min(len(old), len(new))


def _compared(old: list[str], new: list[str]) -> Iterator[Piece]:
    if max(len(old), len(new)) > MOST_WORDS:
        yield Piece("".join(old), "".join(new))
        return
    # A blank alone is not what two texts have in common: it would tear every phrase apart.
    matcher = SequenceMatcher(str.isspace, old, new, autojunk=False)
    for _, start, end, new_start, new_end in matcher.get_opcodes():
        yield Piece("".join(old[start:end]), "".join(new[new_start:new_end]))
