"""The pieces of Obsidian Markdown that mean something to Headwater, with where they stand.

Offsets count characters of the scanned text; `end` is the first character after the piece. Pieces
inside one another (a link in a heading, in a field or in a highlight) are separate tokens.
"""

from __future__ import annotations

from typing import NamedTuple

made = tuple.__new__
"""Makes a named tuple of all its values, in half the time of calling its type: there are very many."""


class CodeBlock(NamedTuple):
    """A fenced or indented code block, from the start of its first line to the end of its last."""

    start: int
    end: int
    language: str
    """The first word of the info string, lower case; empty for none."""
    content_start: int
    content_end: int


class CodeSpan(NamedTuple):
    """Inline code with its backticks."""

    start: int
    end: int


class Comment(NamedTuple):
    """`%%…%%` or `<!--…-->`: for the author's eyes only."""

    start: int
    end: int
    closed: bool
    """False where the end was never written, so that the comment runs to the end of the text."""


class Html(NamedTuple):
    """An HTML tag; for `script`, `style`, `pre` and `textarea` the whole element."""

    start: int
    end: int


class Math(NamedTuple):
    """`$…$` or `$$…$$`."""

    start: int
    end: int
    latex: str
    display: bool


class Wikilink(NamedTuple):
    """`[[target#subpath|alias]]`, with a `!` before it when it is an embed."""

    start: int
    end: int
    target: str
    subpath: str
    alias: str
    embed: bool


class MarkdownLink(NamedTuple):
    """The end of a link or image, `](destination "title")`; what comes before it is plain Markdown."""

    start: int
    end: int
    destination: str
    """As written, without the angle brackets around it."""
    title: str
    """The title with its quotes and the space before it, or empty."""
    label_start: int
    """Offset of the `[` or `![` that opens the link, or `start` where none was found."""
    embed: bool


class Url(NamedTuple):
    """A bare web address in running text."""

    start: int
    end: int


class Highlight(NamedTuple):
    """The `==` that opens or closes a highlight."""

    start: int
    end: int
    opens: bool


class Tag(NamedTuple):
    """An Obsidian tag, `#name`; not to be confused with tag notes."""

    start: int
    end: int
    name: str


class Citation(NamedTuple):
    """`[see @citekey, 825; -@other]`, or `@citekey` in running text: a citation in pandoc's syntax."""

    start: int
    end: int
    citekeys: tuple[str, ...]


class BlockId(NamedTuple):
    """`^id` at the end of a line, with the space before it."""

    start: int
    end: int
    id: str


class InlineFootnote(NamedTuple):
    """`^[the note itself]`."""

    start: int
    end: int
    text: str


class HeadingLine(NamedTuple):
    """A heading's line or lines, without the line end."""

    start: int
    end: int
    level: int
    text: str


class InlineField(NamedTuple):
    """`key:: value` on a line of its own, or `[key:: value]` and `(key:: value)` inside one."""

    start: int
    end: int
    key: str
    value_start: int
    value_end: int
    bracket: str
    """`[` or `(`, or empty for a field that fills its line."""


Token = (
    CodeBlock
    | CodeSpan
    | Comment
    | Html
    | Math
    | Wikilink
    | MarkdownLink
    | Url
    | Highlight
    | Tag
    | Citation
    | BlockId
    | InlineFootnote
    | HeadingLine
    | InlineField
)
