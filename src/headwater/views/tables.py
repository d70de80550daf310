"""Tables of notes, computed from the publication at each build."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from headwater.evidence.kinds import (
    ASSUMPTION,
    CONTENT,
    INSIGHT,
    QUICK_NOTE,
    SOURCE,
    TAKEAWAY,
    Vocabulary,
)
from headwater.publication import Publication, PublicContent, PublicNote
from headwater.vault.notes import NotePath
from headwater.views.order import citation_ranks, newest_first

SUPPORTER_ORDER = (ASSUMPTION, INSIGHT, TAKEAWAY, QUICK_NOTE)
"""The order of a claim's supporters by kind; other kinds follow in the vocabulary's order."""

SUPPORTED_ORDER = (INSIGHT, TAKEAWAY, QUICK_NOTE, ASSUMPTION)
"""The order of what an assumption supports."""

TAGGED_ORDER = (TAKEAWAY, INSIGHT, QUICK_NOTE, ASSUMPTION)
"""The order of what is tagged with a topic."""


class NoteTable(NamedTuple):
    """Notes of one kind, each with its claim."""

    key: str
    """What other programs know the table by: `insights`, `quick-notes`, …"""

    kind: str
    rows: tuple[NotePath, ...]


class ContentTable(NamedTuple):
    """Source content, by name alone."""

    key: str
    rows: tuple[PublicContent, ...]


class SourceTable(NamedTuple):
    """Evidence sources with their citations."""

    key: str
    rows: tuple[str, ...]
    """Citekeys, in the order of the citations."""


Table = NoteTable | ContentTable | SourceTable


def note_tables(
    publication: Publication, paths: Iterable[NotePath], order: Sequence[str]
) -> tuple[NoteTable, ...]:
    """A table for each kind among some notes.

    Args:
        publication: What may be shown.
        paths: Published notes, each once. Sources and source content are left out, having their own tables.
        order: Names of the kinds that come first; the others follow in the vocabulary's order.
    """
    by_kind: dict[str, list[NotePath]] = {}
    cards = publication.cards
    for path in paths:
        by_kind.setdefault(cards[path].kind, []).append(path)
    if not by_kind:
        return ()
    names = _listed_kinds(publication.vocabulary, tuple(order), tuple(by_kind))
    return tuple([note_table(publication, name, by_kind[name]) for name in names])


@lru_cache(maxsize=1024)
def _listed_kinds(vocabulary: Vocabulary, order: tuple[str, ...], found: tuple[str, ...]) -> tuple[str, ...]:
    """Those of some kinds that have tables of notes: first those of an order, then the others."""
    names = dict.fromkeys((*order, *vocabulary.kinds))
    return tuple(name for name in names if name in found and name not in {SOURCE, CONTENT})


def note_table(publication: Publication, kind: str, paths: Iterable[NotePath]) -> NoteTable:
    """One table of notes of one kind, newest first."""
    plural = publication.vocabulary.kinds[kind].plural
    return NoteTable(table_key(plural), kind, newest_first(publication, paths))


def content_table(note: PublicNote) -> tuple[ContentTable, ...]:
    """The source content a note rests on directly, or that was read off a source."""
    return _content_table(note.contents)


def opposing_content_table(note: PublicNote) -> tuple[ContentTable, ...]:
    """The source content that speaks against a note directly."""
    return _content_table(note.opposing_contents)


def _content_table(contents: tuple[PublicContent, ...]) -> tuple[ContentTable, ...]:
    return (ContentTable("source-content", contents),) if contents else ()


def source_table(publication: Publication, citekeys: Iterable[str]) -> tuple[SourceTable, ...]:
    """Evidence sources in the order of their citations; nothing where there are none."""
    rows = tuple(citekeys)
    if len(rows) > 1:
        rows = tuple(sorted(rows, key=citation_ranks(publication).__getitem__))
    return (SourceTable("original-sources", rows),) if rows else ()


def prefixed(prefix: str, tables: Iterable[Table]) -> tuple[Table, ...]:
    """Tables whose keys say that they are not those a page is for."""
    return tuple([table._replace(key=prefix + table.key) for table in tables] if prefix else tables)


@lru_cache(maxsize=256)
def table_key(plural: str) -> str:
    """The name other programs know a table by: lower case, words joined by hyphens."""
    return re.sub(r"[\W_]+", "-", plural.casefold()).strip("-")
