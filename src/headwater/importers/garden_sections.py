"""The sections of a published page and what their tables say about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from headwater.importers.frozen_tables import FrozenTable, read_table
from headwater.vault.claims import headings_of
from headwater.vault.markdown import scan
from headwater.vault.notes import Heading

_MASK = "\ufffc"
"""Stands for each character of a table while headings are looked for."""
_QUERY_MARK = re.compile(r"^\{ ?\.block-language-dataview\}[ \t]*$\n?", re.MULTILINE)


class Reading(StrEnum):
    """What the tables of a section say about the page they stand on."""

    SUPPORTERS = "supporters"
    """The listed notes support the page's note (`# References`)."""

    SUPPORTED = "supported"
    """The page's note supports the listed notes (`# Supported Notes`, `# Supported Content`)."""

    TAGGED = "tagged"
    """The listed notes are tagged with the page's note (`# Tagged Content`)."""

    OTHER = "other"
    """Nothing: the author's own list, which stays in the note."""


_READINGS = {"reference": Reading.SUPPORTERS, "supported": Reading.SUPPORTED, "tagged": Reading.TAGGED}
"""How the headings of computed sections begin."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a page and what stands under it, up to the next heading."""

    heading: str
    """The heading's line as written; empty for what stands above the first heading."""

    reading: Reading
    text: str
    """The Markdown without computed tables; the author's own lists are Markdown tables in it."""

    tables: tuple[FrozenTable, ...]

    @property
    def title(self) -> str:
        """The heading's text, lower case."""
        return self.heading.strip().strip("#").strip().casefold()


def sections(body: str, spans: Sequence[tuple[int, int]]) -> Iterator[Section]:
    """Split a page at its headings.

    Args:
        body: The page's Markdown.
        spans: Where the frozen tables lie in it.

    Yields:
        What stands above the first heading, if anything does, then a section for each heading.
    """
    pieces, position = [], 0
    for start, end in spans:
        pieces += [body[position:start], _MASK * (end - start)]
        position = end
    headings = headings_of(scan("".join([*pieces, body[position:]])))
    readings = _readings(headings)
    lead_end = headings[0].start if headings else len(body)
    if body[:lead_end].strip():
        yield _section(body, "", (0, lead_end), Reading.OTHER, spans)
    for index, heading in enumerate(headings):
        end = headings[index + 1].start if index + 1 < len(headings) else len(body)
        line = body[heading.start : heading.end].rstrip("\n")
        yield _section(body, line, (heading.end, end), readings[index], spans)


def _readings(headings: Sequence[Heading]) -> list[Reading]:
    """What each heading's tables say: what its own words say, else what the heading above it says."""
    readings: list[Reading] = []
    above = (7, Reading.OTHER)
    for heading in headings:
        words = heading.text.strip().casefold()
        own = next((reading for start, reading in _READINGS.items() if words.startswith(start)), None)
        if own is not None or heading.level <= above[0]:
            above = (heading.level, own or Reading.OTHER)
        readings.append(above[1])
    return readings


def _section(
    body: str, heading: str, span: tuple[int, int], reading: Reading, spans: Sequence[tuple[int, int]]
) -> Section:
    position, end = span
    pieces, tables = [], []
    for start, stop in spans:
        if span[0] <= start < end:
            tables.append(read_table(body[start:stop]))
            pieces.append(body[position:start])
            pieces.append(f"\n\n{tables[-1].markdown}\n\n" if reading is Reading.OTHER else "\n")
            position = stop
    pieces.append(body[position:end])
    return Section(heading, reading, _QUERY_MARK.sub("", "".join(pieces)).strip("\n"), tuple(tables))
