"""The values that stand in the ledger: reviews, renamings, and all of them together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from headwater.problems import Problem

REVIEWS = ".headwater/reviews.jsonl"
"""Where in a vault its ledger lies."""

TEXTS = ".headwater/reviewed-texts.jsonl"
"""Where the texts lie that the hashes in it stand for."""


class Verdict(StrEnum):
    """What a reviewer found of an edge."""

    HOLDS = "holds"
    """The one end does support (or oppose) the other."""

    REWORK = "rework"
    """It does not, as the two stand: one of them, or the link, must change."""


class Review(NamedTuple):
    """One edge as somebody found it."""

    start: str
    """The id of the note whose relation it is."""

    relation: str
    end: str
    start_meaning: str
    """The hash of what that note said."""

    end_meaning: str
    below: str
    """The hash of everything the upstream end rested on, and of itself."""

    verdict: Verdict
    date: datetime
    """With its offset from UTC."""

    who: str = ""
    note: str = ""
    line: int = 0
    """Where it stands in the ledger, from 1; 0 for one that is yet to be written."""


class Renaming(NamedTuple):
    """A note got another id, and what was said of the one holds of the other from then on."""

    old: str
    new: str
    date: datetime
    who: str = ""


@dataclass(frozen=True)
class Ledger:
    """Everything a vault's ledger says."""

    reviews: tuple[Review, ...] = ()
    """By date; of one date, *rework* last, so that it counts."""

    renamings: tuple[Renaming, ...] = ()
    """By date."""

    texts: Mapping[str, str] = field(default_factory=dict)
    """What was reviewed, by its hash, as far as it is kept."""

    problems: tuple[Problem, ...] = ()
    """What is odd about the lines themselves."""
