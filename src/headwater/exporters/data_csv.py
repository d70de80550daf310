"""A vault's notes, edges or sources as CSV (RFC 4180), one table at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping

from headwater.exporters.records import Record, edge_records, note_records, source_records
from headwater.opened import Vault
from headwater.publication import Publication

TABLES: Mapping[str, Callable[[Vault, Publication | None], list[Record]]] = {
    "notes": note_records,
    "edges": edge_records,
    "sources": source_records,
}
"""The tables there are, by name."""

_COLUMNS = {
    "notes": ("path", "name", "kind", "claim", "created", "updated", "published", "sources"),
    "edges": ("from", "relation", "to", "places"),
    "sources": ("citekey", "citation", "identifiers", "facts"),
}


def vault_csv(vault: Vault, table: str, publication: Publication | None = None) -> str:
    """One table of a vault.

    Args:
        vault: The vault.
        table: A key of `TABLES`.
        publication: What may be shown; with it, nothing else is in the export.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS[table])
    for record in TABLES[table](vault, publication):
        writer.writerow(_cell(record.get(column)) for column in _COLUMNS[table])
    return text.getvalue()


def _cell(value: object) -> str:
    """A value as a cell: lists joined by semicolons, mappings as `key=value`."""
    if isinstance(value, list):
        return "; ".join(_cell(item) for item in value)
    if isinstance(value, dict):
        if set(value) == {"path", "line", "field"}:
            return f"{value['path']}:{value['line']}" if value["line"] else str(value["path"])
        return "; ".join(f"{key}={item}" for key, item in value.items())
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
