"""How a vault fares, as a page tells it: problems by rule, and facts that are never added up to a score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from headwater.evidence.kinds import ASSUMPTION
from headwater.problems import Problem, Severity
from headwater.publication import Publication
from headwater.publication.health import Health

MOST = 50
"""How many problems of one rule are listed: a page of ten thousand would help nobody."""

_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class Found(NamedTuple):
    """What one rule found."""

    code: str
    severity: Severity
    """That of the worst."""

    counts: Mapping[Severity, int]
    """How many there are of each severity, the worst first."""

    problems: tuple[Problem, ...]
    """The first of them, the worst ones before the others; at most `MOST`."""

    size: int


class HealthView(NamedTuple):
    """What the Health page shows."""

    counts: Mapping[Severity, int]
    """How many problems there are of each severity, the worst first."""

    found: tuple[Found, ...]
    """What each rule found that found anything: the worst first, then what was found most often."""

    claims: int
    """How many notes are shown that make a claim; assumptions, which need no source, aside."""

    grounded: int
    """How many of these reach a source."""


def health_view(publication: Publication, health: Health) -> HealthView:
    """Put problems in order for a page.

    Args:
        publication: What the site shows.
        health: What is to be told.
    """
    by_code: dict[str, list[Problem]] = {}
    for problem in health.problems:
        by_code.setdefault(problem.code, []).append(problem)
    found = [_found(code, problems) for code, problems in by_code.items()]
    claims = [
        note for note in publication.notes.values() if note.kind.claims and note.kind.name != ASSUMPTION
    ]
    return HealthView(
        counts=_counts(health.problems),
        found=tuple(sorted(found, key=lambda one: (_RANKS[one.severity], -one.size, one.code))),
        claims=len(claims),
        grounded=sum(bool(note.sources) for note in claims),
    )


def _found(code: str, problems: Iterable[Problem]) -> Found:
    # Sorting keeps the order of the places among problems that are equally bad.
    worst = sorted(problems, key=lambda problem: _RANKS[problem.severity])
    return Found(code, worst[0].severity, _counts(worst), tuple(worst[:MOST]), len(worst))


def _counts(problems: Iterable[Problem]) -> Mapping[Severity, int]:
    counts = Counter(problem.severity for problem in problems)
    return {severity: counts[severity] for severity in Severity if counts[severity]}
