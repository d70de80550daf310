"""The manifest of an output folder: which of its files Headwater wrote, and what they held."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import xxhash

from headwater.errors import OutputError
from headwater.site.places import are_usable
from headwater.vault.scan import MANIFEST_NAME

VERSION = 1
"""Of the manifest's form; a manifest with another one is not read."""

_CHUNK = 1 << 20


class Fingerprint(NamedTuple):
    """What tells one content of a file from another."""

    digest: str
    """Its xxh3-128, as 32 hexadecimal digits."""

    size: int
    """Its length in bytes."""

    @classmethod
    def of(cls, content: bytes) -> Fingerprint:
        """The fingerprint of this content."""
        return cls(xxhash.xxh3_128_hexdigest(content), len(content))

    @classmethod
    def of_file(cls, path: str | Path) -> Fingerprint:
        """The fingerprint of what a file holds now.

        Raises:
            OSError: It cannot be read.
        """
        state = xxhash.xxh3_128()
        size = 0
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - called for thousands of plain strings
            while chunk := file.read(_CHUNK):
                state.update(chunk)
                size += len(chunk)
        return cls(state.hexdigest(), size)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of an output folder that are ours; only these are ever replaced or removed."""

    files: Mapping[str, Fingerprint] = field(default_factory=dict)
    """By place. Nothing in it tells about the vault, or about the machine that built the site."""

    complete: bool = True
    """False from just before a build moves its files in until it is done. If it stays false the build died:
    then any file may be the old or the new one, and both old and new places are listed."""

    written_ns: int = 0
    """When the manifest itself was written, by the file system's clock; 0 if it was not yet."""

    def to_bytes(self) -> bytes:
        """The manifest's file."""
        document = {"version": VERSION, "complete": self.complete, "files": dict(sorted(self.files.items()))}
        try:
            return msgspec.json.encode(document) + b"\n"
        except UnicodeEncodeError:  # a name on disk that is no UTF-8
            return json.dumps(document, separators=(",", ":")).encode("ascii") + b"\n"


_COMPLETE, _INCOMPLETE = b'"complete":true', b'"complete":false'
"""What a manifest says before it names any file."""


def incomplete(text: bytes) -> bytes:
    """The file of a manifest that is complete, as it is of one that is not."""
    return text.replace(_COMPLETE, _INCOMPLETE, 1)


class _Document(msgspec.Struct):
    version: int
    complete: bool
    files: dict[str, Fingerprint]


_DECODER = msgspec.json.Decoder(_Document)


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What writing a site did to its folder."""

    written: int
    """Files that were new or had another content."""

    unchanged: int
    """Files that were left as they are."""

    removed: int
    """Files of an earlier site that this one no longer has."""

    gone: tuple[str, ...] = ()
    """The addresses of the pages among these, such as `/a/b/`, in their order."""

    files: Mapping[str, Fingerprint] = field(default_factory=dict, compare=False, repr=False)
    """Every file of the site, by its place."""


def read_manifest(folder: Path, usable: Sequence[str] = ()) -> Manifest | None:
    """Read the manifest of an output folder; None if it has none.

    Args:
        folder: The folder.
        usable: Places at which files can lie: those that it is thought to list, in its order.

    Raises:
        OutputError: There is one, but not of a form we know, or it lists what cannot be ours.
        OSError: It cannot be read.
    """
    path = folder / MANIFEST_NAME
    try:
        with path.open("rb") as file:
            written_ns = os.fstat(file.fileno()).st_mtime_ns
            version, complete, files = _content(file.read())
        if version == VERSION and ([*files] == usable or are_usable(files)):
            return Manifest(files, complete, written_ns)
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass
    raise OutputError(
        f"{str(path)!r} cannot be used: it is damaged, or of another version of Headwater",
        hint="choose an empty or a new folder, or remove this site by hand; nothing was changed",
    )


def _content(text: bytes) -> tuple[object, bool, dict[str, Fingerprint]]:
    """The version of a manifest's form, whether it is complete, and the files that it lists."""
    try:
        document = _DECODER.decode(text)
    except (msgspec.MsgspecError, UnicodeDecodeError):  # a name on disk that is no UTF-8, or a damaged file
        found = json.loads(text)
        files = {place: _fingerprint(entry) for place, entry in found["files"].items()}
        return found["version"], found["complete"] is True, files
    return document.version, document.complete, document.files


def _fingerprint(entry: Any) -> Fingerprint:
    digest, size = entry
    if isinstance(digest, str) and isinstance(size, int):
        return Fingerprint(digest, size)
    raise TypeError
