"""What is kept of a website between runs: what its pages and claims were drawn from, and what came of it."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import NamedTuple

from headwater.site.asking import Question
from headwater.site.manifest import Fingerprint
from headwater.vault.notes import NotePath

UNKNOWN = b""
"""In the place of a fingerprint: nothing has it."""


class DrawnFrom(NamedTuple):
    """All that decides the bytes of a note's page."""

    inputs: bytes
    """The fingerprint that `headwater.site.inputs` gives, or `UNKNOWN`."""

    asked: tuple[Question, ...]
    """What its text asked about other notes."""

    answers: bytes
    """The fingerprint of what was answered."""


class KeptPage(NamedTuple):
    """A note's page."""

    drawn_from: DrawnFrom
    fingerprint: Fingerprint
    """Of its bytes."""


class KeptClaim(NamedTuple):
    """A claim as HTML."""

    inputs: bytes
    """The fingerprint of its Markdown and of its page's place."""

    asked: tuple[Question, ...]
    answers: bytes
    html: str


class KeptSite(NamedTuple):
    """What was drawn of a website."""

    outputs: dict[NotePath, str]
    """The file of every note's page."""

    pages: dict[str, KeptPage]
    """The notes' pages, by place in the output folder."""

    claims: dict[NotePath, KeptClaim]
    rows: dict[NotePath, bytes]
    """Notes as rows of tables, as far as they were drawn where they could be kept."""

    search: dict[str, str]
    """The shards of the search's index, by place; all of them, or those that are known."""

    lines: dict[NotePath, bytes]
    """Notes as items of lists in Markdown, as far as they were drawn where they could be kept."""

    drafts: dict[str, bytes]
    """Large files by place, as they were drawn last: little of them changes with a text."""

    around: bytes
    """What surrounds every note's page."""


def drafts_after(before: KeptSite, known: Container[str], drawn: Mapping[str, bytes]) -> dict[str, bytes]:
    """The large files of a site as they are drawn now.

    Args:
        before: What was drawn of it earlier.
        known: The files that are as they were.
        drawn: The large files that were drawn since.
    """
    return {**{place: draft for place, draft in before.drafts.items() if place in known}, **drawn}


NOTHING_DRAWN = KeptSite({}, {}, {}, {}, {}, {}, {}, b"")
