"""A hash over all that a note rests on: where it is the same, nothing below has moved.

After R. Merkle, *A digital signature based on a conventional encryption function* (1987,
https://doi.org/10.1007/3-540-48184-2_32): a note's hash is that of what it means, of the hashes of its
supporters, and of what its opponents mean. There are no names in it, so that none matters. Notes that support
one another in a circle have one hash for the circle, made of its members and of the edges among them, and
differ by what is their own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from headwater.evidence.graph import Graph
from headwater.evidence.kinds import OPPOSES
from headwater.evidence.ledger.meaning import DIGITS
from headwater.evidence.trace import components
from headwater.vault.notes import NotePath


def support_hashes(graph: Graph, tokens: Mapping[NotePath, str]) -> dict[NotePath, str]:
    """The hash of each note with all that it rests on; one pass, in time linear in notes and edges.

    Args:
        graph: The graph.
        tokens: What each note means, for all that support or oppose others or are so themselves.

    Returns:
        A hash for each of these.
    """
    hashes: dict[NotePath, str] = {}
    for component in components(graph):
        if len(component) > 1:
            hashes.update(_of_circle(graph, component, tokens, hashes))
        elif component[0] in tokens:
            path = component[0]
            hashes[path] = _own(graph, path, tokens, (hashes[below] for below in graph.arriving(path)))
    return hashes


def _own(graph: Graph, path: NotePath, tokens: Mapping[NotePath, str], below: Iterable[str]) -> str:
    # An opponent by what it says, not by what it rests on: two notes may well oppose each other.
    against = (tokens[opponent] for opponent in graph.arriving(path, OPPOSES))
    return _hash("note", tokens[path], "supported", *sorted(below), "opposed", *sorted(against))


def _of_circle(
    graph: Graph,
    component: Sequence[NotePath],
    tokens: Mapping[NotePath, str],
    hashes: Mapping[NotePath, str],
) -> dict[NotePath, str]:
    members = set(component)
    own = {
        path: _own(
            graph, path, tokens, (hashes[below] for below in graph.arriving(path) if below not in members)
        )
        for path in component
    }
    edges = sorted(
        own[below] + own[path] for path in component for below in graph.arriving(path) if below in members
    )
    whole = _hash("circle", *sorted(own.values()), "edges", *edges)
    return {path: _hash("member", whole, own[path]) for path in component}


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:DIGITS]
