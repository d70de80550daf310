"""The facts of claims, against asking about each claim alone."""

from __future__ import annotations

import pytest
from hypothesis import given

from headwater.evidence.facts import MOST_NAMED, Facts
from headwater.evidence.graph import Graph
from headwater.evidence.kinds import ASSUMPTION, SOURCE
from headwater.evidence.knockout import knock_out
from headwater.evidence.trace import Direction, closure, components, cycles
from headwater.evidence.upstream import sources_below
from headwater.vault.notes import NotePath
from tests.evidence.drawn import drawn, graphs, path, paths


def test_the_facts_of_a_claim_name_the_notes_they_are_about() -> None:
    found = Facts(drawn("s1 i1 t1", "a1 i1", "i2 opposes t1", "s1 t1"))[path("t1")]
    assert found.sources == paths("s1")
    assert found.assumptions == paths("a1")
    assert found.direct == paths("s1")
    assert found.load_bearing_source == path("s1")
    assert found.load_bearing == paths("s1")
    assert found.opponents == paths("i2")
    assert (found.own_cycle, found.cycles) == (None, ())


def test_a_circle_is_told_of_those_in_it_and_of_what_rests_on_it() -> None:
    facts = Facts(drawn("i1 i2 i3 i1", "i3 t1", "i4 i5 i4", "i5 i1"))
    assert facts[path("i2")].own_cycle == paths("i1 i2 i3")
    assert facts[path("i2")].cycles == (paths("i4 i5"),)
    assert facts[path("t1")].own_cycle is None
    assert set(facts[path("t1")].cycles) == {paths("i1 i2 i3"), paths("i4 i5")}


def test_every_claim_and_nothing_else_has_facts() -> None:
    facts = Facts(drawn("s1 i1 t1", "a1 t1"))
    assert tuple(facts) == paths("a1 i1 t1")
    assert len(facts) == 3
    for name in ("s1", "x9"):
        with pytest.raises(KeyError):
            facts[path(name)]


def test_of_many_load_bearing_notes_the_nearest_are_named_and_all_are_counted() -> None:
    found = Facts(drawn(" ".join(["s1", *(f"i{number:02}" for number in range(40))])))[path("i39")]
    assert found.load_bearing[:2] == paths("i38 i37")
    assert len(found.load_bearing) == MOST_NAMED
    assert found.load_bearing_count == 40


def test_claims_that_rest_on_the_same_share_one_list() -> None:
    facts = Facts(drawn("s1 i1 t1", "s2 i1 t2"))
    assert facts[path("t1")].sources is facts[path("t2")].sources


def test_one_circle_of_all_notes_and_ten_thousand_supporters_of_one_are_borne() -> None:
    ring = [f"i{number}" for number in range(10_000)]
    found = Facts(drawn(" ".join([*ring, ring[0]]), "s1 i7"))
    assert all(len(facts.own_cycle or ()) == 10_000 for facts in found.values())
    star = Facts(drawn(*(f"{name} t1" for name in ring), *(f"s{number} t1" for number in range(300))))
    assert len(star[path("t1")].sources) == 300


def upstream(graph: Graph, claim: NotePath, kind: str) -> set[NotePath]:
    """The notes of a kind upstream of a claim, among them itself if it is in a circle."""
    found = set(closure(graph, claim, Direction.UPSTREAM))
    if any(claim in closure(graph, supporter, Direction.UPSTREAM) for supporter in graph.arriving(claim)):
        found.add(claim)
    return {note for note in found if graph.kind(note).name == kind}


@given(graphs())
def test_the_facts_of_all_claims_are_those_of_each(graph: Graph) -> None:
    knots = [set(component) for component in components(graph) if len(component) > 1]
    for claim, found in Facts(graph).items():
        above = {claim, *closure(graph, claim, Direction.UPSTREAM)}
        assert set(found.sources) == upstream(graph, claim, SOURCE) == sources_below(graph)[claim]
        assert set(found.assumptions) == upstream(graph, claim, ASSUMPTION)
        assert found.load_bearing_count == len(knock_out(graph).load_bearing(claim))
        assert (found.own_cycle is not None) == any(claim in knot for knot in knots)
        own = {found.own_cycle} if found.own_cycle else set()
        assert {*found.cycles, *own} == set(cycles(graph, above)) & {
            cycle for cycle in cycles(graph) if above.issuperset(cycle)
        }
        assert list(found.sources) == sorted(found.sources)
