"""How far below every note its sources lie, in steps along *supports*."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from headwater.evidence.graph import Graph
from headwater.evidence.kinds import SOURCE
from headwater.evidence.trace import components
from headwater.vault.notes import NotePath


class Depth(NamedTuple):
    """How many steps lie between a note and the sources upstream of it."""

    fewest: int = 0
    """To the nearest; 0 for a source, and for a note that reaches none."""

    most: int = 0
    """Along the longest way. A circle of support is no step in it: it could be walked round for ever."""


NO_DEPTH = Depth()


def depths(graph: Graph) -> Mapping[NotePath, Depth]:
    """The depth of every note that is a source or reaches one, in two passes over the edges."""
    fewest, supporters = _fewest(graph), graph.supporters
    most: dict[NotePath, int] = {}
    for component in components(graph):
        # All notes of a circle reach a source, or none does.
        if component[0] not in fewest:
            continue
        # Of the notes in the component itself none is known yet, so none of its own edges counts.
        below = [most.get(supporter, -1) for path in component for supporter in supporters[path]]
        longest = max(below, default=-1) + 1
        for path in component:
            # In a circle, the way to a note may go through others of it.
            most[path] = max(longest, fewest[path])
    return {path: _depth(steps, most[path]) for path, steps in fewest.items()}


@lru_cache(maxsize=1 << 10)
def _depth(fewest: int, most: int) -> Depth:
    """A depth; most notes share theirs with many others."""
    return Depth(fewest, most)


def _fewest(graph: Graph) -> dict[NotePath, int]:
    """The steps to the nearest source, by breadth-first search from all sources at once."""
    fewest = dict.fromkeys(graph.of_kind(SOURCE), 0)
    waiting, steps = list(fewest), 0
    while waiting:
        steps += 1
        following = chain.from_iterable(map(graph.supported.__getitem__, waiting))
        reached = {path: steps for path in following if path not in fewest}
        fewest.update(reached)
        waiting = list(reached)
    return fewest
