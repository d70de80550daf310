"""Read a vault: every note, canvas and attachment, and what is odd about them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeAlias

import xxhash

from headwater.config import Config
from headwater.problems import Problem, in_order, problem
from headwater.shares import Turns, begun
from headwater.vault.canvas import read_canvas
from headwater.vault.canvas_layout import read_layout
from headwater.vault.contents import VaultContents
from headwater.vault.dates import date_notes
from headwater.vault.kept import (
    NOTE,
    NOTHING_KEPT,
    KeptCanvas,
    KeptContents,
    KeptNote,
    decoded_notes,
    encoded,
    encoded_notes,
)
from headwater.vault.note_text import decode, read_note
from headwater.vault.notes import Canvas, Note, NotePath
from headwater.vault.scan import UNSETTLED, VaultFile, VaultFiles, scan_vault, settled

LARGEST_NOTE = 5_000_000
"""Bytes a note may hold; more is a paste that belongs into an attachment."""

Reading: TypeAlias = Turns[VaultFile, bytes]
"""The reading of notes that other processes have begun."""

_BINARY = getattr(os, "O_BINARY", 0)


def read_vault(
    root: Path,
    config: Config,
    progress: Callable[[int, int], None] | None = None,
    kept: KeptContents = NOTHING_KEPT,
    files: VaultFiles | None = None,
    reading: Reading | None = None,
) -> VaultContents:
    """Read a vault's folder as it is; nothing in it is changed.

    Args:
        root: The vault's folder.
        config: Its configuration.
        progress: Called with how many notes were read, of how many, now and then.
        kept: What an earlier run read; files that have not changed since are not read again.
        files: What is in the folder, if that was looked at already.
        reading: What other processes do already to read the notes of these files, if they do.

    Raises:
        VaultError: The folder does not exist or cannot be listed.
    """
    files = files or scan_vault(root, config.ignore)
    known, fresh = _read_notes(files.notes, kept.notes, progress, reading)
    read = KeptContents(
        known,
        {file.path: _read_canvas_file(file, kept.canvases.get(file.path)) for file in files.canvases},
    )
    notes = {path: fresh.get(path) or NOTE.decode(one.note) for path, one in known.items()}
    dates, found = date_notes(tuple(notes.values()), config.dates.created, config.dates.updated, root)
    odd = [one.problems for one in known.values()] + [one.problems for one in read.canvases.values()]
    return VaultContents(
        root=root,
        by_path=notes,
        canvases=tuple(one.canvas for one in read.canvases.values()),
        attachments={file.path: Path(file.location) for file in files.attachments},
        dates=dates,
        problems=in_order(chain(files.problems, *odd, found)),
        kept=read,
    )


class _ReadNote(NamedTuple):
    """A note as it is to be kept."""

    path: NotePath
    kept: KeptNote
    note: Note | None
    """The note itself, where it was read just now."""


def begin_to_read(
    files: Sequence[VaultFile], kept: Mapping[NotePath, KeptNote] = NOTHING_KEPT.notes
) -> AbstractContextManager[Reading]:
    """Have other processes begin to read notes, as far as that pays, until the block ends.

    Args:
        files: The files of the notes.
        kept: What an earlier run read.
    """

    def sent(taken: Iterable[VaultFile]) -> bytes:
        """What was read in another process: encoded, without the notes themselves."""
        read = (_read_file(file, kept.get(NotePath(file.path))) for file in taken)
        return encoded_notes([(one.path, one.kept) for one in read])

    return begun(sent, files)


def _read_notes(
    files: Sequence[VaultFile],
    kept: Mapping[NotePath, KeptNote],
    progress: Callable[[int, int], None] | None,
    reading: Reading | None,
) -> tuple[dict[NotePath, KeptNote], dict[NotePath, Note]]:
    """The notes of files, those as they were kept that have not changed; and those that were read here."""
    notes = {NotePath(file.path): kept.get(NotePath(file.path)) for file in files}
    fresh: dict[NotePath, Note] = {}
    unread = [file for file in files if reading or not _stands(notes[NotePath(file.path)], file)]
    if unread:
        with nullcontext(reading) if reading else begin_to_read(unread, kept) as turns:

            def told(done: int) -> None:
                # What others have done is not known before they end: they are as fast as this process.
                if progress:
                    progress(min(done * turns.processes, len(unread)), len(unread))

            here, sent = turns.join(partial(_read_each, told, kept))
        for path, one, note in here:
            notes[path] = one
            if note is not None:
                fresh[path] = note
        for share in sent:
            notes.update(decoded_notes(share))
    return {path: one for path, one in notes.items() if one is not None}, fresh


def _stands(known: KeptNote | KeptCanvas | None, file: VaultFile) -> bool:
    """Whether a file is as it was when it was read."""
    return known is not None and known.stamp == file.stamp != UNSETTLED


def _read_each(
    told: Callable[[int], None], kept: Mapping[NotePath, KeptNote], files: Iterable[VaultFile]
) -> list[_ReadNote]:
    read = []
    for number, file in enumerate(files):
        if number % 256 == 0:
            told(number)
        read.append(_read_file(file, kept.get(NotePath(file.path))))
    return read


def read_note_file(file: VaultFile, known: KeptNote | None = None) -> KeptNote:
    """Read a note's file, unless it holds what it held before.

    Args:
        file: The file.
        known: What was read when it was read last.
    """
    return _read_file(file, known).kept


def _read_file(file: VaultFile, known: KeptNote | None) -> _ReadNote:
    now = time.time_ns()
    path, location, stamp = file
    try:
        data, size = _bytes_of(location, stamp[0])
    except OSError as error:
        return _unread(problem("unreadable-file", path, reason=error.strerror))
    if size > LARGEST_NOTE:
        limit = LARGEST_NOTE // 1_000_000
        return _unread(problem("file-too-large", path, size=f"{size / 1e6:.0f}", limit=limit))
    stamp, digest = settled(stamp, now), xxhash.xxh3_128_digest(data)
    if known is not None and known.digest == digest:
        return _ReadNote(NotePath(path), known._replace(stamp=stamp), None)
    note, problems = read_note(path, data)
    return _ReadNote(note.path, KeptNote(stamp, digest, encoded(note), problems), note)


def _bytes_of(location: str, expected: int) -> tuple[bytes, int]:
    """What is in a file, unless it is too large for a note, and its size.

    Path objects, files and buffers would take twice the time for many small files, and so would asking for
    the size of each again.

    Args:
        location: Where the file is.
        expected: Its size when the folder was looked at; negative where that is not known.
    """
    descriptor = os.open(location, os.O_RDONLY | _BINARY)
    try:
        # A byte more than it had tells whether it has grown meanwhile.
        data = os.read(descriptor, expected + 1) if 0 <= expected <= LARGEST_NOTE else b""
        if 0 < len(data) <= expected:
            return data, len(data)
        size = os.fstat(descriptor).st_size
        while size <= LARGEST_NOTE and (more := os.read(descriptor, size + (1 << 16))):
            data += more
        return data, size
    finally:
        os.close(descriptor)


def _unread(found: Problem) -> _ReadNote:
    """What is known of a note whose file could not be read."""
    note = Note(NotePath(found.path), {}, "", 1, readable=False)
    return _ReadNote(note.path, KeptNote(UNSETTLED, b"", encoded(note), (found,)), note)


def _read_canvas_file(file: VaultFile, known: KeptCanvas | None) -> KeptCanvas:
    if known is not None and _stands(known, file):
        return known
    stamp = settled(file.stamp, time.time_ns())
    try:
        with open(file.location, "rb") as stream:  # noqa: PTH123 - as notes are read
            text, problems = decode(stream.read(), file.path)
    except OSError as error:
        found = problem("unreadable-file", file.path, reason=error.strerror)
        return KeptCanvas(UNSETTLED, Canvas(file.path, (), ()), (found,))
    canvas, more = read_canvas(text, file.path)
    return KeptCanvas(stamp, canvas, problems + more, read_layout(text))
