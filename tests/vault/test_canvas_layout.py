"""What canvases show, and where: odd ones never stop anything."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.vault.canvas_layout import FARTHEST, read_layout
from headwater.vault.notes import CanvasLayout, CanvasLine, CanvasNode

TEXT = {"id": "t", "type": "text", "text": "words", "x": -5, "y": 7.9, "width": 30, "height": 20}
GROUP = {"id": "g", "type": "group", "label": "a group", "x": 0, "y": 0, "background": "sea.png"}


def read(*nodes: Any, edges: Any = ()) -> CanvasLayout:
    return read_layout(json.dumps({"nodes": nodes, "edges": list(edges)}))


def test_a_node_has_what_it_holds_its_place_and_its_size() -> None:
    assert read(TEXT).nodes == (CanvasNode("text", "words", -5, 7, 30, 20, ""),)
    assert read(GROUP).nodes == (CanvasNode("group", "a group", 0, 0, 0, 0, "", "sea.png"),)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [(1e9, FARTHEST), (10**400, FARTHEST), (-1e9, -FARTHEST), ("7", 0), (None, 0), (True, 0)],
)
def test_numbers_are_brought_into_bounds(written: object, read_as: int) -> None:
    (node,) = read(TEXT | {"x": written, "width": written}).nodes
    assert (node.x, node.width) == (read_as, max(0, read_as))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_json_does_not_know_are_no_trouble(number: str) -> None:
    (node,) = read_layout(f'{{"nodes": [{{"type": "text", "x": {number}}}]}}').nodes
    assert abs(node.x) in {0, FARTHEST}


@pytest.mark.parametrize(
    ("color", "read_as"),
    [("4", "4"), ("#AbCdEf", "#abcdef"), ("7", ""), ("red", ""), ("#12345", ""), (4, "")],
)
def test_a_color_is_a_preset_or_six_digits(color: object, read_as: str) -> None:
    assert read(TEXT | {"color": color}).nodes[0].color == read_as


def test_a_line_joins_two_nodes_and_one_that_hangs_is_left_out() -> None:
    edges: list[dict[str, Any]] = [
        {"fromNode": "g", "toNode": "t", "fromSide": "left", "toSide": "inside", "label": " x "},
        {"fromNode": "t", "toNode": "g", "fromEnd": "arrow", "toEnd": "none"},
        {"fromNode": "t", "toNode": "gone"},
        {"fromNode": ["t"], "toNode": {}},
    ]
    assert read(TEXT, GROUP, edges=edges).lines == (
        CanvasLine(1, 0, "left", "", start_arrow=False, end_arrow=True, color="", label="x"),
        CanvasLine(0, 1, "", "", start_arrow=True, end_arrow=False, color="", label=""),
    )


def test_nodes_of_no_known_sort_are_left_out() -> None:
    assert read(TEXT | {"type": "portal"}, "node", None, TEXT | {"type": ["text"]}).nodes == ()


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"nodes": 3, "edges": {}}', "[" * 100_000])
def test_what_is_no_canvas_shows_nothing(text: str) -> None:
    assert read_layout(text) == CanvasLayout()


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from(["text", "group"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "type", "x", "width", "text", "label", "color", "fromNode", "toNode"]),
            inner,
        )
    ),
    max_leaves=8,
)


@given(nodes=JSON, edges=JSON)
def test_no_json_whatever_stops_the_reading(nodes: object, edges: object) -> None:
    layout = read_layout(json.dumps({"nodes": nodes, "edges": edges}))
    assert all(abs(node.x) <= FARTHEST and 0 <= node.width <= FARTHEST for node in layout.nodes)
    assert all(max(line.start, line.end) < len(layout.nodes) for line in layout.lines)
