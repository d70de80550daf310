"""Notes as they are kept between runs: encoded, each decoded when it is first asked for.

The form is MessagePack, typed: whoever reads it can get nothing but the values named here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from headwater.problems import Problem
from headwater.vault.notes import Canvas, Note, NotePath
from headwater.vault.scan import UNSETTLED, Stamp

SETTLED_AFTER_NS = 100_000_000
"""A file may change once more without another time if it changed this recently; most file systems count in
milliseconds."""

COARSELY_SETTLED_AFTER_NS = 2_000_000_000
"""The same where a file's time has no fraction: some file systems count in steps of two seconds."""


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


class KeptContents(NamedTuple):
    """The files of a vault that were read, by path; those of notes in the order of the paths."""

    notes: Mapping[NotePath, KeptNote]
    canvases: Mapping[str, KeptCanvas]


NOTHING_KEPT = KeptContents({}, {})

_NOTE = msgspec.msgpack.Decoder(Note)
_NOTES = msgspec.msgpack.Decoder(list[tuple[NotePath, KeptNote]])
_CONTENTS = msgspec.msgpack.Decoder(tuple[list[tuple[NotePath, KeptNote]], list[tuple[str, KeptCanvas]]])
_ENCODER = msgspec.msgpack.Encoder()


class Notes(Mapping[NotePath, Note]):
    """Notes by path, in a given order, each decoded when it is first asked for."""

    def __init__(self, encoded: Mapping[NotePath, msgspec.Raw]) -> None:
        """Take in notes that are encoded."""
        self._encoded = encoded
        self._decoded: dict[NotePath, Note] = {}

    def __getitem__(self, path: NotePath) -> Note:
        """The note of a path."""
        note = self._decoded.get(path)
        if note is None:
            note = self._decoded[path] = _NOTE.decode(self._encoded[path])
        return note

    def __iter__(self) -> Iterator[NotePath]:
        """The paths."""
        return iter(self._encoded)

    def __len__(self) -> int:
        """How many notes there are."""
        return len(self._encoded)

    def __contains__(self, path: object) -> bool:
        """Whether there is a note of that path; nothing is decoded to find out."""
        return path in self._encoded


def encoded(note: Note) -> msgspec.Raw:
    """A note as it is kept."""
    return msgspec.Raw(_ENCODER.encode(note))


def encoded_notes(notes: Sequence[tuple[NotePath, KeptNote]]) -> bytes:
    """Some notes as one process sends them to another."""
    return _ENCODER.encode(notes)


def decoded_notes(data: bytes) -> list[tuple[NotePath, KeptNote]]:
    """What `encoded_notes` encoded."""
    return _NOTES.decode(data)


def encoded_contents(contents: KeptContents) -> bytes:
    """The files of a vault as they are kept."""
    return _ENCODER.encode((list(contents.notes.items()), list(contents.canvases.items())))


def decoded_contents(data: bytes) -> KeptContents:
    """What `encoded_contents` encoded.

    Raises:
        msgspec.MsgspecError: It is something else.
    """
    notes, canvases = _CONTENTS.decode(data)
    return KeptContents(dict(notes), dict(canvases))


def settled(stamp: Stamp, read_ns: int) -> Stamp:
    """A file's stamp, if no later change can leave it as it is; else `UNSETTLED`.

    Args:
        stamp: What the file system said before the file was read.
        read_ns: When that was, in nanoseconds since 1970.
    """
    _, modified, changed, _ = stamp
    coarse = modified % 1_000_000_000 == 0
    last = read_ns - (COARSELY_SETTLED_AFTER_NS if coarse else SETTLED_AFTER_NS)
    return stamp if max(modified, changed) < last else UNSETTLED
