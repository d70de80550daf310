"""The graph that the benchmark of the evidence measures."""

from __future__ import annotations

from evidence import SHARES, large_graph

from headwater.evidence.facts import Facts
from headwater.evidence.trace import cycles


def test_the_graph_has_the_notes_and_edges_asked_for_of_every_kind_and_some_circles() -> None:
    graph = large_graph(1000, 4000)
    assert (len(graph.notes), len(graph.edges)) == (1000, 4000)
    assert {kind: len(graph.of_kind(kind)) for kind in SHARES} == {
        kind: 10 * share for kind, share in SHARES.items()
    }
    assert list(cycles(graph))
    assert any(facts.load_bearing for facts in Facts(graph).values())


def test_the_same_numbers_give_the_same_graph() -> None:
    assert large_graph(100, 300).edges == large_graph(100, 300).edges
