"""Open a vault: read its folder and build its evidence graph."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import xxhash

from headwater.cache import Cache, edition
from headwater.config import Config, load_config
from headwater.evidence.build import build_graph
from headwater.evidence.checks import check
from headwater.evidence.find import find_note
from headwater.evidence.graph import Graph
from headwater.evidence.impact import Impact, impact
from headwater.evidence.kinds import SOURCE, vocabulary
from headwater.evidence.ledger.files import load_ledger
from headwater.evidence.ledger.records import Ledger
from headwater.evidence.ledger.states import Assessment, ReviewedEdge, assess
from headwater.evidence.trace import Direction, Trace, closure, trace
from headwater.lazy import DAMAGED
from headwater.looking import Look, key_of
from headwater.problems import Problem, in_order
from headwater.progress import Progress, no_progress
from headwater.publication import Publication, publish
from headwater.publication.background import Background, Histories
from headwater.publication.citing import citing_notes, unknown_citations
from headwater.publication.kept_history import HeldHistory, HistoryCache
from headwater.scope import MARKED, Scope
from headwater.stages import Stages
from headwater.vault.kept import NOTHING_KEPT, KeptContents, KeptNote, decoded_contents, decoded_notes
from headwater.vault.notes import Note, NotePath
from headwater.vault.read import VaultContents, read_vault
from headwater.vault.scan import UNSETTLED, VaultFile

if TYPE_CHECKING:
    from headwater.bibliography.bibliography import Bibliography
    from headwater.bibliography.kept import KeptBibliography
    from headwater.evidence.history import Histories as AllHistories

NOTES = "notes"
"""The name under which the cache keeps what was read."""

NOTES_SINCE = "notes-since"
"""The name under which it keeps the notes that were read again since."""


@dataclass(frozen=True)
class Vault:
    """A vault that was read: its notes, its evidence graph and what is odd about them.

    A value: it does not change when files do. Open the vault again to see what is new.
    """

    root: Path
    config: Config
    contents: VaultContents
    graph: Graph
    uses_cache: bool = False
    """Whether what an earlier run kept may be used."""

    is_as_kept: bool = False
    """Whether its notes are what they were when an earlier run kept them."""

    held: KeptBibliography | None = None
    """What an earlier run in this process knew of its sources; None: what the cache holds counts."""

    held_history: HeldHistory | None = None
    """What an earlier run in this process knew of its history; None: what the cache holds counts."""

    @property
    def notes(self) -> tuple[Note, ...]:
        """Every note, in the order of the paths."""
        return self.contents.notes

    @cached_property
    def bibliography(self) -> Bibliography:
        """What is known of its sources: nothing of it is found out before it is asked for."""
        # Imported here because hardly any trace needs what reads libraries and formats citations.
        from headwater.bibliography.bibliography import Bibliography  # noqa: PLC0415
        from headwater.bibliography.kept import KeptBibliography  # noqa: PLC0415
        from headwater.bibliography.libraries import library_files  # noqa: PLC0415

        places = self.contents.attachments.items()
        attachments = [VaultFile(path, str(place), UNSETTLED) for path, place in places]
        return Bibliography(
            self.root,
            self.config,
            library_files(self.root, self.config.citations, attachments),
            lambda: [self.graph.notes[path] for path in self.graph.of_kind(SOURCE)],
            self.held or KeptBibliography(self.root, used=self.uses_cache),
            notes_are_as_kept=self.is_as_kept,
        )

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is odd about the vault, by file and line, as far as builds look for it.

        `headwater.checking.check_vault` looks for more.
        """
        of_citations = self._citation_problems()
        return in_order([*self.contents.problems, *self.graph.problems, *check(self.graph), *of_citations])

    def _citation_problems(self) -> Iterator[Problem]:
        """What is odd about sources, libraries and citations."""
        # Imported here because hardly any trace needs it.
        from headwater.bibliography.checks import check_citations  # noqa: PLC0415
        from headwater.bibliography.checks.cited import Cited  # noqa: PLC0415

        known, citing = self.bibliography, citing_notes(self.notes)
        named = {key for _, citations in citing for keys in citations.values() for key in keys}
        entries = known.library.items
        texts = {key: work.formatted.text for key, work in known.works.items() if key in entries}
        keys = self.config.fields.citation
        yield from check_citations(
            Cited(
                self.graph,
                known.library,
                {key: text for key, text in texts.items() if text},
                known.notices,
                frozenset(named),
                keys,
            )
        )
        yield from unknown_citations(citing, known)
        yield from known.problems

    @cached_property
    def ledger(self) -> Ledger:
        """What was reviewed in it, as it stood on disk when this was first asked for."""
        return load_ledger(self.root)

    @cached_property
    def assessment(self) -> Assessment:
        """Its edges held against its ledger, which takes as long for one that is empty."""
        return assess(self.graph, self.ledger, self.config.review.properties)

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

    def impact(self, note: Note | str) -> Impact:
        """What rests on a note, nearest first, and what each of these would lose without it."""
        return impact(self.graph, self._path(note))

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
        known = self.bibliography
        background = Background(
            {key: item.data for key, item in known.library.items.items()},
            self.suspects,
            self._histories,
            {path: one.layout for path, one in self.contents.kept.canvases.items()},
        )
        return publish(self.graph, self.config, self.contents.attachments, scope, known, background)

    @cached_property
    def suspects(self) -> Mapping[NotePath, tuple[ReviewedEdge, ...]]:
        """For each note the edges into it that must be looked at again; nothing without reviews."""
        return self.assessment.suspects if self.ledger.reviews else {}

    def histories(self) -> AllHistories:
        """How the claim of every note and its support changed.

        Raises:
            HistoryError: Git is missing, or cannot tell; the message says why.
        """
        # Imported here because hardly any vault is asked for histories.
        from headwater.evidence.history import histories  # noqa: PLC0415

        return histories(self.contents, self.config, self._history.before)

    def _histories(self, published: Collection[NotePath]) -> Histories:
        if not self.config.site.history:
            return {}, ()
        # Imported here, too.
        from headwater.publication.history import public_histories  # noqa: PLC0415

        told = public_histories(self.contents, self.config, published, self._history.before)
        self._history.now = told.kept
        return told.events, told.problems

    def held_history_for_next(self) -> HeldHistory | None:
        """What is known of its history, for the next run in this process."""
        return self._history.held_for_next()

    @cached_property
    def _history(self) -> HistoryCache:
        return HistoryCache(self.root, key_of(self.config), self.held_history, used=self.uses_cache)

    def keep_known(self) -> str:
        """Keep what was found out about sources and histories for the next run.

        Returns:
            Why it could not be kept; empty if it was.
        """
        return self.bibliography.keep() or self._history.save()

    def _closure(self, note: Note | str, direction: Direction) -> tuple[Note, ...]:
        return tuple(self.graph.notes[path] for path in closure(self.graph, self._path(note), direction))

    def _path(self, note: Note | str) -> NotePath:
        return note.path if isinstance(note, Note) else find_note(self.graph, note)


