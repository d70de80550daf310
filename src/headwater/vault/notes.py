"""The values a vault is read into: notes, the links and fields written in them, canvases.

They say what is written and where. What it means (kinds, relations, edges) is `headwater.evidence`'s.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, NewType

import msgspec

NotePath = NewType("NotePath", str)
"""A note's path in its vault: `/` between folders, Unicode NFC, with `.md`. A note's identity."""

PropertyValue = object
"""What a property may hold: str, int, float, bool, None, or lists and mappings of these."""


class Origin(StrEnum):
    """Where a field is written."""

    PROPERTY = "property"
    """In the frontmatter."""

    INLINE = "inline"
    """In the body, as `key:: value`, `[key:: value]` or `(key:: value)`."""

    CANVAS = "canvas"
    """As an edge between two file nodes of a canvas."""

    NAME = "name"
    """In the note's own name: `<citekey> - <locator>`."""


class Link(NamedTuple):
    """A link or an embed as it is written; nothing is resolved yet."""

    target: str
    """The note or file named, without `#…` and `|…`; empty for a link into the note itself."""

    subpath: str
    """What follows `#`: a heading (`Results`), nested headings (`A#B`) or a block (`^id`); or empty."""

    alias: str
    """The words shown instead of the name; for images also the size (`300x200`); or empty."""

    embed: bool
    """Whether the target is shown in place (`![[…]]`, `![](…)`)."""

    line: int
    """The line it is written on, from 1, counted in the file."""

    markdown: bool = False
    """Whether it is written as `[alias](target)`; the target is decoded already."""

    start: int = -1
    """Offset in the body of its first character; -1 for a link in a property."""

    end: int = -1
    """Offset in the body of the first character after it."""


class Field(NamedTuple):
    """A property or inline field, with the links in its value."""

    key: str
    """The name as it is written."""

    value: str
    """An inline field's value as it is written; a property's value as text, one item a line."""

    links: tuple[Link, ...]
    origin: Origin
    line: int
    """The line of the key, from 1, counted in the file."""


class Heading(NamedTuple):
    """A heading of a note's body."""

    level: int
    """1 to 6."""

    text: str
    """Its Markdown, without the number signs."""

    start: int
    """Offset in the body of the heading's line."""

    end: int
    """Offset in the body of the first character after the heading's line."""


class Query(NamedTuple):
    """A code block that Obsidian's plugins run, such as Dataview's."""

    language: str
    source: str
    line: int
    """The line of the block's first line, from 1, counted in the file."""


# A struct, as there are very many: it is made, encoded and decoded in a third of the time of a dataclass.
class Note(msgspec.Struct, frozen=True, array_like=True):
    """One Markdown file of the vault."""

    path: NotePath
    properties: Mapping[str, PropertyValue]
    """The frontmatter's keys and values, in their order."""

    body: str
    """Everything after the frontmatter, with `\\n` line ends."""

    body_line: int
    """The line of the file the body starts on, from 1."""

    links: tuple[Link, ...] = ()
    """The links and embeds in running text, in their order; those in fields are not among them."""

    fields: tuple[Field, ...] = ()
    """The properties that hold links, then the inline fields, in their order."""

    headings: tuple[Heading, ...] = ()
    block_ids: frozenset[str] = frozenset()
    """The ids of blocks that can be linked to (`^id`), lower case, without the caret."""

    claim: str = ""
    """The claim as Markdown: the text under `# Content`, or the whole body; markers dropped."""

    hidden: tuple[tuple[int, int], ...] = ()
    """The spans of the body that are read and never shown: comments, queries, machinery. In order."""

    code_links: tuple[Link, ...] = ()
    """What looks like a link inside code: no link, and yet the name of a note may stand there."""

    queries: tuple[Query, ...] = ()
    """The blocks that Obsidian's plugins replace by what they compute."""

    property_lines: Mapping[str, int] = msgspec.field(default_factory=dict)
    """The line of each property in the file, from 1."""

    readable: bool = True
    """False where the properties could not be read, so that nobody knows whether it may be published."""

    @property
    def name(self) -> str:
        """The file's name without folder and `.md`."""
        return self.path.rpartition("/")[2][: -len(".md")]

    @property
    def folder(self) -> str:
        """The folder's path in the vault; empty for the vault's own folder."""
        return self.path.rpartition("/")[0]


class Dates(NamedTuple):
    """When a note came to be and last changed, as far as the vault itself knows."""

    created: datetime | None = None
    updated: datetime | None = None


class CanvasEdge(NamedTuple):
    """An arrow or a line between two file nodes of a canvas."""

    from_file: str
    """The path in the vault of the file at the `from` end."""

    to_file: str
    from_arrow: bool
    """Whether the `from` end has an arrow head; false unless the canvas says so."""

    to_arrow: bool
    """Whether the `to` end has an arrow head; true unless the canvas says otherwise."""

    label: str


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a `.canvas` file (JSON Canvas 1.0) says of notes."""

    path: str
    edges: tuple[CanvasEdge, ...]
    files: tuple[str, ...]
    """The paths of all file nodes, in their order."""


class CanvasNode(NamedTuple):
    """A box on a canvas."""

    sort: str
    """What it holds, as the canvas names it: `text`, `file`, `link` or `group`."""

    held: str
    """Its Markdown, the path of its file, its address, or the group's label."""

    x: int
    """Where its left side is; as all of these, within `headwater.vault.canvas_layout.FARTHEST` of 0."""

    y: int
    width: int
    height: int
    color: str
    """`1` to `6`, `#rrggbb`, or empty."""

    background: str = ""
    """The path of the picture behind a group."""


class CanvasLine(NamedTuple):
    """A line or an arrow between two boxes of a canvas."""

    start: int
    """The number of the box it comes from, from 0."""

    end: int
    start_side: str
    """`top`, `right`, `bottom`, `left`, or empty where the canvas does not say."""

    end_side: str
    start_arrow: bool
    end_arrow: bool
    color: str
    label: str


class CanvasLayout(NamedTuple):
    """What a canvas shows, and where."""

    nodes: tuple[CanvasNode, ...] = ()
    """Its boxes, the lowest first."""

    lines: tuple[CanvasLine, ...] = ()
