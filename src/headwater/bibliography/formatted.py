"""What formatting comes to: entries of a bibliography, and the citations of a page."""

from __future__ import annotations

from typing import NamedTuple


class Formatted(NamedTuple):
    """A work as an entry of a bibliography; both are empty where pandoc can make nothing of it."""

    text: str
    """On one line, with bare addresses."""

    html: str
    """Inline HTML: emphasis, raised, lowered, small capitals, links to the web."""


class CitedText(NamedTuple):
    """The citations of one page."""

    citations: tuple[str, ...]
    """Inline HTML for each citation. In a style of notes it is, or ends with, the raised number of its note,
    a link to `#cited-1`, `#cited-2`, …: the page is to give its notes these ids."""

    notes: tuple[str, ...]
    """Inline HTML of the notes, from 1, in a style of notes."""

    works: tuple[tuple[str, str], ...]
    """The bibliography in the style's order: citekeys, and entries as inline HTML."""

    missing: tuple[str, ...]
    """Citekeys that no work has, in their order."""
