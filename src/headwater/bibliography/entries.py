"""A library as it was read: what is kept of it between runs."""

from __future__ import annotations

from typing import Any, NamedTuple

from headwater.problems import Problem


class ReadEntry(NamedTuple):
    """A work as it was read; also what is kept of it between runs."""

    citekey: str
    line: int
    """The line of its entry, from 1."""

    fingerprint: bytes
    """Of all that it was made of; empty if it must be made again when the file is read again."""

    data: dict[str, Any]
    """The CSL JSON item (see `csl_fields`)."""


class ReadLibrary(NamedTuple):
    """A library file as it was read; also what is kept of it between runs."""

    digest: bytes
    """The xxh3-128 of the file's bytes; empty if it must be read again whatever they are."""

    entries: tuple[ReadEntry, ...] = ()
    """In the order of the file, entries of one citekey too."""

    problems: tuple[Problem, ...] = ()
    """What is odd about the file and its entries, each for itself."""
