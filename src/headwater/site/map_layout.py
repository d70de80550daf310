"""Where the boxes and lines of a map lie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from headwater.site.map_trees import tree_places
from headwater.views.beneath import Sense
from headwater.views.evidence_map import Shape

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


_Arc = tuple[int, int]
_Ways = Mapping[_Arc, Sequence[int]]
"""What lines that pass rows pass through there, on their way up."""


def layout(shape: Shape) -> Layout:
    """Lay out the maps of a shape.

    Args:
        shape: All of its lines that do not close a circle run upwards.
    """
    rows, edges = shape.rows, shape.edges
    top = max(rows)
    upwards = [(start, end) for start, end, _, backward in edges if not backward]
    places, ways = _placed(rows, upwards)
    leftmost, middle = min(places.values()), MARGIN + WIDTH // 2
    x = {node: round((place - leftmost) * ACROSS) + middle for node, place in places.items()}
    y = [(top - row) * UP + MARGIN for row in rows]
    lines: list[list[Line]] = [[] for _ in rows]
    for start, end, sense, backward in edges:
        if backward:
            line = _around(sense, x[start] + WIDTH // 2, y[start], x[end] + WIDTH // 2, y[end])
        elif way := ways.get((start, end)):
            line = _upwards(sense, (x[start], *[x[node] for node in way], x[end]), y[start], y[end])
        else:
            line = _upwards(sense, (x[start], x[end]), y[start], y[end])
        lines[start].append(line)
    widest = max(x.values()) + WIDTH // 2 + MARGIN + (BESIDE if len(upwards) < len(edges) else 0)
    boxes = tuple([(x[node] - WIDTH // 2, y[node]) for node in range(len(rows))])
    return Layout(widest, top * UP + HEIGHT + 2 * MARGIN, boxes, tuple(map(tuple, lines)))


def _placed(rows: Sequence[int], arcs: Sequence[_Arc]) -> tuple[Mapping[int, float], _Ways]:
    """How far right each node lies, measured in boxes, and what each line passes through on its way up."""
    trees = tree_places(len(rows), arcs)
    return _by_engine(rows, arcs) if trees is None else (trees, _passing(rows, arcs))


def _passing(rows: Sequence[int], arcs: Iterable[_Arc]) -> _Ways:
    """What lines pass through among trees: the column of the node that is further away from the first."""
    return {
        (start, end): [end if rows[start] >= rows[0] else start] * (rows[end] - rows[start] - 1)
        for start, end in arcs
        if rows[end] - rows[start] > 1
    }


def _by_engine(rows: Sequence[int], arcs: Sequence[_Arc]) -> tuple[Mapping[int, float], _Ways]:
    """The same where lines may cross.

    The engine puts nearly everything right below the lowest of what it supports. A source stands lower, so
    one of its lines is given in several parts; other long lines the engine divides itself.
    """
    # Imported here, as builds that draw nothing need no layout.
    from fast_sugiyama import from_edges  # noqa: PLC0415

    ways = _given(rows, arcs)
    steps = [step for start, end in arcs for step in pairwise((start, *ways.get((start, end), ()), end))]
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
    joined: list[_Arc] = []
    for positions, _, _, edges in found:
        places.update([(int(node), float(place)) for node, (place, _) in positions])
        joined += [(int(start), int(end)) for start, end in edges or ()]
    if len(joined) > len(steps):
        _divide(arcs, ways, joined, len(rows))
    _fit(rows, arcs, ways)
    places.update(_apart(rows, places))
    return places, ways


def _given(rows: Sequence[int], arcs: Iterable[_Arc]) -> dict[_Arc, list[int]]:
    """The lines that are given to the engine in parts, with numbers for what stands between these.

    Such a line leads from a source that stands low to the lowest of what it supports.
    """
    nearest: dict[int, int] = {}
    for start, end in arcs:
        if start not in nearest or rows[end] < rows[nearest[start]]:
            nearest[start] = end
    ways: dict[_Arc, list[int]] = {}
    free = len(rows)
    for start, end in arcs:
        between = rows[end] - rows[start] - 1
        if between and nearest[start] == end:
            ways[start, end] = list(range(free, free + between))
            free += between
    return ways


def _apart(rows: Sequence[int], places: Mapping[int, float]) -> dict[int, float]:
    """Nodes so far apart that no box lies over another: the engine puts some shapes' boxes on one place."""
    moved: dict[int, float] = {}
    last: dict[int, float] = {}
    for node in sorted(range(len(rows)), key=lambda node: (places[node], node)):
        row = rows[node]
        moved[node] = last[row] = max(places[node], last.get(row, places[node] - 1) + 1)
    return moved


def _divide(arcs: Iterable[_Arc], ways: dict[_Arc, list[int]], joined: Iterable[_Arc], size: int) -> None:
    """Add what lines pass through that the engine divided itself."""
    following: dict[int, list[int]] = {}
    for start, end in joined:
        following.setdefault(start, []).append(end)
    for start, end in arcs:
        known = ways.get((start, end), [])
        begin = known[-1] if known else start
        if end not in following[begin]:
            ways[start, end] = [*known, *_passed(following, begin, end, size)]


def _fit(rows: Sequence[int], arcs: Iterable[_Arc], ways: dict[_Arc, list[int]]) -> None:
    """Let every line pass each row between its ends, and no other.

    In some shapes the engine puts a node into a lower row than ours. A line from there passes its first rows
    in vain; one that leads there has its last rows still to pass, and does so right below the node.
    """
    for start, end in arcs:
        way, between = ways.get((start, end), []), rows[end] - rows[start] - 1
        if len(way) != between:
            ways[start, end] = [*way[max(len(way) - between, 0) :], *[end] * (between - len(way))]


def _passed(following: Mapping[int, Sequence[int]], start: int, end: int, size: int) -> list[int]:
    """What the engine put between two nodes of which it divided the line."""
    for first in following[start]:
        way = [first]
        while way[-1] >= size:
            way.append(following[way[-1]][0])
        if way[-1] == end:
            return way[:-1]
    return []


@lru_cache(maxsize=16384)
def _upwards(sense: Sense, xs: Sequence[int], y: int, end: int) -> Line:
    """A line from the upper edge of a box to the lower edge of another, through the rows between them.

    Eight of nine lines of a site have been drawn for another map.
    """
    path = f"M{xs[0]} {y}"
    gap = UP - HEIGHT
    for x, following in pairwise(xs):
        y -= gap
        middle = y + gap // 2
        path += f"V{y}" if x == following else f"C{x} {middle} {following} {middle} {following} {y}"
        y -= HEIGHT
        path += f"V{y}"
    return Line(sense, False, path.rpartition("V")[0] + _HEADS[sense], (xs[-1], end + HEIGHT))


def _around(sense: Sense, x: int, y: int, other_x: int, other_y: int) -> Line:
    """A line from the right side of a box down, or along, to that of another."""
    y, other_y = y + HEIGHT // 2, other_y + HEIGHT // 2
    out = max(x, other_x) + BESIDE - MARGIN
    path = f"M{x} {y}C{out} {y} {out} {other_y} {other_x} {other_y}m5-4l-5 4 5 4"
    return Line(sense, True, path, (other_x, other_y))
