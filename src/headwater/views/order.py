"""The order notes are listed in: newest first, ties by name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from headwater.publication import Publication, PublicNote
from headwater.vault.dates import timestamp
from headwater.vault.notes import NotePath

BEGINNING = datetime(1, 1, 1)  # noqa: DTZ001 - an author's clock has no time zone either
"""What stands for an unknown date: before every other."""


def newest_first(publication: Publication, paths: Iterable[NotePath]) -> tuple[NotePath, ...]:
    """Sort notes by the timestamp in their name, or else their created date; undated ones come last."""
    return tuple(sorted(paths, key=_ranks(publication).__getitem__))


@lru_cache(maxsize=2)
def _ranks(publication: Publication) -> dict[NotePath, int]:
    """The place of every note among all: notes stand in many lists, and are put in order once."""
    by_name = sorted(publication.notes.values(), key=lambda note: (note.name, note.path))
    return {note.path: rank for rank, note in enumerate(sorted(by_name, key=moment, reverse=True))}


@lru_cache(maxsize=2)
def citation_ranks(publication: Publication) -> dict[str, int]:
    """The place of every source among all, in the order of their citations: citekey → rank, from 0."""
    citations = publication.citations
    ranked = sorted(citations, key=lambda citekey: (citations[citekey].text.casefold(), citekey))
    return {citekey: rank for rank, citekey in enumerate(ranked)}


def moment(note: PublicNote) -> datetime:
    """When a note was made, on its author's clock (no time zone); the beginning of time where unknown."""
    made = timestamp(note.name) or note.dates.created
    if made is None:
        return BEGINNING
    return made.replace(tzinfo=None) if made.tzinfo else made


def last_changed(note: PublicNote) -> datetime:
    """When a note last changed, on its author's clock; the beginning of time where unknown."""
    return note.dates.updated.replace(tzinfo=None) if note.dates.updated else BEGINNING
