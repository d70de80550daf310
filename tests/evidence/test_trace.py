"""Following *supports* up and down: every note once, cycles named and never followed."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.config import Config
from headwater.evidence.graph import Edge, Graph
from headwater.evidence.kinds import INSIGHT, SOURCE, SUPPORTS, vocabulary
from headwater.evidence.resolve import Resolver
from headwater.evidence.trace import (
    Direction,
    Trace,
    closure,
    components,
    cycles,
    names,
    trace,
)
from headwater.evidence.upstream import sources_below
from headwater.opened import Vault
from headwater.vault.notes import Note, NotePath

WORDS = vocabulary(Config())
Pair = tuple[int, int]


def path(number: int) -> NotePath:
    return NotePath(f"{number:05}.md")


def graph(size: int, pairs: Iterable[Pair], sources: Iterable[int] = ()) -> Graph:
    """Insights and sources by number, and which supports which."""
    notes = {path(number): Note(path(number), {}, body="", body_line=1) for number in range(size)}
    kinds = dict.fromkeys(notes, WORDS.kinds[INSIGHT])
    kinds |= {path(number): WORDS.kinds[SOURCE] for number in sources}
    edges = tuple(Edge(path(start), SUPPORTS, path(end)) for start, end in sorted(set(pairs)))
    return Graph(notes, kinds, dates={}, edges=edges, vocabulary=WORDS, resolver=Resolver(notes))


def tree(found: Trace) -> list[str]:
    """A trace as indented numbers; `=` for a note that stands elsewhere, `@` for one that closes a cycle."""
    return [
        "  " * step.depth + str(int(step.path[:-3])) + "=" * step.repeated + "@" * step.closes_cycle
        for step in found.steps
    ]


def test_a_trace_is_a_tree_in_reading_order() -> None:
    found = trace(graph(5, [(1, 0), (2, 0), (3, 1), (4, 1)], sources=[3, 4]), path(0))
    assert tree(found) == ["0", "  1", "    3", "    4", "  2"]
    assert [step.parent for step in found.steps] == [None, path(0), path(1), path(1), path(0)]
    assert found.sources == (path(3), path(4))
    assert found.cycles == ()


def test_downstream_is_followed_the_other_way() -> None:
    found = trace(graph(4, [(0, 1), (1, 2), (0, 3)]), path(0), Direction.DOWNSTREAM)
    assert tree(found) == ["0", "  1", "    2", "  3"]


def test_a_note_met_again_is_marked_and_its_branch_left_out() -> None:
    found = trace(graph(5, [(1, 0), (2, 0), (3, 1), (3, 2), (4, 3)]), path(0))
    assert tree(found) == ["0", "  1", "    3", "      4", "  2", "    3="]


def test_a_cycle_is_named_in_the_order_of_support_and_never_followed() -> None:
    found = trace(graph(4, [(2, 1), (3, 2), (1, 3), (1, 0)]), path(0))
    assert tree(found) == ["0", "  1", "    2", "      3", "        1=@"]
    assert found.cycles == ((path(1), path(3), path(2)),)


def test_a_cycle_elsewhere_is_not_named() -> None:
    assert trace(graph(4, [(0, 1), (2, 3), (3, 2)]), path(1)).cycles == ()


def test_a_note_that_is_not_there_cannot_be_traced() -> None:
    with pytest.raises(KeyError):
        trace(graph(1, []), path(7))


def test_a_chain_of_3000_is_followed_to_its_end() -> None:
    chain = graph(3001, [(number + 1, number) for number in range(3000)], sources=[3000])
    found = trace(chain, path(0))
    assert len(found.steps) == 3001
    assert found.steps[-1].depth == 3000
    assert found.sources == (path(3000),)
    assert sources_below(chain)[path(0)] == frozenset({path(3000)})
    assert closure(chain, path(0), Direction.UPSTREAM)[-1] == path(3000)


def test_a_cycle_of_3000_is_one_cycle() -> None:
    ring = graph(3000, [(number, (number + 1) % 3000) for number in range(3000)])
    (circle,) = cycles(ring)
    assert len(circle) == 3000
    assert circle[:2] == (path(0), path(1))


def test_a_wide_graph_holds_every_note_once_unrepeated() -> None:
    """60 supporters of 60 supporters: 3,600 edges among 121 notes."""
    pairs = [(number, 0) for number in range(1, 61)]
    pairs += [(lower, upper) for upper in range(1, 61) for lower in range(61, 121)]
    found = trace(graph(121, pairs, sources=range(61, 121)), path(0))
    assert sum(not step.repeated for step in found.steps) == 121
    assert len(found.steps) == len(pairs) + 1
    assert len(found.sources) == 60


def test_the_closure_lists_the_nearest_first() -> None:
    found = closure(graph(5, [(1, 0), (2, 0), (4, 2), (3, 1), (4, 0)]), path(0), Direction.UPSTREAM)
    assert found == (path(1), path(2), path(4), path(3))


def test_the_shortest_circle_of_a_knot_is_named() -> None:
    knot = graph(5, [(0, 1), (1, 2), (2, 3), (3, 0), (1, 0), (4, 0)])
    assert list(cycles(knot)) == [(path(0), path(1))]
    assert names(knot, (path(0), path(1))) == "00000 → 00001"


def test_a_source_is_not_its_own_evidence() -> None:
    assert sources_below(graph(2, [(0, 1)], sources=[0])) == {path(0): frozenset(), path(1): {path(0)}}


SIZE = 9
GRAPHS = st.builds(
    lambda pairs, sources: graph(SIZE, pairs, sources),
    st.sets(
        st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(lambda pair: pair[0] != pair[1])
    ),
    st.sets(st.integers(0, SIZE - 1)),
)


def reach(of: Graph, start: NotePath) -> set[NotePath]:
    """Everything upstream of a note, itself only where it lies in a cycle: repeated until nothing is new."""
    found: set[NotePath] = set(of.arriving(start))
    while more := {supporter for note in found for supporter in of.arriving(note)} - found:
        found |= more
    return found


@given(GRAPHS)
def test_the_components_are_those_of_mutual_reach_each_after_its_upstream(of: Graph) -> None:
    upstream = {note: reach(of, note) for note in of.notes}
    together = {
        frozenset({note, *(other for other in upstream[note] if note in upstream[other])})
        for note in of.notes
    }
    found = list(components(of))
    assert {frozenset(component) for component in found} == together
    assert sorted(note for component in found for note in component) == sorted(of.notes)
    order = {note: index for index, component in enumerate(found) for note in component}
    assert all(order[supporter] <= order[note] for note in of.notes for supporter in of.arriving(note))


@given(GRAPHS)
def test_the_sources_below_every_note_are_those_it_reaches(of: Graph) -> None:
    expected = {
        note: {other for other in reach(of, note) if of.kind(other).name == SOURCE} for note in of.notes
    }
    assert sources_below(of) == expected


@given(GRAPHS, st.integers(0, SIZE - 1), st.sampled_from(Direction))
def test_a_trace_reaches_what_can_be_reached_by_edges_alone(
    of: Graph, number: int, direction: Direction
) -> None:
    found = trace(of, path(number), direction)
    unrepeated = [step.path for step in found.steps if not step.repeated]
    assert len(unrepeated) == len(set(unrepeated))
    assert set(unrepeated[1:]) == set(closure(of, path(number), direction))
    following = of.arriving if direction is Direction.UPSTREAM else of.leaving
    for step in found.steps[1:]:
        assert step.parent is not None
        assert step.path in following(step.parent)
    assert len(found.steps) == 1 + sum(len(following(note)) for note in unrepeated)


@given(GRAPHS)
def test_every_knot_gives_one_circle_of_support(of: Graph) -> None:
    found = list(cycles(of))
    assert len(found) == sum(len(component) > 1 for component in components(of))
    for circle in found:
        assert len(circle) == len(set(circle)) > 1
        for start, end in zip(circle, (*circle[1:], circle[0]), strict=True):
            assert end in of.leaving(start)


@given(GRAPHS, st.integers(0, SIZE - 1))
def test_a_step_closes_a_cycle_when_the_note_is_on_the_way_to_it(of: Graph, number: int) -> None:
    found = trace(of, path(number))
    way: list[NotePath] = []
    for step in found.steps:
        del way[step.depth :]
        assert step.closes_cycle == (step.path in way)
        way.append(step.path)


class TestSharedVault:
    """What the project is measured on."""

    def test_the_takeaway_rests_on_exactly_one_paper(self, spine_vault: Vault) -> None:
        found = spine_vault.trace("2025-01-30 12-16-01")
        assert [spine_vault.graph.notes[source].name for source in found.sources] == [
            "orozcoIntervertebralDiscRepair2011"
        ]
        assert found.cycles == ()
