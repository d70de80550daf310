"""The history of a note as JSON; its form is `docs/schemas/history-1.json`."""

from __future__ import annotations

import json
from collections.abc import Sequence

from headwater.evidence.history import Event, Supporter
from headwater.evidence.word_diff import word_diff
from headwater.exporters.records import Record, note_record
from headwater.opened import Vault
from headwater.vault.notes import NotePath

VERSION = 1
"""The version of the form; it changes when a reader of the old one could misread the new one."""


def history_json(vault: Vault, path: NotePath, events: Sequence[Event], *, is_whole: bool) -> str:
    """A note and what changed about it, newest first.

    Args:
        vault: The vault.
        path: The note.
        events: What changed.
        is_whole: Whether the repository goes back to its first commit.
    """
    document = {
        "version": VERSION,
        "note": note_record(vault, path),
        "complete": is_whole,
        "events": [_event(event) for event in events],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _event(event: Event) -> Record:
    return {
        "commit": event.commit or None,
        "date": event.date.isoformat() if event.date else None,
        "author": event.author or None,
        "subject": event.subject if event.commit else None,
        "path": event.path,
        "change": event.change,
        "before": event.before,
        "after": event.after,
        "words": [
            {"fate": piece.fate, "words": piece.words} for piece in word_diff(event.before, event.after)
        ],
        "added": [_supporter(supporter) for supporter in event.added],
        "removed": [_supporter(supporter) for supporter in event.removed],
    }


def _supporter(supporter: Supporter) -> Record:
    name = supporter.path.rpartition("/")[2][: -len(".md")]
    return {"path": supporter.path, "name": name, "claim": supporter.claim}
