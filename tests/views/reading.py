"""What tests ask of a vault's views, in the names of notes."""

from __future__ import annotations

from headwater.opened import Vault
from headwater.publication import Publication, PublicNote
from headwater.scope import Scope
from headwater.views.pages import PageView, page_view
from headwater.views.tables import ContentTable, NoteTable, SourceTable, Table

EVERYTHING = Scope(all=True)
"""Spares notes their marks; source content stays withheld, and so does what says `dg-publish: false`."""

UNPUBLISHED = "---\ndg-publish: false\n---\n"


def published(vault: Vault) -> Publication:
    """All of a vault that may be shown."""
    return vault.publish(EVERYTHING)


def note(publication: Publication, name: str) -> PublicNote:
    """The published note of a name."""
    (found,) = [note for note in publication.notes.values() if note.name == name]
    return found


def view_of(vault: Vault, name: str) -> PageView:
    """What stands below the text of a note."""
    publication = published(vault)
    return page_view(publication, note(publication, name))


def rows(table: Table) -> list[str]:
    """The names of the notes in a table, in its order."""
    match table:
        case NoteTable():
            return [path.rpartition("/")[2].removesuffix(".md") for path in table.rows]
        case ContentTable():
            return [content.name for content in table.rows]
        case SourceTable():
            return list(table.rows)


def sections(vault: Vault, name: str) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """The sections of a note's page with their tables, all in their order: its key, then key and rows."""
    return [
        (section.key, [(table.key, rows(table)) for table in section.tables])
        for section in view_of(vault, name).sections
    ]


def related(vault: Vault, name: str) -> dict[str, list[str]]:
    """The related notes of a page, by the relation's title."""
    return {
        group.title: [path.rpartition("/")[2].removesuffix(".md") for path in group.notes]
        for group in view_of(vault, name).related
    }
