"""How a dossier cites: works of a library by the style, other sources by the text their notes give."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from headwater.bibliography.citations import PublicNotice
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
    is_footnote,
    link,
    para,
    words,
)

_ADDRESS: Final = re.compile(r"(https?://[^\s<>\"]*[^\s<>\".,;:)])")


class References(NamedTuple):
    """What can be cited."""

    item: Callable[[str], Data | None]
    """Gives the work of a citekey as CSL JSON; None where no more than a text is known of it."""

    text: Callable[[str], str]
    """Gives the citation of such a source as plain text; empty where nothing is known of it."""

    notices: Callable[[str], Sequence[PublicNotice]]
    """Gives what was published about a source that whoever relies on it must know."""

    notes: bool
    """Whether the style cites in footnotes."""


class Citing:
    """Cites in one document, and remembers what for its bibliography.

    Args:
        references: What can be cited.
        citekeys: What the bibliography lists in any case.
    """

    def __init__(self, references: References, citekeys: Iterable[str]) -> None:
        self._references = references
        self._items: dict[str, Data | None] = {}
        self._used = set(filter(self.known, citekeys))

    def known(self, citekey: str) -> bool:
        """Whether a citekey is that of a work or a source."""
        return bool(citekey) and (self._item(citekey) is not None or bool(self._references.text(citekey)))

    def _item(self, citekey: str) -> Data | None:
        if citekey not in self._items:
            self._items[citekey] = self._references.item(citekey)
        return self._items[citekey]

    def readings(self, readings: Sequence[Reading]) -> list[Inline]:
        """The citations of what was read, with the space before them; of what is not known the names."""
        cites = [
            Cite(citekey, "", f", {content}" if content else "")
            for citekey, content in readings
            if self.known(citekey)
        ]
        found = _apart(self.cited(cites))
        unknown = [
            ", ".join(filter(None, reading)) for reading in readings if not self.known(reading.citekey)
        ]
        return [*found, *words(f" ({'; '.join(unknown)})")] if unknown else found

    def cited(self, cites: Sequence[Cite]) -> list[Inline]:
        """Works cited at one place."""
        self._used.update(found.citekey for found in cites)
        by_style = [found for found in cites if self._item(found.citekey) is not None]
        inlines = [cite([citation(*found) for found in by_style])] if by_style else []
        for found in cites:
            if self._item(found.citekey) is None:
                by_text = self._cited_by_text(found)
                inlines += _apart(by_text) if inlines else by_text
        return inlines

    def notices(self, citekey: str) -> list[Inline]:
        """What was published about a source, with its citation; nothing where there is nothing."""
        found = self._references.notices(citekey)
        if not found:
            return []
        said = _linked("; ".join(map(_said, found)))
        return [*words(citekey), *_apart(self.cited([Cite(citekey)])), *words(": "), *said]

    def _cited_by_text(self, found: Cite) -> list[Inline]:
        before = f"{found.prefix} " if found.prefix else ""
        if not self._references.notes:
            return words(f"({before}{found.citekey}{found.suffix})")
        lead = [*words(found.citekey), SPACE] if found.mode == Mode.IN_TEXT else []
        return [
            *lead,
            footnote([*words(before), *_linked(self._references.text(found.citekey)), *words(found.suffix)]),
        ]

    @property
    def by_style(self) -> list[str]:
        """The citekeys that the style has to list."""
        return sorted(citekey for citekey in self._used if self._item(citekey) is not None)

    @property
    def items(self) -> list[Data]:
        """The works that the style has to list."""
        items = map(self._item, self.by_style)
        return [item for item in items if item is not None]

    def bibliography(self) -> Iterator[Block]:
        """The bibliography: what the style makes of the items, then the citations that are text alone."""
        if not self._used:
            return
        yield header("Bibliography")
        if self.by_style:
            yield div("refs", [])
        rest = self._used.difference(self.by_style)
        texts = [(self._references.text(citekey), citekey) for citekey in rest]
        for text, citekey in sorted(texts, key=lambda entry: (entry[0].casefold(), entry[1])):
            # Without footnotes it is cited by its citekey, so that has to be found here.
            lead = "" if self._references.notes or text == citekey else f"{citekey}: "
            yield para([*words(lead), *_linked(text)])


def _apart(cited: list[Inline]) -> list[Inline]:
    """A citation with the space before it; a footnote needs none."""
    return cited if not cited or is_footnote(cited[0]) else [SPACE, *cited]


def in_title(cites: Sequence[Cite]) -> list[Inline]:
    """A title cites nothing; a work that is a part of the sentence is named."""
    return [inline for found in cites if found.mode == Mode.IN_TEXT for inline in words(found.citekey)]


def _said(notice: PublicNotice) -> str:
    """A notice in words: what, when, why, where it stands."""
    date = f" of {notice.date}" if notice.date else ""
    reasons = f" ({', '.join(notice.reasons)})" if notice.reasons else ""
    return f"{notice.nature}{date}{reasons}" + (f", https://doi.org/{notice.doi}" if notice.doi else "")


def _linked(text: str) -> list[Inline]:
    """Plain text in which web addresses are links."""
    found: list[Inline] = []
    for number, piece in enumerate(_ADDRESS.split(text)):
        found += [link(words(piece), piece)] if number % 2 else words(piece)
    return found
