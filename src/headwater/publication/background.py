"""What else is known of notes than their graph tells: reviews of them, and how they came to be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from headwater.evidence.directness import NO_ITEMS, Items
from headwater.problems import Problem
from headwater.vault.notes import CanvasLayout, NotePath

if TYPE_CHECKING:
    # What judges reviews and tells histories takes long to import, and most builds need none of it.
    from headwater.evidence.ledger.states import ReviewedEdge
    from headwater.publication.history import PublicEvent

    Histories = tuple[Mapping[NotePath, Sequence[PublicEvent]], Sequence[Problem]]
    """The history of published notes, and why there is none where git could not tell."""


def no_histories(_published: Collection[NotePath]) -> Histories:
    """The histories of notes of which none is asked for."""
    return {}, ()


@dataclass(frozen=True, slots=True)
class Background:
    """What is known of notes beside their graph."""

    items: Items = field(default_factory=lambda: NO_ITEMS)
    """The items of the vault's libraries, by citekey."""

    suspects: Mapping[NotePath, Sequence[ReviewedEdge]] = field(default_factory=dict)
    """For each note the edges into it that must be looked at again."""

    histories: Callable[[Collection[NotePath]], Histories] = no_histories
    """Gives the history of notes, if they are published."""

    layouts: Mapping[str, CanvasLayout] = field(default_factory=dict)
    """What each canvas shows, by path."""


NO_BACKGROUND = Background()
