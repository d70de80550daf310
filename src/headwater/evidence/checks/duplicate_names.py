"""Two notes of one name, which a link by name cannot tell apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from headwater.evidence.graph import Graph
from headwater.evidence.resolve import folded
from headwater.problems import MOST_NAMED, Problem, first_few, problem
from headwater.vault.notes import NotePath


def duplicate_names(graph: Graph) -> Iterator[Problem]:
    """Every note whose name another note has; letter case and Unicode form do not count."""
    names = [folded(note.name) for note in graph.notes.values()]
    if len(set(names)) == len(names):
        return
    named: dict[str, list[NotePath]] = defaultdict(list)
    for path, name in zip(graph.notes, names, strict=True):
        named[name].append(path)
    for paths in named.values():
        for path in paths if len(paths) > 1 else ():
            others = [other for other in paths[: MOST_NAMED + 1] if other != path]
            yield problem("duplicate-name", path, others=first_few(others, len(paths) - 1))
