"""Entries of a library as they stand in its file, before and after they are converted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from headwater.bibliography.conversion import Piece
from headwater.bibliography.entries import ReadEntry
from headwater.problems import Problem


class Stated(NamedTuple):
    """A field that must not get lost unnoticed."""

    field: str
    """As CSL calls it."""

    name: str
    """As the file calls it."""

    instead: object = None
    """What it is where pandoc makes nothing of it; None if it is lost then."""


class Draft(NamedTuple):
    """An entry of a `.bib` or `.ris` file that pandoc can convert."""

    citekey: str
    line: int
    """Its first line, from 1."""

    fingerprint: bytes
    """Of all that its item is made of."""

    piece: Piece
    facts: Mapping[str, Any]
    """CSL fields that pandoc leaves out or makes something else of; None for one to leave out."""

    stated: tuple[Stated, ...]


class Drafts(NamedTuple):
    """What stands in a file."""

    form: str
    """What pandoc calls its format; empty where `ready` holds all there is."""

    drafts: tuple[Draft, ...] = ()
    """What is to be converted, in the order of the file."""

    ready: tuple[ReadEntry, ...] = ()
    """What needs no conversion, in the order of the file."""

    problems: tuple[Problem, ...] = ()
    lost: bool = False
    """Whether part of the file could not be read: then it may hold more than was found."""
