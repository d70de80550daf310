"""Canvases: the edges between notes, and what is wrong with the rest."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.problems import Problem
from headwater.vault.canvas import read_canvas
from headwater.vault.notes import Canvas, CanvasEdge

NODES: list[dict[str, Any]] = [
    {"id": "a", "type": "file", "file": "Insights/a.md", "x": 0, "y": 0, "width": 10, "height": 10},
    {"id": "b", "type": "file", "file": "Takeaways/b.md", "subpath": "#Content"},
    {"id": "t", "type": "text", "text": "only words"},
    {"id": "g", "type": "group", "label": "a group"},
    {"id": "l", "type": "link", "url": "https://example.org"},
]


def read(document: Any) -> tuple[Canvas, tuple[Problem, ...]]:
    return read_canvas(json.dumps(document), "Spine.canvas")


def edge_of(**edge: Any) -> CanvasEdge:
    """The one edge of a canvas with the nodes above."""
    canvas, problems = read({"nodes": NODES, "edges": [{"id": "e", "fromNode": "a", "toNode": "b"} | edge]})
    assert not problems
    (found,) = canvas.edges
    return found


def test_edge_joins_two_file_nodes_and_has_its_arrow_at_the_to_end() -> None:
    assert edge_of() == CanvasEdge("Insights/a.md", "Takeaways/b.md", False, True, "")


@pytest.mark.parametrize(
    ("from_end", "to_end", "arrows"),
    [
        ("none", "arrow", (False, True)),
        ("arrow", "none", (True, False)),
        ("arrow", "arrow", (True, True)),
        ("none", "none", (False, False)),
    ],
)
def test_arrow_heads_are_read_at_both_ends(from_end: str, to_end: str, arrows: tuple[bool, bool]) -> None:
    edge = edge_of(fromEnd=from_end, toEnd=to_end)
    assert (edge.from_arrow, edge.to_arrow) == arrows


def test_label_names_the_relation() -> None:
    assert edge_of(label="  opposes ").label == "opposes"
    assert edge_of(label=3).label == ""


def test_every_file_node_is_listed_and_nothing_else() -> None:
    assert read({"nodes": NODES})[0] == Canvas("Spine.canvas", (), ("Insights/a.md", "Takeaways/b.md"))


@pytest.mark.parametrize("other", ["t", "g", "l"])
def test_edges_of_texts_groups_and_web_pages_are_no_edges_between_notes_and_no_problem(other: str) -> None:
    edges = [{"id": "e", "fromNode": "a", "toNode": other}, {"id": "f", "fromNode": other, "toNode": "b"}]
    canvas, problems = read({"nodes": NODES, "edges": edges})
    assert (canvas.edges, problems) == ((), ())


@pytest.mark.parametrize("text", ["", "  \n", "{}", '{"nodes": []}', '{"nodes": [], "edges": []}'])
def test_empty_canvas_holds_nothing_and_is_no_problem(text: str) -> None:
    assert read_canvas(text, "Spine.canvas") == (Canvas("Spine.canvas", (), ()), ())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{", 1),
        ('{"nodes": [],\n"edges": [}', 2),
        ("not JSON", 1),
        ("[" * 100_000, 0),
        ('{"nodes": ' + "9" * 5_000 + "}", 0),
        ("[]", 0),
        ('"text"', 0),
        ("null", 0),
    ],
)
def test_what_is_no_json_object_is_a_problem_on_its_line(text: str, line: int) -> None:
    canvas, (problem,) = read_canvas(text, "Spine.canvas")
    assert canvas == Canvas("Spine.canvas", (), ())
    assert (problem.code, problem.path, problem.line) == ("invalid-canvas", "Spine.canvas", line)


@pytest.mark.parametrize(
    "ends", [{"toNode": "gone"}, {"fromNode": "gone"}, {"toNode": None}, {"toNode": 1}, {"fromNode": ["a"]}]
)
def test_edge_to_a_node_that_does_not_exist_is_a_problem_and_the_others_are_read(
    ends: dict[str, Any],
) -> None:
    edges = [{"id": "bad", "fromNode": "a", "toNode": "b"} | ends, {"fromNode": "b", "toNode": "a"}]
    canvas, (problem,) = read({"nodes": NODES, "edges": edges})
    assert (problem.code, problem.path) == ("dangling-canvas-edge", "Spine.canvas")
    assert "'bad'" in problem.message
    assert [edge.from_file for edge in canvas.edges] == ["Takeaways/b.md"]


@pytest.mark.parametrize(
    ("document", "reason", "files"),
    [
        ({"nodes": {"a": 1}}, "`nodes` is no list", 0),
        ({"nodes": NODES, "edges": "e"}, "`edges` is no list", 2),
        ({"nodes": [1, None, *NODES]}, "2 of its nodes are no objects", 2),
        ({"nodes": NODES, "edges": [[], "x"]}, "2 of its edges are no objects", 2),
        ({"nodes": [{"type": "file", "file": "a.md"}, {"id": 3}, *NODES]}, "2 of its nodes have no `id`", 2),
    ],
)
def test_wrong_types_are_a_problem_and_the_rest_is_read(
    document: dict[str, Any], reason: str, files: int
) -> None:
    canvas, (problem,) = read(document)
    assert problem.code == "invalid-canvas"
    assert reason in problem.message
    assert len(canvas.files) == files


@pytest.mark.parametrize("node", [{"file": 3}, {"file": None}, {"type": "text"}, {"type": ["file"]}])
def test_file_node_without_a_path_is_no_note(node: dict[str, Any]) -> None:
    assert read({"nodes": [NODES[0] | node]})[0].files == ()


def test_an_edge_needs_no_id_and_any_id_will_do() -> None:
    edges = [{"fromNode": "a", "toNode": "b"}, {"id": 3, "fromNode": "b", "toNode": "a"}]
    canvas, problems = read({"nodes": NODES, "edges": edges})
    assert (len(canvas.edges), problems) == (2, ())


def test_paths_are_in_unicode_nfc_and_hold_no_half_characters() -> None:
    nodes = [
        {"id": "a", "type": "file", "file": "Tags/A\u0308.md"},
        {"id": "b", "type": "file", "file": "\ud83d.md"},
    ]
    assert read({"nodes": nodes})[0].files == ("Tags/Ä.md", "\ufffd.md")


@given(st.text())
@settings(deadline=None)
def test_any_text_is_read_without_an_exception(text: str) -> None:
    assert read_canvas(text, "Spine.canvas")[0].path == "Spine.canvas"


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["a", "b", "file", "arrow", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "type", "file", "fromNode", "toNode", "toEnd", "label"]), inner, max_size=5
        )
    ),
    max_leaves=12,
)


@given(VALUES, VALUES)
@settings(deadline=None)
def test_any_json_is_read_without_an_exception(nodes: Any, edges: Any) -> None:
    canvas, _ = read({"nodes": nodes, "edges": edges})
    assert {edge.from_file for edge in canvas.edges} <= set(canvas.files)
