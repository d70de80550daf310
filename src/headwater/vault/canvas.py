"""Canvases: JSON Canvas 1.0, https://jsoncanvas.org/spec/1.0/."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping

from headwater.problems import Problem, problem
from headwater.vault.notes import Canvas, CanvasEdge

_SURROGATE = re.compile(r"[\ud800-\udfff]")


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
        reason = getattr(error, "msg", "it is nested too deeply or holds too long a number")
        return Canvas(path, (), ()), (
            problem("invalid-canvas", path, getattr(error, "lineno", 0), reason=reason),
        )  # fmt: skip
    if not isinstance(document, dict):
        return Canvas(path, (), ()), (problem("invalid-canvas", path, reason="it is no JSON object"),)
    problems: list[Problem] = []
    nodes = _by_id(_members(document, "nodes", path, problems), path, problems)
    files = {node_id: _text(node["file"]) for node_id, node in nodes.items() if _is_file(node)}
    edges = []
    for edge in _members(document, "edges", path, problems):
        ends = edge.get("fromNode"), edge.get("toNode")
        if not all(isinstance(end, str) and end in nodes for end in ends):
            problems.append(problem("dangling-canvas-edge", path, edge=_text(edge.get("id"))))
        elif ends[0] in files and ends[1] in files:
            edges.append(_edge(edge, files[str(ends[0])], files[str(ends[1])]))
    return Canvas(path, tuple(edges), tuple(files.values())), tuple(problems)


def _members(
    document: Mapping[str, object], key: str, path: str, problems: list[Problem]
) -> list[Mapping[str, object]]:
    """The objects in one of the document's two lists; reports what else is there."""
    members = document.get(key, [])
    if not isinstance(members, list):
        problems.append(problem("invalid-canvas", path, reason=f"`{key}` is no list"))
        return []
    objects: list[Mapping[str, object]] = [member for member in members if isinstance(member, dict)]
    if len(objects) < len(members):
        reason = f"{len(members) - len(objects)} of its {key} are no objects"
        problems.append(problem("invalid-canvas", path, reason=reason))
    return objects


def _by_id(
    nodes: list[Mapping[str, object]], path: str, problems: list[Problem]
) -> dict[str, Mapping[str, object]]:
    """The nodes by their ids; reports those without one, which no edge can name."""
    by_id = {str(node["id"]): node for node in nodes if isinstance(node.get("id"), str)}
    unnamed = sum(not isinstance(node.get("id"), str) for node in nodes)
    if unnamed:
        problems.append(problem("invalid-canvas", path, reason=f"{unnamed} of its nodes have no `id`"))
    return by_id


def _is_file(node: Mapping[str, object]) -> bool:
    return node.get("type") == "file" and isinstance(node.get("file"), str)


def _edge(edge: Mapping[str, object], from_file: str, to_file: str) -> CanvasEdge:
    return CanvasEdge(
        from_file,
        to_file,
        from_arrow=edge.get("fromEnd", "none") == "arrow",
        to_arrow=edge.get("toEnd", "arrow") == "arrow",
        label=_text(edge.get("label")).strip(),
    )


def _text(value: object) -> str:
    """A text out of the document, spelt as the paths of notes are, in Unicode NFC; empty for no text."""
    return _SURROGATE.sub("\ufffd", unicodedata.normalize("NFC", value)) if isinstance(value, str) else ""
