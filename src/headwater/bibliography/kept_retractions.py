"""`.headwater/retractions.json`: the records of Retraction Watch that concern a vault.

It belongs to the vault and is committed with it: one record a line, in a fixed order, so that a new state of
the data is a small difference. Without it nothing is flagged.
"""

from __future__ import annotations

import re
import stat
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from headwater.bibliography.matching import doi_in, printable, pubmed_in
from headwater.bibliography.retraction_records import Record, in_order
from headwater.errors import OutputError
from headwater.problems import Problem, problem
from headwater.replacing import replace_file

PLACE = ".headwater/retractions.json"
"""Where in a vault it lies."""

VERSION = 1
LARGEST = 50_000_000
"""Bytes; all of Retraction Watch in this form is smaller."""

_BYTE = re.compile(r"\(byte (\d+)\)")
_VERSION = re.compile(rb'"version"\s*:\s*(\d{1,9})')


class KeptRetractions(NamedTuple):
    """What is kept of Retraction Watch's data."""

    records: tuple[Record, ...] = ()
    """By paper and day."""

    data: date | None = None
    """The date of the file they were read from; None where it has none, or where nothing is kept."""

    newest: date | None = None
    """The day of the newest notice in that file, whether or not it concerns the vault."""

    problems: tuple[Problem, ...] = ()
    """What is wrong with the kept file."""


class _Whole(msgspec.Struct):
    """The file; records are looked at one by one, so that a bad one does not take the others along."""

    version: int
    records: list[msgspec.Raw]
    data: date | None = None
    newest: date | None = None


class _BadRecord(Exception):
    """A record is no such thing."""


def load_retractions(root: Path) -> KeptRetractions:
    """Read what is kept in a vault; what is wrong with it is a problem, and the rest counts."""
    try:
        data = _content(root / PLACE)
    except (FileNotFoundError, NotADirectoryError):
        return KeptRetractions()
    except OSError as error:
        return _useless(error.strerror or "it cannot be read")
    return parse_retractions(data)


def _content(place: Path) -> bytes:
    status = place.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError(0, "it is no regular file")
    if status.st_size > LARGEST:
        raise OSError(0, f"it is larger than {LARGEST // 1_000_000} MB")
    return place.read_bytes()


def parse_retractions(data: bytes) -> KeptRetractions:
    """Read the bytes of a kept file."""
    version = _VERSION.search(data, 0, 200)
    if version and int(version[1]) > VERSION:
        return _useless(f"it was written by a newer Headwater (version {int(version[1])} of this file)", 1)
    try:
        whole = msgspec.json.decode(data, type=_Whole)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return _salvaged(data, str(error))
    if whole.version != VERSION:
        return _useless(f"it has the version {whole.version}, which does not exist", 1)
    records, problems, position, line = [], [], 0, 1
    for raw in map(bytes, whole.records):
        start = data.find(raw, position)
        line += data.count(b"\n", position, start)
        position = start
        try:
            records.append(_record(raw))
        except _BadRecord as error:
            problems.append(_problem(str(error), line))
    return KeptRetractions(in_order(records), whole.data, whole.newest, tuple(problems))


def _salvaged(data: bytes, reason: str) -> KeptRetractions:
    """The records that stand whole on a line of their own in a file that is no JSON, as after a merge."""
    byte = _BYTE.search(reason)
    line = data.count(b"\n", 0, int(byte[1])) + 1 if byte else 1
    records = []
    for written in data.split(b"\n"):
        with suppress(_BadRecord):
            records.append(_record(written.strip().rstrip(b",")))
    reason = printable(_BYTE.sub("", reason)) or "it is damaged"
    return KeptRetractions(in_order(records), problems=(_problem(reason, line),))


def _record(raw: bytes) -> Record:
    """Read one record.

    Raises:
        _BadRecord: It is none, or names no paper.
    """
    try:
        record = msgspec.json.decode(raw, type=Record)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _BadRecord(printable(_BYTE.sub("", str(error)))) from error
    for written, bare in (
        (record.doi, doi_in(record.doi)),
        (record.notice_doi, doi_in(record.notice_doi)),
        (record.pubmed, pubmed_in(record.pubmed)),
        (record.notice_pubmed, pubmed_in(record.notice_pubmed)),
    ):
        if written != bare:
            raise _BadRecord(f"{printable(written)[:80]!r} is no identifier")
    if not (record.doi or record.pubmed):
        raise _BadRecord("a record names no paper")
    return replace(
        record,
        reasons=tuple(filter(None, map(printable, record.reasons))),
        record=printable(record.record),
    )


def _useless(reason: str, line: int = 0) -> KeptRetractions:
    return KeptRetractions(problems=(_problem(reason, line),))


def _problem(reason: str, line: int) -> Problem:
    return problem("invalid-retractions", PLACE, line, reason=reason)


def retractions_text(kept: KeptRetractions) -> bytes:
    """The bytes of the file that keeps these records; the same for the same records."""
    head = {"version": VERSION, "data": kept.data, "newest": kept.newest}
    start = msgspec.json.encode(head)[:-1] + b',"records":['
    lines = b",\n".join(msgspec.json.encode(record) for record in in_order(kept.records))
    return start + (b"\n" + lines + b"\n" if lines else b"") + b"]}\n"


def save_retractions(root: Path, kept: KeptRetractions) -> bool:
    """Keep records in a vault, as a whole or not at all.

    Returns:
        Whether that changed anything.

    Raises:
        OutputError: They cannot be written there.
    """
    place, data = root / PLACE, retractions_text(kept)
    try:
        # A vault may come from somebody else: its links must not lead us to write elsewhere.
        if place.parent.is_symlink() or place.is_symlink():
            raise OutputError(f"{place}: is a symbolic link", hint="remove the link; nothing was changed")
        place.parent.mkdir(exist_ok=True)
        if place.is_file() and place.read_bytes() == data:
            return False
        replace_file(place, data)
    except OSError as error:
        hint = "check the folder's permissions and the free space; nothing was changed"
        raise OutputError(f"{place}: cannot be written: {error.strerror or error}", hint=hint) from error
    return True
