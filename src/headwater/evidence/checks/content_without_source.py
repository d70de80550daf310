"""Source content that belongs to no evidence source."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.evidence.graph import Graph
from headwater.evidence.kinds import CONTENT, SOURCE
from headwater.problems import Problem, problem


def content_without_source(graph: Graph) -> Iterator[Problem]:
    """Every source content note whose citekey has no source note and that no other source supports."""
    for path in graph.of_kind(CONTENT):
        if graph.source_of_content(path) is None and not any(
            graph.kind(supporter).name == SOURCE for supporter in graph.arriving(path)
        ):
            citekey = graph.notes[path].name.partition(" - ")[0]
            yield problem("content-without-source", path, citekey=citekey)
