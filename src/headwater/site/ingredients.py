"""All that a site's pages are drawn from, as bytes: for a process that has neither the vault nor its disk.

They hold what may be shown, and the paths of withheld files that have the name of a published one, without
which links would not lead to the same. Nothing but data can come out of them.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from headwater.config import Config
from headwater.evidence.kinds import vocabulary
from headwater.evidence.resolve import Resolver
from headwater.publication import Publication
from headwater.publication.kept import KeptPublication, kept_publication, publication_of
from headwater.publication.names import PublicNames
from headwater.site.kept import KeptClaim
from headwater.vault.notes import NotePath


class Ingredients(NamedTuple):
    """What a site is drawn from."""

    publication: Publication
    config: Config
    outputs: Mapping[NotePath, str]
    """The file of every note's page."""

    claims: Mapping[NotePath, KeptClaim]
    """Every claim as HTML."""

    has_health: bool
    """Whether the site has a Health page."""

    remembers: bool
    """Whether it is to be told what pages were drawn from."""

    only_texts_changed: bool
    """Whether all that may differ from an earlier run are the texts of a few notes."""


class _Packed(msgspec.Struct, frozen=True, array_like=True):
    publication: KeptPublication
    names: tuple[list[str], list[str]]
    config: Config
    outputs: dict[NotePath, str]
    claims: dict[NotePath, KeptClaim]
    has_health: bool
    remembers: bool
    only_texts_changed: bool


# The configuration's mappings cannot be changed; those are unknown to the encoder.
_ENCODER = msgspec.msgpack.Encoder(enc_hook=dict)
_DECODER = msgspec.msgpack.Decoder(_Packed)
_LEVEL = 1
"""The fastest: ingredients shrink to a sixth, and more time would make little of that."""


def packed(given: Ingredients) -> bytes:
    """Ingredients as bytes: the same bytes for the same ingredients."""
    whole = _Packed(
        publication=kept_publication(given.publication),
        names=given.publication.names.paths(),
        config=_drawn_with(given.config),
        outputs=dict(given.outputs),
        claims=dict(given.claims),
        has_health=given.has_health,
        remembers=given.remembers,
        only_texts_changed=given.only_texts_changed,
    )
    return zlib.compress(_ENCODER.encode(whole), _LEVEL)


def _drawn_with(config: Config) -> Config:
    """What pages are drawn with of a configuration: the rest may name what is not published."""
    return Config(
        site=config.site,
        fields=config.fields,
        markdown=config.markdown,
        kinds=config.kinds,
        relations=config.relations,
    )


def unpacked(data: bytes) -> Ingredients:
    """The ingredients of their bytes.

    Raises:
        zlib.error: They are not whole.
        msgspec.MsgspecError: They are something else.
    """
    found = _DECODER.decode(zlib.decompress(data))
    kept, (notes, others) = found.publication, found.names
    names = PublicNames(
        Resolver(notes, others), frozenset(kept.notes), frozenset(kept.attachments), kept.canvases
    )
    # Pages name attachments and never open them, so it does not matter where these lie.
    nowhere = dict.fromkeys(kept.attachments, Path())
    publication = publication_of(kept, names, nowhere, vocabulary(found.config))
    return Ingredients(
        publication,
        found.config,
        found.outputs,
        found.claims,
        found.has_health,
        found.remembers,
        found.only_texts_changed,
    )
