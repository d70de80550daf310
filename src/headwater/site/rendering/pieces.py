"""What placeholders stand for: finished HTML, or what only its place in the page decides."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from headwater.site.rendering.marks import line_placeholder, placeholder
from headwater.site.rendering.names import EmbeddedText, PageTarget


class Block(NamedTuple):
    """HTML that cannot stand inside a paragraph."""

    html: str
    inline: str
    """What stands for it where only text may stand: in a heading, in bold words, in a link."""


class Embed(NamedTuple):
    """A note, or a part of one, to be shown in place."""

    text: EmbeddedText
    subpath: str
    """The heading or block it is, as written; empty for a whole note."""

    words: str
    """What a link to it says, as plain text."""

    place: str
    """The heading or block that a link to it leads to; empty for the page."""


class Opening(NamedTuple):
    """The start of a highlight or of a field; it counts if its `Closing` comes within the same element."""

    html: str
    literal: str
    """What it is as text."""


class Closing(NamedTuple):
    """The end that belongs to an `Opening`."""

    opening: int
    """The number of the `Opening`."""

    html: str
    literal: str


class HeadingStart(NamedTuple):
    """The start of a heading's text."""

    anchor: str
    """The id it gets if that is still free."""


class CalloutStart(NamedTuple):
    """`[!type]` at the start of a quote."""

    type: str
    fold: str
    """`+` for open, `-` for folded, empty for a callout that cannot be folded."""

    title: str
    """The title where none is written, as HTML; else empty."""

    literal: str
    """What it is as text, where it does not begin a quote."""


class BlockAnchor(NamedTuple):
    """`^id`: names the block it stands in, or the one before if it stands alone."""

    id: str


class FootnoteReference(NamedTuple):
    """`[^label]` or `^[text]`."""

    label: str
    """Letter case dropped; empty for a footnote written in place."""

    text: str
    """The Markdown of a footnote written in place."""


Piece = (
    str | Block | Embed | Opening | Closing | HeadingStart | CalloutStart | BlockAnchor | FootnoteReference
)
"""A `str` is finished HTML that may stand wherever text may."""


@dataclass(slots=True)
class Part:
    """One text of a page: the page's own, or one embedded in it."""

    origin: str
    """The path of the note it stands in."""

    trail: tuple[str, ...]
    """The path of the page's note, then the keys of the embedded texts it is shown within, its own last."""

    home: PageTarget | None = None
    """The page an embedded text is from; None for the page's own text."""

    inline: bool = False
    """Whether it is a single line, such as a title or a cell of a table."""

    pieces: list[Piece] = field(default_factory=list)
    footnotes: dict[str, str] = field(default_factory=dict)
    """Label → the footnote's Markdown, with placeholders for the pieces in it."""

    finished: bool = True
    """Whether every piece is finished HTML."""

    def place(self, piece: Piece) -> str:
        """Keep a piece and give the placeholder that stands for it."""
        pieces = self.pieces
        pieces.append(piece)
        if type(piece) is not str:
            self.finished = False
        return placeholder(len(pieces) - 1)

    def place_at_line(self, piece: Piece) -> str:
        """The same for a piece at the start of a line."""
        self.pieces.append(piece)
        self.finished = False
        return line_placeholder(len(self.pieces) - 1)
