"""The page of a canvas: its boxes in the order of reading, and a stylesheet that puts them in their places.

So the page is one thing for everybody: read aloud, on paper and on a phone it is a text with a section for
each group; on a wide screen the same elements lie where their author put them (decision 22).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

import xxhash

from headwater.publication.canvases import Holds, PublicCanvas, PublicNode
from headwater.site.canvas_lines import Box, drawn_lines
from headwater.site.context import SiteContext
from headwater.site.elements import anchor, shortened, text
from headwater.site.rendering.links import class_of, external
from headwater.site.rendering.marks import address, attribute
from headwater.site.rendering.media import shown_file
from headwater.site.shell import MAIN, Crumb, PageParts
from headwater.site.urls import output_file
from headwater.vault.notes import NotePath
from headwater.vault.plain import plain_text
from headwater.views.canvas_reading import Part, reading_order

MARGIN = 60
"""Pixels of the sheet around all boxes: room for labels and for lines that bend."""

LEAST_WIDTH, LEAST_HEIGHT, LARGEST = 60, 36, 100_000
"""The bounds, in pixels, within which boxes are drawn."""

LONGEST_NAME = 90
"""Characters of what a box is called in the list of connections."""

LONGEST_ADDRESS = 200
"""Characters of an address as it is shown."""

_ARROWS = {(False, False): "–", (False, True): "→", (True, False): "←", (True, True): "↔"}


class DrawnCanvas(NamedTuple):
    """The files of a canvas."""

    page: bytes
    styles: bytes


class CanvasPages:
    """Draws the pages of canvases."""

    def __init__(self, context: SiteContext) -> None:
        """Prepare.

        Args:
            context: What the pages of the site are drawn with.
        """
        self._context = context
        self._say = context.words

    def styles_place(self, path: str) -> str:
        """Where the stylesheet of a canvas lies, by the canvas's path."""
        return f"assets/canvas/{xxhash.xxh3_64_hexdigest(path.encode())}.css"

    def draw(self, canvas: PublicCanvas, crumbs: tuple[Crumb, ...]) -> DrawnCanvas:
        """Draw a canvas.

        Args:
            canvas: The canvas.
            crumbs: The way to it.
        """
        boxes, sheet = _boxes(canvas.nodes)
        styles = _styles(canvas, boxes, sheet).encode()
        version = xxhash.xxh3_64_hexdigest(styles)[:8]
        place = output_file(self._context.addresses.canvas_places[canvas.path])
        href = self._context.addresses.link(f"/{self.styles_place(canvas.path)}")
        parts = PageParts(
            title=canvas.name,
            description=self.summary(canvas),
            sections=[self._sheet(canvas, boxes, sheet).encode(), self._connections(canvas).encode()],
            crumbs=crumbs,
            head=self._context.shell.movable_sheet
            + f'<link rel="stylesheet" href="{address(href)}?v={version}">\n'
            + self._context.heads.of_page(place, canvas.name, crumbs),
        )
        return DrawnCanvas(self._context.shell.page(parts), styles)

    def summary(self, canvas: PublicCanvas) -> str:
        """How much there is on a canvas, as plain text."""
        notes = sum(node.holds is Holds.NOTE for node in canvas.nodes)
        counted = self._say.count("canvas.notes", notes), self._say.count("canvas.lines", len(canvas.lines))
        return ", ".join(counted)

    def _sheet(self, canvas: PublicCanvas, boxes: list[Box], sheet: Box) -> str:
        badge = f'<p><span class="badge">{text(self._say("not-published"))}</span></p>\n'
        before = badge if canvas.withheld else ""
        if not canvas.nodes:
            return f"{before}<p>{text(self._say('canvas.empty'))}</p>\n"
        drawing = _Boxes(self._context, canvas)
        html = "".join(drawing.parts(reading_order(canvas), 2))
        lines = "".join(drawn_lines(canvas, boxes, _color_class))
        label = attribute(self._say("canvas.sheet", title=canvas.name))
        return (
            f'{before}<div class="canvas" data-panzoom tabindex="0" role="region" aria-label="{label}">\n'
            f'<div class="canvas-sheet">\n<svg class="canvas-lines" aria-hidden="true" '
            f'viewBox="0 0 {sheet.width} {sheet.height}">{lines}</svg>\n{html}</div>\n</div>\n'
        )

    def _connections(self, canvas: PublicCanvas) -> str:
        """What the lines say, as a list."""
        if not canvas.lines:
            return ""
        names = [self._called(node) for node in canvas.nodes]
        items = []
        for line in canvas.lines:
            arrow = _ARROWS[line.start_arrow, line.end_arrow]
            label = f" <em>{text(line.label)}</em>" if line.label else ""
            items.append(f"<li>{names[line.start]}{label} {arrow} {names[line.end]}</li>\n")
        summary = text(self._say.count("canvas.lines", len(canvas.lines)))
        return (
            f'<details class="canvas-connections">\n<summary>{summary}</summary>\n'
            f"<ul>\n{''.join(items)}</ul>\n</details>\n"
        )

    def _called(self, node: PublicNode) -> str:
        """A box in a few words, as HTML."""
        match node.holds:
            case Holds.NOTE:
                path = NotePath(node.said)
                title = self._context.titles.of(path).text
                return anchor(self._context.addresses.page(path).href, shortened(title, LONGEST_NAME))
            case Holds.TEXT:
                words = plain_text(node.said[: 5 * LONGEST_NAME]) or self._say("canvas.text")
            case Holds.CANVAS | Holds.FILE:
                words = node.said.rpartition("/")[2]
            case Holds.NOTHING:
                words = self._say("canvas.unpublished")
            case _:
                words = node.said or self._say("canvas.group")
        return text(shortened(words, LONGEST_NAME))


