"""What stood in a vault's notes and canvases before: of each old file its claim and what it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import xxhash

from headwater.shares import in_shares
from headwater.vault.blobs import blobs
from headwater.vault.canvas import read_canvas
from headwater.vault.note_text import decode, read_note
from headwater.vault.notes import Canvas, Field, Link, Note, NotePath, Origin
from headwater.vault.plain import plain_text
from headwater.vault.read import LARGEST_NOTE

LONGEST_TEXT = 20_000
"""How many characters of a note's claim are kept; whether it changed is told by all of them."""

_OF_KINDS = ("kind", "type", "fileClass")
"""The properties that say what kind a note is of."""


class FieldFacts(NamedTuple):
    """A field that holds links."""

    name: str
    targets: tuple[str, ...]
    """What its links name, as written."""

    origin: Origin


class Facts(NamedTuple):
    """What a file said once of a note."""

    claim: str
    """The words of its claim, or of its content where its kind makes none; very long ones are cut."""

    digest: str
    """Tells two very long ones apart that begin alike; empty for others."""

    properties: dict[str, object]
    """Those that say what kind it is of."""

    fields: tuple[FieldFacts, ...]
    """The fields that hold links."""

    def note(self, path: NotePath) -> Note:
        """A note at a path that says this, and nothing else."""
        fields = tuple(
            Field(name, "", tuple(Link(target, "", "", False, 0) for target in targets), origin, 0)
            for name, targets, origin in self.fields
        )
        return Note(path, self.properties, "", 1, fields=fields, claim=self.claim)

    def says_as(self, other: Facts) -> bool:
        """Whether another note's words are the same."""
        return (self.claim, self.digest) == (other.claim, other.digest)


NOTHING_SAID = Facts("", "", {}, ())


class Blobs(NamedTuple):
    """What old files held, by what git names them by."""

    notes: Mapping[str, Facts]
    canvases: Mapping[str, Canvas]
    """Their paths are empty: a file can have lain in several places."""


_NOTES = msgspec.msgpack.Decoder(list[tuple[str, Facts]])
_ENCODER = msgspec.msgpack.Encoder()


def read_blobs(root: Path, notes: Iterable[str], canvases: Iterable[str]) -> Blobs:
    """Read old files of notes and canvases out of the repository around a vault.

    Args:
        root: The vault's folder.
        notes: What git names the files of notes by.
        canvases: The same for canvases.

    Returns:
        What they held; nothing of files that were too large to be read.

    Raises:
        HistoryError: Git is missing, or has one of them no more.
    """
    facts: dict[str, Facts] = {}
    drawn: dict[str, Canvas] = {}
    for portion in blobs(root, dict.fromkeys(notes), LARGEST_NOTE):
        for share in in_shares(_read_share, portion):
            facts.update(_NOTES.decode(share))
    for portion in blobs(root, dict.fromkeys(canvases), LARGEST_NOTE):
        for name, data in portion:
            drawn[name], _ = read_canvas(decode(data, "")[0], "")
    return Blobs(facts, drawn)


def _read_share(files: Sequence[tuple[str, bytes]]) -> bytes:
    """Read some notes; encoded, as another process may have to send them."""
    return _ENCODER.encode([(name, facts_of(read_note(".md", data)[0])) for name, data in files])


def facts_of(note: Note) -> Facts:
    """What a note says of itself and of others."""
    long = len(note.claim) > LONGEST_TEXT
    return Facts(
        claim=plain_text(note.claim[:LONGEST_TEXT]) + ("…" if long else ""),
        digest=xxhash.xxh3_64_hexdigest(note.claim.encode("utf-8", "replace")) if long else "",
        properties={
            key: value for key, value in note.properties.items() if key in _OF_KINDS and _is_text(value)
        },
        fields=tuple(
            FieldFacts(field.key, tuple(link.target for link in field.links), field.origin)
            for field in note.fields
            if field.links
        ),
    )


def _is_text(value: object) -> bool:
    """Whether a property's value is a text or a list of texts: what a kind can be named by."""
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(item, str) for item in value)
    )
