"""Records of Retraction Watch, as far as they are kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Nature(StrEnum):
    """What a notice announces; Retraction Watch's four natures, in lower case."""

    RETRACTION = "retraction"
    CONCERN = "expression of concern"
    CORRECTION = "correction"
    REINSTATEMENT = "reinstatement"


@dataclass(frozen=True, slots=True)
class Record:
    """One notice about one paper."""

    doi: str
    """The paper's DOI, in lower case; empty where it has none."""

    pubmed: str
    """The paper's PubMed id, or empty."""

    nature: Nature
    date: dt.date | None
    """The day of the notice."""

    notice_doi: str
    """The DOI of the notice itself, in lower case, or empty."""

    notice_pubmed: str
    """The PubMed id of the notice itself, or empty."""

    reasons: tuple[str, ...]
    """Why, in the words of Retraction Watch."""

    record: str
    """The number of the record at Retraction Watch."""


def in_order(records: Iterable[Record]) -> tuple[Record, ...]:
    """Sort records by paper and day, each once."""
    return tuple(sorted(set(records), key=_place))


def _place(record: Record) -> tuple[str, ...]:
    day = record.date.isoformat() if record.date else ""
    return (
        record.doi, record.pubmed, day, record.nature, record.record.zfill(12),
        record.notice_doi, record.notice_pubmed, *record.reasons,
    )  # fmt: skip
