"""A publication as it is kept between runs: of most notes nothing is decoded unless it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import Any, get_type_hints

import msgspec

from headwater.bibliography.citations import Citation
from headwater.evidence.kinds import Vocabulary
from headwater.lazy import Key, Lazy, Plain, Value
from headwater.publication.canvases import PublicCanvas
from headwater.publication.cards import Card
from headwater.publication.names import PublicNames
from headwater.publication.note import PublicNote
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
    assumed: _Raws
    source_notes: dict[str, NotePath]
    above: dict[NotePath, NotePath]
    content_count: int
    attachments: list[str]
    home: NotePath | None
    canvases: dict[str, msgspec.Raw]


_FIELDS = get_type_hints(PublicNote) | {"kind": str, "dates": str}
"""What is kept of a published note: its kind by name, and its dates as text, which tells the time zone."""

_values = attrgetter(*_FIELDS)
_KIND, _DATES = (list(_FIELDS).index(name) for name in ("kind", "dates"))
_ENCODER = msgspec.msgpack.Encoder()


def encoded(note: PublicNote) -> bytes:
    """A published note as it is kept."""
    values = list(_values(note))
    values[_KIND] = note.kind.name
    values[_DATES] = f"{_text(note.dates.created)} {_text(note.dates.updated)}"
    return _ENCODER.encode(values)


def _text(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


class _Notes:
    """The codec of published notes."""

    _decoder: msgspec.msgpack.Decoder[tuple[Any, ...]] = msgspec.msgpack.Decoder(
        tuple.__class_getitem__(tuple(_FIELDS.values()))
    )

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._kinds = vocabulary.kinds

    def encode(self, note: PublicNote) -> bytes:
        return encoded(note)

    def decode(self, data: msgspec.Raw) -> PublicNote:
        values = list(self._decoder.decode(data))
        values[_KIND] = self._kinds[values[_KIND]]
        values[_DATES] = Dates(*map(parse_date, values[_DATES].split(" ")))
        return PublicNote(*values)


_RELATED: Plain[Related] = Plain(Mapping[str, tuple[NotePath, ...]])
_CANVASES: Plain[PublicCanvas] = Plain(PublicCanvas)
_PATHS: Plain[tuple[NotePath, ...]] = Plain(tuple[NotePath, ...])


def kept_notes(publication: Publication, paths: Iterable[NotePath]) -> dict[NotePath, msgspec.Raw]:
    """What is to be kept of some of a publication's notes."""
    return {path: msgspec.Raw(encoded(publication.notes[path])) for path in paths}


def kept_publication(publication: Publication) -> KeptPublication:
    """What is to be kept of a publication."""
    return KeptPublication(
        notes=_raws(publication.notes, encoded),
        cards=dict(publication.cards),
        outward=_raws(publication.outward, _RELATED.encode),
        inward=_raws(publication.inward, _RELATED.encode),
        citations=dict(publication.citations),
        resting=_raws(publication.resting, _PATHS.encode),
        assumed=_raws(publication.assumed, _PATHS.encode),
        source_notes=dict(publication.source_notes),
        above=dict(publication.above),
        content_count=publication.content_count,
        attachments=list(publication.attachments),
        home=publication.home,
        canvases=_raws(publication.canvases, _CANVASES.encode),
    )


def _raws(values: Mapping[Key, Value], encode: Callable[[Value], bytes]) -> dict[Key, msgspec.Raw]:
    if isinstance(values, Lazy):
        return dict(values.encoded)
    return {key: msgspec.Raw(encode(value)) for key, value in values.items()}


def publication_of(
    kept: KeptPublication, names: PublicNames, attachments: Mapping[str, Path], vocabulary: Vocabulary
) -> Publication:
    """The publication that was kept.

    Args:
        kept: What was kept of it.
        names: What links in published text name.
        attachments: Every file of the vault that is no note: path in the vault → place on disk.
        vocabulary: The vault's kinds and relations.
    """
    return Publication(
        notes=Lazy(kept.notes, _Notes(vocabulary)),
        cards=kept.cards,
        outward=Lazy(kept.outward, _RELATED),
        inward=Lazy(kept.inward, _RELATED),
        citations=kept.citations,
        resting=Lazy(kept.resting, _PATHS),
        assumed=Lazy(kept.assumed, _PATHS),
        source_notes=kept.source_notes,
        above=kept.above,
        content_count=kept.content_count,
        attachments={path: attachments[path] for path in kept.attachments},
        names=names,
        vocabulary=vocabulary,
        home=kept.home,
        canvases=Lazy(kept.canvases, _CANVASES),
    )
