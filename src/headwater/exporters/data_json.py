"""A whole vault as JSON: notes, edges and traces; its form is `docs/schemas/export-1.json`."""

from __future__ import annotations

import json

from headwater.evidence.trace import cycles
from headwater.exporters.records import Record, edge_records, note_records, source_records
from headwater.opened import Vault
from headwater.publication import Publication

VERSION = 1
"""The version of the form; it changes when a reader of the old one could misread the new one."""


def vault_json(vault: Vault, publication: Publication | None = None) -> str:
    """Every note with the sources it reaches, every edge, every source cited, every circle.

    Args:
        vault: The vault.
        publication: What may be shown; with it, nothing else is in the export.
    """
    notes = note_records(vault, publication)
    inside = {str(note["path"]) for note in notes}
    document: Record = {
        "version": VERSION,
        "notes": notes,
        "edges": edge_records(vault, publication),
        "sources": source_records(vault, publication),
        "cycles": [cycle for cycle in cycles(vault.graph) if inside.issuperset(cycle)],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
