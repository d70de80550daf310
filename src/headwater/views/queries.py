"""The lists that an overview note asks Obsidian's Dataview plugin for, computed afresh.

Headwater does not run Dataview. It reads of a query only which folder it is about, as overview pages
consist of such a list: `TABLE … FROM "Research/Insights" …`, `LIST … FROM "Research/Tags"`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from headwater.evidence.kinds import PAGE
from headwater.publication import Publication, PublicNote
from headwater.vault.notes import NotePath
from headwater.views.tables import NoteTable, is_listed, note_tables

_FROM = re.compile(r"^\s*(?:TABLE|LIST)\b.*?\bFROM\s+\"(?P<folder>[^\"\n]+)\"", re.IGNORECASE | re.DOTALL)


def query_tables(publication: Publication, note: PublicNote) -> tuple[NoteTable, ...]:
    """The tables for the queries of a page; the home page has its own lists instead.

    Returns:
        For every folder a Dataview query of the page names, a table of each kind of published notes in it.
    """
    if note.kind.name != PAGE or note.home:
        return ()
    folders = tuple(folder.strip("/") + "/" for folder in query_folders(note))
    if not folders:
        return ()
    listed = [
        path for path, other in publication.notes.items() if path.startswith(folders) and is_listed(other)
    ]
    return note_tables(
        publication, [path for path in listed if path != note.path], _order(publication, listed)
    )


def query_folders(note: PublicNote) -> tuple[str, ...]:
    """The folders that a note's Dataview queries name."""
    found = (_FROM.match(query.source) for query in note.queries if query.language == "dataview")
    return tuple(match["folder"] for match in found if match)


def _order(publication: Publication, paths: Sequence[NotePath]) -> tuple[str, ...]:
    kinds = {publication.notes[path].kind.name for path in paths}
    return tuple(name for name in reversed(tuple(publication.vocabulary.kinds)) if name in kinds)
