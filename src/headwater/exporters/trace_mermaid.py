"""A trace as a Mermaid flowchart, https://mermaid.js.org/syntax/flowchart.html."""

from __future__ import annotations

import re

from headwater.evidence.trace import Trace
from headwater.exporters.diagrams import arrows, label, node_ids
from headwater.opened import Vault

_SPECIAL = re.compile(r"[\"#$&'*<>@\[\\\]^_`{|}~]")
"""What could mean something to Mermaid, or to the Markdown and HTML it reads labels as."""


def trace_mermaid(vault: Vault, traced: Trace) -> str:
    """Draw a trace bottom-up: sources below, what rests on them above."""
    ids = node_ids(traced)
    lines = ["flowchart BT"]
    for path, node in ids.items():
        # Mermaid reads numeric character references in its own notation: #35; is a number sign.
        words = _SPECIAL.sub(lambda sign: f"#{ord(sign[0])};", label(vault, path))
        lines.append(f'    {node}["{words}"]')
    lines += [f"    {start} --> {end}" for start, end in arrows(vault, ids)]
    return "\n".join(lines) + "\n"
