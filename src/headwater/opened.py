"""A vault that was read: everything that can be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from headwater.bibliography.kept import KeptBibliography
from headwater.bibliography.kept_texts import kept_texts
from headwater.bibliography.library_names import LibraryFile, library_files
from headwater.config import Config
from headwater.evidence.find import find_note
from headwater.evidence.graph import Graph
from headwater.evidence.kinds import SOURCE
from headwater.evidence.trace import Direction, Trace, closure, trace
from headwater.looking import key_of
from headwater.problems import Problem, in_order
from headwater.scope import MARKED, Scope
from headwater.vault.contents import VaultContents
from headwater.vault.notes import Note, NotePath
from headwater.vault.scan import UNSETTLED, VaultFile

if TYPE_CHECKING:
    # A trace needs none of these, and they take four times as long to import as all that it does need.
    from headwater.bibliography.bibliography import Bibliography
    from headwater.evidence.history import Histories as AllHistories
    from headwater.evidence.impact import Impact
    from headwater.evidence.ledger.records import Ledger
    from headwater.evidence.ledger.states import Assessment, ReviewedEdge
    from headwater.publication import Publication
    from headwater.publication.background import Histories
    from headwater.publication.kept_history import HeldHistory, HistoryCache


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

        # Not a function of this vault: the two would keep one another alive, and all notes with them.
        notes = self.graph.notes
        sources = (notes[path] for path in self.graph.of_kind(SOURCE))
        return Bibliography(self.root, self.config, self._libraries, sources, self._kept_bibliography)

    def citations(self, sources: Iterable[NotePath]) -> Mapping[NotePath, str]:
        """How some evidence sources are cited, as plain text.

        Args:
            sources: Their paths.

        Returns:
            By path; the citekey where nothing is known.
        """
        notes = [self.graph.notes[path] for path in sources]
        if not notes:
            return {}
        known = None
        if self.is_as_kept:
            known = kept_texts(notes, self._libraries, self.config, self._kept_bibliography)
        return self.bibliography.texts(notes) if known is None else known

    @cached_property
    def _libraries(self) -> Sequence[LibraryFile]:
        places = self.contents.attachments.items()
        attachments = [VaultFile(path, str(place), UNSETTLED) for path, place in places]
        return library_files(self.root, self.config.citations, attachments)

    @cached_property
    def _kept_bibliography(self) -> KeptBibliography:
        return self.held or KeptBibliography(self.root, used=self.uses_cache)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is odd about the vault, by file and line, as far as builds look for it.

        `headwater.checking.check_vault` looks for more.
        """
        # Imported here, as everything below that a trace can do without.
        from headwater.evidence.checks import check  # noqa: PLC0415

        return self.problems_with(check(self.graph))

    def problems_with(self, checked: Iterable[Problem]) -> tuple[Problem, ...]:
        """The same, where what `headwater.evidence.checks.check` says of the graph is known already."""
        of_citations = self._citation_problems()
        return in_order([*self.contents.problems, *self.graph.problems, *checked, *of_citations])

    def _citation_problems(self) -> Iterator[Problem]:
        """What is odd about sources, libraries and citations."""
        # Imported here because hardly any trace needs it.
        from headwater.bibliography.checks import check_citations  # noqa: PLC0415
        from headwater.bibliography.checks.cited import Cited  # noqa: PLC0415
        from headwater.publication.citing import citing_notes, unknown_citations  # noqa: PLC0415

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
        from headwater.evidence.ledger.files import load_ledger  # noqa: PLC0415

        return load_ledger(self.root)

    @cached_property
    def assessment(self) -> Assessment:
        """Its edges held against its ledger, which takes as long for one that is empty."""
        from headwater.evidence.ledger.states import assess  # noqa: PLC0415

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
        from headwater.evidence.impact import impact  # noqa: PLC0415

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
        from headwater.publication import publish  # noqa: PLC0415
        from headwater.publication.background import Background  # noqa: PLC0415

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
        from headwater.publication.kept_history import HistoryCache  # noqa: PLC0415

        return HistoryCache(self.root, key_of(self.config), self.held_history, used=self.uses_cache)

    @property
    def keep_known(self) -> Callable[[], str]:
        """Keeps what was found out about sources and histories for the next run, and tells why that failed.

        It is asked when the site is written. The vault need not be in memory until then.
        """
        known, history = self.bibliography, self._history
        return lambda: known.keep() or history.save()

    def _closure(self, note: Note | str, direction: Direction) -> tuple[Note, ...]:
        return tuple(self.graph.notes[path] for path in closure(self.graph, self._path(note), direction))

    def _path(self, note: Note | str) -> NotePath:
        return note.path if isinstance(note, Note) else find_note(self.graph, note)
