"""Which published notes rest on sources that were retracted or are doubted, and how; flagged, not judged."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from headwater.evidence.flagged import flagged_below
from headwater.evidence.graph import Graph
from headwater.evidence.kinds import SOURCE
from headwater.publication.note import Flag, PublicNote
from headwater.vault.notes import NotePath

if TYPE_CHECKING:
    # What reads libraries and formats citations takes long to import, and a trace needs none of it.
    from headwater.bibliography.bibliography import Bibliography

MOST_FLAGS = 20
"""How many flagged sources a page names; nobody reads more, and one is enough to be warned."""

GRAVE = frozenset({"retracted", "of concern"})
"""The states of a source that concern what rests on it; a correction concerns the source alone."""


def with_flags(
    notes: Mapping[NotePath, PublicNote],
    graph: Graph,
    bibliography: Bibliography,
    shown: Collection[NotePath],
) -> Mapping[NotePath, PublicNote]:
    """Those published notes that rest on flagged sources, with the flags."""
    noticed = bibliography.notices
    sources = [path for path in graph.of_kind(SOURCE) if graph.notes[path].name in noticed] if noticed else []
    grave = [path for path in sources if bibliography.citation(graph.notes[path]).state in GRAVE]
    below = flagged_below(graph, grave)
    flagged = {}
    for path in notes if grave else ():
        flags = []
        for source in below.sources(path)[:MOST_FLAGS]:
            way = below.way(source, path)[1:-1]
            flags.append(
                Flag(graph.notes[source].name, tuple(each if each in shown else None for each in way))
            )
        if flags:
            flagged[path] = replace(notes[path], flags=tuple(flags))
    return flagged
