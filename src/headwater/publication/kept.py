"""A publication as it is kept between runs: of most notes nothing is decoded unless it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import msgspec

from headwater.bibliography.citations import Citation
from headwater.evidence.kinds import Vocabulary
from headwater.lazy import Codec, Key, Lazy, Plain, Value
from headwater.publication.cards import Card
from headwater.publication.note import PublicNote
from headwater.publication.redaction import Redactor
from headwater.publication.values import Publication, Related
from headwater.vault.dates import parse_date
from headwater.vault.notes import Dates, NotePath

_Raws = dict[NotePath, msgspec.Raw]


class KeptPublication(msgspec.Struct, frozen=True, array_like=True):
    """All of a publication but what is made anew from the vault."""

    notes: _Raws
    cards: dict[NotePath, Card]
    outward: _Raws
    inward: _Raws
    citations: dict[str, Citation]
    resting: dict[str, msgspec.Raw]
    source_notes: dict[str, NotePath]
    attachments: list[str]
    home: NotePath | None


class _Notes:
    """The codec of published notes: MessagePack knows the moments of their dates, but not the time zones."""

    def __init__(self) -> None:
        self._whole: Plain[tuple[PublicNote, str, str]] = Plain(tuple[PublicNote, str, str])

    def encode(self, note: PublicNote) -> bytes:
        return self._whole.encode((note, _text(note.dates.created), _text(note.dates.updated)))

    def decode(self, data: msgspec.Raw) -> PublicNote:
        note, created, updated = self._whole.decode(data)
        return replace(note, dates=Dates(parse_date(created), parse_date(updated)))


def _text(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


NOTES = _Notes()
_RELATED: Plain[Related] = Plain(Mapping[str, tuple[NotePath, ...]])
_PATHS: Plain[tuple[NotePath, ...]] = Plain(tuple[NotePath, ...])


def kept_notes(publication: Publication, paths: Iterable[NotePath]) -> dict[NotePath, msgspec.Raw]:
    """What is to be kept of some of a publication's notes."""
    return {path: msgspec.Raw(NOTES.encode(publication.notes[path])) for path in paths}


def kept_publication(publication: Publication) -> KeptPublication:
    """What is to be kept of a publication."""
    return KeptPublication(
        notes=_raws(publication.notes, NOTES),
        cards=dict(publication.cards),
        outward=_raws(publication.outward, _RELATED),
        inward=_raws(publication.inward, _RELATED),
        citations=dict(publication.citations),
        resting=_raws(publication.resting, _PATHS),
        source_notes=dict(publication.source_notes),
        attachments=list(publication.attachments),
        home=publication.home,
    )


def _raws(values: Mapping[Key, Value], codec: Codec[Value]) -> dict[Key, msgspec.Raw]:
    lazy = values if isinstance(values, Lazy) else Lazy.of(values, codec)
    return dict(lazy.encoded)


def publication_of(
    kept: KeptPublication, names: Redactor, attachments: Mapping[str, Path], vocabulary: Vocabulary
) -> Publication:
    """The publication that was kept.

    Args:
        kept: What was kept of it.
        names: What links in published text name.
        attachments: Every file of the vault that is no note: path in the vault → place on disk.
        vocabulary: The vault's kinds and relations.
    """
    return Publication(
        notes=Lazy(kept.notes, NOTES),
        cards=kept.cards,
        outward=Lazy(kept.outward, _RELATED),
        inward=Lazy(kept.inward, _RELATED),
        citations=kept.citations,
        resting=Lazy(kept.resting, _PATHS),
        source_notes=kept.source_notes,
        attachments={path: attachments[path] for path in kept.attachments},
        names=names,
        vocabulary=vocabulary,
        home=kept.home,
    )