def open_vault(
    path: Path | str,
    progress: Progress = no_progress,
    kept: KeptContents = NOTHING_KEPT,
    look: Look | None = None,
    stages: Stages | None = None,
    held: KeptBibliography | None = None,
) -> Vault:
    """Read a vault and build its evidence graph; nothing in it is changed.

    Args:
        path: The vault's folder.
        progress: Told how far reading is.
        kept: What an earlier run read, as `kept_contents` gives it.
        look: What is in the folder, if that was looked at already: then its configuration is not read again.
        stages: Told how long reading and building the graph take.
        held: What an earlier run in this process knew of its sources.

    Raises:
        VaultError: The folder does not exist or cannot be listed.
        ConfigError: Its `headwater.toml` cannot be used.
    """
    root = Path(path)
    config = look.config if look else load_config(root)
    stages = stages or Stages()
    with stages.stage("read notes"):
        contents = read_vault(
            root,
            config,
            lambda done, total: progress("reading notes", done, total),
            kept,
            look.files if look else None,
        )
    with stages.stage("build the graph"):
        graph = build_graph(contents, vocabulary(config))
    return Vault(root, config, contents, graph, uses_cache=kept is not NOTHING_KEPT, held=held)


GRAPH = "graph"
"""The name under which it keeps what supports what."""


def graph_key(look: Look, notes: bytes) -> bytes:
    """What must be the same so that notes support one another as they did.

    Args:
        look: What is in the vault's folder.
        notes: The fingerprint of the notes as they are kept as a whole.
    """
    attachments = "\0".join(file.path for file in look.files.attachments)
    return xxhash.xxh3_128_digest(
        b"\0".join((look.key, notes, look.repository.encode(), attachments.encode()))
    )


class KeptNotes(NamedTuple):
    """The notes of a vault as they are kept."""

    contents: KeptContents
    digest: bytes
    """The fingerprint of how they are kept; empty where nothing is."""

    whole: bytes
    """The fingerprint of those that are kept as a whole."""

    changed: Mapping[NotePath, KeptNote]
    """Those that were read again since."""


def kept_contents(root: Path) -> KeptNotes:
    """The notes of a vault as an earlier run of this edition of Headwater read them, as far as kept."""
    cache = Cache(root)
    try:
        whole = cache.load(NOTES)
        notes = _behind(edition(), whole)
        if whole is None or notes is None:
            return KeptNotes(NOTHING_KEPT, b"", b"", {})
        contents, digest = decoded_contents(notes), xxhash.xxh3_128_digest(whole)
        since = cache.load(NOTES_SINCE)
        notes = _behind(edition() + digest, since)
        changed = dict(decoded_notes(notes)) if notes is not None else {}
    except DAMAGED:
        return KeptNotes(NOTHING_KEPT, b"", b"", {})
    if since is None or notes is None:
        return KeptNotes(contents, digest, digest, {})
    now = digest + xxhash.xxh3_128_digest(since)
    return KeptNotes(contents._replace(notes={**contents.notes, **changed}), now, digest, changed)


def _behind(key: bytes, data: memoryview | None) -> memoryview | None:
    """What stands behind a key, if it does."""
    return data[len(key) :] if data is not None and data[: len(key)] == key else None
