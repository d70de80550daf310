"""The forms a trace can be printed in, by name."""

from __future__ import annotations

from importlib import import_module

from headwater.evidence.trace import Trace
from headwater.opened import Vault

TRACE_FORMATS = ("tree", "json", "mermaid", "dot")
"""Each is made by the function `trace_NAME` of the module of that name."""


def trace_text(vault: Vault, traced: Trace, form: str) -> str:
    """A trace as text.

    Args:
        vault: The vault.
        traced: The trace.
        form: One of `TRACE_FORMATS`. No other is imported: a tree needs little of what JSON does.
    """
    name = f"trace_{form}"
    text: str = getattr(import_module(f"headwater.exporters.{name}"), name)(vault, traced)
    return text
