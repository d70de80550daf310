"""What readers are told of the evidence below a claim: facts with their reasons, never one score.

Of notes that are not shown nothing is told but their number, and the names of source content, as everywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from headwater.evidence.directness import Count, Items
from headwater.evidence.facts import ClaimFacts, Facts
from headwater.evidence.graph import Graph
from headwater.evidence.kinds import CONTENT, SOURCE
from headwater.evidence.ledger.states import ReviewedEdge, State
from headwater.evidence.studies import in_usual_words
from headwater.vault.notes import NotePath

MOST_CYCLES = 3
"""How many circles of support a page names; one is enough to distrust a claim."""

MOST_STEPS = 12
"""How many notes of a circle it names."""

MOST_ASSUMPTIONS = 50
"""How many assumptions it lists."""


class Step(NamedTuple):
    """A note that is named on a page."""

    name: str
    """Empty for a note that is not shown."""

    path: NotePath | None
    """Where it is shown; None for a note without a page."""


class Suspicion(NamedTuple):
    """An edge into a note that must be looked at again, as something changed since it was reviewed."""

    supporter: Step
    changed: tuple[str, ...]
    """`supporter`, `claim` or both; empty where something deeper changed."""

    reviewed: str
    """The day of the review, as YYYY-MM-DD."""


class PublicFacts(NamedTuple):
    """The facts of one claim, as far as they may be told."""

    sources: int
    """How many evidence sources lie upstream."""

    years: str
    """Of the oldest and the newest of them: `2004–2019`; empty where none is known."""

    subjects: str
    """What they were made on: `2 human studies, 3 in rats, 1 unknown`."""

    types: tuple[Count, ...]
    levels: tuple[Count, ...]
    bearing_source: str
    """The citekey of the one source without which it would reach none; empty for none."""

    bearing: tuple[Step, ...]
    """The other notes without which it would reach no source, nearest first."""

    bearing_count: int
    """How many such notes there are."""

    assumptions: tuple[NotePath, ...]
    """The assumptions upstream that are shown, in the order of their paths."""

    withheld_assumptions: int
    cycles: tuple[tuple[Step, ...], ...]
    """Circles of support that it is part of or rests on; the first step is not repeated at the end."""

    in_cycle: bool
    """Whether it is part of the first of them."""

    suspicions: tuple[Suspicion, ...]


class PublicFactsOf:
    """Tells the facts of claims."""

    def __init__(
        self,
        graph: Graph,
        items: Items,
        shown: Collection[NotePath],
        suspects: Mapping[NotePath, Sequence[ReviewedEdge]],
    ) -> None:
        """Find out about all claims at once.

        Args:
            graph: The whole graph.
            items: The items of the vault's libraries, for what they say of studies.
            shown: The notes to be shown.
            suspects: For each note the suspect edges into it.
        """
        self._graph = graph
        self._facts = Facts(graph, items, in_usual_words)
        self._shown = shown
        self._suspects = suspects
        self._years: dict[tuple[NotePath, ...], str] = {}

    def __call__(self, path: NotePath) -> PublicFacts | None:
        """The facts of a note; None for one that claims nothing."""
        if not self._graph.kinds[path].claims:
            return None
        facts = self._facts[path]
        shown = tuple(one for one in facts.assumptions if one in self._shown)
        cycles = ((facts.own_cycle,) if facts.own_cycle else ()) + facts.cycles
        return PublicFacts(
            sources=len(facts.sources),
            years=self._years_of(facts.sources),
            subjects=facts.directness.text,
            types=facts.directness.types,
            levels=facts.directness.levels,
            bearing_source=self._citekey(facts),
            bearing=self._steps(one for one in facts.load_bearing if self._graph.kind(one).name != SOURCE),
            bearing_count=facts.load_bearing_count - (facts.load_bearing_source is not None),
            assumptions=shown[:MOST_ASSUMPTIONS],
            withheld_assumptions=len(facts.assumptions) - len(shown),
            cycles=tuple(self._steps(cycle[:MOST_STEPS]) for cycle in cycles[:MOST_CYCLES]),
            in_cycle=facts.own_cycle is not None,
            suspicions=tuple(map(self._suspicion, self._suspects.get(path, ()))),
        )

    def _citekey(self, facts: ClaimFacts) -> str:
        source = facts.load_bearing_source
        return self._graph.notes[source].name if source is not None else ""

    def _years_of(self, sources: tuple[NotePath, ...]) -> str:
        found = self._years.get(sources)
        if found is None:
            years = sorted({year for path in sources if (year := self._facts.studies[path].year)})
            found = self._years[sources] = "–".join(dict.fromkeys((years[0], years[-1]))) if years else ""
        return found

    def _steps(self, paths: Iterable[NotePath]) -> tuple[Step, ...]:
        return tuple(map(self._step, paths))

    def _step(self, path: NotePath) -> Step:
        if path in self._shown:
            return Step(self._graph.notes[path].name, path)
        is_public = self._graph.kind(path).name in {SOURCE, CONTENT}
        return Step(self._graph.notes[path].name if is_public else "", None)

    def _suspicion(self, found: ReviewedEdge) -> Suspicion:
        ends = {found.edge.start: "supporter", found.edge.end: "claim"}
        changed = [ends[change.path] for change in found.changes] if found.state is State.SUSPECT else []
        reviewed = found.review.date.date().isoformat() if found.review else ""
        return Suspicion(self._step(found.edge.start), tuple(changed), reviewed)
