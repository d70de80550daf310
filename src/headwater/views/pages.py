"""What stands on the page of each kind of note, below its text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from headwater.evidence.graph import MENTIONS
from headwater.evidence.kinds import (
    ASSUMPTION,
    CONTENT,
    OPPOSES,
    QUICK_NOTE,
    SOURCE,
    SUPPORTS,
    TAG,
    TAGGED,
    Relation,
    Vocabulary,
)
from headwater.publication import Publication, PublicNote, answers_queries
from headwater.publication.values import UNRELATED
from headwater.vault.notes import NotePath
from headwater.views.order import newest_first
from headwater.views.tables import (
    SUPPORTED_ORDER,
    SUPPORTER_ORDER,
    TAGGED_ORDER,
    ContentTable,
    NoteTable,
    Table,
    content_table,
    note_tables,
    opposing_content_table,
    prefixed,
    source_table,
)


class Section(NamedTuple):
    """A headed part of a page that holds tables."""

    key: str
    """What links to it name; whoever shows it says what it is called."""

    tables: tuple[Table, ...]
    withheld: int = 0
    """How many unpublished notes belong here too; they appear as this number only."""


class Related(NamedTuple):
    """Notes that stand in one relation to the page's note."""

    title: str
    """What the relation is called by the first of its field names."""

    relation: str
    """Its name, with `-by` behind it where the others are its subjects."""

    notes: tuple[NotePath, ...]


class PageView(NamedTuple):
    """Everything below a note's own text."""

    sections: tuple[Section, ...]
    related: tuple[Related, ...]


def page_view(publication: Publication, note: PublicNote) -> PageView:
    """What stands below the text of a published note, by its kind.

    No two tables of a page have one key: the plain ones belong to the tables that a page of this kind is for,
    the others begin with `supporting-`, `opposing-` or `resting-`.
    """
    by_default = _page_sections if answers_queries(note.kind) else _claim_sections
    drawn = _SECTIONS.get(note.kind.name, by_default)(publication, note)
    sections = tuple([section for section in drawn if section.tables or section.withheld])
    return PageView(sections, tuple(_related(publication, note, _listed(publication, sections))))


def _claim_sections(publication: Publication, note: PublicNote) -> Iterator[Section]:
    yield _references(publication, note)
    yield _opposing(publication, note)


def _references(publication: Publication, note: PublicNote, prefix: str = "") -> Section:
    """What a note rests on: its direct supporters, and all the sources upstream."""
    supporters = publication.arriving(note.path, SUPPORTS)
    notes: tuple[Table, ...] = note_tables(publication, supporters, SUPPORTER_ORDER)
    tables = (*prefixed(prefix, notes), *content_table(note), *source_table(publication, note.sources))
    return Section("references", tables, note.withheld_supporters)


_UNOPPOSED = Section("evidence-against", ())
"""As it is of most notes."""


def _opposing(publication: Publication, note: PublicNote) -> Section:
    """What speaks against a note directly."""
    opponents = publication.arriving(note.path, OPPOSES)
    if not (opponents or note.opposing_contents or note.opposing_sources or note.withheld_opponents):
        return _UNOPPOSED
    tables: tuple[Table, ...] = (
        *note_tables(publication, opponents, SUPPORTER_ORDER),
        *opposing_content_table(note),
        *source_table(publication, note.opposing_sources),
    )
    return Section("evidence-against", prefixed("opposing-", tables), note.withheld_opponents)


def _assumption_sections(publication: Publication, note: PublicNote) -> Iterator[Section]:
    supported = publication.leaving(note.path, SUPPORTS)
    yield Section("supported-notes", note_tables(publication, supported, SUPPORTED_ORDER))
    yield _references(publication, note, "supporting-")
    yield _opposing(publication, note)


def _tag_sections(publication: Publication, note: PublicNote) -> Iterator[Section]:
    tagged = publication.arriving(note.path, TAGGED)
    yield Section("tagged-content", note_tables(publication, tagged, TAGGED_ORDER))
    if note.sources or note.contents:
        yield _references(publication, note, "supporting-")
        yield _opposing(publication, note)


def _page_sections(publication: Publication, note: PublicNote) -> Iterator[Section]:
    """A page that lists what its queries ask for, beside which it may rest on notes like any other."""
    yield _references(publication, note, "supporting-" if note.queried_folders else "")
    yield _opposing(publication, note)


