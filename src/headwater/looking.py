"""A look at a vault's folder: what can be told of it before a single note is read."""

from __future__ import annotations

import os
import shutil
import time
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import xxhash
from msgspec import msgpack

from headwater.cache import edition
from headwater.config import Config, load_config
from headwater.vault.repository import state_of_repository
from headwater.vault.scan import UNSETTLED, VaultFile, VaultFiles, scan_vault, settled, stamp_of_file

BESIDE = (".headwater/reviews.jsonl", ".headwater/reviewed-texts.jsonl", ".headwater/retractions.json")
"""Files of a vault that are no notes, and that what is known of its notes depends on."""


class Look(NamedTuple):
    """What a vault's folder held at one moment."""

    root: Path
    config: Config
    files: VaultFiles
    repository: str
    """The state of the git repository around it, which may date notes."""

    beside: list[VaultFile]
    """The files that lie outside of what is scanned and yet decide what pages say: reviews, retractions, the
    libraries and the style that the configuration names, pandoc; those that exist."""

    taken_ns: int
    """When the look was begun, in nanoseconds since 1970."""

    @property
    def key(self) -> bytes:
        """A fingerprint of the program and of the configuration: where it differs, any page may."""
        return key_of(self.config)

    def is_settled(self, looked_ns: int) -> bool:
        """Whether no file can have changed since without another stamp.

        Args:
            looked_ns: When they were looked at, in nanoseconds since 1970.
        """
        beside = all(settled(file.stamp, looked_ns) != UNSETTLED for file in self.beside)
        return beside and self.files.are_settled(looked_ns)


def key_of(config: Config) -> bytes:
    """A fingerprint of the program and of a configuration."""
    return xxhash.xxh3_128_digest(edition() + msgpack.encode(config, enc_hook=dict))


def look_at(root: Path, config: Config | None = None) -> Look:
    """Look at a vault's folder.

    Args:
        root: The folder.
        config: Its configuration, if it was read already.

    Raises:
        VaultError: The folder does not exist or cannot be listed.
        ConfigError: Its `headwater.toml` cannot be used.
    """
    taken = time.time_ns()
    config = config or load_config(root)
    # The repository first: what is committed later shows at the next look.
    repository = state_of_repository(root)
    return Look(root, config, scan_vault(root, config.ignore), repository, files_beside(root, config), taken)


def files_beside(root: Path, config: Config) -> list[VaultFile]:
    """The files outside of what is scanned that decide what pages say, as far as they exist.

    Args:
        root: The vault's folder.
        config: Its configuration, which may name libraries and a style.
    """
    citations = config.citations
    style = (citations.style,) if citations.style.endswith(".csl") else ()
    # A pandoc that came with a Python package changes with the program's edition; any other is seen here.
    pandoc = shutil.which("pandoc")
    named = (*BESIDE, *citations.libraries, *style, *([pandoc] if pandoc else []))
    names = [name for name in named if "\0" not in name]  # no file is called so
    places = ((name, os.path.realpath(root / os.path.expanduser(name))) for name in names)  # noqa: PTH111
    stamped = ((name, place, stamp_of_file(place)) for name, place in places)
    return [VaultFile(name, place, stamp) for name, place, stamp in stamped if stamp is not None]


def look_again(before: Look, paths: Iterable[str]) -> Look | None:
    """Look at some files of a vault only, trusting that nothing else has changed.

    Args:
        before: The last look.
        paths: Where on disk something has changed.

    Returns:
        What the folder holds now; None where it must be looked through: only changes of notes that were there
        before can be told so.
    """
    root = os.path.realpath(before.root) + os.sep
    notes = before.files.notes.copy()
    for changed in paths:
        path = changed.removeprefix(root).replace(os.sep, "/")
        index = bisect_left(notes, path, key=attrgetter("path"))
        if index == len(notes) or notes[index].path != path:
            return None
        stamp = stamp_of_file(notes[index].location)
        if stamp is None:
            return None
        notes[index] = notes[index]._replace(stamp=stamp)
    now = replace(before.files, notes=notes)
    repository, beside = state_of_repository(before.root), files_beside(before.root, before.config)
    return before._replace(files=now, repository=repository, beside=beside, taken_ns=time.time_ns())
