"""One paper under two citekeys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from headwater.bibliography.checks.cited import Cited
from headwater.bibliography.matching import doi_in, identifiers_of_note
from headwater.problems import Problem, problem


class _Holder(NamedTuple):
    """Where a DOI is given."""

    citekey: str
    path: str
    line: int

    @property
    def place(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


def duplicate_dois(cited: Cited) -> Iterator[Problem]:
    """Every citekey whose DOI an earlier one has; entries of libraries come before notes."""
    first: dict[str, _Holder] = {}
    reported: set[tuple[str, str]] = set()
    for doi, holder in _holders(cited):
        earlier = first.setdefault(doi, holder)
        if earlier.citekey != holder.citekey and (doi, holder.citekey) not in reported:
            reported.add((doi, holder.citekey))
            yield problem(
                "duplicate-doi", holder.path, holder.line,
                citekey=holder.citekey, doi=doi, other=earlier.citekey, place=earlier.place,
            )  # fmt: skip


def _holders(cited: Cited) -> Iterator[tuple[str, _Holder]]:
    for item in cited.library.items.values():
        doi = doi_in(str(item.data.get("DOI", "")))
        if doi:
            yield doi, _Holder(item.citekey, item.path, item.line)
    for note in cited.sources():
        # A chapter's or preprint's ready citation may name a second DOI, so only the property is asked.
        for doi in sorted(identifiers_of_note(note, ()).dois):
            yield doi, _Holder(note.name, note.path, 0)
