"""What diagrams of a trace have in common: which notes, which arrows, which words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from headwater.evidence.kinds import SUPPORTS
from headwater.evidence.trace import Trace
from headwater.opened import Vault
from headwater.vault.notes import NotePath
from headwater.vault.plain import plain_text

LABEL = 80
"""Characters of a claim that a diagram shows."""


def node_ids(traced: Trace) -> Mapping[NotePath, str]:
    """A short id for every note of a trace."""
    paths = dict.fromkeys(step.path for step in traced.steps)
    return {path: f"n{number}" for number, path in enumerate(paths)}


def arrows(vault: Vault, inside: Mapping[NotePath, str]) -> Iterator[tuple[str, str]]:
    """Every *supports* between notes of a trace, as pairs of ids from the supporter to the supported."""
    for edge in vault.graph.edges:
        if edge.relation == SUPPORTS and edge.start in inside and edge.end in inside:
            yield inside[edge.start], inside[edge.end]


def label(vault: Vault, path: NotePath) -> str:
    """The words on a note: its claim, cut short, or its name."""
    note = vault.graph.notes[path]
    words = plain_text(note.claim) if vault.graph.kind(path).claims and note.claim else note.name
    return words if len(words) <= LABEL else words[: LABEL - 1].rstrip() + "…"
