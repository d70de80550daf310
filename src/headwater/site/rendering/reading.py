"""One text while it is prepared: what its readers share."""

from __future__ import annotations

from dataclasses import dataclass, field

from headwater.site.rendering.lines import without_false_markup
from headwater.site.rendering.math import MathError
from headwater.site.rendering.names import Names
from headwater.site.rendering.pieces import Closing, Part, Piece
from headwater.site.wording import Words


@dataclass(slots=True)
class Reading:
    """A text that is read token by token, and the Markdown that has come of it."""

    text: str
    """Without the characters of `marks`."""

    part: Part
    names: Names
    words: Words
    trust_html: bool
    out: list[str] = field(default_factory=list)
    math_errors: list[MathError] = field(default_factory=list)
    highlight: int = -1
    """The number of the highlight that is open."""

    fields: list[tuple[int, int, str]] = field(default_factory=list)
    """The fields that are open: where each ends, its number (-1 if it leaves no trace), its last sign."""

    depth: int = 0
    """How many HTML elements are open, as far as their tags tell."""

    rough: bool = field(init=False)
    """Whether text between tokens may hold what the parser would misread."""

    def __post_init__(self) -> None:
        self.rough = "<" in self.text or "&#" in self.text or "~" in self.text

    def put(self, piece: Piece) -> None:
        """Write the placeholder of a piece."""
        self.out.append(self.part.place(piece))

    def put_text(self, start: int, end: int) -> None:
        """Write what stands between two tokens."""
        if self.fields:
            start = self._end_fields(start, end)
        if start < end:
            text = self.text[start:end]
            self.out.append(without_false_markup(text) if self.rough else text)

    def _end_fields(self, start: int, end: int) -> int:
        """Write the text up to the last end of a field before an offset, and say where that is."""
        while self.fields and self.fields[-1][0] <= end:
            field_end, number, sign = self.fields.pop()
            if field_end > start:
                self.out.append(without_false_markup(self.text[start:field_end]))
            if number >= 0:
                self.put(Closing(number, "</span>", sign))
            start = max(start, field_end + len(sign))
        return start
