"""What canvases show, and where: JSON Canvas 1.0, https://jsoncanvas.org/spec/1.0/.

`headwater.vault.canvas` reads what a canvas states of notes, and reports what is odd about it. Here whatever
is odd is left out or brought into bounds in silence.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from headwater.vault.notes import CanvasLayout, CanvasLine, CanvasNode

FARTHEST = 1_000_000
"""How far from 0, in pixels, anything on a canvas is taken to lie or reach."""

_HOLDS = {"text": "text", "file": "file", "link": "url", "group": "label"}
"""The sorts of nodes, each with the key of what it holds."""

_SIDES = frozenset({"top", "right", "bottom", "left"})
_COLOR = re.compile(r"[1-6]|#[0-9a-fA-F]{6}")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def read_layout(text: str) -> CanvasLayout:
    """Read what a canvas shows; nothing of one that is no JSON.

    Args:
        text: The text of a `.canvas` file.
    """
    try:
        document = json.loads(text) if text.strip() else {}
    except (ValueError, RecursionError):
        return CanvasLayout()
    if not isinstance(document, dict):
        return CanvasLayout()
    numbers: dict[str, int] = {}
    nodes: list[CanvasNode] = []
    for member in _objects(document.get("nodes")):
        if _text(member.get("type")) in _HOLDS:
            numbers[_text(member.get("id"))] = len(nodes)
            nodes.append(_node(member))
    return CanvasLayout(tuple(nodes), tuple(_lines(_objects(document.get("edges")), numbers)))


def _objects(members: object) -> Iterator[Mapping[str, object]]:
    for member in members if isinstance(members, list) else ():
        if isinstance(member, dict):
            yield member


def _node(member: Mapping[str, object]) -> CanvasNode:
    sort = str(member["type"])
    return CanvasNode(
        sort=sort,
        held=_text(member.get(_HOLDS[sort])),
        x=_number(member.get("x")),
        y=_number(member.get("y")),
        width=max(0, _number(member.get("width"))),
        height=max(0, _number(member.get("height"))),
        color=_color(member),
        background=_text(member.get("background")) if sort == "group" else "",
    )


def _lines(members: Iterable[Mapping[str, object]], numbers: Mapping[str, int]) -> Iterator[CanvasLine]:
    """The lines both of whose ends exist."""
    for member in members:
        start, end = (numbers.get(_text(member.get(key))) for key in ("fromNode", "toNode"))
        if start is not None and end is not None:
            yield CanvasLine(
                start,
                end,
                start_side=_side(member.get("fromSide")),
                end_side=_side(member.get("toSide")),
                start_arrow=member.get("fromEnd", "none") == "arrow",
                end_arrow=member.get("toEnd", "arrow") == "arrow",
                color=_color(member),
                label=_text(member.get("label")).strip(),
            )


def _number(value: object) -> int:
    """A number of pixels, within bounds; 0 for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(min(value, FARTHEST)):
        return 0
    return int(min(max(value, -FARTHEST), FARTHEST))


def _side(value: object) -> str:
    return value if isinstance(value, str) and value in _SIDES else ""


def _color(member: Mapping[str, object]) -> str:
    color = member.get("color")
    return color.lower() if isinstance(color, str) and _COLOR.fullmatch(color) else ""


def _text(value: object) -> str:
    """A text, in Unicode NFC as the paths of notes are; empty for anything else."""
    return _SURROGATE.sub("\ufffd", unicodedata.normalize("NFC", value)) if isinstance(value, str) else ""
