"""How each edge stands today: what was found of it, and whether that was found of what is there now.

A verdict holds for what was reviewed. If one end says something else now, the edge is *suspect*; if both say
what they said, but something has moved in what the upstream end rests on, that is a *deeper change*. As all
that counts is what the vault says now, taking a change back restores the verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from headwater.evidence.graph import Edge, Graph
from headwater.evidence.ledger.identity import Identity, identify, reviewed_edges
from headwater.evidence.ledger.meaning import digest_of, meaning_of
from headwater.evidence.ledger.records import Ledger, Review, Verdict
from headwater.evidence.ledger.support import support_hashes
from headwater.evidence.trace import components
from headwater.vault.notes import NotePath


class State(StrEnum):
    """How an edge stands."""

    SUSPECT = "suspect"
    """One of its two notes says something else than when it was reviewed."""

    DEEPER = "deeper change"
    """Both say the same, but not everything that the upstream one rests on does."""

    REWORK = "rework"
    """It was found not to hold, and nothing has changed since."""

    UNREVIEWED = "unreviewed"
    HOLDS = "holds"
    """It was found to hold, and nothing has changed since."""


SUSPICIOUS = frozenset({State.SUSPECT, State.DEEPER})
"""The states of edges that hold no longer for certain, as something upstream of them, or they themselves,
changed."""


class Change(NamedTuple):
    """A note that says something else than when an edge of it was reviewed."""

    path: NotePath
    reviewed: str
    """The hash of what it said."""

    now: str
    before_text: str | None
    """What it said; None where the text was not kept."""

    text: str
    """What it says."""


class ReviewedEdge(NamedTuple):
    """An edge and how it stands."""

    edge: Edge
    id: str
    """Ten hexadecimal digits by which it can be called; renaming a note leaves them."""

    state: State
    review: Review | None
    """The review that decides; None where there is none."""

    changes: tuple[Change, ...] = ()
    """Of a suspect edge, which of its notes changed, the upstream one first."""

    @property
    def suspect(self) -> bool:
        """Whether it must be looked at again."""
        return self.state in SUSPICIOUS


class Meanings(NamedTuple):
    """What the notes at the ends of reviewed edges mean."""

    texts: Mapping[NotePath, str]
    hashes: Mapping[NotePath, str]


# eq=False: as of the graph that it is about.
@dataclass(frozen=True, eq=False)
class Assessment:
    """A vault's edges held against its ledger. Made by `assess`."""

    graph: Graph
    ledger: Ledger
    identity: Identity
    meanings: Meanings
    below: Mapping[NotePath, str]
    """The hash of each note with all that it rests on."""

    edges: tuple[ReviewedEdge, ...]
    """Every edge that can be reviewed, upstream first: none comes before those that its upstream end rests
    on, circles aside; those into one note stand together."""

    missing: tuple[Review, ...]
    """Of each reviewed edge that is no more the last review, in the order of the lines."""

    def in_state(self, *states: State) -> tuple[ReviewedEdge, ...]:
        """The edges in any of these states, upstream first."""
        return tuple(edge for edge in self.edges if edge.state in states)

    @cached_property
    def suspects(self) -> Mapping[NotePath, tuple[ReviewedEdge, ...]]:
        """For each note the suspect edges into it, with what changed."""
        into: dict[NotePath, list[ReviewedEdge]] = {}
        for edge in self.edges:
            if edge.suspect:
                into.setdefault(edge.edge.end, []).append(edge)
        return {path: tuple(edges) for path, edges in into.items()}


def assess(graph: Graph, ledger: Ledger, properties: Sequence[str] = ()) -> Assessment:
    """Hold the edges of a vault against its ledger.

    Args:
        graph: The graph.
        ledger: The ledger.
        properties: The names of the properties that count as part of what a note says.
    """
    edges = reviewed_edges(graph)
    meanings = _meanings(graph, edges, properties)
    identity = identify(graph, ledger, meanings.hashes)
    below = support_hashes(graph, _tokens(meanings, identity))
    judge = _Judge(ledger, identity, meanings, below)
    return Assessment(
        graph=graph,
        ledger=ledger,
        identity=identity,
        meanings=meanings,
        below=below,
        edges=tuple(map(judge.judged, _upstream_first(graph, edges))),
        missing=_missing(identity, edges),
    )


def _meanings(graph: Graph, edges: Iterable[Edge], properties: Sequence[str]) -> Meanings:
    ends = sorted({path for edge in edges for path in (edge.start, edge.end)})
    texts = {path: meaning_of(graph, path, properties) for path in ends}
    return Meanings(texts, {path: digest_of(text) for path, text in texts.items()})


def _tokens(meanings: Meanings, identity: Identity) -> dict[NotePath, str]:
    """What each note brings into the hashes over support: what it says; if nothing, which one it is."""
    return {
        path: f"{meanings.hashes[path]}" if text else f"id {identity.firsts[path]}"
        for path, text in meanings.texts.items()
    }


def _upstream_first(graph: Graph, edges: Iterable[Edge]) -> list[Edge]:
    ranks = {path: rank for rank, component in enumerate(components(graph)) for path in component}
    # Ties keep the order of the graph.
    return sorted(edges, key=lambda edge: (ranks[edge.end], edge.end, ranks[edge.start]))


def _missing(identity: Identity, edges: Iterable[Edge]) -> tuple[Review, ...]:
    present = {(edge.start, edge.relation, edge.end) for edge in edges}
    gone = {(review.start, review.relation, review.end): review for review in identity.lost}
    gone |= {
        (review.start, review.relation, review.end): review
        for key, reviews in identity.edges.items()
        if key not in present
        for review in reviews[-1:]
    }
    return tuple(sorted(gone.values(), key=lambda review: review.line))


class _Judge:
    """Says of each edge how it stands."""

    def __init__(
        self, ledger: Ledger, identity: Identity, meanings: Meanings, below: Mapping[NotePath, str]
    ) -> None:
        self.ledger = ledger
        self.identity = identity
        self.meanings = meanings
        self.below = below

    def judged(self, edge: Edge) -> ReviewedEdge:
        start, relation, end, _ = edge
        firsts = self.identity.firsts
        name = digest_of(f"{firsts[start]}\n{relation}\n{firsts[end]}")[:10]
        reviews = self.identity.edges.get((start, relation, end))
        if not reviews:
            return ReviewedEdge(edge, name, State.UNREVIEWED, None)
        hashes = self.meanings.hashes
        said = hashes[start], hashes[end]
        fitting = [review for review in reviews if (review.start_meaning, review.end_meaning) == said]
        if not fitting:
            return ReviewedEdge(edge, name, State.SUSPECT, reviews[-1], self._changes(edge, reviews[-1]))
        # Of what is there now as a whole, if that was ever reviewed: so what is taken back has its verdict
        # again.
        whole = [review for review in fitting if review.below == self.below[start]]
        review = (whole or fitting)[-1]
        if review.verdict is Verdict.REWORK:
            return ReviewedEdge(edge, name, State.REWORK, review)
        return ReviewedEdge(edge, name, State.HOLDS if whole else State.DEEPER, review)

    def _changes(self, edge: Edge, review: Review) -> tuple[Change, ...]:
        ends = ((edge.start, review.start_meaning), (edge.end, review.end_meaning))
        texts, hashes = self.meanings
        return tuple(
            Change(path, before, hashes[path], self.ledger.texts.get(before), texts[path])
            for path, before in ends
            if before != hashes[path]
        )
