"""How a dossier cites: works of a library by the style, other sources by the text their notes give."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from headwater.bibliography.cites import Cite, Mode
from headwater.bibliography.fields import Data
from headwater.exporters.dossier.chain import Reading
from headwater.exporters.dossier.elements import (
    SPACE,
    Block,
    Inline,
    citation,
    cite,
    div,
    footnote,
    header,
    link,
    para,
    words,
)

_ADDRESS: Final = re.compile(r"(https?://[^\s<>\"]*[^\s<>\".,;:)])")


class References(NamedTuple):
    """What can be cited."""

    items: Mapping[str, Data]
    """CSL JSON by citekey."""

    texts: Mapping[str, str]
    """The citations of sources without an item, as plain text by citekey."""

    notes: bool
    """Whether the style cites in footnotes."""


class Citing:
    """Cites in one document, and remembers what for its bibliography.

    Args:
        references: What can be cited.
        citekeys: What the bibliography lists in any case.
    """

    def __init__(self, references: References, citekeys: Iterable[str]) -> None:
        self._items, self._texts, self._notes = references
        self.known = frozenset((*self._items, *self._texts))
        self._used = {citekey for citekey in citekeys if citekey in self.known}

    def readings(self, readings: Sequence[Reading]) -> list[Inline]:
        """The citations of what was read, with the space before them; of nothing known the names alone."""
        cites = [
            Cite(citekey, "", f", {content}" if content else "")
            for citekey, content in readings
            if citekey in self.known
        ]
        found = [SPACE, *self.cited(cites)] if cites else []
        unknown = [
            ", ".join(filter(None, reading)) for reading in readings if reading.citekey not in self.known
        ]
        return [*found, *words(f" ({'; '.join(unknown)})")] if unknown else found

    def cited(self, cites: Sequence[Cite]) -> list[Inline]:
        """Works cited at one place."""
        self._used.update(found.citekey for found in cites)
        by_style = [found for found in cites if found.citekey in self._items]
        inlines = [cite([citation(*found) for found in by_style])] if by_style else []
        for found in cites:
            if found.citekey not in self._items:
                inlines += [SPACE] if inlines else []
                inlines += self._cited_by_text(found)
        return inlines

    def _cited_by_text(self, found: Cite) -> list[Inline]:
        before = f"{found.prefix} " if found.prefix else ""
        if not self._notes:
            return words(f"({before}{found.citekey}{found.suffix})")
        lead = [*words(found.citekey), SPACE] if found.mode == Mode.IN_TEXT else []
        return [*lead, footnote([*words(before), *_linked(self._texts[found.citekey]), *words(found.suffix)])]

    @property
    def by_style(self) -> list[str]:
        """The citekeys that the style has to list."""
        return sorted(self._used.intersection(self._items))

    @property
    def items(self) -> list[Data]:
        """The works that the style has to list."""
        return [self._items[citekey] for citekey in self.by_style]

    def bibliography(self) -> Iterator[Block]:
        """The bibliography: what the style makes of the items, then the citations that are text alone."""
        if not self._used:
            return
        yield header("Bibliography")
        if self.by_style:
            yield div("refs", [])
        texts = [(self._texts[citekey], citekey) for citekey in self._used.difference(self._items)]
        for text, citekey in sorted(texts, key=lambda entry: (entry[0].casefold(), entry[1])):
            # Without footnotes it is cited by its citekey, so that has to be found here.
            lead = "" if self._notes or text == citekey else f"{citekey}: "
            yield para([*words(lead), *_linked(text)])


def in_title(cites: Sequence[Cite]) -> list[Inline]:
    """A title cites nothing; a work that is a part of the sentence is named."""
    return [inline for found in cites if found.mode == Mode.IN_TEXT for inline in words(found.citekey)]


def _linked(text: str) -> list[Inline]:
    """Plain text in which web addresses are links."""
    found: list[Inline] = []
    for number, piece in enumerate(_ADDRESS.split(text)):
        found += [link(words(piece), piece)] if number % 2 else words(piece)
    return found
