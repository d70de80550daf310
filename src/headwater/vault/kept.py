"""Notes as they are kept between runs: encoded, each decoded when it is first asked for.

The form is MessagePack, typed: whoever reads it can get nothing but the values named here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from headwater.lazy import Plain
from headwater.problems import Problem
from headwater.vault.notes import Canvas, CanvasLayout, Note, NotePath
from headwater.vault.scan import UNSETTLED, Stamp, VaultFile, VaultFiles


class KeptNote(NamedTuple):
    """A note that was read."""

    stamp: Stamp
    """What the file system said of its file, or `UNSETTLED`."""

    digest: bytes
    """The xxh3-128 of the file's bytes."""

    note: msgspec.Raw
    """The `Note`, encoded."""

    problems: tuple[Problem, ...]
    """What is odd about the file itself."""


class KeptCanvas(NamedTuple):
    """A canvas that was read."""

    stamp: Stamp
    canvas: Canvas
    problems: tuple[Problem, ...]
    layout: CanvasLayout = CanvasLayout()


class KeptContents(NamedTuple):
    """The files of a vault that were read, by path; those of notes in the order of the paths."""

    notes: Mapping[NotePath, KeptNote]
    canvases: Mapping[str, KeptCanvas]


NOTHING_KEPT = KeptContents({}, {})

NOTE: Plain[Note] = Plain(Note)
_NOTES = msgspec.msgpack.Decoder(list[tuple[NotePath, KeptNote]])
_CONTENTS = msgspec.msgpack.Decoder(tuple[list[tuple[NotePath, KeptNote]], list[tuple[str, KeptCanvas]]])
_ENCODER = msgspec.msgpack.Encoder()


def encoded(note: Note) -> msgspec.Raw:
    """A note as it is kept."""
    return msgspec.Raw(NOTE.encode(note))


def encoded_notes(notes: Sequence[tuple[NotePath, KeptNote]]) -> bytes:
    """Some notes as one process sends them to another."""
    return _ENCODER.encode(notes)


def decoded_notes(data: bytes | memoryview) -> list[tuple[NotePath, KeptNote]]:
    """What `encoded_notes` encoded."""
    return _NOTES.decode(data)


def contents_to_keep(contents: KeptContents) -> object:
    """The files of a vault as they are kept, once this is encoded."""
    return list(contents.notes.items()), list(contents.canvases.items())


def decoded_contents(data: bytes | memoryview) -> KeptContents:
    """What `contents_to_keep` gave, encoded.

    Raises:
        msgspec.MsgspecError: It is something else.
    """
    notes, canvases = _CONTENTS.decode(data)
    return KeptContents(dict(notes), dict(canvases))


def changed_notes(kept: KeptContents, files: VaultFiles) -> list[VaultFile] | None:
    """The notes whose files may hold something else than was read.

    Args:
        kept: What was read.
        files: What is in the vault's folder now.

    Returns:
        Their files; None where there are other notes, or where canvases are not as they were.
    """
    same = [file.path for file in files.notes] == list(kept.notes) and [
        (file.path, file.stamp) for file in files.canvases
    ] == [(path, canvas.stamp) for path, canvas in kept.canvases.items()]
    if not same:
        return None
    pairs = zip(files.notes, kept.notes.values(), strict=True)
    return [file for file, note in pairs if file.stamp != note.stamp or file.stamp == UNSETTLED]
