"""Takeaways that no evidence source is found below."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.evidence.graph import Graph
from headwater.evidence.kinds import TAKEAWAY
from headwater.evidence.trace import sources_below
from headwater.problems import Problem, problem


def ungrounded_claims(graph: Graph) -> Iterator[Problem]:
    """Every takeaway with no evidence source upstream."""
    below = sources_below(graph)
    for path in graph.of_kind(TAKEAWAY):
        if not below[path]:
            yield problem("ungrounded-claim", path, kind=TAKEAWAY)
