"""Load-bearing notes: those without which a claim reaches no evidence source any more.

The rule: a note is load-bearing for a claim if every way along *supports* from any evidence source to the
claim leads through it. Then the claim would have nothing left without it: an assumption may still stand below
the claim, but no evidence. A claim that reaches no source has no load-bearing notes: it has nothing to lose.

A source begins a way of its own even if another source supports it. So two sources are never both
load-bearing for one claim: either is reached without the other. A claim's one load-bearing source is its only
source, or one through which alone it is reached by the others, as by the studies that a review rests on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from headwater.evidence.dominators import immediate_dominators
from headwater.evidence.graph import Graph
from headwater.evidence.kinds import SOURCE, TAKEAWAY
from headwater.vault.notes import NotePath


@dataclass(frozen=True, eq=False)
class Knockout:
    """What every note of a graph would lose its last source without."""

    nearest: Mapping[NotePath, NotePath | None]
    """For every note that is or reaches a source, the nearest note that is load-bearing for it, each note
    after its own; None for those that no single note carries."""

    sources: Mapping[NotePath, NotePath]
    """For every note that has a load-bearing source, that source."""

    def load_bearing(self, path: NotePath) -> tuple[NotePath, ...]:
        """The load-bearing notes of a note, its source's side first; none for a note without a source."""
        return tuple(reversed(list(self.upwards(path))))

    def upwards(self, path: NotePath) -> Iterator[NotePath]:
        """The load-bearing notes of a note, nearest first."""
        bearing = self.nearest.get(path)
        while bearing is not None:
            yield bearing
            bearing = self.nearest[bearing]

    @cached_property
    def counts(self) -> Mapping[NotePath, int]:
        """How many notes are load-bearing for each note that is or reaches a source."""
        counts: dict[NotePath, int] = {}
        for path, bearing in self.nearest.items():
            counts[path] = 0 if bearing is None else counts[bearing] + 1
        return counts

    def carried(self, path: NotePath) -> tuple[NotePath, ...]:
        """The notes that would have no source left without a note, in the order of their paths."""
        found: list[NotePath] = []
        waiting = [path]
        while waiting:
            following = self._carried_at_once.get(waiting.pop(), ())
            found += following
            waiting += following
        return tuple(sorted(found))

    @cached_property
    def _carried_at_once(self) -> Mapping[NotePath, list[NotePath]]:
        carried: dict[NotePath, list[NotePath]] = defaultdict(list)
        for path, bearing in self.nearest.items():
            if bearing is not None:
                carried[bearing].append(path)
        return carried


# As long as the graph lives: checks, pages and commands all ask for it.
_KNOCKOUTS: WeakKeyDictionary[Graph, Knockout] = WeakKeyDictionary()


def knock_out(graph: Graph) -> Knockout:
    """The load-bearing notes of all notes at once: their dominators, with a root above all sources."""
    found = _KNOCKOUTS.get(graph)
    if found is None:
        nearest = immediate_dominators(graph.of_kind(SOURCE), graph.supported.__getitem__)
        found = _KNOCKOUTS[graph] = Knockout(nearest, _sources(graph, nearest))
    return found


def _sources(graph: Graph, nearest: Mapping[NotePath, NotePath | None]) -> Mapping[NotePath, NotePath]:
    """The load-bearing source of every note that has one: the first of its load-bearing notes."""
    first: dict[NotePath, NotePath] = {}
    for path, bearing in nearest.items():
        first[path] = path if bearing is None else first[bearing]
    return {
        path: source
        for path, source in first.items()
        if path != source and graph.kinds[source].name == SOURCE
    }


def load_bearing_sources(graph: Graph, kind: str = TAKEAWAY) -> Mapping[NotePath, tuple[NotePath, ...]]:
    """The sources without which notes of a kind would have no source left, and these notes.

    Args:
        graph: The graph.
        kind: The name of the kind that is asked for.

    Returns:
        Sources and notes, both in the order of their paths.
    """
    resting: dict[NotePath, list[NotePath]] = defaultdict(list)
    sources = knock_out(graph).sources
    for path in graph.of_kind(kind):
        if path in sources:
            resting[sources[path]].append(path)
    return {source: tuple(resting[source]) for source in sorted(resting)}
