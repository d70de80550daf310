"""What lists need to know of a note, whatever it says: small enough to be at hand for all notes at once."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from headwater.publication.note import PublicNote
from headwater.vault.dates import timestamp
from headwater.vault.notes import PropertyValue

BEGINNING = datetime(1, 1, 1)  # noqa: DTZ001 - an author's clock has no time zone either
"""What stands for an unknown date: before every other."""


class Card(NamedTuple):
    """A published note as lists see it."""

    name: str
    kind: str
    """The name of its kind."""

    made: datetime
    """When it was made, on its author's clock (no time zone): by the timestamp in its name, or else by its
    created date; the beginning of time where unknown."""

    changed: datetime
    """When it last changed, on its author's clock; the beginning of time where unknown."""

    listed: bool
    """Whether it appears in overviews and lists of new notes: home does not, nor what says `dg-hide`."""

    pinned: bool
    """Whether the home page lists it first."""

    grounded: bool
    """Whether it is a claim that reaches a source."""

    aliases: tuple[str, ...]
    """What else it is called."""

    moved_from: tuple[str, ...]
    """The addresses that its page had, as its author lists them."""


def card_of(note: PublicNote) -> Card:
    """The card of a published note."""
    return Card(
        note.name,
        note.kind.name,
        _without_zone(timestamp(note.name) or note.dates.created),
        _without_zone(note.dates.updated),
        not note.home and note.properties.get("dg-hide") is not True,
        note.properties.get("dg-pinned") is True,
        bool(note.facts and note.facts.studies.total),
        note.aliases,
        _texts(note.properties.get("redirect_from")),
    )


def _texts(value: PropertyValue) -> tuple[str, ...]:
    """A text, or those of a list."""
    if value is None:
        return ()
    return tuple([one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)])


def _without_zone(moment: datetime | None) -> datetime:
    if moment is None:
        return BEGINNING
    return moment.replace(tzinfo=None) if moment.tzinfo else moment
