"""What is odd about the evidence as a whole: one rule a file, run in the order of `RULES`.

A rule takes the graph and yields problems; it changes nothing and knows no other rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from headwater.evidence.checks.circular_support import circular_support
from headwater.evidence.checks.content_without_source import content_without_source
from headwater.evidence.checks.duplicate_names import duplicate_names
from headwater.evidence.checks.similar_tags import similar_tags
from headwater.evidence.checks.ungrounded_claims import ungrounded_claims
from headwater.evidence.graph import Graph
from headwater.problems import Problem, in_order

Rule = Callable[[Graph], Iterable[Problem]]

RULES: tuple[Rule, ...] = (
    circular_support,
    ungrounded_claims,
    content_without_source,
    duplicate_names,
    similar_tags,
)


def check(graph: Graph) -> tuple[Problem, ...]:
    """Run every rule on a graph; the problems by file and line."""
    return in_order(found for rule in RULES for found in rule(graph))
