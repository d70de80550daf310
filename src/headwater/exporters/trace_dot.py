"""A trace in the DOT language of Graphviz, https://graphviz.org/doc/info/lang.html."""

from __future__ import annotations

from headwater.evidence.trace import Trace
from headwater.exporters.diagrams import arrows, label, node_ids
from headwater.opened import Vault


def trace_dot(vault: Vault, traced: Trace) -> str:
    """Draw a trace bottom-up: sources below, what rests on them above."""
    ids = node_ids(traced)
    lines = [
        "digraph trace {",
        "    rankdir=BT;",
        '    node [shape=box, style=rounded, fontname="sans-serif"];',
    ]
    for path, node in ids.items():
        lines.append(f"    {node} [label={_quoted(label(vault, path))}, tooltip={_quoted(path)}];")
    lines += [f"    {start} -> {end};" for start, end in arrows(vault, ids)]
    return "\n".join([*lines, "}"]) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
