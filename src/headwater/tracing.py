"""Open a vault to trace its notes, as fast as what an earlier build kept allows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from headwater.cache import Cache
from headwater.evidence.kept import DATES, KeptGraph, graph_of
from headwater.evidence.kinds import vocabulary
from headwater.evidence.resolve import Resolver
from headwater.lazy import Lazy, decoded
from headwater.looking import Look, look_at
from headwater.notekeeping import GRAPH, KeptNotes, graph_key, kept_contents
from headwater.opened import Vault
from headwater.vault.contents import VaultContents
from headwater.vault.dates import from_property
from headwater.vault.kept import NOTE, changed_notes
from headwater.vault.notes import Dates, Note, NotePath

_DECODER: msgspec.msgpack.Decoder[KeptGraph] = msgspec.msgpack.Decoder(KeptGraph)


def open_to_trace(root: Path) -> Vault:
    """Open a vault of which nothing is asked but traces; nothing in it is changed.

    If no file has changed since the last build, the vault knows what supports what, and no other relation.
    Else it is the vault that `open_vault` gives.

    Args:
        root: The vault's folder.

    Raises:
        VaultError: The folder does not exist or cannot be listed.
        ConfigError: Its `headwater.toml` cannot be used.
    """
    look, known = look_at(root), kept_contents(root)
    kept = _kept_graph(look, known)
    if kept is None or changed_notes(known.contents, look.files) != []:
        # Imported here because a trace mostly needs nothing of what reads notes and builds graphs.
        from headwater.opening import open_vault  # noqa: PLC0415

        return open_vault(root, kept=known.contents, look=look)
    notes: Lazy[NotePath, Note] = Lazy({path: note.note for path, note in known.contents.notes.items()}, NOTE)
    attachments = {file.path: Path(file.location) for file in look.files.attachments}
    resolver = Resolver(notes, [*attachments, *known.contents.canvases])
    dates = _changed_dates(kept, notes, known, look)
    graph = graph_of(kept, notes, resolver, vocabulary(look.config), dates)
    contents = VaultContents(root, notes, (), attachments, graph.dates, (), known.contents)
    return Vault(root, look.config, contents, graph, uses_cache=True, is_as_kept=True)


def _changed_dates(
    kept: KeptGraph, notes: Mapping[NotePath, Note], known: KeptNotes, look: Look
) -> dict[NotePath, Dates]:
    """The dates that are other than they were kept: of the last change, where a text has changed since."""
    numbers = {path: number for number, path in enumerate(notes)} if known.changed else {}
    changed = {}
    for path in known.changed:
        updated = from_property(notes[path], look.config.dates.updated, [])
        if updated is not None:
            changed[path] = DATES.decode(kept.dates[numbers[path]])._replace(updated=updated)
    return changed


def _kept_graph(look: Look, known: KeptNotes) -> KeptGraph | None:
    return (
        decoded(_DECODER, Cache(look.root).load(GRAPH, graph_key(look, known.whole))) if known.whole else None
    )
