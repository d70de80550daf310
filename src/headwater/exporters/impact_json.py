"""What rests on a note as JSON; its form is `docs/schemas/impact-1.json`."""

from __future__ import annotations

import json

from headwater.evidence.impact import Impact
from headwater.evidence.kinds import Kind
from headwater.exporters.impact_list import of_kind
from headwater.exporters.records import note_record
from headwater.opened import Vault

VERSION = 1
"""The version of the form; it changes when a reader of the old one could misread the new one."""


def impact_json(vault: Vault, found: Impact, kind: Kind | None = None) -> str:
    """The note, and every note that rests on it with its distance and what it would lose.

    Args:
        vault: The vault.
        found: What rests on a note.
        kind: The kind of notes to list; all of them by default.
    """
    document = {
        "version": VERSION,
        "note": note_record(vault, found.start),
        "kind": kind.name if kind else None,
        "notes": [
            note_record(vault, affected.path)
            | {
                "distance": affected.distance,
                "outcome": affected.outcome.value,
                "lost": affected.lost,
                "left": affected.left,
            }
            for affected in of_kind(vault, found, kind)
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
