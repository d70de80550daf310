"""Support that skips up the layers, such as a source that supports a takeaway with nothing between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import or_

from headwater.evidence.graph import Graph
from headwater.evidence.kinds import ASSUMPTION
from headwater.evidence.upstream import upstream_of
from headwater.problems import Problem, problem
from headwater.vault.notes import NotePath

WATERFALL = frozenset({(0, 2), (1, 3), (2, 4)})
"""From which layer to which support may rise by more than one: a quick note is jotted down straight from a
source, an insight read off source content, and a takeaway may rest on quick notes."""

MOST_NAMED = 3
"""How many supporters are named."""


def skipped_layers(graph: Graph) -> Iterator[Problem]:
    """Every note with supporters from too far below, unless another of its supporters rests on these.

    An assumption may support any claim.
    """
    supported: dict[NotePath, frozenset[NotePath]] = {}
    for path in graph.notes:
        skipping = [start for start in graph.arriving(path) if _skips(graph, start, path)]
        for start in skipping:
            supported.setdefault(start, frozenset(graph.leaving(start)))
        if skipping:
            skipping = _without_way_between(graph, skipping, path, supported)
        if skipping:
            place = graph.place(skipping[0], path)
            names = _names(graph, skipping)
            yield problem("skipped-layer", place.path, place.line, kind=graph.kind(path).name, names=names)


def _skips(graph: Graph, start: NotePath, end: NotePath) -> bool:
    below, above = graph.kinds[start], graph.kinds[end]
    if below.layer is None or above.layer is None or below.name == ASSUMPTION:
        return False
    return above.layer - below.layer > 1 and (below.layer, above.layer) not in WATERFALL


def _without_way_between(
    graph: Graph,
    skipping: Sequence[NotePath],
    end: NotePath,
    supported: Mapping[NotePath, frozenset[NotePath]],
) -> list[NotePath]:
    """Those supporters of a note on which none of its other supporters rests, as far as is told at a glance.

    Args:
        graph: The graph.
        skipping: The supporters.
        end: The note.
        supported: What each of them supports. As a set: of two of these the smaller is looked through, so
            that neither a note of very many supporters nor one that supports very many makes this quadratic.
    """
    upstream = upstream_of(graph)
    supporters = frozenset(graph.arriving(end))
    bits = reduce(or_, map(upstream.sources_of.__getitem__, supporters))
    beneath = frozenset(upstream.sources.read(bits))
    return [start for start in skipping if start not in beneath and supporters.isdisjoint(supported[start])]


def _names(graph: Graph, paths: Sequence[NotePath]) -> str:
    """The first of some notes by kind and name, and how many more there are."""
    named = [f"the {graph.kind(path).name} {graph.notes[path].name!r}" for path in paths[:MOST_NAMED]]
    more = len(paths) - len(named)
    return ", ".join(named) + (f" and {more:,} more" if more else "")
