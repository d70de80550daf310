"""What a generated vault holds: how many notes of each kind, when they were written, what supports what.

A plan is numbers alone, so one of 100,000 notes takes little memory; the words are made as they are written.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

SHARES = {"source content": 0.12, "evidence source": 0.03, "takeaway": 0.08, "quick note": 0.20, "tag": 0.12}
"""The part of all notes that each kind makes up, as in the garden this imitates; insights are the rest."""

QUICK_NOTE, INSIGHT, TAKEAWAY = range(3)
"""The kinds of claims, as numbers."""

SMALLEST = 40
"""With fewer notes some kind would have none."""

BEGINNING = 1_640_000_000
"""Seconds since 1970: before the first claim of a vault."""

NEAR = 60
"""How far apart in their lists, at most, a note and its supporter stand: people read one topic at a time."""

WRITTEN_ON_HOLDER = 0.15
"""The part of all support that is a field of the note that rests on the other; the rest is the supporter's
`Research Links`."""

WRITTEN_TWICE = 0.05
"""The part that stands on both."""

BUILT_ON_INSIGHTS = 0.4
"""The part of the insights that rest on earlier ones."""

READ_OFF_TOO = 0.5
"""The part of those that were also read off content themselves, as all others are."""

QUICK_NOTE_FROM_SOURCE = 0.7
"""The part of the quick notes that were jotted down straight from a source."""

QUICK_NOTE_FROM_CONTENT = 0.2
"""The part that were read off content; the rest come from nowhere."""


Lists = defaultdict[int, list[int]]


def _no_lists() -> Lists:
    return defaultdict(list)


class PlanError(Exception):
    """There are too few notes for what a vault is to hold; the message says of what."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What no real garden holds, but a build must bear."""

    tagged: int = 0
    """How many claims, at least, have the tag that is used most often."""

    chain: int = 0
    """How many insights stand in a row in which each rests on the one before, and on nothing else."""

    links: int = 0
    """How many claims the text of the last claim links to."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A vault in numbers. Sources, contents, claims and tags are each numbered from 0."""

    tags: int
    claims: bytes
    """The kind of each claim, in the order of their times."""

    times: array[int]
    """When each claim was written, in seconds since 1970; no two at once."""

    origins: array[int]
    """The source of each piece of content."""

    locators: array[int]
    """Which piece of its source each piece of content is."""

    source_supports: Lists = field(default_factory=_no_lists)
    """Source → the quick notes that it says it supports."""

    content_supports: Lists = field(default_factory=_no_lists)
    """Content → the claims that it says it supports."""

    claim_supports: Lists = field(default_factory=_no_lists)
    """Claim → the claims that it says it supports."""

    rests_on_sources: Lists = field(default_factory=_no_lists)
    """Claim → the sources that it says it rests on."""

    rests_on_contents: Lists = field(default_factory=_no_lists)
    rests_on_claims: Lists = field(default_factory=_no_lists)

    @property
    def sources(self) -> int:
        """How many sources there are."""
        return max(self.origins) + 1


def plan_vault(total: int, random: Random, shape: Shape) -> Plan:
    """Plan a vault of `total` notes, the home note among them.

    Every insight rests on content or on an earlier insight that does, so every takeaway has a source below
    it, and nothing rests on itself.

    Raises:
        PlanError: It has too few notes for its shape.
    """
    counts = {kind: round(total * share) for kind, share in SHARES.items()}
    insights = total - 1 - sum(counts.values())
    _check(shape, insights, insights + counts["quick note"] + counts["takeaway"])
    claims = bytearray(
        [QUICK_NOTE] * counts["quick note"] + [INSIGHT] * insights + [TAKEAWAY] * counts["takeaway"]
    )
    random.shuffle(claims)
    origins, locators = _contents(counts["evidence source"], counts["source content"], random)
    times = array("q", accumulate((random.randrange(1, 1_500) for _ in claims), initial=BEGINNING))[1:]
    plan = Plan(counts["tag"], bytes(claims), times, origins, locators)
    _Supporters(plan, random, shape.chain).choose()
    return plan


def _check(shape: Shape, insights: int, claims: int) -> None:
    for wanted, most, what in (
        (shape.tagged, claims, "claims with one tag"),
        (shape.chain, insights, "insights in a chain"),
        (shape.links, claims - 1, "claims to link to"),
    ):
        if wanted > most:
            raise PlanError(f"a vault of this size has at most {most:,} {what}")


