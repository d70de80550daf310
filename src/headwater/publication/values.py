"""The value that pages are built from: it holds nothing that may not be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from headwater.bibliography.citations import Citation
from headwater.evidence.graph import UNRELATED, Related
from headwater.evidence.kinds import SUPPORTS, Vocabulary
from headwater.lazy import Lazy
from headwater.problems import Problem
from headwater.publication.canvases import PublicCanvas
from headwater.publication.cards import Card
from headwater.publication.names import PublicNames
from headwater.publication.note import PublicNote
from headwater.vault.notes import NotePath

__all__ = ["UNRELATED", "Publication", "Related"]


# eq=False: one publication is not compared with another, but views keep what they derive from one.
@dataclass(frozen=True, eq=False)
class Publication:
    """Everything that may be shown of a vault."""

    notes: Mapping[NotePath, PublicNote]
    """The published notes by path, in the order of the paths."""

    cards: Mapping[NotePath, Card]
    """What lists need to know of each, in the same order."""

    outward: Mapping[NotePath, Related]
    """The published notes that a note supports, opposes, mentions, …"""

    inward: Mapping[NotePath, Related]
    """The published notes that support, oppose, mention, … a note."""

    citations: Mapping[str, Citation]
    """By citekey: the sources that are published, that published notes rest on or are opposed by."""

    resting: Mapping[str, tuple[NotePath, ...]]
    """Citekey → the published notes that rest on that source, however far down."""

    assumed: Mapping[NotePath, tuple[NotePath, ...]]
    """Assumption → the published notes whose facts list it, however far down it lies."""

    source_notes: Mapping[str, NotePath]
    """Citekey → the source's own note, where that is published."""

    above: Mapping[NotePath, NotePath]
    """For each note that a published takeaway rests on, the next note on the shortest way up to one."""

    content_count: int
    """How many source content notes are shown or named."""

    attachments: Mapping[str, Path]
    """The files published notes show or link to: path in the vault → place on disk."""

    names: PublicNames
    """What links in published text name: a published note, canvas or attachment, or nothing."""

    vocabulary: Vocabulary
    canvases: Mapping[str, PublicCanvas] = field(default_factory=dict)
    """The canvases that may be shown by path, in the order of the paths."""

    problems: tuple[Problem, ...] = ()
    home: NotePath | None = None

    def replaced(self, notes: Mapping[NotePath, PublicNote], cards: Mapping[NotePath, Card]) -> Publication:
        """The same with other texts, and the cards that follow from them, of some of its notes."""
        others = self.notes.replaced(notes) if isinstance(self.notes, Lazy) else {**self.notes, **notes}
        return replace(self, notes=others, cards={**self.cards, **cards})

    def leaving(self, path: NotePath, relation: str = SUPPORTS) -> tuple[NotePath, ...]:
        """The published notes that a note supports (or opposes, …), in the order of their paths."""
        return self.outward.get(path, UNRELATED).get(relation, ())

    def arriving(self, path: NotePath, relation: str = SUPPORTS) -> tuple[NotePath, ...]:
        """The published notes that support (or oppose, …) a note, in the order of their paths."""
        return self.inward.get(path, UNRELATED).get(relation, ())
