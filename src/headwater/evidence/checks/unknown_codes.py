"""What a note says is to be ignored about it, and codes there that no problem has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from headwater.evidence.graph import Graph
from headwater.problems import CATALOGUE, Problem, near_code, problem
from headwater.vault.notes import Note

PROPERTY = "headwater-ignore"
"""The property that lists the codes of problems a note's author knows of."""

_CODE = re.compile(r"[^\s,]+")


def ignored_codes(note: Note) -> tuple[str, ...]:
    """The codes that a note's property lists: one text, several with commas or blanks between, or a list."""
    value = note.properties.get(PROPERTY)
    listed = value if isinstance(value, list) else [value]
    return tuple(code for item in listed if isinstance(item, str) for code in _CODE.findall(item))


def unknown_codes(graph: Graph) -> Iterator[Problem]:
    """Every code among them that is not in the catalogue."""
    for note in graph.notes.values():
        for code in ignored_codes(note) if PROPERTY in note.properties else ():
            if code not in CATALOGUE:
                near = near_code(code)
                suggestion = f" (did you mean {near!r}?)" if near else ""
                line = note.property_lines.get(PROPERTY, 0)
                facts = {"key": PROPERTY, "named": code, "suggestion": suggestion}
                yield problem("unknown-code", note.path, line, **facts)
