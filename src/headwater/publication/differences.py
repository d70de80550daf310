"""What differs between two publications of a vault, told note by note: all other notes are as they were.

What is kept of a publication is compared as bytes, so that nothing that it was made of need be looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from headwater.lazy import Key
from headwater.publication.kept import KeptPublication, publication_of
from headwater.publication.note import PublicContent, PublicNote
from headwater.publication.values import Publication
from headwater.vault.notes import NotePath

_ENCODER = msgspec.msgpack.Encoder()


class Differences(NamedTuple):
    """What is other than before."""

    notes: frozenset[NotePath]
    """The published notes that are new, say something else, or have other relations."""

    ways: frozenset[NotePath]
    """The notes from which another way leads up to a takeaway, or none any more."""

    citekeys: frozenset[str]
    """The sources on which other notes rest."""

    earlier: Publication
    """What was published; nobody opens its attachments or asks what links in it name."""


def differences(
    before: KeptPublication, now: KeptPublication, publication: Publication
) -> Differences | None:
    """Compare what is published with what was.

    Args:
        before: What was kept of what was published.
        now: What is to be kept of what is published.
        publication: What is published.

    Returns:
        What differs; None where sources are not the same as they were: that may show on any page.
    """
    if _encoded_sources(before) != _encoded_sources(now):
        return None
    citekeys = frozenset(_unequal(before.resting, now.resting))
    notes = {
        *_unequal(before.notes, now.notes),
        *_unequal(before.outward, now.outward),
        *_unequal(before.inward, now.inward),
    }
    notes.update(now.source_notes[key] for key in citekeys & now.source_notes.keys())
    changed = [path for path in notes if before.notes.get(path) != now.notes.get(path)]
    # Only what its notes say and how they are related is looked at, not where attachments lie.
    nowhere = dict.fromkeys(before.attachments, Path())
    earlier = publication_of(before, publication.names, nowhere, publication.vocabulary)
    notes.update(_read_by(changed, earlier, publication))
    ways = frozenset(_other_ways(before.above, now.above))
    return Differences(frozenset(notes & now.notes.keys()), ways, citekeys, earlier)


def _encoded_sources(kept: KeptPublication) -> bytes:
    """All that is known of sources beside what their notes say; and which note the site begins with."""
    return _ENCODER.encode((kept.citations, kept.source_notes, kept.home))


def _unequal(before: Mapping[Key, object], now: Mapping[Key, object]) -> Iterator[Key]:
    """The keys whose values differ, or that only one of two mappings has."""
    yield from before.keys() ^ now.keys()
    yield from (key for key, value in now.items() if key in before and before[key] != value)


def _read_by(
    changed: Iterable[NotePath], earlier: Publication, publication: Publication
) -> Iterator[NotePath]:
    """The published sources that other notes rest on by way of content which is known by its name alone.

    What rests on such content is told by the notes that do, and shown where their source is.
    """
    for path in changed:
        was, now = earlier.notes.get(path), publication.notes.get(path)
        if _unpublished(was) != _unpublished(now):
            keys = {key for note in (was, now) if note for key in note.sources}
            yield from (publication.source_notes[key] for key in keys & publication.source_notes.keys())


def _unpublished(note: PublicNote | None) -> tuple[tuple[PublicContent, ...], object]:
    """The content without a page that a note rests on, and what is suspect about what it rests on."""
    if note is None:
        return (), ()
    contents = tuple([content for content in note.contents if content.path is None])
    return contents, note.facts.suspicions if contents and note.facts else ()


def _other_ways(before: Mapping[NotePath, NotePath], now: Mapping[NotePath, NotePath]) -> set[NotePath]:
    """The notes whose ways differ in any step; those above a note come before it."""
    found: set[NotePath] = set(before.keys() - now.keys())
    for path, above in now.items():
        if before.get(path) != above or above in found:
            found.add(path)
    return found
