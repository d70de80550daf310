"""What is kept between runs of how notes came to be: commits never change, so they need be told of once."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import msgspec

from headwater.cache import Cache
from headwater.evidence.history import NOTHING_TOLD, KeptHistory
from headwater.lazy import decoded

NAME = "history"
"""The name under which the cache keeps it."""

_DECODER: msgspec.msgpack.Decoder[KeptHistory] = msgspec.msgpack.Decoder(KeptHistory)


class HistoryCache:
    """What the cache of a vault holds of its history."""

    def __init__(self, root: Path, key: bytes, *, used: bool) -> None:
        """Look at the cache of a vault.

        Args:
            root: The vault's folder.
            key: What must be the same for it to hold: the program and the configuration.
            used: Whether what is there is used.
        """
        self._cache = Cache(root)
        self._key = key
        self._used = used
        self.now: KeptHistory | None = None
        """What is known by the end of this run; None where nobody asked."""

    @cached_property
    def before(self) -> KeptHistory:
        """What an earlier run knew."""
        data = self._cache.load(NAME, self._key) if self._used else None
        return decoded(_DECODER, data) or NOTHING_TOLD

    def save(self) -> str:
        """Keep what is known now, if it is more than before.

        Returns:
            Why it could not be kept; empty if it was.
        """
        if self.now is None or self.now.commit == self.before.commit:
            return ""
        return self._cache.save(NAME, self._key + msgspec.msgpack.encode(self.now))
