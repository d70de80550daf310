"""Knots of circular support: what is named of them, whatever their size."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.config import Config
from headwater.evidence.checks.circular_support import LONGEST_NAMED, circular_support
from headwater.evidence.graph import Edge, Graph, Place
from headwater.evidence.kinds import SUPPORTS, vocabulary
from headwater.evidence.knots import Knot, knots
from headwater.evidence.resolve import Resolver
from headwater.evidence.trace import components
from headwater.vault.notes import Note, NotePath, Origin

VOCABULARY = vocabulary(Config())


def graph_of(pairs: Iterable[tuple[str, str]], kinds: dict[str, str] | None = None) -> Graph:
    """A graph of insights, unless another kind is said; the first of each pair supports the second."""
    pairs = sorted(set(pairs))
    notes = {NotePath(f"{name}.md"): name for name in sorted({name for pair in pairs for name in pair})}
    return Graph(
        notes={path: Note(path, {}, "", 1) for path in notes},
        kinds={path: VOCABULARY.kinds[(kinds or {}).get(name, "insight")] for path, name in notes.items()},
        dates={},
        edges=tuple(
            Edge(
                NotePath(f"{a}.md"), SUPPORTS, NotePath(f"{b}.md"), (Place(f"{a}.md", 7, "", Origin.INLINE),)
            )
            for a, b in pairs
        ),
        vocabulary=VOCABULARY,
        resolver=Resolver([]),
    )


def only(graph: Graph) -> Knot:
    (knot,) = knots(graph)
    return knot


def written(pairs: str) -> list[tuple[str, str]]:
    """`ab bc` as pairs of notes."""
    return [(pair[0], pair[1]) for pair in pairs.split()]


def test_of_two_circles_with_one_edge_in_both_that_edge_is_named() -> None:
    knot = only(graph_of(written("ab ba bc ca")))
    assert knot == Knot(3, (NotePath("a.md"), NotePath("b.md")), (NotePath("a.md"), NotePath("b.md")), 0)


def test_where_no_edge_breaks_all_circles_the_one_that_leaves_least_is_named() -> None:
    knot = only(graph_of(written("ab ba ac cd de ea")))
    assert knot.edge in {(NotePath(f"{a}.md"), NotePath(f"{b}.md")) for a, b in written("ac cd de ea")}
    assert knot.left == 2


def test_of_edges_that_break_equally_much_the_one_down_the_layers_is_named() -> None:
    graph = graph_of(written("ab bc ca"), {"c": "takeaway"})
    assert only(graph).edge == (NotePath("c.md"), NotePath("a.md"))


def test_every_knot_is_named_by_itself() -> None:
    assert [knot.notes for knot in knots(graph_of(written("ab ba bc cd dc")))] == [2, 2]


@settings(deadline=None)
@given(
    st.sets(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(lambda p: p[0] != p[1]))
)
def test_what_is_said_of_a_knot_is_true(pairs: set[tuple[str, str]]) -> None:
    graph = graph_of(pairs)
    for knot in knots(graph):
        ring = list(zip(knot.cycle, (*knot.cycle[1:], knot.cycle[0]), strict=True))
        assert all(end in graph.leaving(start) for start, end in ring)
        assert knot.edge in ring
        assert knot.cycle[0] == min(knot.cycle)
        (members,) = [part for part in components(graph) if knot.edge[0] in part]
        names = {path.removesuffix(".md") for path in members}
        cut = tuple(path.removesuffix(".md") for path in knot.edge)
        inside = [pair for pair in pairs if names.issuperset(pair) and pair != cut]
        left = sum(len(part) for part in components(graph_of(inside)) if len(part) > 1)
        assert (knot.notes, knot.left) == (len(members), left)


def test_one_circle_of_ten_thousand_notes_is_one_problem_that_can_be_read() -> None:
    names = [f"n{number:05}" for number in range(10_000)]
    (found,) = circular_support(graph_of(zip(names, [*names[1:], names[0]], strict=True)))
    assert found.message.startswith("circular support: n00000 → n00001 → ")
    assert "(9,985 more)" in found.message
    assert found.message.endswith("→ n09999 → n00000")
    assert len(found.message) < 300
    assert found.place == "n00000.md:7"


def test_ten_thousand_notes_in_thousands_of_circles_are_one_problem() -> None:
    names = [f"n{number:05}" for number in range(10_000)]
    ring = zip(names, [*names[1:], names[0]], strict=True)
    chords = [(names[number * 7 % 10_000], names[number * 13 % 10_000]) for number in range(1, 5_000)]
    (found,) = circular_support(graph_of([*ring, *(pair for pair in chords if pair[0] != pair[1])]))
    assert "one of the circles in which 10,000 notes stand" in found.message


@pytest.mark.parametrize("length", [2, LONGEST_NAMED])
def test_every_note_of_a_circle_is_named_unless_it_is_very_long(length: int) -> None:
    names = [f"n{number:02}" for number in range(length)]
    (found,) = circular_support(graph_of(zip(names, [*names[1:], names[0]], strict=True)))
    assert found.message == f"circular support: {' → '.join([*names, names[0]])}"
