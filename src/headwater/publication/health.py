"""What is told of how a vault fares: all of it to its author, and to readers what they may know.

What `headwater check` finds names notes, paths and words that are not published, and tells what claims said
before. So readers are told no message at all, only which rule found something at which published note; and
that only of rules that look at nothing but the note's own text, and at what its page says anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from headwater.config import Config
from headwater.problems import Problem, in_order
from headwater.scope import Scope
from headwater.vault.notes import NotePath

TOLD_TO_READERS = frozenset(
    {
        # Of the note's own text
        "unclosed-comment",
        "duplicate-property",
        "invalid-date",
        "unknown-kind",
        "self-support",
        "missing-link",
        "missing-embed",
        "query-not-computed",
        # Of what it rests on, whose sources and how many withheld notes there are its page names
        "ungrounded-claim",
        "rests-on-assumptions",
        "single-source",
        "content-without-source",
        "rests-on-withheld",
        # Of a source whose page says it
        "citekey-without-entry",
        "citation-only",
        "retracted-source",
        "source-of-concern",
        "corrected-source",
        "reinstated-source",
    }
)
"""The codes of the problems of which readers of a published Health page are told. Any other stays behind the
boundary: what is found by comparing notes, for one, would tell what a withheld note says."""


class Health(NamedTuple):
    """How a vault fares, as its Health page tells it."""

    problems: tuple[Problem, ...] = ()
    """What is odd; in the form for readers without message and hint."""

    edges: Mapping[str, int] = MappingProxyType({})
    """How many of the edges that can be reviewed are in each state, by the state's name."""

    ignored: int = 0
    """How many more problems there are that notes say to ignore."""

    unpublished: int = 0
    """How many more there are of which readers are not told."""

    unchecked: str = ""
    """What could not be checked, and why, in a sentence; empty if nothing."""

    whole: bool = True
    """Whether this is all there is to know, for the author alone."""


HealthSource = Callable[[], Health]
"""Finds out how the vault fares; called once the page that tells it is drawn."""


def shows_health(config: Config, scope: Scope) -> bool:
    """Whether a website has a Health page: the author's own preview has, others where they are to."""
    return scope.withheld_too or config.site.health


def public_health(health: Health, published: Collection[NotePath]) -> Health:
    """What readers may know of how a vault fares.

    Args:
        health: All there is to know, its edges excepted: these are to be of published notes already.
        published: The notes that are published; look-ups in it must be fast.
    """
    told = in_order(_told(health.problems, published))
    of_published = sum(_may_be_told(found, published) for found in health.problems)
    return Health(
        problems=told,
        edges=health.edges,
        unpublished=len(health.problems) - of_published,
        whole=False,
    )


def _told(problems: Iterable[Problem], published: Collection[NotePath]) -> Iterable[Problem]:
    return (replace(found, message="", hint="") for found in problems if _may_be_told(found, published))


def _may_be_told(found: Problem, published: Collection[NotePath]) -> bool:
    return found.code in TOLD_TO_READERS and found.path in published
