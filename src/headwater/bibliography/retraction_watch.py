"""Read the CSV of Retraction Watch, row by row, for what concerns a vault.

Columns and values are those that Crossref publishes
(https://www.crossref.org/documentation/retrieve-metadata/retraction-watch/).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import BinaryIO, NamedTuple

from headwater.bibliography.matching import Identifiers, doi_in, printable, pubmed_in
from headwater.bibliography.retraction_records import Nature, Record, in_order
from headwater.errors import CitationError

COLUMNS = (
    "Record ID",
    "RetractionDate",
    "RetractionDOI",
    "RetractionPubMedID",
    "OriginalPaperDOI",
    "OriginalPaperPubMedID",
    "RetractionNature",
    "Reason",
)
"""The columns that are read; the file may have others, in any order."""

LONGEST_LINE = 1_000_000
"""Bytes of a line; without a limit, a file that is no text would be read into memory as one."""

LISTED = 5
"""How many odd rows are listed."""

SHOWN = 40
"""How many letters are shown of a cell that is no good."""

_HINT = "take retraction_watch.csv from https://gitlab.com/crossref/retraction-watch-data"
_US_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?![0-9])")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])")
_NATURES: Mapping[str, Nature] = {nature.value: nature for nature in Nature}


class OddRow(NamedTuple):
    """A row that could not be used, or not fully."""

    line: int
    reason: str


class Found(NamedTuple):
    """What a file of Retraction Watch holds."""

    records: tuple[Record, ...]
    """Those that concern the works asked for, by paper and day."""

    rows: int
    """How many records the file has, odd ones too."""

    newest: date | None
    """The day of the newest notice in it."""

    odd: int
    """How many of its rows are odd."""

    first_odd: tuple[OddRow, ...]
    """The first of them."""


class _Odd(Exception):
    """A row cannot be used."""


def find_records(stream: BinaryIO, name: str, works: Identifiers, latest: date | None = None) -> Found:
    """Read a file of Retraction Watch to its end, of which never more than a row is held.

    Args:
        stream: The CSV, in UTF-8 or Latin-1.
        name: What the file is called in messages.
        works: What the works are known by that are looked for.
        latest: The date of the file: a later one in it is a slip of the pen and not the newest.

    Raises:
        CitationError: It is no CSV, has not the columns of Retraction Watch, or has no row that can be used.
    """
    reader = csv.reader(_lines(stream, name))
    search = _Search(_columns(reader, name), works, latest)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            search.pass_over(OddRow(line, str(error)))
            continue
        if cells is None:
            break
        if cells:
            search.look_at(cells, line)
    return search.result(name)


def _lines(stream: BinaryIO, name: str) -> Iterator[str]:
    number = 0
    while data := stream.readline(LONGEST_LINE):
        number += 1
        if len(data) == LONGEST_LINE and not data.endswith(b"\n"):
            raise CitationError(
                f"{name}:{number}: is longer than {LONGEST_LINE // 1_000_000} MB, so this is no CSV of"
                " Retraction Watch",
                hint=_HINT,
            )
        try:
            yield data.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            # Some editions are in Windows' form of Latin-1; the few bytes that it lacks are in no name.
            yield data.decode("cp1252", "replace")


def _columns(reader: Iterator[list[str]], name: str) -> Sequence[int]:
    """Where each of `COLUMNS` stands, and how many there are in all."""
    try:
        header = next(reader, None)
    except csv.Error as error:
        raise CitationError(f"{name}:1: is no CSV: {error}", hint=_HINT) from error
    if header is None:
        raise CitationError(f"{name}: is empty", hint=_HINT)
    names = [_folded(cell) for cell in header]
    missing = [column for column in COLUMNS if _folded(column) not in names]
    if missing:
        columns = "column" if len(missing) == 1 else "columns"
        raise CitationError(f"{name}:1: lacks the {columns} {', '.join(map(repr, missing))}", hint=_HINT)
    return [*(names.index(_folded(column)) for column in COLUMNS), len(names)]


def _folded(column: str) -> str:
    return "".join(column.split()).casefold()


class _Row(NamedTuple):
    """The cells of `COLUMNS`."""

    number: str
    day: str
    notice_doi: str
    notice_pubmed: str
    doi: str
    pubmed: str
    nature: str
    reasons: str


class _Search:
    """What was found so far."""

    def __init__(self, columns: Sequence[int], works: Identifiers, latest: date | None) -> None:
        *self.columns, self.width = columns
        self.works = works
        self.latest = latest
        self.records: list[Record] = []
        self.rows = 0
        self.usable = 0
        self.newest: date | None = None
        self.odd = 0
        self.first_odd: list[OddRow] = []

    def look_at(self, cells: Sequence[str], line: int) -> None:
        """Take in one row."""
        try:
            row = self._row(cells)
            nature = _nature(row.nature)
        except _Odd as error:
            self.pass_over(OddRow(line, str(error)))
            return
        self.rows += 1
        self.usable += 1
        day = _day(row.day)
        if day is None and row.day.strip():
            # A retraction of unknown day is a retraction still.
            self._count(OddRow(line, f"{printable(row.day)[:SHOWN]!r} is no date"))
        if day and (self.newest is None or day > self.newest) and not (self.latest and day > self.latest):
            self.newest = day
        doi, pubmed = doi_in(row.doi), pubmed_in(row.pubmed)
        if doi in self.works.dois or pubmed in self.works.pubmed:
            self.records.append(_record(row, nature, day))

    def pass_over(self, row: OddRow) -> None:
        """Count a row that cannot be used."""
        self.rows += 1
        self._count(row)

    def _count(self, row: OddRow) -> None:
        self.odd += 1
        if len(self.first_odd) < LISTED:
            self.first_odd.append(row)

    def _row(self, cells: Sequence[str]) -> _Row:
        # Spreadsheets end rows with empty cells.
        if len(cells) < self.width or any(cells[self.width :]):
            raise _Odd(f"it has {len(cells)} cells, and the header {self.width}")
        return _Row(*(cells[column] for column in self.columns))

    def result(self, name: str) -> Found:
        """All that was found.

        Raises:
            CitationError: No row could be used: then what an earlier file said is worth more.
        """
        if not self.rows:
            raise CitationError(f"{name}: holds no record", hint=_HINT)
        if not self.usable:
            first = self.first_odd[0]
            raise CitationError(f"{name}:{first.line}: no row can be used: {first.reason}", hint=_HINT)
        return Found(in_order(self.records), self.rows, self.newest, self.odd, tuple(self.first_odd))


def _nature(cell: str) -> Nature:
    nature = _NATURES.get(cell.strip().casefold())
    if nature is None:
        raise _Odd(f"{printable(cell)[:SHOWN]!r} is no nature of a notice")
    return nature


def _record(row: _Row, nature: Nature, day: date | None) -> Record:
    return Record(
        doi=doi_in(row.doi),
        pubmed=pubmed_in(row.pubmed),
        nature=nature,
        date=day,
        notice_doi=doi_in(row.notice_doi),
        notice_pubmed=pubmed_in(row.notice_pubmed),
        # Written `+Error in Data;+Unreliable Results;`
        reasons=tuple(filter(None, (printable(part).lstrip("+ ") for part in row.reasons.split(";")))),
        record=printable(row.number),
    )


def _day(cell: str) -> date | None:
    """The day of a cell such as `1/31/2020 0:00` (month first) or `2020-01-31`."""
    cell = cell.strip()
    if match := _US_DAY.match(cell):
        month, day, year = map(int, match.groups())
    elif match := _ISO_DAY.match(cell):
        year, month, day = map(int, match.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
