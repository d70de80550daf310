"""In which order a canvas is read: from top to bottom, from left to right, what lies in a group with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from headwater.publication.canvases import Holds, PublicCanvas, PublicNode

MOST_GROUPS = 200
"""How many groups, the largest ones, are looked into; on a canvas of more, others are boxes as any."""


class Part(NamedTuple):
    """A box in its turn."""

    number: int
    """Its number on the canvas."""

    parts: tuple[Part, ...]
    """Of a group, what lies in it."""


def reading_order(canvas: PublicCanvas) -> tuple[Part, ...]:
    """The boxes of a canvas in the order of reading, each once."""
    nodes = canvas.nodes
    groups = sorted(
        (n for n, node in enumerate(nodes) if node.holds is Holds.GROUP), key=lambda n: -_area(nodes[n])
    )
    groups = groups[:MOST_GROUPS]
    inner: dict[int | None, list[int]] = {}
    for number, node in enumerate(nodes):
        inner.setdefault(_group_of(number, node, groups, nodes), []).append(number)
    # The smaller first: what lies in a group is put in order before the group itself is.
    made: dict[int | None, tuple[Part, ...]] = {}
    for group in (*reversed(groups), None):
        turns = _in_turn(inner.get(group, ()), nodes)
        made[group] = tuple(Part(number, made.get(number, ())) for number in turns)
    return made[None]


def _area(node: PublicNode) -> int:
    return node.width * node.height


def _group_of(
    number: int, node: PublicNode, groups: Sequence[int], nodes: Sequence[PublicNode]
) -> int | None:
    """The smallest group that the middle of a box lies in; a group lies in those before it alone."""
    outer = groups[: groups.index(number)] if number in groups else groups
    x, y = node.x + node.width / 2, node.y + node.height / 2
    for group in reversed(outer):
        around = nodes[group]
        if 0 <= x - around.x <= around.width and 0 <= y - around.y <= around.height:
            return group
    return None


def _in_turn(numbers: Iterable[int], nodes: Sequence[PublicNode]) -> list[int]:
    """Boxes row by row: one that begins above the middle of a row's first box stands in that row."""
    rows: list[list[tuple[int, int]]] = []
    middle = 0.0
    for y, x, number in sorted((nodes[number].y, nodes[number].x, number) for number in numbers):
        if not rows or y >= middle:
            rows.append([])
            middle = max(y + nodes[number].height / 2, y + 1)
        rows[-1].append((x, number))
    return [number for row in rows for _, number in sorted(row, key=itemgetter(0, 1))]
