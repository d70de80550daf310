"""Where the topics of a garden and the notes in them lie on its map.

Each topic is a box with its name above rows of dots, one row or more for each kind, as in a waterfall: what
to remember at the top, what it rests on below. Boxes stand on shelves, in the order of the topics. So the
place of every dot follows from sizes alone, is the same at every build, and is found in one pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, sqrt
from typing import NamedTuple

CELL = 24
"""Pixels from dot to dot: what a finger can tell apart."""

FEWEST, MOST = 9, 60
"""How many dots at least, and at most, stand side by side in a box."""

TITLE, GAP = 28, 14
"""The height of a box's name, and the space around a box, in pixels."""

NARROWEST = 1260
"""The width of a map, in pixels, that a window on a desk shows as it is."""

_WIDER = 1.7
"""How much wider than high boxes and the whole map are."""


class Place(NamedTuple):
    """A box on the map."""

    x: int
    y: int
    columns: int
    """How many dots stand side by side."""

    rows: int

    @property
    def width(self) -> int:
        """In pixels."""
        return self.columns * CELL

    @property
    def height(self) -> int:
        """In pixels, with the name."""
        return TITLE + self.rows * CELL

    def dots(self, sizes: Sequence[int]) -> Iterator[Iterator[tuple[int, int]]]:
        """The middles of the dots of each kind, by how many there are of each."""
        top = self.y + TITLE + CELL // 2
        for size in sizes:
            yield self._block(top, size)
            top += CELL * ceil(size / self.columns)

    def _block(self, top: int, size: int) -> Iterator[tuple[int, int]]:
        for number in range(size):
            row, column = divmod(number, self.columns)
            yield self.x + CELL // 2 + column * CELL, top + row * CELL


class Layout(NamedTuple):
    """A map."""

    width: int
    height: int
    places: tuple[Place, ...]
    """One for each topic, in their order."""


def laid_out(topics: Sequence[Sequence[int]]) -> Layout:
    """Lay out a map.

    Args:
        topics: Of each topic, how many notes of each of its kinds it has.
    """
    shapes = [_shape(sizes) for sizes in topics]
    whole = sum((shape.width + GAP) * (shape.height + GAP) for shape in shapes)
    widest = max((shape.width for shape in shapes), default=0) + 2 * GAP
    width = max(widest, NARROWEST, ceil(sqrt(whole * _WIDER)))
    places: list[Place] = []
    x = y = GAP
    shelf = 0
    for shape in shapes:
        if x + shape.width + GAP > width:
            x, y, shelf = GAP, y + shelf + GAP, 0
        places.append(shape._replace(x=x, y=y))
        x, shelf = x + shape.width + GAP, max(shelf, shape.height)
    return Layout(width, y + shelf + GAP, tuple(places))


def _shape(sizes: Sequence[int]) -> Place:
    columns = min(max(FEWEST, ceil(sqrt(sum(sizes) * _WIDER))), MOST)
    return Place(0, 0, columns, sum(ceil(size / columns) for size in sizes))