def _contents(sources: int, contents: int, random: Random) -> tuple[array[int], array[int]]:
    """The source of each piece of content, and which piece of it that is; every source has at least one."""
    origins = array(
        "l", sorted([*range(sources), *(random.randrange(sources) for _ in range(contents - sources))])
    )
    locators = array("l", (number - bisect_left(origins, origin) for number, origin in enumerate(origins)))
    return origins, locators


class _Supporters:
    """Chooses what each claim rests on."""

    def __init__(self, plan: Plan, random: Random, chain: int) -> None:
        self.plan = plan
        self.chain = chain
        self.random = random
        self.insights = array("l", (number for number, kind in enumerate(plan.claims) if kind == INSIGHT))
        self.quick_notes = array(
            "l", (number for number, kind in enumerate(plan.claims) if kind == QUICK_NOTE)
        )

    def choose(self) -> None:
        """Fill the plan's relations, claim by claim."""
        for number, kind in enumerate(self.plan.claims):
            if kind == INSIGHT:
                self._insight(number)
            elif kind == TAKEAWAY:
                self._takeaway(number)
            else:
                self._quick_note(number)

    def _insight(self, number: int) -> None:
        rank = bisect_left(self.insights, number)
        if 0 < rank < self.chain:
            self._claims(number, [self.insights[rank - 1]])
        else:
            self._conclusion(number, rank)

    def _conclusion(self, number: int, rank: int) -> None:
        earlier = self.insights[max(0, rank - NEAR) : rank]
        count = self.random.choice((1, 1, 2, 2, 3)) if self.random.random() < BUILT_ON_INSIGHTS else 0
        supporters = self._some(earlier, count)
        self._claims(number, supporters)
        if not supporters or self.random.random() < READ_OFF_TOO:
            self._contents(number, self.random.choice((1, 1, 2, 3)))

    def _takeaway(self, number: int) -> None:
        self._claims(number, self._some(self._around(number, self.insights), self.random.randrange(3, 8)))
        self._claims(number, self._some(self._around(number, self.quick_notes), self.random.randrange(3)))

    def _quick_note(self, number: int) -> None:
        chance = self.random.random()
        if chance < QUICK_NOTE_FROM_SOURCE:
            source = self.plan.origins[self._content_near(number)]
            on_supporter, on_holder = self._written_where()
            if on_supporter:
                self.plan.source_supports[source].append(number)
            if on_holder:
                self.plan.rests_on_sources[number].append(source)
        elif chance < QUICK_NOTE_FROM_SOURCE + QUICK_NOTE_FROM_CONTENT:
            self._contents(number, 1)

    def _claims(self, number: int, supporters: list[int]) -> None:
        for supporter in supporters:
            on_supporter, on_holder = self._written_where()
            if on_supporter:
                self.plan.claim_supports[supporter].append(number)
            if on_holder:
                self.plan.rests_on_claims[number].append(supporter)

    def _contents(self, number: int, count: int) -> None:
        for content in {self._content_near(number): None for _ in range(count)}:
            on_supporter, on_holder = self._written_where()
            if on_supporter:
                self.plan.content_supports[content].append(number)
            if on_holder:
                self.plan.rests_on_contents[number].append(content)

    def _written_where(self) -> tuple[bool, bool]:
        """Whether a relation is written on the supporter, and whether on the note that rests on it."""
        chance = self.random.random()
        return chance >= WRITTEN_ON_HOLDER, chance < WRITTEN_ON_HOLDER + WRITTEN_TWICE

    def _content_near(self, number: int) -> int:
        contents = len(self.plan.origins)
        place = number * contents // len(self.plan.claims)
        return min(max(0, place + self.random.randrange(-NEAR // 4, NEAR // 4)), contents - 1)

    def _around(self, number: int, numbers: array[int]) -> array[int]:
        place = bisect_left(numbers, number)
        return numbers[max(0, place - NEAR) : place + NEAR]

    def _some(self, numbers: array[int], count: int) -> list[int]:
        """Some of these numbers, each once; fewer where there are not enough."""
        return self.random.sample(numbers, min(count, len(numbers)))
