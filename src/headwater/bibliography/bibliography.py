"""Everything that a vault's libraries and its style say of its sources.

To find it out takes seconds (libraries of thousands of works, pandoc): nothing is read or formatted before
it is asked for, and what an earlier run kept is used wherever it still holds. What cannot be formatted now is
shown as it was formatted last.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import msgspec
import xxhash

from headwater.bibliography.citations import Citation, PublicNotice, citation_of
from headwater.bibliography.cited import CitedOnPage
from headwater.bibliography.formatting import fingerprint, formatted
from headwater.bibliography.forms.bibtex import bibtex
from headwater.bibliography.in_text import CitedText, cite, citekeys_in
from headwater.bibliography.items import Item, Library
from headwater.bibliography.kept import KeptBibliography, KeptWork, KeptWorks
from headwater.bibliography.kept_retractions import KeptRetractions, load_retractions
from headwater.bibliography.known import formatted_citation
from headwater.bibliography.libraries import LibraryFile, ReadLibrary, merged, read_library
from headwater.bibliography.retractions import Notice, holding, notices_of, state_of
from headwater.bibliography.sources import completed, public_item
from headwater.bibliography.styles import Style, find_style
from headwater.cache import edition
from headwater.config import DEFAULT_STYLE, FILE_NAME, Config, line_of_option
from headwater.errors import CitationError
from headwater.problems import Problem, problem
from headwater.vault.notes import Note
from headwater.vault.scan import UNSETTLED, settled, stamp_of_file

BRIEF_STYLE = "elsevier-harvard"
"""The style of citations that may stand on any page: author and year, which refer to no list."""


class Bibliography:
    """The sources of one vault, as its libraries know them and its style cites them."""

    def __init__(
        self,
        root: Path,
        config: Config,
        files: Sequence[LibraryFile],
        sources: Callable[[], Iterable[Note]],
        kept: KeptBibliography,
        *,
        notes_are_as_kept: bool = False,
    ) -> None:
        """Prepare; nothing is read yet.

        Args:
            root: The vault's folder.
            config: The vault's configuration.
            files: Its libraries.
            sources: Gives its evidence sources.
            kept: What an earlier run kept.
            notes_are_as_kept: Whether the notes are known to be what they were at that run.
        """
        self._root = root
        self._options = config.citations
        self._keys = config.fields.citation
        self._files = files
        self._sources = sources
        self._kept = kept
        self._notes_are_as_kept = notes_are_as_kept
        self._failures: list[Problem] = []
        self._cited: dict[bytes, CitedText] = {}

    @cached_property
    def library(self) -> Library:
        """Every work of the vault's libraries."""
        return merged((file, self._read[file.location]) for file in self._files)

    @cached_property
    def sources(self) -> tuple[Note, ...]:
        """The evidence sources, in the order of their paths."""
        return tuple(self._sources())

    @cached_property
    def works(self) -> Mapping[str, KeptWork]:
        """The sources that can be formatted, by citekey."""
        if not self._items:
            return {}
        wanted = {key: fingerprint(item, self._style, self._locale) for key, item in self._items.items()}
        known = self._kept.works.works
        found = {key: known[key] for key, mark in wanted.items() if key in known and known[key].mark == mark}
        new = [key for key in wanted if key not in found]
        return {**found, **self._formatted(new)} if new else found

    def citation(self, note: Note) -> Citation:
        """How an evidence source is cited."""
        stated, item = citation_of(note, self._keys), self._items.get(note.name)
        known = stated if item is None else formatted_citation(stated, item, self.works.get(note.name))
        notices = self.notices.get(note.name)
        if not notices:
            return known
        held = [
            PublicNotice(str(one.nature), one.date.isoformat() if one.date else "", one.doi, one.reasons)
            for one in holding(notices)
        ]
        return replace(known, notices=tuple(held), state=str(state_of(notices) or ""))

    def text(self, note: Note) -> str:
        """The same as plain text; the citekey where nothing is known."""
        work = (self._kept_works or self.works).get(note.name)
        return work.formatted.text if work else citation_of(note, self._keys).text

    def cited(self, pages: Sequence[Mapping[str, Sequence[str]]]) -> list[CitedOnPage | None]:
        """Cite in running text.

        Args:
            pages: Of each page its citations as they are written, with the citekeys in each.

        Returns:
            What is cited on each; None where no work is known of what it cites.
        """
        known = [[one for one, keys in page.items() if all(map(self.knows, keys))] for page in pages]
        asked = [page for page in known if page]
        in_text, brief = self._cite(asked, self._style), self._cite(asked, self._brief_style)
        if in_text is None or brief is None:
            return [None] * len(pages)
        answers = iter([_on_page(*each) for each in zip(asked, in_text, brief, strict=True)])
        return [next(answers) if page else None for page in known]

    @cached_property
    def notices(self) -> Mapping[str, tuple[Notice, ...]]:
        """What was published about sources that whoever relies on them must know, by citekey."""
        return notices_of(self.library, self.sources, self._retractions, self._keys)

    @cached_property
    def _retractions(self) -> KeptRetractions:
        return load_retractions(self._root)

    def knows(self, citekey: str) -> bool:
        """Whether a citekey is that of a work in a library, or of a source whose note tells enough."""
        return citekey in self.library.items or citekey in self._items

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is odd about libraries and style, and what could not be formatted."""
        odd = (*self.library.problems, *self._retractions.problems, *self._style_problems)
        return (*odd, *self._failures)

    def keep(self) -> str:
        """Keep what the next run can use: what was asked for, and no more.

        Returns:
            Why it could not be kept; empty if it was.
        """
        works = KeptWorks(self._read_from, dict(self.works), self._cited)
        return self._kept.save(self._read, works)

    @cached_property
    def _kept_works(self) -> Mapping[str, KeptWork]:
        """What was formatted last, if it was made of the same: no library need be read for it."""
        kept = self._kept.works
        return kept.works if self._notes_are_as_kept and kept.read_from == self._read_from else {}

    @cached_property
    def _read_from(self) -> bytes:
        """A fingerprint of what sources are made from beside their notes; empty where it tells nothing."""
        places = [file.location for file in self._files]
        stamps = [settled(stamp_of_file(place) or UNSETTLED, time.time_ns()) for place in places]
        if UNSETTLED in stamps or self._options.style.endswith(".csl"):
            return b""
        options = (self._options.style, self._options.locale, list(self._keys))
        return xxhash.xxh3_128_digest(edition() + msgspec.msgpack.encode((places, stamps, options)))

    @cached_property
    def _read(self) -> dict[str, ReadLibrary]:
        known = self._kept.libraries
        return {file.location: read_library(file, known.get(file.location)) for file in self._files}

    @cached_property
    def _items(self) -> Mapping[str, Item]:
        """The sources that enough is known of, by citekey; of two notes of one name the first counts."""
        found: dict[str, Item] = {}
        for note in self.sources:
            item = self._item(note)
            if item is not None:
                found.setdefault(note.name, item)
        return found

    def _item(self, note: Note) -> Item | None:
        known = self.library.items.get(note.name)
        item = completed(note, known)
        # A text that the author wrote himself beats what a bare title comes to.
        is_enough = known is not None or not self._has_text(note) or _is_whole(item)
        return item if is_enough else None

    def _has_text(self, note: Note) -> bool:
        return any(isinstance(text := note.properties.get(key), str) and text.strip() for key in self._keys)

    @property
    def _locale(self) -> str:
        return self._options.locale

    @cached_property
    def _style(self) -> Style:
        """The style, or the default one where it cannot be used."""
        try:
            return find_style(self._options.style, self._root)
        except CitationError:
            return find_style(DEFAULT_STYLE, self._root)

    @cached_property
    def _brief_style(self) -> Style:
        return find_style(BRIEF_STYLE, self._root)

    @cached_property
    def _style_problems(self) -> tuple[Problem, ...]:
        try:
            find_style(self._options.style, self._root)
        except CitationError as error:
            line = line_of_option(self._root, "citations", "style")
            return (problem("style-not-used", FILE_NAME, line, reason=error.message, mend=error.hint),)
        return ()

    def _formatted(self, citekeys: Sequence[str]) -> Mapping[str, KeptWork]:
        """Format works that were not yet; where that fails, as they were formatted last."""
        items = [self._items[key] for key in citekeys]
        try:
            made = formatted(items, self._style, self._locale, {})
            entries = bibtex([public_item(item, abstract=False) for item in items])
        except CitationError as error:
            self._fail(error)
            return {key: self._kept.works.works[key] for key in citekeys if key in self._kept.works.works}
        marks = [fingerprint(item, self._style, self._locale) for item in items]
        works = map(KeptWork, marks, map(made.__getitem__, marks), entries)
        return {key: work for key, work in zip(citekeys, works, strict=True) if work.formatted.text}

    def _cite(self, pages: Sequence[Sequence[str]], style: Style) -> list[CitedText] | None:
        """Cite on pages in one style; None where that fails."""
        items = {**self._items, **self.library.items}
        marks = [self._mark(page, items, style) for page in pages]
        known = {**self._kept.works.cited, **self._cited}
        new = {mark: page for mark, page in zip(marks, pages, strict=True) if mark not in known}
        try:
            made = cite(list(new.values()), items, style, self._locale) if new else []
        except CitationError as error:
            self._fail(error)
            return None
        known.update(zip(new, made, strict=True))
        self._cited.update((mark, known[mark]) for mark in marks)
        return [known[mark] for mark in marks]

    def _mark(self, page: Sequence[str], items: Mapping[str, Item], style: Style) -> bytes:
        """The fingerprint of all that decides how a page cites."""
        keys = dict.fromkeys(key for one in page for key in citekeys_in(one))
        of_works = [(key, fingerprint(items[key], style, self._locale)) for key in keys]
        return xxhash.xxh3_128_digest(msgspec.msgpack.encode((list(page), of_works)))

    def _fail(self, error: CitationError) -> None:
        reason = error.message.partition("\n")[0]
        mend = error.hint or "see that pandoc runs, then build again"
        found = problem("not-formatted", FILE_NAME, reason=reason, mend=mend)
        if found not in self._failures:
            self._failures.append(found)


def _is_whole(item: Item | None) -> bool:
    """Whether a work is known well enough to be cited by more than its title."""
    return (
        item is not None and "issued" in item.data and any(role in item.data for role in ("author", "editor"))
    )


def _on_page(written: Sequence[str], in_text: CitedText, brief: CitedText) -> CitedOnPage:
    return CitedOnPage(
        dict(zip(written, in_text.citations, strict=True)),
        dict(zip(written, brief.citations, strict=True)),
        in_text.works,
        in_text.notes,
    )
