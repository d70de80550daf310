"""The facts of every claim: what it rests on and what speaks against it, each with its notes.

They are listed and never added up to a score: reviewers distrust composite scores, and with reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from headwater.evidence.directness import NO_ITEMS, Directness, Items, Tally, studies
from headwater.evidence.graph import Graph
from headwater.evidence.kinds import CONTENT, OPPOSES, SOURCE
from headwater.evidence.knockout import knock_out
from headwater.evidence.studies import Study
from headwater.evidence.upstream import upstream_of
from headwater.vault.notes import NotePath

MOST_NAMED = 12
"""How many load-bearing notes the facts of a claim name: along a chain, all of them would be its square."""

Cycle = tuple[NotePath, ...]


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """What is known of the evidence of one claim. Notes of one list are in the order of their paths."""

    sources: tuple[NotePath, ...]
    """Every evidence source upstream."""

    assumptions: tuple[NotePath, ...]
    """Every assumption upstream."""

    direct: tuple[NotePath, ...]
    """The evidence sources and source content that support it themselves."""

    load_bearing_source: NotePath | None
    """The one source without which it would reach none, if there is one."""

    load_bearing: tuple[NotePath, ...]
    """The notes without which it would reach no source, nearest first, the nearest `MOST_NAMED` of them."""

    load_bearing_count: int
    """How many such notes there are."""

    own_cycle: Cycle | None
    """A shortest circle of support in the knot that it is part of, if it is in one."""

    cycles: tuple[Cycle, ...]
    """One shortest circle of every knot upstream, its own not among them."""

    opponents: tuple[NotePath, ...]
    """The notes that oppose it."""

    directness: Directness
    """What its sources were made on."""


class Facts(Mapping[NotePath, ClaimFacts]):
    """The facts of every claim by its path, each put together when it is asked for."""

    def __init__(
        self, graph: Graph, items: Items = NO_ITEMS, told: Callable[[Study], Study] | None = None
    ) -> None:
        """Find out about all claims at once.

        Args:
            graph: The graph.
            items: The items of the vault's libraries, for what they say of studies.
            told: Gives what of a study is counted; all of it by default.
        """
        found = studies(graph, items)
        self.studies = {path: told(study) for path, study in found.items()} if told else found
        """What is known of every evidence source."""

        self._graph = graph
        self._claims = [path for path, kind in graph.kinds.items() if kind.claims]
        self.upstream = upstream_of(graph)
        self.knockout = knock_out(graph)
        self._tally = Tally(tuple(self.studies.values()))
        self._directness: dict[int, Directness] = {}

    def __getitem__(self, path: NotePath) -> ClaimFacts:
        """The facts of a claim."""
        graph, upstream, knockout = self._graph, self.upstream, self.knockout
        if not graph.kinds[path].claims:
            raise KeyError(path)
        own = upstream.knots.get(path, 0)
        return ClaimFacts(
            sources=upstream.sources.read(upstream.sources_of[path]),
            assumptions=upstream.assumptions.read(upstream.assumptions_of[path]),
            direct=tuple(one for one in graph.arriving(path) if graph.kinds[one].name in {SOURCE, CONTENT}),
            load_bearing_source=knockout.sources.get(path),
            load_bearing=tuple(islice(knockout.upwards(path), MOST_NAMED)),
            load_bearing_count=knockout.counts.get(path, 0),
            own_cycle=next(iter(upstream.cycles.read(own)), None),
            cycles=upstream.cycles.read(upstream.cycles_of[path] & ~own),
            opponents=graph.arriving(path, OPPOSES),
            directness=self.counted(upstream.sources_of[path]),
        )

    def __iter__(self) -> Iterator[NotePath]:
        """The claims, in the order of their paths."""
        return iter(self._claims)

    def __len__(self) -> int:
        """How many claims there are."""
        return len(self._claims)

    def counted(self, sources: int) -> Directness:
        """What the sources are that some bits stand for, as `Upstream.sources_of` gives them."""
        found = self._directness.get(sources)
        if found is None:
            found = self._directness[sources] = self._tally.of(sources)
        return found
