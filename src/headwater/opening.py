"""Open a vault: read its folder and build its evidence graph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import msgspec
import xxhash

from headwater.cache import Cache, edition
from headwater.config import Config, load_config
from headwater.evidence.build import build_graph
from headwater.evidence.checks import check
from headwater.evidence.find import find_note
from headwater.evidence.graph import Graph
from headwater.evidence.kinds import vocabulary
from headwater.evidence.trace import Direction, Trace, closure, trace
from headwater.problems import Problem, in_order
from headwater.publication import MARKED, Publication, Scope, publish
from headwater.vault.kept import NOTHING_KEPT, KeptContents, decoded_contents
from headwater.vault.notes import Note, NotePath
from headwater.vault.read import VaultContents, read_vault
from headwater.vault.scan import VaultFiles

NOTES = "notes"
"""The name under which the cache keeps what was read."""

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, how much of it is done, and of how much."""


def no_progress(stage: str, done: int, total: int) -> None:
    """Tell nobody how far the work is."""


@dataclass(frozen=True)
class Vault:
    """A vault that was read: its notes, its evidence graph and what is odd about them.

    A value: it does not change when files do. Open the vault again to see what is new.
    """

    root: Path
    config: Config
    contents: VaultContents
    graph: Graph

    @property
    def notes(self) -> tuple[Note, ...]:
        """Every note, in the order of the paths."""
        return self.contents.notes

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Everything odd about the vault, by file and line."""
        return in_order([*self.contents.problems, *self.graph.problems, *check(self.graph)])

    def find(self, words: str) -> Note:
        """The note of a name, path, citekey, alias or start of a claim.

        Raises:
            NoteNotFound: No note answers.
            NoteAmbiguous: Several answer.
        """
        return self.graph.notes[find_note(self.graph, words)]

    def trace(self, note: Note | str, direction: Direction = Direction.UPSTREAM) -> Trace:
        """What a note rests on down to its sources, or (downstream) what rests on it, as a tree."""
        return trace(self.graph, self._path(note), direction)

    def upstream(self, note: Note | str) -> tuple[Note, ...]:
        """Every note that a note rests on, nearest first."""
        return self._closure(note, Direction.UPSTREAM)

    def downstream(self, note: Note | str) -> tuple[Note, ...]:
        """Every note that rests on a note, nearest first."""
        return self._closure(note, Direction.DOWNSTREAM)

    def publish(self, scope: Scope = MARKED) -> Publication:
        """What may be shown of the vault.

        Raises:
            PublicationError: Nothing may.
        """
        return publish(self.graph, self.config, self.contents.attachments, scope)

    def _closure(self, note: Note | str, direction: Direction) -> tuple[Note, ...]:
        return tuple(self.graph.notes[path] for path in closure(self.graph, self._path(note), direction))

    def _path(self, note: Note | str) -> NotePath:
        return note.path if isinstance(note, Note) else find_note(self.graph, note)


def open_vault(
    path: Path | str,
    progress: Progress = no_progress,
    kept: KeptContents = NOTHING_KEPT,
    files: VaultFiles | None = None,
) -> Vault:
    """Read a vault and build its evidence graph; nothing in it is changed.

    Args:
        path: The vault's folder.
        progress: Told how far reading is.
        kept: What an earlier run read, as `kept_contents` gives it.
        files: What is in the folder, if that was looked at already.

    Raises:
        VaultError: The folder does not exist or cannot be listed.
        ConfigError: Its `headwater.toml` cannot be used.
    """
    root = Path(path)
    config = load_config(root)
    contents = read_vault(
        root, config, lambda done, total: progress("reading notes", done, total), kept, files
    )
    return Vault(root, config, contents, build_graph(contents, vocabulary(config)))


def kept_contents(root: Path) -> tuple[KeptContents, bytes]:
    """The notes of a vault as an earlier run of this edition of Headwater read them, as far as kept.

    Returns:
        The notes, and the fingerprint of how they are kept; empty where nothing is.
    """
    data = Cache(root).load(NOTES)
    if data is None or not data.startswith(edition()):
        return NOTHING_KEPT, b""
    try:
        return decoded_contents(data[len(edition()) :]), xxhash.xxh3_128_digest(data)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return NOTHING_KEPT, b""
