"""The lines between the boxes of a canvas, as SVG."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from headwater.publication.canvases import PublicCanvas
from headwater.site.elements import shortened, text
from headwater.vault.notes import CanvasLine

LONGEST_LABEL = 80
"""Characters of a label as they are drawn; whole, it stands in the list of connections."""

_OUT = {"top": (0, -1), "right": (1, 0), "bottom": (0, 1), "left": (-1, 0)}
"""The way out of a box on each side."""

_LEAST_BEND, _MOST_BEND = 30, 240
_HEAD, _HALF_HEAD = 12, 6


class Box(NamedTuple):
    """Where a box is drawn."""

    x: int
    y: int
    width: int
    height: int


def drawn_lines(
    canvas: PublicCanvas, boxes: Sequence[Box], color_class: Callable[[str], str]
) -> Iterator[str]:
    """The elements of every line: its curve, its arrow heads, its label.

    Args:
        canvas: The canvas.
        boxes: Where its boxes are drawn.
        color_class: Gives the class of a colour.
    """
    for line in canvas.lines:
        yield _line(line, boxes[line.start], boxes[line.end], color_class(line.color))


def _line(line: CanvasLine, start: Box, end: Box, color: str) -> str:
    from_side = line.start_side or _facing(start, end)
    to_side = line.end_side or _facing(end, start)
    (x1, y1), (x2, y2) = _middle(start, from_side), _middle(end, to_side)
    bend = min(max((abs(x2 - x1) + abs(y2 - y1)) // 3, _LEAST_BEND), _MOST_BEND)
    (dx1, dy1), (dx2, dy2) = _OUT[from_side], _OUT[to_side]
    (x3, y3), (x4, y4) = (x1 + bend * dx1, y1 + bend * dy1), (x2 + bend * dx2, y2 + bend * dy2)
    heads = _head(x1, y1, from_side) * line.start_arrow + _head(x2, y2, to_side) * line.end_arrow
    drawn = f'<path d="M{x1} {y1}C{x3} {y3} {x4} {y4} {x2} {y2}"/>'
    if heads:
        drawn += f'<path class="head" d="{heads}"/>'
    if line.label:
        x, y = (x1 + 3 * x3 + 3 * x4 + x2) // 8, (y1 + 3 * y3 + 3 * y4 + y2) // 8
        drawn += f'<text x="{x}" y="{y}">{text(shortened(line.label, LONGEST_LABEL))}</text>'
    return f'<g class="{color}">{drawn}</g>' if color else f"<g>{drawn}</g>"


def _facing(box: Box, other: Box) -> str:
    """The side of a box on which another lies."""
    dx = 2 * (other.x - box.x) + other.width - box.width
    dy = 2 * (other.y - box.y) + other.height - box.height
    if abs(dx) >= abs(dy):
        return "right" if dx >= 0 else "left"
    return "bottom" if dy >= 0 else "top"


def _middle(box: Box, side: str) -> tuple[int, int]:
    """The middle of a box's side."""
    dx, dy = _OUT[side]
    return box.x + box.width * (1 + dx) // 2, box.y + box.height * (1 + dy) // 2


def _head(x: int, y: int, side: str) -> str:
    """An arrow head that points at a place on a side of a box."""
    dx, dy = _OUT[side]
    back_x, back_y, across_x, across_y = x + _HEAD * dx, y + _HEAD * dy, _HALF_HEAD * dy, _HALF_HEAD * dx
    return f"M{x} {y}L{back_x + across_x} {back_y + across_y} {back_x - across_x} {back_y - across_y}z"
