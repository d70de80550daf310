"""A look at a vault's folder: what can be told of it before a single note is read."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

import xxhash
from msgspec import msgpack

from headwater.cache import edition
from headwater.config import Config, load_config
from headwater.vault.repository import state_of_repository
from headwater.vault.scan import VaultFiles, scan_vault


class Look(NamedTuple):
    """What a vault's folder held at one moment."""

    root: Path
    config: Config
    files: VaultFiles
    repository: str
    """The state of the git repository around it, which may date notes."""

    taken_ns: int
    """When the look was begun, in nanoseconds since 1970."""

    @property
    def key(self) -> bytes:
        """A fingerprint of the program and of the configuration: where it differs, any page may."""
        return xxhash.xxh3_128_digest(edition() + msgpack.encode(self.config, enc_hook=dict))


def look_at(root: Path) -> Look:
    """Look at a vault's folder.

    Raises:
        VaultError: The folder does not exist or cannot be listed.
        ConfigError: Its `headwater.toml` cannot be used.
    """
    taken = time.time_ns()
    config = load_config(root)
    # The repository first: what is committed later shows at the next look.
    repository = state_of_repository(root)
    return Look(root, config, scan_vault(root, config.ignore), repository, taken)
