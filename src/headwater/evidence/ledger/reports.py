"""What `headwater check` says of the ledger: its own oddities, and the edges that want to be looked at."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.evidence.graph import Edge, Graph
from headwater.evidence.ledger.differences import differences
from headwater.evidence.ledger.movements import Move, Movement, movements
from headwater.evidence.ledger.records import REVIEWS
from headwater.evidence.ledger.states import Assessment, Change, ReviewedEdge, State
from headwater.problems import Problem, in_order, problem
from headwater.vault.notes import NotePath

LONGEST_QUOTE = 60
"""How many characters of a changed passage a message shows."""


def ledger_problems(assessment: Assessment) -> tuple[Problem, ...]:
    """Everything odd about a vault's ledger and its edges in the light of it, by file and line.

    A vault without a ledger has none of these problems: nobody must review.
    """
    ledger = assessment.ledger
    problems = [*ledger.problems, *_missing(assessment)]
    if ledger.reviews:
        problems += _edges(assessment)
    return in_order(problems)


def _missing(assessment: Assessment) -> Iterator[Problem]:
    for review in assessment.missing:
        facts = {"start": review.start, "relation": review.relation, "end": review.end}
        yield problem("review-of-missing-edge", REVIEWS, review.line, **facts)


def _edges(assessment: Assessment) -> Iterator[Problem]:
    deeper = assessment.in_state(State.DEEPER)
    moved = movements(assessment) if deeper else None
    for reviewed in assessment.in_state(State.SUSPECT, State.DEEPER, State.REWORK):
        if reviewed.review is None:
            continue
        place = reviewed.edge.places[0]
        facts = {"edge": edge_words(assessment.graph, reviewed.edge), "date": reviewed.review.date.date()}
        if reviewed.state is State.SUSPECT:
            change = "; ".join(change_words(assessment.graph, change) for change in reviewed.changes)
            yield problem("suspect-link", place.path, place.line, change=change, id=reviewed.id, **facts)
        elif reviewed.state is State.REWORK:
            said = f": {reviewed.review.note}" if reviewed.review.note else ""
            yield problem("link-to-rework", place.path, place.line, said=said, **facts)
        else:
            movement = moved.since(reviewed.review, reviewed.edge.start) if moved else None
            moves = movement_words(assessment, movement)
            yield problem("deeper-change", place.path, place.line, moves=moves, id=reviewed.id, **facts)


def edge_words(graph: Graph, edge: Edge) -> str:
    """An edge by the names of its notes: `a supports b`."""
    return f"{graph.notes[edge.start].name} {edge.relation} {graph.notes[edge.end].name}"


def change_words(graph: Graph, change: Change) -> str:
    """What changed in a note, in short: `a: “70 °C” → “75 °C”`."""
    name = graph.notes[change.path].name
    if change.before_text is None:
        return f"{name} says something else (what it said was not kept)"
    changed = [piece for piece in differences(change.before_text, change.text) if not piece.same]
    first = f"{_quoted(changed[0].before)} → {_quoted(changed[0].now)}" if changed else "says something else"
    more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
    return f"{name}: {first}{more}"


def printable(text: str) -> str:
    """A text without signs that would steer a terminal."""
    return "".join(sign if sign.isprintable() or sign == "\n" else "\ufffd" for sign in text)


def _quoted(text: str) -> str:
    words = printable(text).strip()
    short = words if len(words) <= LONGEST_QUOTE else words[: LONGEST_QUOTE - 1].rstrip() + "…"
    return f"“{short}”" if short else "nothing"


def movement_words(assessment: Assessment, movement: Movement | None) -> str:
    """What moved, in short: `a: “70 °C” → “75 °C”`, `a has lost an edge from b`."""
    if movement is None:
        return "what it rests on is not what it was"
    path, notes = movement.path, assessment.graph.notes
    if movement.move is Move.REWORDED:
        texts, hashes = assessment.meanings
        before = assessment.ledger.texts.get(movement.reviewed)
        return change_words(
            assessment.graph, Change(path, movement.reviewed, hashes[path], before, texts[path])
        )
    other = NotePath(movement.other)
    return f"{notes[path].name} {movement.move} {notes[other].name if other in notes else other}"


def in_short(assessment: Assessment, reviewed: ReviewedEdge, movement: Movement | None) -> str:
    """What is to be known of an edge's state, on one line; empty where the state says it all."""
    if reviewed.state is State.SUSPECT:
        return "; ".join(change_words(assessment.graph, change) for change in reviewed.changes)
    return f"below it, {movement_words(assessment, movement)}" if reviewed.state is State.DEEPER else ""
