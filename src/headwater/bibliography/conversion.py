"""Have pandoc turn many entries of a library into CSL JSON, in few runs, whatever some of them hold.

Pandoc refuses a file for one broken entry. So a batch that it refuses is halved until the entries that it
refuses stand alone: each broken one costs a few runs and nothing but itself.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from headwater.bibliography.pandoc import run_pandoc
from headwater.errors import CitationError, PandocRefused

BATCH = 1_000
"""Entries that one run converts: pandoc takes 0.2 MB of memory for each, and no less time for more."""

MOST_RUNS = 200
"""Runs that are spent on finding the broken entries of one batch."""

_SOUND = {
    "biblatex": b"@misc{x, title = {X}}\n",
    "bibtex": b"@misc{x, title = {X}}\n",
    "ris": b"TY  - GEN\nID  - x\nTI  - X\nER  - \n",
}
"""By format, what every pandoc that works takes."""


class Piece(NamedTuple):
    """An entry to convert."""

    key: str
    """Its key in `text`, which no other piece has."""

    text: str
    """The entry in its format."""

    beside: tuple[tuple[str, str], ...] = ()
    """Entries it takes from (crossref, xdata), as keys and texts."""


class Converted(NamedTuple):
    """What pandoc made of entries."""

    items: dict[str, Mapping[str, Any]]
    """CSL JSON, by key."""

    refused: dict[str, str]
    """Why it does not take the others, by key."""


def convert(form: str, pieces: Sequence[Piece]) -> Converted:
    """Turn entries into CSL JSON.

    Args:
        form: `biblatex`, `bibtex` or `ris`.
        pieces: The entries.

    Raises:
        CitationError: There is no pandoc, or none that works.
    """
    batches = [pieces[start : start + BATCH] for start in range(0, len(pieces), BATCH)]
    found = Converted({}, {})
    # Threads, as each does nothing but wait for its pandoc.
    with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
        for one in pool.map(lambda batch: _Batch(form).convert(batch), batches):
            found.items.update(one.items)
            found.refused.update(one.refused)
    return found


class _Batch:
    """Converts one batch; counts the runs."""

    def __init__(self, form: str) -> None:
        self.form = form
        # In its sandbox no LaTeX of a library can have another file read.
        self.arguments = ("--sandbox", "-f", form, "-t", "csljson")
        self.runs = 0

    def convert(self, batch: Sequence[Piece]) -> Converted:
        found = Converted({}, {})
        waiting = [batch]
        while waiting:
            pieces = waiting.pop()
            if not pieces:
                continue
            if self.runs > MOST_RUNS:
                found.refused.update((piece.key, "too many entries around it are broken") for piece in pieces)
                continue
            try:
                found.items.update(self._run(pieces))
            except PandocRefused as error:
                self._check_pandoc()
                half = len(pieces) // 2
                if half:
                    waiting += [pieces[half:], pieces[:half]]
                else:
                    found.refused[pieces[0].key] = _reason(error)
        return found

    def _run(self, pieces: Iterable[Piece]) -> dict[str, Mapping[str, Any]]:
        texts: dict[str, str] = {}
        for piece in pieces:
            texts[piece.key] = piece.text
            texts.update(piece.beside)
        self.runs += 1
        written = run_pandoc(self.arguments, "\n".join(texts.values()).encode("utf-8", "replace"))
        try:
            items = json.loads(written or b"[]")
        except ValueError as error:
            raise CitationError(
                "pandoc wrote no JSON", hint="install pandoc 3 from https://pandoc.org"
            ) from error
        return {str(item.get("id")): item for item in items if isinstance(item, dict)}

    def _check_pandoc(self) -> None:
        """Make sure that a pandoc that refuses entries works at all, before they are blamed."""
        if self.runs == 1:
            run_pandoc(self.arguments, _SOUND[self.form])


def _reason(error: CitationError) -> str:
    """What pandoc says of an entry, without the lines it shows of it and places in what it was given."""
    said = [line.strip() for line in error.message.removeprefix("pandoc failed: ").splitlines()]
    told = [line for line in said if line and not line.startswith(("Error at", "^", "@", "WARNING"))]
    return told[0] if told else "pandoc cannot read it"
