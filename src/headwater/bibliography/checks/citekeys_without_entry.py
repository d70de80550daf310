"""Source notes whose citekey no library has."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.bibliography.checks.cited import Cited
from headwater.problems import Problem, problem


def citekeys_without_entry(cited: Cited) -> Iterator[Problem]:
    """Every source note that no library has an entry for, where there is a library and all was read."""
    items = cited.library.items
    if not items or not cited.library.is_whole:
        return
    spelled = {citekey.casefold(): citekey for citekey in items}
    for note in cited.sources():
        if note.name not in items:
            near = spelled.get(note.name.casefold())
            suggestion = f", perhaps {near!r}" if near else ""
            yield problem("citekey-without-entry", note.path, citekey=note.name, suggestion=suggestion)