class _Boxes:
    """Draws the boxes of one canvas."""

    def __init__(self, context: SiteContext, canvas: PublicCanvas) -> None:
        self._context = context
        self._canvas = canvas
        self._ids: frozenset[str] = frozenset({MAIN})

    def parts(self, parts: Iterable[Part], level: int) -> Iterator[str]:
        """Boxes as HTML, in their turn; headings of groups are of a level."""
        for part in parts:
            node = self._canvas.nodes[part.number]
            if node.holds is Holds.GROUP:
                yield self._frame(part, node, level)
                yield from self.parts(part.parts, min(level + 1, 6))
                yield "</section>\n"
            else:
                html = self._held(node)
                # What can be scrolled must be within reach of the keyboard.
                stop = "" if "<a " in html else ' tabindex="0"'
                yield f'<div class="{_classes("canvas-node", part.number, node)}"{stop}>{html}</div>\n'

    def _frame(self, part: Part, node: PublicNode, level: int) -> str:
        heading = f"<h{level}>{text(node.said)}</h{level}>" if node.said.strip() else ""
        picture = ""
        if node.background and node.background not in self._context.refused:
            href = self._context.addresses.file(node.background).href
            picture = f'<img src="{address(href)}" alt="" loading="lazy">'
        return (
            f'<section class="canvas-group">\n'
            f'<div class="{_classes("canvas-frame", part.number, node)}">{heading}{picture}</div>\n'
        )

    def _held(self, node: PublicNode) -> str:
        match node.holds:
            case Holds.TEXT:
                return self._text(node.said)
            case Holds.NOTE:
                return self._note(NotePath(node.said))
            case Holds.CANVAS:
                target = self._context.addresses.canvas(node.said)
                html = anchor(target.href, target.title)
            case Holds.FILE if node.said in self._context.refused:
                html = text(node.said.rpartition("/")[2])
            case Holds.FILE:
                html = shown_file(self._context.addresses.file(node.said), "", "")
            case Holds.LINK:
                html = f"{external(node.said) or '<a>'}{text(shortened(node.said, LONGEST_ADDRESS))}</a>"
            case Holds.NAME:
                html = text(node.said)
            case _:
                html = f'<span class="withheld">{text(self._context.words("canvas.unpublished"))}</span>'
        return f"<p>{html}</p>"

    def _text(self, markdown: str) -> str:
        drawn = self._context.renderer.body(markdown, self._canvas.path, taken=self._ids)
        self._ids = drawn.ids
        return drawn.html

    def _note(self, path: NotePath) -> str:
        context, note = self._context, self._context.publication.notes[path]
        title = context.titles.of(path)
        target = context.addresses.page(path)
        kind = (
            f'<p class="canvas-kind">{text(context.names.one(note.kind.name))}</p>'
            if note.kind.name != "page"
            else ""
        )
        link = f'<a class="internal kind-{class_of(target.kind)}" href="{address(target.href)}">'
        claim = context.rows.claim(note) if note.claim and title.markdown != note.claim else ""
        more = f"<p>{claim}</p>" if claim and title.text != plain_text(note.claim) else ""
        return f"{kind}<p>{link}{text(title.text)}</a></p>{more}"


def _boxes(nodes: Iterable[PublicNode]) -> tuple[list[Box], Box]:
    """Where boxes are drawn, and the sheet around them."""
    sized = [
        Box(
            node.x,
            node.y,
            min(max(node.width, LEAST_WIDTH), LARGEST),
            min(max(node.height, LEAST_HEIGHT), LARGEST),
        )
        for node in nodes
    ]
    left = min(map(attrgetter("x"), sized), default=0) - MARGIN
    top = min(map(attrgetter("y"), sized), default=0) - MARGIN
    moved = [box._replace(x=box.x - left, y=box.y - top) for box in sized]
    width = max((box.x + box.width for box in moved), default=0) + MARGIN
    height = max((box.y + box.height for box in moved), default=0) + MARGIN
    return moved, Box(0, 0, width, height)


def _styles(canvas: PublicCanvas, boxes: list[Box], sheet: Box) -> str:
    """What puts the boxes in their places: facts alone, of which `canvas.css` makes use."""
    rules = [f".canvas-sheet{{--w:{sheet.width}px;--h:{sheet.height}px;--top:{len(boxes)}}}"]
    for number, (node, box) in enumerate(zip(canvas.nodes, boxes, strict=True)):
        # Groups lie below the lines, and these below all other boxes.
        depth = number if node.holds is Holds.GROUP else number + len(boxes) + 1
        place = f"--x:{box.x}px;--y:{box.y}px;--w:{box.width}px;--h:{box.height}px;--z:{depth}"
        rules.append(f".n{number}{{{place}}}")
    colors = {node.color for node in canvas.nodes} | {line.color for line in canvas.lines}
    own = sorted(color for color in colors if color.startswith("#"))
    rules += [f".{_color_class(color)}{{--c:{color}}}" for color in own]
    return "\n".join([*rules, ""])


def _classes(css_class: str, number: int, node: PublicNode) -> str:
    blank = "is-blank" if node.holds is Holds.NOTHING else ""
    return " ".join(filter(None, (css_class, f"n{number}", _color_class(node.color), blank)))


def _color_class(color: str) -> str:
    """The class of a colour; empty for none."""
    return f"c-{color.removeprefix('#')}" if color else ""
