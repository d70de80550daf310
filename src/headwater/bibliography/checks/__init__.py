"""What is odd about sources and their citations: one rule a file, run in the order of `RULES`.

A rule takes what is cited and yields problems; it changes nothing and knows no other rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from headwater.bibliography.checks.citation_differs import citation_differs
from headwater.bibliography.checks.citation_only import citation_only
from headwater.bibliography.checks.cited import Cited
from headwater.bibliography.checks.citekeys_without_entry import citekeys_without_entry
from headwater.bibliography.checks.duplicate_dois import duplicate_dois
from headwater.bibliography.checks.malformed_dois import malformed_dois
from headwater.bibliography.checks.resting_on_flagged import resting_on_flagged
from headwater.bibliography.checks.retracted_sources import retracted_sources
from headwater.bibliography.checks.unused_entries import unused_entries
from headwater.problems import Problem, in_order

Rule = Callable[[Cited], Iterable[Problem]]

RULES: tuple[Rule, ...] = (
    retracted_sources,
    resting_on_flagged,
    citekeys_without_entry,
    unused_entries,
    duplicate_dois,
    malformed_dois,
    citation_differs,
    citation_only,
)


def check_citations(cited: Cited) -> tuple[Problem, ...]:
    """Run every rule about citations; the problems by file and line."""
    return in_order(found for rule in RULES for found in rule(cited))
