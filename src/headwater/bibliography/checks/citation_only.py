"""Sources of which nothing is known but a pasted citation."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.bibliography.checks.cited import Cited
from headwater.bibliography.sources import completed
from headwater.problems import Problem, problem


def citation_only(cited: Cited) -> Iterator[Problem]:
    """Every source note with a ready citation whose title neither a library nor the note itself knows.

    Pages show its text as it is, whatever the style.
    """
    for note in cited.sources():
        key, _ = cited.ready(note)
        if key and completed(note, cited.library.items.get(note.name)) is None:
            yield problem("citation-only", note.path, note.property_lines.get(key, 0), key=key)
