"""One topic under two tag notes that differ in spelling only."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from headwater.evidence.graph import Graph
from headwater.evidence.kinds import TAG
from headwater.problems import Problem, problem
from headwater.vault.notes import NotePath


def similar_tags(graph: Graph) -> Iterator[Problem]:
    """Every tag note whose name is another's but for letter case, signs, a plural s or an acronym."""
    spelled: dict[str, list[NotePath]] = defaultdict(list)
    for path in graph.of_kind(TAG):
        name = graph.notes[path].name
        keys = {_spelling(name)} | ({_spelling(re.sub(r"\s*\([^()]*\)\s*$", "", name))} if "(" in name else set())
        for key in keys:
            spelled[key].append(path)
    seen = set()
    for paths in spelled.values():
        first, *others = sorted(paths)
        for path in others:
            # Two names with different words in parentheses are two topics, not two spellings.
            if (first, path) not in seen and not _differ_in_parentheses(first, path):
                seen.add((first, path))
                yield problem("similar-tags", path, other=first)


def _spelling(name: str) -> str:
    words = re.findall(r"[^\W_]+", name.casefold())
    return "".join(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words)


def _differ_in_parentheses(first: str, second: str) -> bool:
    inside = [re.search(r"\(([^()]*)\)(?:\.md)?$", path) for path in (first, second)]
    return all(inside) and len({_spelling(match[1]) for match in inside if match}) > 1
