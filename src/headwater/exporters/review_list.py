"""Edges and how they stand, as text and as JSON; its form is `docs/schemas/reviews-1.json`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from headwater.evidence.ledger.movements import Movement, movements
from headwater.evidence.ledger.records import Review
from headwater.evidence.ledger.reports import edge_words, in_short
from headwater.evidence.ledger.states import Assessment, ReviewedEdge, State
from headwater.vault.notes import NotePath

VERSION = 1
"""The version of the JSON form; it changes when a reader of the old one could misread the new one."""

Record = dict[str, object]


def review_text(assessment: Assessment, edges: Sequence[ReviewedEdge]) -> str:
    """Each edge with its state, its id, what changed and what was found of it last."""
    moved = moved_below(assessment, edges)
    return "".join(line + "\n" for edge in edges for line in _lines(assessment, edge, moved.get(edge.id)))


def review_json(assessment: Assessment, edges: Sequence[ReviewedEdge]) -> str:
    """The same as JSON, with the texts before and after, and how many edges are in each state."""
    moved = moved_below(assessment, edges)
    states = Counter(edge.state for edge in assessment.edges)
    document = {
        "version": VERSION,
        "counts": {state.value: states[state] for state in State},
        "edges": [_record(edge, moved.get(edge.id)) for edge in edges],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


REVIEW_FORMATS: Mapping[str, Callable[[Assessment, Sequence[ReviewedEdge]], str]] = {
    "text": review_text,
    "json": review_json,
}


def moved_below(assessment: Assessment, edges: Sequence[ReviewedEdge]) -> dict[str, Movement]:
    """What moved below the edges with a deeper change, by their ids, as far as the ledger knows."""
    deeper = [edge for edge in edges if edge.state is State.DEEPER]
    if not deeper:
        return {}
    moved = movements(assessment)
    found = (
        (edge.id, moved.since(edge.review, edge.edge.start)) for edge in deeper if edge.review is not None
    )
    return {name: movement for name, movement in found if movement is not None}


def review_words(review: Review) -> str:
    """What was found of an edge, when and by whom: `reviewed on 2025-03-06 by Ada: holds`."""
    by = f" by {review.who}" if review.who else ""
    note = f" ({review.note})" if review.note else ""
    return f"reviewed on {review.date.date()}{by}: {review.verdict}{note}"


def _lines(assessment: Assessment, edge: ReviewedEdge, movement: Movement | None) -> Iterator[str]:
    yield f"{edge.id} {edge.state}: {edge_words(assessment.graph, edge.edge)}"
    why = in_short(assessment, edge, movement)
    if why:
        yield f"  {why}"
    if edge.review is not None:
        yield f"  {review_words(edge.review)}"


def _record(reviewed: ReviewedEdge, movement: Movement | None) -> Record:
    edge, review = reviewed.edge, reviewed.review
    place = edge.places[0]
    return {
        "id": reviewed.id,
        "state": reviewed.state.value,
        "suspect": reviewed.suspect,
        "from": edge.start,
        "relation": edge.relation,
        "to": edge.end,
        "path": place.path,
        "line": place.line,
        "review": _review_record(review) if review is not None else None,
        "changes": [
            {"path": change.path, "before": change.before_text, "now": change.text,
             "before_meaning": change.reviewed, "meaning": change.now}
            for change in reviewed.changes
        ],
        "moved": _movement_record(movement) if movement is not None else None,
    }  # fmt: skip


def _review_record(review: Review) -> Record:
    return {
        "verdict": review.verdict.value,
        "date": review.date.isoformat(),
        "who": review.who,
        "note": review.note,
    }


def _movement_record(movement: Movement) -> Record:
    other: NotePath | str | None = movement.other or None
    return {"path": movement.path, "move": movement.move.value, "other": other}