def _source_sections(publication: Publication, note: PublicNote) -> Iterator[Section]:
    """What was read off a source directly, and what rests on it further down."""
    direct = publication.leaving(note.path, SUPPORTS)
    read_off: tuple[Table, ...] = (*content_table(note), *note_tables(publication, direct, (QUICK_NOTE,)))
    yield Section("read-off-this-source", read_off)
    resting = _others(publication.resting.get(note.name, ()), direct)
    keys = {table.key for table in read_off}
    tables: list[Table] = []
    for table in note_tables(publication, resting, TAGGED_ORDER):
        tables += prefixed("resting-" if table.key in keys else "", (table,))
    yield Section("what-rests-on-it", tuple(tables))
    yield _opposing(publication, note)


def _content_sections(publication: Publication, note: PublicNote) -> Iterator[Section]:
    supported = publication.leaving(note.path, SUPPORTS)
    yield Section("read-off-this-content", note_tables(publication, supported, TAGGED_ORDER))
    yield Section("references", source_table(publication, note.sources))
    yield _opposing(publication, note)


_SECTIONS = {
    ASSUMPTION: _assumption_sections,
    TAG: _tag_sections,
    SOURCE: _source_sections,
    CONTENT: _content_sections,
}


def _listed(publication: Publication, sections: Iterable[Section]) -> frozenset[NotePath]:
    """The published notes that tables show."""
    listed: set[NotePath | None] = set()
    for section in sections:
        for table in section.tables:
            if isinstance(table, NoteTable):
                listed.update(table.rows)
            elif isinstance(table, ContentTable):
                listed.update([content.path for content in table.rows])
            elif publication.source_notes:
                listed.update(map(publication.source_notes.get, table.rows))
    return frozenset(filter(None, listed)) if None in listed else frozenset(listed)  # type: ignore[arg-type]


def _related(publication: Publication, note: PublicNote, listed: frozenset[NotePath]) -> Iterator[Related]:
    """Notes related to this one, grouped by relation, but for what the page's tables show of it."""
    outward = publication.outward.get(note.path, UNRELATED)
    inward = publication.inward.get(note.path, UNRELATED)
    relations = _in_order(publication.vocabulary, (*outward, *inward))
    for name, title, backward_name, backward_title in relations:
        forward, backward = outward.get(name), inward.get(name)
        if forward and name == SUPPORTS and note.kind.name in _LISTING_SUPPORTED:
            forward = _others(forward, listed)
        if backward and (name in _LISTED or (name == TAGGED and note.kind.name == TAG)):
            backward = _others(backward, listed)
        if forward:
            yield Related(title, name, newest_first(publication, forward))
        if backward:
            yield Related(backward_title, backward_name, newest_first(publication, backward))
    if MENTIONS in inward:
        ends = [end.get(relation.name, ()) for relation in relations for end in (outward, inward)]
        mentions = _others(inward[MENTIONS], listed.union(*ends))
        if mentions:
            yield Related("Mentioned in", MENTIONS, newest_first(publication, mentions))


_LISTING_SUPPORTED = frozenset({ASSUMPTION, SOURCE, CONTENT})
"""The kinds of which tables list what a note supports."""

_LISTED = frozenset({SUPPORTS, OPPOSES})
"""The relations of which tables list what stands in them to a note."""


class _Both(NamedTuple):
    """What a relation is called either way."""

    name: str
    title: str
    backward_name: str
    backward_title: str


@lru_cache(maxsize=1024)
def _in_order(vocabulary: Vocabulary, names: tuple[str, ...]) -> tuple[_Both, ...]:
    """The relations among some names, each once, in the order of the vocabulary."""
    relations = (relation for name, relation in vocabulary.relations.items() if name in names)
    return tuple(_Both(one.name, _title(one), f"{one.name}-by", _title_backward(one)) for one in relations)


def _others(paths: Iterable[NotePath], listed: Collection[NotePath]) -> tuple[NotePath, ...]:
    return tuple([path for path in paths if path not in listed])


def _title(relation: Relation) -> str:
    return "Tags" if relation.name == TAGGED else relation.forward[0].capitalize()


def _title_backward(relation: Relation) -> str:
    return relation.backward[0].capitalize() if relation.backward else f"{relation.name.capitalize()} (by)"
