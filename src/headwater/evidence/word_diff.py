"""What is different between two wordings, word by word."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple


class Fate(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


class Piece(NamedTuple):
    """Words that follow one another and share their fate."""

    fate: Fate
    words: str
    """The words, one space between two."""


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """What became of the words of a text, and which are new, in the order of reading.

    Args:
        before: The old wording.
        after: The new one.

    Returns:
        The pieces; where words took the place of others, the removed ones come first.
    """
    return tuple(
        Piece(fate, " ".join(words)) for fate, words in _pieces(before.split(), after.split()) if words
    )


def _pieces(old: list[str], new: list[str]) -> Iterator[tuple[Fate, list[str]]]:
    # Imported here because only claims that were reworded need it.
    from difflib import SequenceMatcher  # noqa: PLC0415

    # In texts of 200 words and more it passes over very frequent ones, or it would take time without bounds.
    matcher = SequenceMatcher(None, old, new)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield Fate.KEPT, old[start:end]
        else:
            yield Fate.REMOVED, old[start:end]
            yield Fate.ADDED, new[new_start:new_end]
