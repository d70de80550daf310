"""The lists that an overview note asks Obsidian's Dataview plugin for, computed afresh."""

from __future__ import annotations

from collections.abc import Sequence

from headwater.publication import Publication, PublicNote, answers_queries
from headwater.vault.notes import NotePath
from headwater.views.tables import NoteTable, note_tables


def query_tables(publication: Publication, note: PublicNote) -> tuple[NoteTable, ...]:
    """The tables for the queries of a page; the home page has its own lists instead.

    Returns:
        For every folder a Dataview query of the page names, a table of each kind of published notes in it.
    """
    if note.home or not answers_queries(note.kind):
        return ()
    folders = tuple(folder + "/" for folder in note.queried_folders)
    if not folders:
        return ()
    listed = [
        path
        for path, card in publication.cards.items()
        if card.listed and path.startswith(folders) and path != note.path
    ]
    return note_tables(publication, listed, _order(publication, listed))


def _order(publication: Publication, paths: Sequence[NotePath]) -> tuple[str, ...]:
    kinds = {publication.cards[path].kind for path in paths}
    return tuple(name for name in reversed(tuple(publication.vocabulary.kinds)) if name in kinds)
