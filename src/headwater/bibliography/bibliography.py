"""Everything that a vault's libraries and its style say of its sources.

To find it out takes seconds (libraries of thousands of works, pandoc): nothing is read or formatted before
it is asked for, and what an earlier run kept is used wherever it still holds. What cannot be formatted now is
shown as it was formatted last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from headwater.bibliography.citations import Citation, PublicNotice, citation_of
from headwater.bibliography.cited import CitedOnPage
from headwater.bibliography.entries import ReadLibrary
from headwater.bibliography.formatter import Formatter
from headwater.bibliography.in_text import citekeys_in
from headwater.bibliography.items import Item, Library
from headwater.bibliography.kept import KeptBibliography, KeptWork, KeptWorks
from headwater.bibliography.kept_retractions import KeptRetractions, load_retractions
from headwater.bibliography.kept_texts import read_from
from headwater.bibliography.known import formatted_citation
from headwater.bibliography.libraries import merged, read_library
from headwater.bibliography.library_names import LibraryFile
from headwater.bibliography.retractions import Notice, holding, notices_of, state_of
from headwater.bibliography.sources import completed, public_item
from headwater.config import Config
from headwater.problems import Problem
from headwater.vault.notes import Note, NotePath


class Bibliography:
    """The sources of one vault, as its libraries know them and its style cites them."""

    def __init__(
        self,
        root: Path,
        config: Config,
        files: Sequence[LibraryFile],
        sources: Iterable[Note],
        kept: KeptBibliography,
    ) -> None:
        """Prepare; nothing is read yet.

        Args:
            root: The vault's folder.
            config: The vault's configuration.
            files: Its libraries.
            sources: Its evidence sources, gone through once and not before they are asked for.
            kept: What an earlier run kept.
        """
        self._root = root
        self._config = config
        self._options = config.citations
        self._keys = config.fields.citation
        self.files = files
        """Its libraries, whether they are there or not."""

        self._sources = sources
        self._kept = kept

    @cached_property
    def library(self) -> Library:
        """Every work of the vault's libraries."""
        return merged((file, self._read[file.location]) for file in self.files)

    @cached_property
    def sources(self) -> tuple[Note, ...]:
        """The evidence sources, in the order of their paths."""
        return tuple(self._sources)

    @cached_property
    def works(self) -> Mapping[str, KeptWork]:
        """The sources that enough is known of, as they were formatted, by citekey."""
        return self._formatter.works(self._public)

    def citation(self, note: Note) -> Citation:
        """How an evidence source is cited."""
        stated, item = citation_of(note, self._keys), self._items.get(note.name)
        known = stated if item is None else formatted_citation(stated, item, self.works.get(note.name))
        notices = self.notices.get(note.name)
        if not notices:
            return known
        return replace(known, notices=self.held(note.name), state=str(state_of(notices) or ""))

    def held(self, citekey: str) -> tuple[PublicNotice, ...]:
        """The notices about a source that still hold, the earliest first."""
        return tuple(
            PublicNotice(str(one.nature), one.date.isoformat() if one.date else "", one.doi, one.reasons)
            for one in holding(self.notices.get(citekey, ()))
        )

    def texts(self, notes: Iterable[Note]) -> Mapping[NotePath, str]:
        """How some evidence sources are cited, as plain text; no others are formatted for it.

        Args:
            notes: The sources.

        Returns:
            By path; the citekey where nothing is known.
        """
        wanted = list(notes)
        works = self._formatter.works(
            {note.name: self._public[note.name] for note in wanted if note.name in self._public}
        )
        found = {note.path: works[note.name].formatted.text for note in wanted if note.name in works}
        return {note.path: found.get(note.path) or citation_of(note, self._keys).text for note in wanted}

    def cited(self, pages: Sequence[Mapping[str, Sequence[str]]]) -> list[CitedOnPage | None]:
        """Cite in running text.

        Args:
            pages: Of each page its citations as they are written, with the citekeys in each.

        Returns:
            What is cited on each; None where no work is known of what it cites.
        """
        # As pandoc reads them: it may see more citekeys in what else stands within the brackets.
        known = [
            [one for one, keys in page.items() if all(map(self.knows, {*keys, *citekeys_in(one)}))]
            for page in pages
        ]
        asked = [page for page in known if page]
        keys = {key for page in asked for one in page for key in citekeys_in(one)}
        works = {key: _public(work) for key in keys if (work := self.work(key)) is not None}
        answers = iter(self._formatter.on_pages(asked, works) if asked else ())
        return [next(answers) if page else None for page in known]

    @cached_property
    def notices(self) -> Mapping[str, tuple[Notice, ...]]:
        """What was published about sources that whoever relies on them must know, by citekey."""
        return notices_of(self.library, self.sources, self._retractions, self._keys)

    @cached_property
    def _formatter(self) -> Formatter:
        return Formatter(self._root, self._options, self._kept.works)

    @cached_property
    def _retractions(self) -> KeptRetractions:
        return load_retractions(self._root)

    def work(self, citekey: str) -> Item | None:
        """What is known of a source or another work of the libraries; None where no more than a text is."""
        return self._items.get(citekey) or self.library.items.get(citekey)

    def knows(self, citekey: str) -> bool:
        """Whether a citekey is that of a work in a library, or of a source whose note tells enough."""
        return citekey in self.library.items or citekey in self._items

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is odd about libraries and style, and what could not be formatted."""
        of_style = self._formatter.problems if self._items or self.library.items else ()
        return (*self.library.problems, *self._retractions.problems, *of_style)

    def keep(self) -> str:
        """Keep what the next run can use: what was asked for, and no more.

        Returns:
            Why it could not be kept; empty if it was.
        """
        return self._kept.save(self._read, self._works_to_keep)

    def held_for_next(self) -> KeptBibliography:
        """The same for the next run in this process, which need not find it in the cache."""
        return KeptBibliography.holding(self._root, self._read, self._works_to_keep)

    @property
    def _works_to_keep(self) -> KeptWorks:
        return KeptWorks(self._read_from, dict(self.works), self._formatter.cited)

    @cached_property
    def _read_from(self) -> bytes:
        return read_from(self.files, self._config)

    @cached_property
    def _read(self) -> dict[str, ReadLibrary]:
        # Before they are read: what changes meanwhile must not pass for what was read.
        _ = self._read_from
        known = self._kept.libraries
        return {file.location: read_library(file, known.get(file.location)) for file in self.files}

    @cached_property
    def _items(self) -> Mapping[str, Item]:
        """The sources that enough is known of, by citekey; of two notes of one name the first counts."""
        found: dict[str, Item] = {}
        for note in self.sources:
            item = self._item(note)
            if item is not None:
                found.setdefault(note.name, item)
        return found

    @cached_property
    def _public(self) -> Mapping[str, Item]:
        """The same with nothing in them but what may be shown: nothing else is formatted."""
        return {key: _public(item) for key, item in self._items.items()}

    def _item(self, note: Note) -> Item | None:
        known = self.library.items.get(note.name)
        item = completed(note, known)
        # A text that the author wrote himself beats what a bare title comes to.
        is_enough = known is not None or not self._has_text(note) or _is_whole(item)
        return item if is_enough else None

    def _has_text(self, note: Note) -> bool:
        return any(isinstance(text := note.properties.get(key), str) and text.strip() for key in self._keys)


def _public(item: Item) -> Item:
    return item._replace(data=public_item(item, abstract=False))


def _is_whole(item: Item | None) -> bool:
    """Whether a work is known well enough to be cited by more than its title."""
    return (
        item is not None and "issued" in item.data and any(role in item.data for role in ("author", "editor"))
    )
