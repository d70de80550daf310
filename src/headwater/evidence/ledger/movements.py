"""What has moved below an edge since it was reviewed: of all that has, the last; of several, the nearest.

The hash over the support says that something moved, and not what. The ledger does, as far as it knows the
edges below: a note that says something else than it did, an edge that is new, an edge that is no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from headwater.evidence.graph import Graph
from headwater.evidence.ledger.records import Review
from headwater.evidence.ledger.states import Assessment, State
from headwater.evidence.trace import components
from headwater.vault.notes import NotePath

_NOW = datetime.max.replace(tzinfo=UTC)
"""When something moved that nobody has reviewed since."""


class Move(StrEnum):
    """What happened to a note."""

    REWORDED = "says something else"
    GAINED = "has a new edge from"
    UNREVIEWED = "has an unreviewed edge from"
    LOST = "has lost an edge from"


class Movement(NamedTuple):
    """Something that moved."""

    when: datetime
    """When it was first reviewed so; the end of time, if nobody has."""

    nearness: int
    """The number of edges from the note that rests on it, negative."""

    path: NotePath
    """The note."""

    move: Move
    other: str = ""
    """The note at the other end of the edge: its path; if it is no more, its id."""

    reviewed: str = ""
    """The hash of what a reworded note said before."""


_UNDATED = frozenset({Move.UNREVIEWED, Move.LOST})
"""What the ledger cannot date: it may have been so before an edge was reviewed, and explains only what
nothing else does."""


class Moved(NamedTuple):
    """What moved last below notes, for each of them, and in themselves."""

    dated: Mapping[NotePath, Movement]
    undated: Mapping[NotePath, Movement]

    def since(self, review: Review, path: NotePath) -> Movement | None:
        """What explains that something below a note is not as it was when an edge of it was reviewed."""
        movement = self.dated.get(path)
        return movement if movement and movement.when > review.date else self.undated.get(path)


def movements(assessment: Assessment) -> Moved:
    """Find what moved last in what each note rests on, in time linear in notes and edges."""
    found = list(_moves(assessment))
    dated = [movement for movement in found if movement.move not in _UNDATED]
    undated = [movement for movement in found if movement.move in _UNDATED]
    return Moved(_below(assessment.graph, dated), _below(assessment.graph, undated))


def _below(graph: Graph, found: Iterable[Movement]) -> Mapping[NotePath, Movement]:
    """For each note the last of these movements upstream of it or in itself."""
    last: dict[NotePath, Movement] = {}
    for movement in found:
        last[movement.path] = max(movement, last.get(movement.path, movement))
    if not last:
        return last
    for component in components(graph):
        inherited = [
            last[below]._replace(nearness=last[below].nearness - 1)
            for path in component
            for below in graph.arriving(path)
            if below in last
        ]
        own = [last[path] for path in component if path in last]
        if inherited or own:
            latest = max(inherited + own)
            last.update(dict.fromkeys(component, latest))
    return last


def _moves(assessment: Assessment) -> Iterator[Movement]:
    for edge, _, state, _, _ in assessment.edges:
        reviews = assessment.identity.edges.get((edge.start, edge.relation, edge.end), ())
        if state is State.UNREVIEWED:
            yield Movement(_NOW, 0, edge.end, Move.UNREVIEWED, edge.start)
        else:
            yield Movement(reviews[0].date, 0, edge.end, Move.GAINED, edge.start)
    for path, said in _said(assessment).items():
        now = assessment.meanings.hashes[path]
        since, before = _last_change([*said, _Said(now, _NOW)])
        if before:
            yield Movement(since, 0, path, Move.REWORDED, reviewed=before)
    paths = _present(assessment)
    for review in assessment.missing:
        if review.end in paths:
            yield Movement(_NOW, 0, paths[review.end], Move.LOST, review.start)


class _Said(NamedTuple):
    meaning: str
    date: datetime


def _said(assessment: Assessment) -> Mapping[NotePath, list[_Said]]:
    """What each note said whenever an edge of it was reviewed, by date."""
    said: dict[NotePath, list[_Said]] = {}
    for (start, _, end), reviews in assessment.identity.edges.items():
        for review in reviews:
            if start in assessment.meanings.hashes:
                said.setdefault(start, []).append(_Said(review.start_meaning, review.date))
            if end in assessment.meanings.hashes:
                said.setdefault(end, []).append(_Said(review.end_meaning, review.date))
    for known in said.values():
        known.sort(key=lambda one: one.date)
    return said


def _last_change(said: list[_Said]) -> tuple[datetime, str]:
    """When the last of what was said was first said, without a break, and what was before it, if anything."""
    since = said[-1].date
    for meaning, date in reversed(said):
        if meaning != said[-1].meaning:
            return since, meaning
        since = date
    return since, ""


def _present(assessment: Assessment) -> Mapping[str, NotePath]:
    """The notes by every id that the ledger or the vault has for them."""
    identity = assessment.identity
    first = {name: path for path, name in identity.firsts.items()}
    return {**first, **identity.renamed, **{name: path for path, name in identity.ids.items()}}
