"""Notices of retraction, correction and concern: what they say of a source, and which of them still hold.

They flag; they do not judge. What a notice means for a claim is for its author to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from headwater.bibliography.items import Library
from headwater.bibliography.kept_retractions import KeptRetractions
from headwater.bibliography.matching import Identifiers, identifiers_of_item, identifiers_of_note, together
from headwater.bibliography.own_marks import Mark, mark_of_item, mark_of_note
from headwater.bibliography.retraction_records import Nature, Record
from headwater.vault.notes import Note

RETRACTION_WATCH = "Retraction Watch"
"""Who says what is in the kept file."""


class Notice(NamedTuple):
    """One notice about a source."""

    nature: Nature
    date: date | None
    """The day of the notice; None where it is not known."""

    doi: str
    """The DOI of the notice itself, in lower case; often that of the paper; empty where it has none."""

    pubmed: str
    """The PubMed id of the notice itself, or empty."""

    reasons: tuple[str, ...]
    """Why, in the words of Retraction Watch."""

    origin: str
    """Who says so: `Retraction Watch`, or the file of the library or the note that is marked."""


class State(StrEnum):
    """What the notices about a source come to, the gravest first."""

    RETRACTED = "retracted"
    CONCERN = "of concern"
    CORRECTED = "corrected"
    REINSTATED = "reinstated"


_STATES = {
    Nature.RETRACTION: State.RETRACTED,
    Nature.CONCERN: State.CONCERN,
    Nature.CORRECTION: State.CORRECTED,
    Nature.REINSTATEMENT: State.REINSTATED,
}


def works_of(
    library: Library, sources: Iterable[Note], citation_keys: Sequence[str]
) -> Mapping[str, Identifiers]:
    """What the works of a vault are known by, of its libraries and of its source notes, by citekey."""
    works = {citekey: identifiers_of_item(item) for citekey, item in library.items.items()}
    for note in sources:
        stated = identifiers_of_note(note, citation_keys)
        known = works.get(note.name)
        works[note.name] = together((known, stated)) if known else stated
    return works


def notices_of(
    library: Library, sources: Collection[Note], kept: KeptRetractions, citation_keys: Sequence[str]
) -> Mapping[str, tuple[Notice, ...]]:
    """The notices about every work that has any.

    Args:
        library: The vault's libraries; their own marks count, too.
        sources: The vault's evidence sources; so do theirs.
        kept: What `headwater retractions update` kept.
        citation_keys: Names of the properties that may hold a ready citation, whose DOI counts.

    Returns:
        By citekey; of each the earliest first, and those of unknown date before all others.
    """
    found: dict[str, set[Notice]] = defaultdict(set)
    by_doi, by_pubmed = _indexed(kept.records)
    if kept.records:
        for citekey, work in works_of(library, sources, citation_keys).items():
            records = [record for doi in work.dois for record in by_doi.get(doi, ())]
            records += [record for number in work.pubmed for record in by_pubmed.get(number, ())]
            found[citekey].update(map(_notice, records))
    for citekey, item in library.items.items():
        found[citekey].update(_own_notices(mark_of_item(item), item.path))
    for note in sources:
        found[note.name].update(_own_notices(mark_of_note(note), note.path))
    return {
        citekey: tuple(sorted(notices, key=_in_time)) for citekey, notices in sorted(found.items()) if notices
    }


def holding(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """The notices that still hold.

    A reinstatement takes back retractions and expressions of concern, unless they are known to be later; a
    retraction that still holds takes back the reinstatement.
    """
    every = tuple(notices)
    returns = [notice for notice in every if notice.nature is Nature.REINSTATEMENT]
    left = [notice for notice in every if notice.nature is Nature.CORRECTION or not _undone(notice, returns)]
    if any(notice.nature is Nature.RETRACTION for notice in left):
        return tuple(notice for notice in left if notice.nature is not Nature.REINSTATEMENT)
    return tuple(left)


def state_of(notices: Iterable[Notice]) -> State | None:
    """The gravest thing that notices which still hold say of a source; None where there are none."""
    states = {_STATES[notice.nature] for notice in holding(notices)}
    return next((state for state in State if state in states), None)


def _undone(notice: Notice, returns: Iterable[Notice]) -> bool:
    return notice.nature is not Nature.REINSTATEMENT and any(
        notice.date is None or back.date is None or notice.date <= back.date for back in returns
    )


def _indexed(
    records: Iterable[Record],
) -> tuple[Mapping[str, Sequence[Record]], Mapping[str, Sequence[Record]]]:
    by_doi: dict[str, list[Record]] = defaultdict(list)
    by_pubmed: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record.doi:
            by_doi[record.doi].append(record)
        if record.pubmed:
            by_pubmed[record.pubmed].append(record)
    return by_doi, by_pubmed


def _notice(record: Record) -> Notice:
    return Notice(
        record.nature,
        record.date,
        record.notice_doi,
        record.notice_pubmed,
        record.reasons,
        RETRACTION_WATCH,
    )


def _own_notices(mark: Mark | None, origin: str) -> Iterable[Notice]:
    return () if mark is None else (Notice(Nature.RETRACTION, mark.date, "", "", (), origin),)


def _in_time(notice: Notice) -> tuple[str, ...]:
    return (
        notice.date.isoformat() if notice.date else "",
        notice.nature,
        notice.doi,
        notice.origin,
        *notice.reasons,
    )
