"""A note that may be shown: it holds nothing that may not be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from headwater.bibliography.cited import CitedOnPage
from headwater.evidence.kinds import Kind
from headwater.publication.facts import PublicFacts
from headwater.vault.notes import Dates, NotePath, PropertyValue


@dataclass(frozen=True, slots=True)
class PublicContent:
    """A source content note on a page: its name alone."""

    name: str
    path: NotePath | None
    """Its path where the note itself is published, else None."""


class Change(NamedTuple):
    """A day on which a note changed."""

    date: str
    """As YYYY-MM-DD, on its author's clock."""

    claim: str
    """What became of its claim: `written`, `reworded`; empty where it stayed as it was."""

    added: tuple[NotePath, ...]
    """The published notes that support it since."""

    removed: tuple[NotePath, ...]
    """The published notes that no longer do."""


class Flag(NamedTuple):
    """A source upstream of a note about which there is a notice of retraction or concern."""

    citekey: str
    way: tuple[NotePath | None, ...]
    """The shortest way up from the source to the note, both left out; None for a note that is not shown."""


# Of so many fields a dataclass would take several times as long to make, and there is one for every note.
class PublicNote(msgspec.Struct, frozen=True):
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

    cited: CitedOnPage | None = None
    """What its text cites; None where it cites nothing."""

    facts: PublicFacts | None = None
    """The facts of the evidence below it; None for kinds that claim nothing."""

    history: tuple[Change, ...] = ()
    """How it changed, the newest change first; empty unless the configuration asks for it."""

    flags: tuple[Flag, ...] = ()
    """The retracted and doubted sources that it rests on, the nearest first."""

    @property
    def title_property(self) -> str:
        """The `title` property, if it is text."""
        title = self.properties.get("title")
        return title.strip() if isinstance(title, str) else ""
