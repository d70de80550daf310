"""What is kept of a website between runs: what its pages and claims were drawn from, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from headwater.site.asking import Question
from headwater.site.manifest import Fingerprint
from headwater.vault.notes import NotePath


class DrawnFrom(NamedTuple):
    """All that decides the bytes of a note's page."""

    inputs: bytes
    """The fingerprint that `headwater.site.inputs` gives."""

    asked: tuple[Question, ...]
    """What its text asked about other notes."""

    answers: bytes
    """The fingerprint of what was answered."""


class KeptPage(NamedTuple):
    """A note's page."""

    drawn_from: DrawnFrom
    fingerprint: Fingerprint
    """Of its bytes."""


class KeptClaim(NamedTuple):
    """A claim as HTML."""

    inputs: bytes
    """The fingerprint of its Markdown and of its page's place."""

    asked: tuple[Question, ...]
    answers: bytes
    html: str


class KeptSite(NamedTuple):
    """What was drawn of a website."""

    pages: Mapping[str, KeptPage]
    """By place in the output folder."""

    claims: Mapping[NotePath, KeptClaim]


NOTHING_DRAWN = KeptSite({}, {})

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(tuple[dict[str, KeptPage], dict[NotePath, KeptClaim]])


def encoded_site(site: KeptSite) -> bytes:
    """What was drawn, as it is kept."""
    return _ENCODER.encode((site.pages, site.claims))


def decoded_site(data: bytes) -> KeptSite:
    """What `encoded_site` encoded.

    Raises:
        msgspec.MsgspecError: It is something else.
    """
    return KeptSite(*_DECODER.decode(data))
