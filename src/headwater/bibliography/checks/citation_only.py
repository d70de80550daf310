"""Sources of which nothing is known but a pasted citation."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.bibliography.checks.cited import Cited
from headwater.problems import Problem, problem


def citation_only(cited: Cited) -> Iterator[Problem]:
    """Every source note with a ready citation, without a title, and without an entry in a library.

    Pages show its text as it is, whatever the style.
    """
    for note in cited.sources():
        key, _ = cited.ready(note)
        titled = any(name.casefold() == "title" and text for name, text in note.properties.items())
        if key and not titled and note.name not in cited.formatted and note.name not in cited.library.items:
            yield problem("citation-only", note.path, note.property_lines.get(key, 0), key=key)
