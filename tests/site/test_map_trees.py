"""Places of boxes among which no two ways lead from one to another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from headwater.site.map_layout import layout
from headwater.site.map_trees import tree_places
from headwater.views.beneath import Sense
from headwater.views.evidence_map import Edge, Shape
from headwater.views.layers import heights


@st.composite
def trees(draw: st.DrawFn) -> tuple[int, list[tuple[int, int]]]:
    """One tree beneath the first node and another above it."""
    size = draw(st.integers(1, 14))
    sides: dict[bool, list[int]] = {True: [0], False: [0]}
    arcs = []
    for node in range(1, size):
        beneath = draw(st.booleans())
        nearer = draw(st.sampled_from(sides[beneath]))
        arcs.append((node, nearer) if beneath else (nearer, node))
        sides[beneath].append(node)
    return size, arcs


@given(trees())
def test_a_node_stands_in_the_middle_of_what_hangs_from_it_and_leaves_stand_beside_each_other(
    given: tuple[int, list[tuple[int, int]]],
) -> None:
    size, arcs = given
    places = tree_places(size, arcs)
    assert places is not None
    for node in range(size):
        hanging = [places[start] for start, end in arcs if end == node and start > end]
        if hanging:
            assert places[node] == (min(hanging) + max(hanging)) / 2
    leaves = [node for node in range(1, size) if node not in {end for _, end in arcs}]
    beneath = [places[node] for node in leaves if (node, 0) in arcs]
    assert len(set(beneath)) == len(beneath)


@given(trees())
def test_boxes_and_lines_of_trees_keep_apart(given: tuple[int, list[tuple[int, int]]]) -> None:
    size, arcs = given
    rows = heights(size, arcs, range(0, size, 3))
    assert rows is not None
    lying = layout(Shape(rows, tuple(Edge(*arc, Sense.SUPPORTS, backward=False) for arc in arcs)))
    boxes = list(zip(rows, lying.boxes, strict=True))
    for at, (row, (x, _)) in enumerate(boxes):
        assert all(row != other or abs(x - there) > 100 for other, (there, _) in boxes[at + 1 :])


def test_where_two_ways_lead_to_one_node_there_is_no_tree() -> None:
    assert tree_places(4, [(1, 0), (2, 0), (3, 1), (3, 2)]) is None
    assert tree_places(4, [(1, 0), (2, 1), (2, 0)]) is None
