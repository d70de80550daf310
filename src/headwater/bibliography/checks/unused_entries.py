"""Entries of libraries that the vault never uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from headwater.bibliography.checks.cited import Cited
from headwater.problems import Problem, problem

NAMED = 3
"""How many of them are named."""


def unused_entries(cited: Cited) -> Iterator[Problem]:
    """One problem for each library: whoever keeps all papers of a life in one wants no line for each."""
    used = cited.named.union(note.name for note in cited.sources())
    sizes = Counter(item.path for item in cited.library.items.values())
    for path, size in sizes.items():
        unused = [
            item.citekey
            for item in cited.library.items.values()
            if item.path == path and item.citekey not in used
        ]
        if unused:
            names = ", ".join(unused[:NAMED]) + (", …" if len(unused) > NAMED else "")
            yield problem("unused-entry", path, count=f"{len(unused):,}", size=f"{size:,}", names=names)
