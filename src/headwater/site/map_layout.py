"""Where the boxes and lines of a map lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from headwater.site.map_trees import tree_places
from headwater.views.beneath import Sense
from headwater.views.evidence_map import Edge

WIDTH, HEIGHT = 168, 72
"""Of a box."""

ACROSS, UP = WIDTH + 14, HEIGHT + 40
"""From one box to the next."""

MARGIN = 4
"""Around the drawing, for the frame of what has the focus."""

BESIDE = 40
"""How far a line that closes a circle goes out of the way."""

_LANE = 0.2
"""How wide what a line passes through is, measured in boxes."""

_HEADS = {
    Sense.SUPPORTS: "m-4 5l4-5 4 5",
    Sense.SUSPECT: "m-4 5l4-5 4 5",
    Sense.THROUGH: "m-4 5l4-5 4 5",
    Sense.OPPOSES: "m-7 0h14",
}
"""How a line ends, drawn from its end."""


class Line(NamedTuple):
    """A drawn edge."""

    sense: Sense
    backward: bool
    path: str
    """As in the attribute `d`."""

    end: tuple[int, int]
    """Where it ends: what is said of it stands there."""


class Layout(NamedTuple):
    """Where everything lies, in pixels from the upper left corner."""

    width: int
    height: int
    boxes: tuple[tuple[int, int], ...]
    """The upper left corner of each node."""

    lines: tuple[tuple[Line, ...], ...]
    """The lines that begin at each node."""


def layout(rows: tuple[int, ...], edges: tuple[Edge, ...]) -> Layout:
    """Lay out a map.

    Args:
        rows: The row of each node, 0 for the lowest.
        edges: What joins them; all that do not close a circle run upwards.
    """
    top = max(rows)
    upwards = [edge for edge in edges if not edge.backward]
    places, ways = _placed(rows, [(edge.start, edge.end) for edge in upwards])
    leftmost = min(places.values())
    x = {node: round((place - leftmost) * ACROSS) + MARGIN + WIDTH // 2 for node, place in places.items()}
    y = [(top - row) * UP + MARGIN for row in rows]
    lines: list[list[Line]] = [[] for _ in rows]
    for edge in edges:
        start, end = edge.start, edge.end
        if edge.backward:
            path, at = _around(x[start] + WIDTH // 2, y[start], x[end] + WIDTH // 2, y[end])
        else:
            passed = [x[node] for node in ways[start, end]]
            path, at = _upwards([x[start], *passed, x[end]], y[start]), (x[end], y[end] + HEIGHT)
        head = "m5-4l-5 4 5 4" if edge.backward else _HEADS[edge.sense]
        lines[start].append(Line(edge.sense, edge.backward, path + head, at))
    widest = max(x.values()) + WIDTH // 2 + MARGIN + (BESIDE if len(upwards) < len(edges) else 0)
    boxes = tuple([(x[node] - WIDTH // 2, y[node]) for node in range(len(rows))])
    return Layout(widest, top * UP + HEIGHT + 2 * MARGIN, boxes, tuple(map(tuple, lines)))


def _placed(
    rows: Sequence[int], arcs: Sequence[tuple[int, int]]
) -> tuple[Mapping[int, float], Mapping[tuple[int, int], list[int]]]:
    """How far right each node lies, measured in boxes, and what each line passes through on its way up."""
    trees = tree_places(len(rows), arcs)
    return _by_engine(rows, arcs) if trees is None else (trees, _passing(rows, arcs))


def _passing(rows: Sequence[int], arcs: Sequence[tuple[int, int]]) -> Mapping[tuple[int, int], list[int]]:
    """What lines pass through among trees: the column of the node that is further away from the first."""
    return {
        (start, end): [end if rows[start] >= rows[0] else start] * (rows[end] - rows[start] - 1)
        for start, end in arcs
    }


def _by_engine(
    rows: Sequence[int], arcs: Sequence[tuple[int, int]]
) -> tuple[Mapping[int, float], Mapping[tuple[int, int], list[int]]]:
    """The same where lines may cross.

    The engine puts everything right below the lowest of what it supports. A source stands lower, so one of
    its lines is given in several parts; other long lines the engine divides itself.
    """
    # Imported here, as builds that draw nothing need no layout.
    from fast_sugiyama import from_edges  # noqa: PLC0415

    ways: dict[tuple[int, int], list[int]] = {}
    steps: list[tuple[int, int]] = []
    nearest: dict[int, int] = {}
    for start, end in arcs:
        if start not in nearest or rows[end] < rows[nearest[start]]:
            nearest[start] = end
    free = len(rows)
    for start, end in arcs:
        between = list(range(free, free + rows[end] - rows[start] - 1)) if nearest[start] == end else []
        free += len(between)
        ways[start, end] = between
        way = [start, *between, end]
        steps += pairwise(way)
    # Each arc is given once and ranks are not minimised: with doubled arcs that never ends in 0.5.3.
    found = from_edges(
        steps,
        minimum_length=1,
        vertex_spacing=1.0,
        dummy_vertices=True,
        dummy_size=_LANE,
        ranking_type="down",
        crossing_minimization="barycenter",
        transpose=True,
        check_layout=False,
    )
    places: dict[int, float] = {}
    following: dict[int, list[int]] = {}
    for positions, _, _, joined in found:
        places.update((int(node), float(place[0])) for node, place in positions)
        for first, second in joined or ():
            following.setdefault(int(first), []).append(int(second))
    for (start, end), known in ways.items():
        known.extend(_passed(following, (known or [start])[-1], end, free))
    return {**places, **_apart(rows, places)}, ways


def _apart(rows: Sequence[int], places: Mapping[int, float]) -> dict[int, float]:
    """Nodes so far apart that no box lies over another: the engine puts some shapes' boxes on one place."""
    moved: dict[int, float] = {}
    last: dict[int, float] = {}
    for node in sorted(range(len(rows)), key=lambda node: (places[node], node)):
        row = rows[node]
        moved[node] = last[row] = max(places[node], last.get(row, places[node] - 1) + 1)
    return moved


def _passed(following: Mapping[int, list[int]], start: int, end: int, free: int) -> Iterator[int]:
    """What the engine put between two nodes of which it divided the line."""
    for first in following.get(start, ()):
        way = [first]
        while way[-1] >= free:
            way.append(following[way[-1]][0])
        if way[-1] == end:
            return iter(way[:-1])
    return iter(())


def _upwards(xs: Sequence[int], y: int) -> str:
    """A line from the upper edge of a box to the lower edge of another, through the rows between them."""
    path = f"M{xs[0]} {y}"
    gap = UP - HEIGHT
    for x, following in pairwise(xs):
        y -= gap
        middle = y + gap // 2
        path += f"V{y}" if x == following else f"C{x} {middle} {following} {middle} {following} {y}"
        y -= HEIGHT
        path += f"V{y}"
    return path.rpartition("V")[0]


def _around(x: int, y: int, other_x: int, other_y: int) -> tuple[str, tuple[int, int]]:
    """A line from the right side of a box down, or along, to that of another."""
    y, other_y = y + HEIGHT // 2, other_y + HEIGHT // 2
    out = max(x, other_x) + BESIDE - MARGIN
    return f"M{x} {y}C{out} {y} {out} {other_y} {other_x} {other_y}", (other_x, other_y)
