"""What is kept between runs of how notes came to be: commits never change, so they need be told of once."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import msgspec

from headwater.cache import Cache
from headwater.evidence.history import NOTHING_TOLD, KeptHistory
from headwater.lazy import decoded

NAME = "history"
"""The name under which the cache keeps it."""

_DECODER: msgspec.msgpack.Decoder[KeptHistory] = msgspec.msgpack.Decoder(KeptHistory)


class HeldHistory(NamedTuple):
    """What a run knew of a vault's history, for the next in the same process."""

    key: bytes
    """What must be the same for it to hold."""

    told: KeptHistory


class HistoryCache:
    """What the cache of a vault holds of its history."""

    def __init__(self, root: Path, key: bytes, held: HeldHistory | None = None, *, used: bool) -> None:
        """Look at the cache of a vault.

        Args:
            root: The vault's folder.
            key: What must be the same for it to hold: the program and the configuration.
            held: What an earlier run in this process knew.
            used: Whether what is there is used.
        """
        self._cache = Cache(root)
        self._key = key
        self._held = held
        self._used = used
        self.now: KeptHistory | None = None
        """What is known by the end of this run; None where nobody asked."""

    @cached_property
    def before(self) -> KeptHistory:
        """What an earlier run knew."""
        if self._held is not None and self._held.key == self._key:
            return self._held.told
        data = self._cache.load(NAME, self._key) if self._used else None
        return decoded(_DECODER, data) or NOTHING_TOLD

    def held_for_next(self) -> HeldHistory | None:
        """What the next run in this process is given, so that it need not be told again."""
        return HeldHistory(self._key, self.now) if self.now is not None else self._held

    def save(self) -> str:
        """Keep what is known now, if it is more than before.

        Returns:
            Why it could not be kept; empty if it was.
        """
        if self.now is None or self.now.commit == self.before.commit:
            return ""
        return self._cache.save(NAME, self._key + msgspec.msgpack.encode(self.now))
