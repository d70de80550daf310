"""Circular support: a claim that, followed upstream, rests on itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from headwater.evidence.graph import Graph
from headwater.evidence.knots import Knot, knots
from headwater.evidence.trace import names
from headwater.problems import Problem, problem
from headwater.vault.notes import NotePath

LONGEST_NAMED = 20
"""The most notes of a circle that are all named; of a longer one its begin and its end are."""

BEGIN, END = 12, 4
"""How many notes of a longer one are named at either end."""


def circular_support(graph: Graph) -> Iterator[Problem]:
    """One problem for each knot, with a circle in it, at the edge whose removal leaves least of the knot."""
    for knot in knots(graph):
        start, end = knot.edge
        place = graph.place(start, end)
        cycle = _named(graph, [*knot.cycle, knot.cycle[0]])
        if knot.notes > len(knot.cycle):
            cycle += f", one of the circles in which {knot.notes:,} notes stand"
        facts = {"start": graph.notes[start].name, "end": graph.notes[end].name, "effect": _effect(knot)}
        yield problem("circular-support", place.path, place.line, cycle=cycle, **facts)


def _named(graph: Graph, cycle: Sequence[NotePath]) -> str:
    if len(cycle) <= LONGEST_NAMED + 1:
        return names(graph, cycle)
    between = len(cycle) - BEGIN - END
    return f"{names(graph, cycle[:BEGIN])} → ({between:,} more) → {names(graph, cycle[-END:])}"


def _effect(knot: Knot) -> str:
    if not knot.left:
        return "without it no circle is left here"
    return f"without it {knot.left:,} of the {knot.notes:,} notes still stand in circles"
