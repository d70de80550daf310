"""What readers may know of how a note changed: when, and in what way; but no wording of earlier times.

What a claim said before was written for nobody but its author, the more so before the note was published; and
so was what withheld notes support. Both stay behind the boundary.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from headwater.config import FILE_NAME, Config
from headwater.errors import HistoryError
from headwater.evidence.history import NOTHING_TOLD, Event, KeptHistory, Supporter, histories
from headwater.evidence.telling import ClaimChange
from headwater.problems import Problem, problem
from headwater.vault.contents import VaultContents
from headwater.vault.notes import NotePath


class PublicEvent(NamedTuple):
    """A change of a published note."""

    date: datetime
    """When the author wrote the commit."""

    change: ClaimChange | None
    """What became of its claim; None where it stayed as it was."""

    added: tuple[NotePath, ...]
    """The published notes that support it since."""

    removed: tuple[NotePath, ...]
    """The published notes that no longer do."""


class PublicHistories(NamedTuple):
    """The history of every published note."""

    events: Mapping[NotePath, tuple[PublicEvent, ...]]
    """Newest first; nothing of notes of which there is nothing to say."""

    kept: KeptHistory
    """What the next call can go on from; it holds texts of unpublished notes, too."""

    problems: tuple[Problem, ...]
    """Why there is none, if git could not tell."""


def public_histories(
    contents: VaultContents,
    config: Config,
    published: Collection[NotePath],
    kept: KeptHistory = NOTHING_TOLD,
) -> PublicHistories:
    """The history of every published note, as far as `[site] history` asks for it.

    Args:
        contents: The vault as it was read.
        config: Its configuration.
        published: The notes that are published; look-ups in it must be fast.
        kept: What an earlier call gave for the same configuration.
    """
    if not config.site.history:
        return PublicHistories({}, kept, ())
    try:
        told = histories(contents, config, kept)
    except HistoryError as error:
        found = problem("no-history", FILE_NAME, reason=error.message, remedy=error.hint)
        return PublicHistories({}, kept, (found,))
    public = {
        path: public_history(events, published) for path, events in told.events.items() if path in published
    }
    return PublicHistories({path: events for path, events in public.items() if events}, told.kept, ())


def public_history(events: Iterable[Event], published: Collection[NotePath]) -> tuple[PublicEvent, ...]:
    """What readers may know of a published note's history.

    Args:
        events: What changed, in any order.
        published: The notes that are published.

    Returns:
        The events in the same order, without any text; what is not committed yet, has no date or concerns
        withheld notes alone is left out.
    """
    public = (
        PublicEvent(
            event.date, event.change, _among(published, event.added), _among(published, event.removed)
        )
        for event in events
        if event.date is not None
    )
    return tuple(event for event in public if event.change or event.added or event.removed)


def _among(published: Collection[NotePath], supporters: Iterable[Supporter]) -> tuple[NotePath, ...]:
    return tuple(supporter.path for supporter in supporters if supporter.path in published)
