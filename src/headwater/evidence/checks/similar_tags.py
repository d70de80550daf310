"""One topic under two tag notes that differ in spelling only."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from headwater.evidence.graph import Graph
from headwater.evidence.kinds import TAG
from headwater.problems import Problem, problem
from headwater.vault.notes import NotePath

_ACRONYMS = re.compile(r"\s*\([^()]*\)\s*$")
_ACRONYM = re.compile(r"\S*[A-Z]\S*[A-Z]\S*")
_WORD = re.compile(r"[^\W_]+|[+#]")
"""A plus tells CD4+ from CD4, and C++ from C."""

LONGEST_ACRONYM = 3
"""Letters of a word that may end with an s and yet be no plural."""


def similar_tags(graph: Graph) -> Iterator[Problem]:
    """Every tag note whose name is another's but for letter case, signs, a plural s or an acronym."""
    yield from _spelled_alike(graph)
    yield from _named_by_acronym(graph)


def _spelled_alike(graph: Graph) -> Iterator[Problem]:
    spelled: dict[str, list[NotePath]] = defaultdict(list)
    for path in graph.of_kind(TAG):
        name = graph.notes[path].name
        for key in {_spelling(name), _spelling(_ACRONYMS.sub("", name))}:
            spelled[key].append(path)
    seen = set()
    for paths in spelled.values():
        first, *others = sorted(paths)
        for path in others:
            # Two names with different words in parentheses are two topics, not two spellings.
            if (first, path) not in seen and not _differ_in_parentheses(first, path):
                seen.add((first, path))
                yield problem("similar-tags", path, other=first)


def _named_by_acronym(graph: Graph) -> Iterator[Problem]:
    """Tags without parentheses whose name is what another tag has in its own: `MSC`, `Stem Cells (MSCs)`."""
    names = {path: graph.notes[path].name for path in graph.of_kind(TAG)}
    bare = {_spelling(name): path for path, name in names.items() if not _ACRONYMS.search(name)}
    for path, name in names.items():
        for other in _other_names(name):
            if _spelling(other) in bare:
                yield problem("similar-tags", bare[_spelling(other)], other=path)


def _other_names(name: str) -> list[str]:
    """What stands in parentheses behind a name, if an acronym is among it: else that is no other name."""
    inside = _ACRONYMS.search(name)
    others = re.split(r"[,;/]\s*", inside[0].strip(" ()")) if inside else []
    return others if any(_ACRONYM.fullmatch(other) for other in others) else []


def _spelling(name: str) -> str:
    words = _WORD.findall(name.casefold())
    return "".join(
        word[:-1] if len(word) > LONGEST_ACRONYM and word.endswith("s") else word for word in words
    )


def _differ_in_parentheses(first: str, second: str) -> bool:
    inside = [re.search(r"\(([^()]*)\)(?:\.md)?$", path) for path in (first, second)]
    return all(inside) and len({_spelling(match[1]) for match in inside if match}) > 1
