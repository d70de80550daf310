"""What is odd about the evidence as a whole: one rule a file, run in the order of `RULES`.

A rule takes the graph and yields problems; it changes nothing and knows no other rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from headwater.evidence.checks.circular_support import circular_support
from headwater.evidence.checks.content_without_source import content_without_source
from headwater.evidence.checks.duplicate_names import duplicate_names
from headwater.evidence.checks.near_identical_claims import near_identical_claims
from headwater.evidence.checks.similar_tags import similar_tags
from headwater.evidence.checks.single_sources import single_sources
from headwater.evidence.checks.skipped_layers import skipped_layers
from headwater.evidence.checks.ungrounded_claims import ungrounded_claims
from headwater.evidence.checks.unknown_codes import unknown_codes
from headwater.evidence.checks.unused_insights import unused_insights
from headwater.evidence.graph import Graph
from headwater.problems import Problem, in_order


class Rule(NamedTuple):
    """A check of the whole graph."""

    run: Callable[[Graph], Iterable[Problem]]
    codes: tuple[str, ...]
    """The problems it reports, as keys of `headwater.problems.CATALOGUE`."""

    reads_claims: bool = False
    """Whether what it finds at one note hangs on the texts of others.

    A build that reads only the few notes whose texts have changed could not tell what such a rule finds, so
    none runs it; `headwater check` does.
    """


RULES: tuple[Rule, ...] = (
    Rule(circular_support, ("circular-support",)),
    Rule(ungrounded_claims, ("ungrounded-claim", "rests-on-assumptions")),
    Rule(skipped_layers, ("skipped-layer",)),
    Rule(single_sources, ("single-source",)),
    Rule(unused_insights, ("unused-insight",)),
    Rule(near_identical_claims, ("near-identical-claim",), reads_claims=True),
    Rule(content_without_source, ("content-without-source",)),
    Rule(duplicate_names, ("duplicate-name",)),
    Rule(similar_tags, ("similar-tags",)),
    Rule(unknown_codes, ("unknown-code",)),
)


QUICK_RULES = tuple(rule for rule in RULES if not rule.reads_claims)
"""The rules that builds run, too."""

COMPARING_RULES = tuple(rule for rule in RULES if rule.reads_claims)


def check(graph: Graph, rules: Iterable[Rule] = QUICK_RULES) -> tuple[Problem, ...]:
    """Run rules on a graph; the problems by file and line."""
    return in_order(found for rule in rules for found in rule.run(graph))
