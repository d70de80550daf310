"""What an earlier run kept of the notes of a vault and of what supports what, if it still holds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import xxhash

from headwater.cache import Cache, edition
from headwater.lazy import DAMAGED
from headwater.looking import Look
from headwater.vault.kept import NOTHING_KEPT, KeptContents, KeptNote, decoded_contents, decoded_notes
from headwater.vault.notes import NotePath

NOTES = "notes"
"""The name under which the cache keeps what was read."""

NOTES_SINCE = "notes-since"
"""The name under which it keeps the notes that were read again since."""

GRAPH = "graph"
"""The name under which it keeps what supports what."""


def graph_key(look: Look, notes: bytes) -> bytes:
    """What must be the same so that notes support one another as they did.

    Args:
        look: What is in the vault's folder.
        notes: The fingerprint of the notes as they are kept as a whole.
    """
    attachments = "\0".join(file.path for file in look.files.attachments)
    return xxhash.xxh3_128_digest(
        b"\0".join((look.key, notes, look.repository.encode(), attachments.encode()))
    )


class KeptNotes(NamedTuple):
    """The notes of a vault as they are kept."""

    contents: KeptContents
    digest: bytes
    """The fingerprint of how they are kept; empty where nothing is."""

    whole: bytes
    """The fingerprint of those that are kept as a whole."""

    changed: Mapping[NotePath, KeptNote]
    """Those that were read again since."""


def kept_contents(root: Path) -> KeptNotes:
    """The notes of a vault as an earlier run of this edition of Headwater read them, as far as kept."""
    cache = Cache(root)
    try:
        whole = cache.load(NOTES)
        notes = _behind(edition(), whole)
        if whole is None or notes is None:
            return KeptNotes(NOTHING_KEPT, b"", b"", {})
        contents, digest = decoded_contents(notes), xxhash.xxh3_128_digest(whole)
        since = cache.load(NOTES_SINCE)
        notes = _behind(edition() + digest, since)
        changed = dict(decoded_notes(notes)) if notes is not None else {}
    except DAMAGED:
        return KeptNotes(NOTHING_KEPT, b"", b"", {})
    if since is None or notes is None:
        return KeptNotes(contents, digest, digest, {})
    now = digest + xxhash.xxh3_128_digest(since)
    return KeptNotes(contents._replace(notes={**contents.notes, **changed}), now, digest, changed)


def _behind(key: bytes, data: memoryview | None) -> memoryview | None:
    """What stands behind a key, if it does."""
    return data[len(key) :] if data is not None and data[: len(key)] == key else None
