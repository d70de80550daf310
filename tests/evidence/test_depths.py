"""How far below a note its sources lie."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given

from headwater.evidence.depths import depths
from headwater.evidence.graph import Graph
from headwater.evidence.upstream import sources_below
from tests.evidence.drawn import graph_of, graphs


def steps(graph: Graph) -> dict[str, tuple[int, int]]:
    return {graph.notes[path].name: (depth.fewest, depth.most) for path, depth in depths(graph).items()}


def test_a_depth_goes_from_the_nearest_source_to_the_end_of_the_longest_way() -> None:
    graph = graph_of(["s", "i0", "i1", "t"], [("s", "i0"), ("i0", "i1"), ("i1", "t"), ("s", "t")])
    assert steps(graph) == {"s": (0, 0), "i0": (1, 1), "i1": (2, 2), "t": (1, 3)}


def test_a_note_that_reaches_no_source_has_no_depth() -> None:
    assert steps(graph_of(["i", "t"], [("i", "t")])) == {}


def test_a_circle_is_walked_round_by_nobody() -> None:
    graph = graph_of(["s", "i0", "i1", "t"], [("s", "i0"), ("i0", "i1"), ("i1", "i0"), ("i1", "t")])
    assert steps(graph) == {"s": (0, 0), "i0": (1, 1), "i1": (2, 2), "t": (3, 3)}


def test_a_chain_of_ten_thousand_is_as_deep() -> None:
    names = [f"i{number}" for number in range(10_000)]
    graph = graph_of(["s", *names], [("s", "i0"), *pairwise(names)])
    assert steps(graph)["i9999"] == (10_000, 10_000)


@given(graphs())
def test_what_has_a_depth_is_a_source_or_reaches_one_and_rests_on_what_is_nearer(graph: Graph) -> None:
    found, below = depths(graph), sources_below(graph)
    kinds = {path: kind.name for path, kind in graph.kinds.items()}
    assert set(found) == {path for path in graph.notes if below[path] or kinds[path] == "evidence source"}
    for path, depth in found.items():
        nearest = [found[one].fewest for one in graph.arriving(path) if one in found]
        assert depth.most >= depth.fewest
        assert kinds[path] == "evidence source" or depth.fewest == 1 + min(nearest)
