"""What pieces of HTML of one shape have in common: to fill it in is much less work than to write it anew."""

from __future__ import annotations

from collections.abc import Sequence

from headwater.site.rendering.marks import OPEN, PLACEHOLDER, attribute, placeholder

slot = placeholder
"""Where a text goes, by its number; no text of HTML holds such signs, so none looks like it."""


class Outline:
    """HTML with slots in the place of the texts that differ."""

    def __init__(self, html: str) -> None:
        """Take it apart."""
        pieces = PLACEHOLDER.split(html)
        self._slots = [(place, int(pieces[place])) for place in range(1, len(pieces), 2)]
        self._pieces = [piece.encode() for piece in pieces]

    def filled(self, texts: Sequence[bytes]) -> list[bytes]:
        """The pieces of the HTML that has these texts, each as it is, in the slots of their numbers."""
        pieces = self._pieces.copy()
        for place, number in self._slots:
            pieces[place] = texts[number]
        return pieces


def without_slots(words: str) -> str:
    """A text of an author, in which nothing looks like a slot."""
    return words.replace(OPEN, "")


def as_attribute(words: str) -> str:
    """A text that has slots as the value of an attribute."""
    pieces = PLACEHOLDER.split(words)
    pieces[::2] = map(attribute, pieces[::2])
    pieces[1::2] = map(slot, map(int, pieces[1::2]))
    return "".join(pieces)
