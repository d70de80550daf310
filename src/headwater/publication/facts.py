"""What readers are told of the evidence below a claim: facts with their reasons, never one score.

Of notes that are not shown nothing is told but their number, and the names of sources and source content, as
everywhere; and of studies what is said in usual words (`headwater.evidence.studies.in_usual_words`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from headwater.evidence.depths import NO_DEPTH, Depth, depths
from headwater.evidence.directness import UNKNOWN, Count, Items, in_words
from headwater.evidence.graph import Graph
from headwater.evidence.kinds import CONTENT, SOURCE
from headwater.evidence.studies import in_usual_words
from headwater.vault.notes import NotePath

if TYPE_CHECKING:
    from headwater.evidence.facts import Cycle
    from headwater.evidence.ledger.states import ReviewedEdge

MOST_CYCLES = 3
"""How many circles of support a page names; one is enough to distrust a claim."""

MOST_STEPS = 12
"""How many notes of a circle it names."""

MOST_ASSUMPTIONS = 50
"""How many assumptions it lists."""

MOST_SUSPICIONS = 20
"""How many suspect edges it lists; `headwater review` walks all of them."""


class Step(NamedTuple):
    """A note that is named on a page."""

    name: str
    """Empty for a note that is not shown."""

    path: NotePath | None
    """Where it is shown; None for a note without a page."""


class Studies(NamedTuple):
    """The evidence sources upstream of a claim, counted."""

    total: int
    years: str = ""
    """Of the oldest and the newest of them: `2004–2019`; empty where none is known."""

    subjects: tuple[Count, ...] = ()
    """What they were made on, by what `headwater.evidence.directness.made_on` says of it; nothing where
    nothing is known."""

    types: tuple[Count, ...] = ()
    levels: tuple[Count, ...] = ()


class Bearing(NamedTuple):
    """The notes without which a claim would reach no source."""

    source: str = ""
    """The citekey of the one source among them; empty for none."""

    steps: tuple[Step, ...] = ()
    """The others, nearest first; the first of very many."""

    total: int = 0
    """How many others there are."""


class Assumed(NamedTuple):
    """The assumptions upstream of a claim."""

    paths: tuple[NotePath, ...] = ()
    """Those that are shown, in the order of their paths; the first of very many."""

    shown: int = 0
    """How many are shown."""

    withheld: int = 0
    """How many are not."""


class Part(StrEnum):
    """What a claim has to do with a circle of support."""

    MEMBER = "member"
    """It is one of its notes."""

    KNOTTED = "knotted"
    """It is part of a longer circle that goes through some of its notes."""

    DOWNSTREAM = "downstream"
    """It rests on it."""


class Circle(NamedTuple):
    """A circle of support."""

    part: Part
    steps: tuple[Step, ...]
    """Its notes, each supporting the next and the last the first; the first of very many."""

    total: int
    """How many there are."""


class Circles(NamedTuple):
    """The circles of support that a claim is part of or rests on."""

    named: tuple[Circle, ...] = ()
    """The first of very many, its own before the others."""

    total: int = 0


class Suspicion(NamedTuple):
    """An edge into a note that must be looked at again, as something changed since it was reviewed."""

    supporter: Step
    changed: tuple[str, ...]
    """`supporter`, `claim` or both; empty where something deeper changed."""

    reviewed: str
    """The day of the review, as YYYY-MM-DD."""


class PublicFacts(NamedTuple):
    """The facts of one claim, as far as they may be told."""

    studies: Studies
    needs_source: bool
    """Whether a note of its kind is expected to reach a source."""

    bearing: Bearing
    assumed: Assumed
    circles: Circles
    suspicions: tuple[Suspicion, ...]
    """The first of very many."""

    suspicion_count: int
    depth: Depth = NO_DEPTH
    """How far down its sources lie. Notes that are not shown are steps like any other."""

    def named(self) -> Iterable[Step]:
        """The notes that are named, except for assumptions, which are shown with their text."""
        circles = chain.from_iterable(circle.steps for circle in self.circles.named)
        return chain(self.bearing.steps, circles, (one.supporter for one in self.suspicions))


_NO_BEARING, _NOTHING_ASSUMED, _NO_CIRCLES = Bearing(), Assumed(), Circles()


class PublicFactsOf:
    """Tells the facts of claims; claims that have something in common share the value that says so."""

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
        # Imported here because a build of few changes tells no new facts, and what finds them imports a lot.
        from headwater.evidence.checks.ungrounded_claims import needs_source  # noqa: PLC0415
        from headwater.evidence.facts import MOST_NAMED, Facts  # noqa: PLC0415

        self._graph = graph
        self._needs_source, self._most_named = needs_source, MOST_NAMED
        self._facts = Facts(graph, items, in_usual_words)
        self._upstream, self._knockout = self._facts.upstream, self._facts.knockout
        self._shown = shown
        self._suspects = suspects
        self._depths = depths(graph)
        self._studies: dict[int, Studies] = {0: Studies(0)}
        self._bearing: dict[NotePath | None, Bearing] = {None: _NO_BEARING}
        self._assumed: dict[int, Assumed] = {0: _NOTHING_ASSUMED}
        self._circles: dict[tuple[int, int, bool], Circles] = {(0, 0, False): _NO_CIRCLES}
        # Many notes ask whether they are in one circle, and it may be made of as many.
        self._in_circles = frozenset(chain.from_iterable(self._upstream.cycles.values))
        sources = self._upstream.sources
        self._years = _masks_of_years(
            (self._facts.studies[path].year, bit) for path, bit in sources.bits().items()
        )

    def study(self, path: NotePath) -> str:
        """What study an evidence source reports, in usual words; empty where nothing is known."""
        return in_words(self._facts.studies[path])

    def __call__(self, path: NotePath) -> PublicFacts | None:
        """The facts of a note; None for one that claims nothing."""
        if not self._graph.kinds[path].claims:
            return None
        upstream, suspects = self._upstream, self._suspects.get(path, ())
        sources, assumptions = upstream.sources_of[path], upstream.assumptions_of[path]
        nearest = self._knockout.nearest.get(path)
        knots = upstream.cycles_of[path], upstream.knots.get(path, 0), path in self._in_circles
        return PublicFacts(
            self._studies.get(sources) or self._new_studies(sources),
            bool(sources) or self._needs_source(self._graph, path),
            self._bearing.get(nearest) or self._new_bearing(path, nearest),
            self._assumed.get(assumptions) or self._new_assumed(assumptions),
            self._circles.get(knots) or self._new_circles(*knots),
            tuple(map(self._suspicion, suspects[:MOST_SUSPICIONS])) if suspects else (),
            len(suspects),
            self._depths.get(path, NO_DEPTH),
        )

    def _new_studies(self, sources: int) -> Studies:
        told = self._facts.counted(sources)
        oldest = next((year for year, bits in self._years if bits & sources), None)
        newest = next((year for year, bits in reversed(self._years) if bits & sources), None)
        found = self._studies[sources] = Studies(
            total=sources.bit_count(),
            years="–".join(str(year) for year in dict.fromkeys((oldest, newest)) if year is not None),
            # Without saying it is clear that nothing is known where nothing is said.
            subjects=told.subjects if any(words != UNKNOWN for words, _ in told.subjects) else (),
            types=told.types,
            levels=told.levels,
        )
        return found

    def _new_bearing(self, path: NotePath, nearest: NotePath | None) -> Bearing:
        source = self._knockout.sources.get(path)
        named = islice(self._knockout.upwards(path), self._most_named)
        found = self._bearing[nearest] = Bearing(
            self._graph.notes[source].name if source is not None else "",
            self._steps(one for one in named if one != source),
            self._knockout.counts[path] - (source is not None),
        )
        return found

    def _new_assumed(self, assumptions: int) -> Assumed:
        every = self._upstream.assumptions.read(assumptions)
        shown = tuple(path for path in every if path in self._shown)
        found = self._assumed[assumptions] = Assumed(
            shown[:MOST_ASSUMPTIONS], len(shown), len(every) - len(shown)
        )
        return found

    def _new_circles(self, knots: int, own: int, is_in_one: bool) -> Circles:  # noqa: FBT001 - one of a key
        cycles = self._upstream.cycles
        found = (*cycles.read(own), *cycles.read(knots & ~own))
        first = Part.DOWNSTREAM if not own else Part.MEMBER if is_in_one else Part.KNOTTED
        parts = (first, *[Part.DOWNSTREAM] * (MOST_CYCLES - 1))
        told = self._circles[knots, own, is_in_one] = Circles(
            tuple(map(self._circle, parts, found[:MOST_CYCLES])), len(found)
        )
        return told

    def _circle(self, part: Part, cycle: Cycle) -> Circle:
        return Circle(part, self._steps(cycle[:MOST_STEPS]), len(cycle))

    def _steps(self, paths: Iterable[NotePath]) -> tuple[Step, ...]:
        return tuple(map(self._step, paths))

    def _step(self, path: NotePath) -> Step:
        if path in self._shown:
            return Step(self._graph.notes[path].name, path)
        is_public = self._graph.kinds[path].name in {SOURCE, CONTENT}
        return Step(self._graph.notes[path].name if is_public else "", None)

    def _suspicion(self, found: ReviewedEdge) -> Suspicion:
        ends = {found.edge.start: "supporter", found.edge.end: "claim"}
        changed = [ends[change.path] for change in found.changes]
        reviewed = found.review.date.date().isoformat() if found.review else ""
        return Suspicion(self._step(found.edge.start), tuple(changed), reviewed)


def _masks_of_years(years: Iterable[tuple[str, int]]) -> list[tuple[int, int]]:
    """For each year, the oldest first, the bits of the sources that are of it."""
    masks: dict[int, int] = {}
    for year, bit in years:
        if year:
            masks[int(year)] = masks.get(int(year), 0) | bit
    return sorted(masks.items())
