"""Load-bearing notes, against taking every note out in turn; impact, against tracing what is left."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.evidence.dominators import immediate_dominators
from headwater.evidence.graph import Graph
from headwater.evidence.impact import Outcome, impact
from headwater.evidence.kinds import INSIGHT, SOURCE
from headwater.evidence.knockout import knock_out, load_bearing_sources
from headwater.evidence.trace import Direction, closure
from headwater.vault.notes import NotePath
from tests.evidence.drawn import drawn, graphs, path, paths


def without(graph: Graph, gone: NotePath) -> Graph:
    """A graph with one note's edges taken out."""
    edges = tuple(edge for edge in graph.edges if gone not in (edge.start, edge.end))
    return replace(graph, edges=edges)


def evidence(graph: Graph, note: NotePath) -> set[NotePath]:
    """The sources that a note reaches upstream; a source is its own, too."""
    upstream = {note, *closure(graph, note, Direction.UPSTREAM)}
    return {found for found in upstream if graph.kind(found).name == SOURCE}


def test_every_note_on_the_only_way_is_load_bearing() -> None:
    assert knock_out(drawn("s1 i1 i2 t1")).load_bearing(path("t1")) == paths("s1 i1 i2")


def test_a_note_in_which_all_ways_meet_is_load_bearing_and_its_sources_are_not() -> None:
    found = knock_out(drawn("s1 i1 i3 t1", "s2 i2 i3"))
    assert found.load_bearing(path("t1")) == paths("i3")
    assert path("t1") not in found.sources


def test_notes_beside_one_another_are_not_load_bearing_and_their_source_is() -> None:
    found = knock_out(drawn("s1 i1 t1", "s1 i2 t1"))
    assert found.load_bearing(path("t1")) == paths("s1")
    assert found.sources[path("t1")] == path("s1")


def test_an_assumption_is_no_evidence_and_so_does_not_relieve_a_source() -> None:
    assert knock_out(drawn("s1 i1 t1", "a1 t1")).load_bearing(path("t1")) == paths("s1 i1")


def test_a_review_alone_is_load_bearing_for_what_rests_on_its_studies_too() -> None:
    found = knock_out(drawn("s1 s3 t1", "s2 s3"))
    assert found.load_bearing(path("t1")) == paths("s3")
    assert found.sources == {path("t1"): path("s3")}


def test_a_claim_without_a_source_has_no_load_bearing_notes() -> None:
    found = knock_out(drawn("a1 i1 t1"))
    assert found.load_bearing(path("t1")) == ()
    assert path("t1") not in found.nearest


def test_a_circle_bears_nothing_by_going_round() -> None:
    found = knock_out(drawn("s1 i1 i2 i3 i1", "s1 i3", "i3 t1"))
    assert found.load_bearing(path("t1")) == paths("s1 i3")
    assert found.load_bearing(path("i2")) == paths("s1 i1")


def test_the_load_bearing_sources_of_a_vault_name_the_takeaways_that_fall_with_them() -> None:
    graph = drawn("s1 i1 t1", "s1 t2", "s2 i2 t3", "s3 i2")
    assert load_bearing_sources(graph) == {path("s1"): paths("t1 t2")}
    assert load_bearing_sources(graph, INSIGHT) == {path("s1"): paths("i1")}


def test_a_chain_of_any_length_is_followed() -> None:
    names = [f"i{number:05}" for number in range(20_000)]
    found = knock_out(drawn(" ".join(["s1", *names])))
    assert found.counts[path(names[-1])] == 20_000
    assert len(found.carried(path("s1"))) == 20_000


def test_two_chains_joined_at_every_link_take_no_square_of_their_length() -> None:
    """A simpler algorithm walks back all of one chain for each note of the other: minutes, at this size."""
    size = 50_000
    edges = {number: [number + 1, number + size] for number in range(size)}
    edges |= {number: [number + 1] for number in range(size, 2 * size)}
    found = immediate_dominators([0], lambda number: edges.get(number, []))
    assert len(found) == 2 * size + 1
    assert found[size - 1] == size - 2
    assert found[size + 7] == 0


@given(graphs())
def test_a_note_is_load_bearing_if_no_source_is_reached_without_it(graph: Graph) -> None:
    found = knock_out(graph)
    for gone in graph.notes:
        left = without(graph, gone)
        falling = {
            note
            for note in graph.notes
            if note != gone and evidence(graph, note) and not evidence(left, note)
        }
        assert set(found.carried(gone)) == falling
        assert {note for note in graph.notes if gone in found.load_bearing(note)} == falling


@given(graphs())
def test_a_note_has_one_load_bearing_source_at_most(graph: Graph) -> None:
    found = knock_out(graph)
    for note in graph.notes:
        bearing = [one for one in found.load_bearing(note) if graph.kind(one).name == SOURCE]
        assert bearing == [found.sources[note]] if note in found.sources else not bearing


@given(graphs(), st.data())
def test_impact_says_which_sources_a_note_would_reach_no_more(graph: Graph, data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(sorted(graph.notes)))
    left = without(graph, gone)
    for affected in impact(graph, gone).notes:
        before, after = evidence(graph, affected.path), evidence(left, affected.path)
        assert set(affected.lost) == before - after
        assert affected.left == len(after)


@given(graphs(), st.data())
def test_impact_lists_what_rests_on_a_note_nearest_first(graph: Graph, data: st.DataObject) -> None:
    start = data.draw(st.sampled_from(sorted(graph.notes)))
    found = impact(graph, start).notes
    assert {one.path for one in found} == set(closure(graph, start, Direction.DOWNSTREAM))
    assert [(one.distance, one.path) for one in found] == sorted((one.distance, one.path) for one in found)
    before = {start: 0} | {one.path: one.distance for one in found}
    for one in found:
        assert one.distance == 1 + min(
            before[supporter] for supporter in graph.arriving(one.path) if supporter in before
        )


@given(graphs(), st.data())
def test_impact_and_knock_out_agree_on_what_loses_all(graph: Graph, data: st.DataObject) -> None:
    start = data.draw(st.sampled_from(sorted(graph.notes)))
    losing = {one.path for one in impact(graph, start).notes if one.outcome is Outcome.ALL}
    assert losing == set(knock_out(graph).carried(start))


def test_impact_tells_the_four_outcomes_apart() -> None:
    graph = drawn("s1 i1 t1", "i1 t2", "s2 t2", "s1 i2 t3", "i1 t3")
    assert {one.path: one.outcome for one in impact(graph, path("i1")).notes} == {
        path("t1"): Outcome.ALL,
        path("t2"): Outcome.SOME,
        path("t3"): Outcome.NONE,
    }
    assert [one.outcome for one in impact(drawn("a1 t1"), path("a1")).notes] == [Outcome.UNGROUNDED]


def test_the_impact_of_a_note_of_another_graph_is_refused() -> None:
    with pytest.raises(KeyError, match=r"i9\.md"):
        impact(drawn("s1 i1"), path("i9"))
