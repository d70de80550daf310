"""Entries of libraries that the vault never uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from headwater.bibliography.checks.cited import Cited
from headwater.problems import Problem, problem

NAMED = 3
"""How many of them are named."""


def unused_entries(cited: Cited) -> Iterator[Problem]:
    """One problem for each library: whoever keeps all papers of a life in one wants no line for each."""
    used = cited.named.union(note.name for note in cited.sources())
    entries: dict[str, list[str]] = defaultdict(list)
    for item in cited.library.items.values():
        entries[item.path].append(item.citekey)
    for path, citekeys in entries.items():
        unused = [citekey for citekey in citekeys if citekey not in used]
        if unused:
            names = ", ".join(unused[:NAMED]) + (", …" if len(unused) > NAMED else "")
            yield problem(
                "unused-entry", path, count=f"{len(unused):,}", size=f"{len(citekeys):,}", names=names
            )
