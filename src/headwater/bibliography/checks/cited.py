"""What the rules about citations look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from headwater.bibliography.items import Library
from headwater.bibliography.retractions import Notice
from headwater.config import FieldOptions
from headwater.evidence.graph import Graph
from headwater.evidence.kinds import SOURCE
from headwater.vault.notes import Note


@dataclass(frozen=True, slots=True, eq=False)
class Cited:
    """A vault's sources with what is known of them."""

    graph: Graph
    library: Library
    formatted: Mapping[str, str]
    """What library and style give for a source, as plain text, by citekey; only those that come out of a
    library."""

    notices: Mapping[str, tuple[Notice, ...]]
    """As `notices_of` gives them."""

    named: frozenset[str] = frozenset()
    """The citekeys that running text cites, as `[@citekey]` and `@citekey` do."""

    citation_keys: Sequence[str] = FieldOptions().citation
    """Names of the properties that may hold a ready citation; the first present one counts."""

    def sources(self) -> Iterator[Note]:
        """The evidence sources, in the order of their paths."""
        return (self.graph.notes[path] for path in self.graph.of_kind(SOURCE))

    def ready(self, note: Note) -> tuple[str, str]:
        """The property that holds a source's ready citation, and the text; both empty where there is none."""
        for key in self.citation_keys:
            text = note.properties.get(key)
            if isinstance(text, str) and text.strip():
                return key, text
        return "", ""
