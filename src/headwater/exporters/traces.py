"""The forms a trace can be printed in, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from headwater.evidence.trace import Trace
from headwater.exporters.trace_dot import trace_dot
from headwater.exporters.trace_json import trace_json
from headwater.exporters.trace_mermaid import trace_mermaid
from headwater.exporters.trace_tree import trace_tree
from headwater.opening import Vault

TRACE_FORMATS: Mapping[str, Callable[[Vault, Trace], str]] = {
    "tree": trace_tree,
    "json": trace_json,
    "mermaid": trace_mermaid,
    "dot": trace_dot,
}
