"""What of a canvas may be shown: everything on it but what names or shows something that is not published.

A canvas cannot say of itself that it is private, so none is published unless the configuration names it. What
is written on a published one (texts, labels) is published text, and is redacted as that of notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from headwater.evidence.graph import Graph
from headwater.evidence.kinds import CONTENT, SOURCE
from headwater.evidence.resolve import folded
from headwater.publication.redaction import Redactor
from headwater.vault.notes import CanvasLayout, CanvasLine, CanvasNode, Link, NotePath

SUFFIX = ".canvas"
_ON_THE_WEB = ("https://", "http://")


class Holds(StrEnum):
    """What a box of a published canvas holds."""

    TEXT = "text"
    """Markdown."""

    NOTE = "note"
    """A published note, by its path."""

    CANVAS = "canvas"
    """Another published canvas, by its path."""

    FILE = "file"
    """An attachment that is copied, by its path."""

    LINK = "link"
    """An address on the web."""

    GROUP = "group"
    """Other boxes; what is said of it is its label, as plain text."""

    NAME = "name"
    """The public name of a source or of source content that is not published."""

    NOTHING = "nothing"
    """Nothing that may be shown, or nothing that is there: nobody can tell which."""


class PublicNode(NamedTuple):
    """A box of a published canvas."""

    holds: Holds
    said: str
    """What it holds, in the form that `Holds` tells; empty for nothing."""

    x: int
    y: int
    width: int
    height: int
    color: str
    """`1` to `6`, `#rrggbb`, or empty."""

    background: str = ""
    """The path of the picture behind a group, where that is copied."""


class PublicCanvas(NamedTuple):
    """A canvas that may be shown."""

    path: str
    nodes: tuple[PublicNode, ...]
    """Its boxes, the lowest first."""

    lines: tuple[CanvasLine, ...]
    """The lines between these; their labels are plain text."""

    withheld: bool = False
    """Whether it is not published; true in the author's own preview only."""

    @property
    def name(self) -> str:
        """Its file name without `.canvas`."""
        return self.path.rpartition("/")[2][: -len(SUFFIX)]


def published_canvases(paths: Iterable[str], named: Iterable[str]) -> frozenset[str]:
    """The canvases that a configuration publishes.

    Args:
        paths: The paths of all canvases.
        named: Canvases, with or without their suffix, and folders, as the configuration names them; `.` is
            the whole vault.
    """
    wanted = {folded(name.removeprefix("./").strip("/")) for name in named}
    return frozenset(path for path in paths if not wanted.isdisjoint(_names_of(folded(path))))


def _names_of(path: str) -> Iterator[str]:
    """What a canvas can be named by: its path, that without suffix, and every folder it lies in."""
    yield from (".", path, path[: -len(SUFFIX)])
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


class PublicCanvases:
    """Makes canvases public."""

    def __init__(self, graph: Graph, redactor: Redactor, shown: Mapping[str, CanvasLayout]) -> None:
        """Prepare.

        Args:
            graph: The whole graph.
            redactor: Takes out of texts what may not be shown; it knows of the same canvases.
            shown: The canvases to be shown, by path.
        """
        self._graph = graph
        self._redactor = redactor
        self._shown = shown

    def canvas(self, path: str, *, withheld: bool) -> PublicCanvas:
        """A canvas as it may be shown.

        Args:
            path: Its path.
            withheld: Whether it is shown in the author's preview alone.
        """
        layout = self._shown[path]
        return PublicCanvas(
            path,
            tuple(self._node(node, path) for node in layout.nodes),
            tuple(line._replace(label=self._redactor.plain(line.label, path)) for line in layout.lines),
            withheld,
        )

    def _node(self, node: CanvasNode, path: str) -> PublicNode:
        holds, said = self._held(node, path)
        picture = self._resolved(node.background) if node.background else None
        shown = picture if picture in self._redactor.shown_files else None
        return PublicNode(holds, said, node.x, node.y, node.width, node.height, node.color, shown or "")

    def _held(self, node: CanvasNode, path: str) -> tuple[Holds, str]:
        match node.sort:
            case "text":
                return Holds.TEXT, self._redactor.text(node.held, path)
            case "group":
                return Holds.GROUP, self._redactor.plain(node.held, path)
            case "link":
                safe = node.held.lower().startswith(_ON_THE_WEB)
                return (Holds.LINK, node.held) if safe else (Holds.NOTHING, "")
            case _:
                return self._file(node.held)

    def _file(self, named: str) -> tuple[Holds, str]:
        found = self._resolved(named)
        if found is None:
            return Holds.NOTHING, ""
        if found in self._redactor.shown:
            return Holds.NOTE, found
        if found in self._shown:
            return Holds.CANVAS, found
        if found in self._redactor.shown_files:
            return Holds.FILE, found
        note = self._graph.notes.get(NotePath(found))
        if note is not None and self._graph.kind(note.path).name in {SOURCE, CONTENT}:
            return Holds.NAME, note.name
        return Holds.NOTHING, ""

    def _resolved(self, named: str) -> str | None:
        # As the graph reads the same nodes: a path from the vault's own folder.
        found = self._graph.resolver.resolve(Link(named, "", "", embed=False, line=0), "") if named else None
        return found.path if found is not None else None
