"""Line numbers of places in a text."""

from __future__ import annotations


class LineNumbers:
    """Counts lines from one place on to the next, so that a file is counted once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._place = 0
        self._line = 1

    def at(self, place: int) -> int:
        """The line of a place, from 1.

        Args:
            place: An offset in the text; quickest if it is not before the one asked for last.
        """
        if place < self._place:
            self._place, self._line = 0, 1
        self._line += self._text.count("\n", self._place, place)
        self._place = place
        return self._line
