"""The rows of a layered diagram: what supports stands below, also where support is circular."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

Arc = tuple[int, int]
"""From what supports to what is supported, by number."""


def backward_arcs(size: int, arcs: Sequence[Arc]) -> frozenset[Arc]:
    """The arcs that close a circle, so that without them there is none.

    Args:
        size: How many nodes there are, numbered from 0; what lies below the first keeps its arcs upwards.
        arcs: What joins them, each once.
    """
    below = _neighbours(size, [(end, start) for start, end in arcs])
    entered, left = set[int](), set[int]()
    return frozenset(chain.from_iterable(_closing(root, below, entered, left) for root in range(size)))


def _closing(root: int, below: Sequence[Sequence[int]], entered: set[int], left: set[int]) -> Iterator[Arc]:
    """The arcs that close a circle among what lies below a node and was not looked at before."""
    way = [] if root in entered else [(root, iter(below[root]))]
    entered.add(root)
    while way:
        node, rest = way[-1]
        start = next(rest, None)
        if start is None:
            left.add(node)
            way.pop()
        elif start not in entered:
            entered.add(start)
            way.append((start, iter(below[start])))
        elif start not in left:
            yield start, node


def heights(size: int, arcs: Sequence[Arc], lowest: Iterable[int]) -> tuple[int, ...] | None:
    """The row of every node, 0 for the lowest: each stands right below the lowest of those it supports.

    Args:
        size: How many nodes there are.
        arcs: What joins them.
        lowest: The nodes that stand in the lowest row if nothing supports them.

    Returns:
        The rows; None if the arcs run in a circle.
    """
    above, below = [0] * size, _neighbours(size, [(end, start) for start, end in arcs])
    for start, _ in arcs:
        above[start] += 1
    depths, ready = [0] * size, [node for node in range(size) if not above[node]]
    for node in ready:  # which grows meanwhile
        depth = depths[node] + 1
        for start in below[node]:
            depths[start] = max(depths[start], depth)
            above[start] -= 1
            if not above[start]:
                ready.append(start)
    if len(ready) < size:
        return None
    deepest = max(depths)
    for node in lowest:
        if not below[node]:
            depths[node] = deepest
    return tuple([deepest - depth for depth in depths])


def _neighbours(size: int, arcs: Iterable[Arc]) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(size)]
    for node, other in arcs:
        found[node].append(other)
    return found
