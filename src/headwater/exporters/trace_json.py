"""A trace as JSON; its form is `docs/schemas/trace-1.json`."""

from __future__ import annotations

import json

from headwater.evidence.kinds import SUPPORTS
from headwater.evidence.trace import Trace
from headwater.exporters.records import note_record
from headwater.exporters.trace_tree import cited_among
from headwater.opened import Vault

VERSION = 1
"""The version of the form; it changes when a reader of the old one could misread the new one."""


def trace_json(vault: Vault, traced: Trace) -> str:
    """The notes of a trace in reading order, every edge between them, the sources reached and the circles."""
    graph = vault.graph
    steps = [step for step in traced.steps if not step.repeated]
    inside = {step.path for step in steps}
    cited = cited_among(vault, traced.sources)
    edges = [edge for edge in graph.edges if edge.relation == SUPPORTS and {edge.start, edge.end} <= inside]
    document = {
        "version": VERSION,
        "note": traced.start,
        "direction": traced.direction.value,
        "notes": [
            note_record(vault, step.path) | {"depth": step.depth, "parent": step.parent} for step in steps
        ],
        "edges": [{"from": edge.start, "relation": edge.relation, "to": edge.end} for edge in edges],
        "sources": [
            {"citekey": graph.notes[path].name, "path": path, "citation": cited[path]}
            for path in traced.sources
        ],
        "cycles": traced.cycles,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
