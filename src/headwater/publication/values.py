"""The values that pages are built from: they hold nothing that may not be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from headwater.bibliography.citations import Citation
from headwater.evidence.kinds import SUPPORTS, Kind, Vocabulary
from headwater.problems import Problem
from headwater.publication.redaction import Redactor
from headwater.vault.notes import Dates, NotePath, PropertyValue


@dataclass(frozen=True, slots=True)
class PublicContent:
    """A source content note on a page: its name alone."""

    name: str
    path: NotePath | None
    """Its path where the note itself is published, else None."""


@dataclass(frozen=True, slots=True)
class PublicNote:
    """A note that may be shown, with everything about it that may be."""

    path: NotePath
    name: str
    """Its file name without `.md`: its id."""

    kind: Kind
    claim: str
    """Markdown; what names unpublished notes is redacted. Empty for kinds that claim nothing."""

    content: str
    """The Markdown under `# Content`; empty where the note has no such heading."""

    body: str
    """The Markdown of the rest, without machinery."""

    dates: Dates
    aliases: tuple[str, ...]
    tags: tuple[str, ...]
    """The note's Obsidian tags, from its `tags` property."""

    properties: Mapping[str, PropertyValue]
    """Those of `SHOWN_PROPERTIES` it has."""

    home: bool = False
    withheld: bool = False
    """Whether the note is not published; true in the author's own preview only."""

    contents: tuple[PublicContent, ...] = ()
    """The source content it rests on directly, by name; of a source, what was read off it."""

    sources: tuple[str, ...] = ()
    """The citekeys of all evidence sources upstream."""

    withheld_supporters: int = 0
    """How many other unpublished notes support it directly."""

    opposing_contents: tuple[PublicContent, ...] = ()
    """The source content that speaks against it directly, in the order of the names."""

    opposing_sources: tuple[str, ...] = ()
    """The citekeys of the evidence sources that speak against it directly."""

    withheld_opponents: int = 0
    """How many other unpublished notes speak against it directly."""

    queried_folders: tuple[str, ...] = ()
    """The folders of which its Dataview queries list the notes, as far as published notes lie in them."""

    @property
    def title_property(self) -> str:
        """The `title` property, if it is text."""
        title = self.properties.get("title")
        return title.strip() if isinstance(title, str) else ""


Related = Mapping[str, tuple[NotePath, ...]]
"""The notes that one note is related to, by relation."""

UNRELATED: Related = MappingProxyType({})


# eq=False: one publication is not compared with another, but views keep what they derive from one.
@dataclass(frozen=True, eq=False)
class Publication:
    """Everything that may be shown of a vault."""

    notes: Mapping[NotePath, PublicNote]
    """The published notes by path, in the order of the paths."""

    outward: Mapping[NotePath, Related]
    """The published notes that a note supports, opposes, mentions, …"""

    inward: Mapping[NotePath, Related]
    """The published notes that support, oppose, mention, … a note."""

    citations: Mapping[str, Citation]
    """By citekey: the sources that are published, that published notes rest on or are opposed by."""

    resting: Mapping[str, tuple[NotePath, ...]]
    """Citekey → the published notes that rest on that source, however far down."""

    source_notes: Mapping[str, NotePath]
    """Citekey → the source's own note, where that is published."""

    attachments: Mapping[str, Path]
    """The files published notes show or link to: path in the vault → place on disk."""

    names: Redactor
    """What links in published text name: a published note or attachment, or nothing."""

    vocabulary: Vocabulary
    problems: tuple[Problem, ...] = ()
    home: NotePath | None = None

    def leaving(self, path: NotePath, relation: str = SUPPORTS) -> tuple[NotePath, ...]:
        """The published notes that a note supports (or opposes, …), in the order of their paths."""
        return self.outward.get(path, UNRELATED).get(relation, ())

    def arriving(self, path: NotePath, relation: str = SUPPORTS) -> tuple[NotePath, ...]:
        """The published notes that support (or oppose, …) a note, in the order of their paths."""
        return self.inward.get(path, UNRELATED).get(relation, ())
