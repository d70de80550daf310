"""DOIs that lead nowhere, for they are none."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.bibliography.checks.cited import Cited
from headwater.bibliography.matching import doi_in, is_doi, printable, property_key
from headwater.problems import Problem, problem
from headwater.vault.notes import Note

SHOWN = 80
"""How many letters of one are shown."""


def malformed_dois(cited: Cited) -> Iterator[Problem]:
    """Every DOI of a library's entry or a source note's property that is no DOI."""
    for item in cited.library.items.values():
        yield from _judged(item.data.get("DOI"), item.path, item.line)
    for note in cited.sources():
        for key, value in note.properties.items():
            if property_key(key) == "doi":
                yield from _of_property(note, key, value)


def _of_property(note: Note, key: str, value: object) -> Iterator[Problem]:
    for each in value if isinstance(value, list) else [value]:
        yield from _judged(each, note.path, note.property_lines.get(key, 0))


def _judged(value: object, path: str, line: int) -> Iterator[Problem]:
    if value is None or (isinstance(value, str) and (not value.strip() or is_doi(value))):
        return
    written = str(value)
    doi = doi_in(written)
    suggestion = f", perhaps {doi}" if doi else ""
    yield problem("malformed-doi", path, line, doi=printable(written)[:SHOWN], suggestion=suggestion)
