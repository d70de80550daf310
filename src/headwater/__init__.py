"""Headwater: a vault of research notes → a checked evidence graph and a website that can be traced.

The public interface is what this module names; everything else may change without notice.

    >>> import headwater
    >>> vault = headwater.open_vault("examples/spine")
    >>> vault.trace("2025-06-15 10-08-27").sources  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module

from headwater._version import __version__

TYPE_CHECKING = False
"""As in `typing`, which `headwater --help` does without: to import it takes as long as all the rest of it."""

if TYPE_CHECKING:
    from headwater.building import build
    from headwater.errors import HeadwaterError
    from headwater.evidence.graph import Edge, Graph
    from headwater.evidence.trace import Direction, Trace, trace
    from headwater.opened import Vault
    from headwater.opening import open_vault
    from headwater.problems import Problem
    from headwater.reports import BuildReport
    from headwater.scope import Scope
    from headwater.vault.notes import Note

_HOMES = {
    "BuildReport": "headwater.reports",
    "Direction": "headwater.evidence.trace",
    "Edge": "headwater.evidence.graph",
    "Graph": "headwater.evidence.graph",
    "HeadwaterError": "headwater.errors",
    "Note": "headwater.vault.notes",
    "Problem": "headwater.problems",
    "Scope": "headwater.scope",
    "Trace": "headwater.evidence.trace",
    "Vault": "headwater.opened",
    "build": "headwater.building",
    "open_vault": "headwater.opening",
    "trace": "headwater.evidence.trace",
}

__all__ = [
    "BuildReport",
    "Direction",
    "Edge",
    "Graph",
    "HeadwaterError",
    "Note",
    "Problem",
    "Scope",
    "Trace",
    "Vault",
    "__version__",
    "build",
    "open_vault",
    "trace",
]


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, so that `headwater --help` need not import them all."""
    if name not in _HOMES:
        raise AttributeError(f"module 'headwater' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
