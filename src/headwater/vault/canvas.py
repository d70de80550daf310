"""Canvases: JSON Canvas 1.0, https://jsoncanvas.org/spec/1.0/."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from headwater.problems import Problem, problem
from headwater.vault.notes import Canvas, CanvasEdge


def read_canvas(text: str, path: str) -> tuple[Canvas, tuple[Problem, ...]]:
    """Read a canvas, as far as it is valid.

    Args:
        text: The `.canvas` file's text; an empty file is an empty canvas, as in Obsidian.
        path: Its path in the vault.

    Returns:
        The edges between file nodes, and what is wrong with the rest.
    """
    try:
        document = json.loads(text) if text.strip() else {}
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "nested too deeply")
        return Canvas(path, (), ()), (
            problem("invalid-canvas", path, getattr(error, "lineno", 0), reason=reason),
        )  # fmt: skip
    if not isinstance(document, dict):
        return Canvas(path, (), ()), (problem("invalid-canvas", path, reason="it is no JSON object"),)
    problems: list[Problem] = []
    files = dict(_file_nodes(document))
    known = {node.get("id") for node in _members(document, "nodes")}
    edges = []
    for edge in _members(document, "edges"):
        ends = edge.get("fromNode"), edge.get("toNode")
        if not all(isinstance(end, str) and end in known for end in ends):
            problems.append(problem("dangling-canvas-edge", path, edge=str(edge.get("id", ""))))
        elif ends[0] in files and ends[1] in files:
            edges.append(_edge(edge, files[str(ends[0])], files[str(ends[1])]))
    return Canvas(path, tuple(edges), tuple(files.values())), tuple(problems)


def _members(document: Mapping[str, object], key: str) -> Iterator[Mapping[str, object]]:
    """The objects in one of the document's two lists; anything else there is passed over."""
    members = document.get(key)
    for member in members if isinstance(members, list) else ():
        if isinstance(member, dict) and isinstance(member.get("id", ""), str):
            yield member


def _file_nodes(document: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for node in _members(document, "nodes"):
        if node.get("type") == "file" and isinstance(node.get("file"), str) and "id" in node:
            yield str(node["id"]), str(node["file"])


def _edge(edge: Mapping[str, object], from_file: str, to_file: str) -> CanvasEdge:
    label = edge.get("label")
    return CanvasEdge(
        from_file,
        to_file,
        from_arrow=edge.get("fromEnd", "none") == "arrow",
        to_arrow=edge.get("toEnd", "arrow") == "arrow",
        label=label.strip() if isinstance(label, str) else "",
    )
