"""What stands on the page of each kind of note, below its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from headwater.evidence.graph import MENTIONS
from headwater.evidence.kinds import ASSUMPTION, CONTENT, OPPOSES, SOURCE, SUPPORTS, TAG, TAGGED
from headwater.publication import Publication, PublicNote
from headwater.vault.notes import NotePath
from headwater.views.order import newest_first
from headwater.views.tables import (
    SUPPORTED_ORDER,
    SUPPORTER_ORDER,
    TAGGED_ORDER,
    Table,
    content_table,
    note_tables,
    source_table,
)


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a page that holds tables."""

    title: str
    tables: tuple[Table, ...]
    withheld: int = 0
    """How many unpublished notes belong here too; they appear as this number only."""


@dataclass(frozen=True, slots=True)
class Backlinks:
    """Notes that stand in one relation to the page's note."""

    title: str
    relation: str
    notes: tuple[NotePath, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """Everything below a note's own text."""

    sections: tuple[Section, ...]
    backlinks: tuple[Backlinks, ...]


def page_view(publication: Publication, note: PublicNote) -> PageView:
    """What stands below the text of a published note, by its kind."""
    sections = _SECTIONS.get(note.kind.name, _claim_sections)(publication, note)
    return PageView(tuple(section for section in sections if section.tables or section.withheld),
                    tuple(_backlinks(publication, note)))  # fmt: skip


def _claim_sections(publication: Publication, note: PublicNote) -> Iterator[Section]:
    supporters = publication.inverse.get((note.path, SUPPORTS), ())
    tables = (
        *note_tables(publication, supporters, SUPPORTER_ORDER),
        *content_table(note),
        *source_table(publication, note.sources),
    )
    yield Section("References", tables, note.withheld_supporters)
    yield _opposing(publication, note)


def _assumption_sections(publication: Publication, note: PublicNote) -> Iterator[Section]:
    supported = publication.relations.get((note.path, SUPPORTS), ())
    yield Section("Supported Notes", note_tables(publication, supported, SUPPORTED_ORDER))
    yield from _claim_sections(publication, note)


def _tag_sections(publication: Publication, note: PublicNote) -> Iterator[Section]:
    tagged = publication.inverse.get((note.path, TAGGED), ())
    yield Section("Tagged Content", note_tables(publication, tagged, TAGGED_ORDER))
    if note.sources or note.contents:
        yield from _claim_sections(publication, note)


def _source_sections(publication: Publication, note: PublicNote) -> Iterator[Section]:
    """What was read off a source directly, and what rests on it further down."""
    direct = publication.relations.get((note.path, SUPPORTS), ())
    yield Section("Read off this source", (*note_tables(publication, direct, ()), *content_table(note)))
    resting = [path for path in publication.resting.get(note.name, ()) if path not in direct]
    yield Section("What rests on it", note_tables(publication, resting, TAGGED_ORDER))


def _content_sections(publication: Publication, note: PublicNote) -> Iterator[Section]:
    supported = publication.relations.get((note.path, SUPPORTS), ())
    yield Section("Read off this content", note_tables(publication, supported, TAGGED_ORDER))
    yield Section("References", source_table(publication, note.sources))


_SECTIONS = {
    ASSUMPTION: _assumption_sections,
    TAG: _tag_sections,
    SOURCE: _source_sections,
    CONTENT: _content_sections,
}


def _opposing(publication: Publication, note: PublicNote) -> Section:
    return Section(
        "Evidence Against",
        note_tables(publication, publication.inverse.get((note.path, OPPOSES), ()), SUPPORTER_ORDER),
    )


def _backlinks(publication: Publication, note: PublicNote) -> Iterator[Backlinks]:
    """Notes related to this one that no table of the page lists, grouped by relation."""
    listed: set[NotePath] = set()
    tabled = {ASSUMPTION, SOURCE, CONTENT}
    for relation in publication.vocabulary.relations.values():
        forward = () if relation.name == SUPPORTS and note.kind.name in tabled else publication.relations.get(
            (note.path, relation.name), ()
        )  # fmt: skip
        tables_show = relation.name in {SUPPORTS, OPPOSES} or (
            relation.name == TAGGED and note.kind.name == TAG
        )
        backward = publication.inverse.get((note.path, relation.name), ())
        listed.update(forward, backward)
        if forward:
            title = "Tags" if relation.name == TAGGED else relation.forward[0].capitalize()
            yield Backlinks(title, relation.name, newest_first(publication, forward))
        if backward and not tables_show:
            title = (
                relation.backward[0].capitalize()
                if relation.backward
                else f"{relation.name.capitalize()} (by)"
            )
            yield Backlinks(title, f"{relation.name}-by", newest_first(publication, backward))
    mentions = [path for path in publication.inverse.get((note.path, MENTIONS), ()) if path not in listed]
    if mentions:
        yield Backlinks("Mentioned in", MENTIONS, newest_first(publication, mentions))
