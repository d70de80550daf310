"""Where the boxes of a map lie that has no two ways from one to another, as more than half have none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def tree_places(size: int, arcs: Sequence[tuple[int, int]]) -> Mapping[int, float] | None:
    """How far right each node lies, measured in boxes, if what is below the first and above it are two trees.

    Every leaf has a column of its own, and what it hangs from stands in the middle: no lines cross, and a
    line that passes rows runs in the column of the node further away from the first.

    Args:
        size: How many nodes there are.
        arcs: What joins them, upwards.

    Returns:
        The places; None where the nodes have to be put in order to keep their lines from crossing.
    """
    if len(arcs) != size - 1:
        return None
    below: list[list[int]] = [[] for _ in range(size)]
    above: list[list[int]] = [[] for _ in range(size)]
    for start, end in arcs:
        below[end].append(start)
        above[start].append(end)
    lower, upper = _Tree(below).places, _Tree(above).places
    if len(lower) + len(upper) != size + 1:
        return None
    aside = lower[0] - upper[0]
    return {**{node: place + aside for node, place in upper.items()}, **lower}


class _Tree:
    """What hangs from the first node in one direction."""

    def __init__(self, following: Sequence[Sequence[int]]) -> None:
        self._following = following
        self._columns = 0
        self.places: dict[int, float] = {}
        self._put(0)

    def _put(self, node: int) -> float:
        branches = self._following[node]
        if branches:
            places = [self._put(branch) for branch in branches]
            place = (places[0] + places[-1]) / 2
        else:
            place, self._columns = float(self._columns), self._columns + 1
        self.places[node] = place
        return place
