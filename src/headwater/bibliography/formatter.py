"""Formats works in the style of one vault: what an earlier run formatted is used wherever it still holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import msgspec
import xxhash

from headwater.bibliography.cited import CitedOnPage
from headwater.bibliography.formatted import CitedText
from headwater.bibliography.formatting import fingerprint, formatted
from headwater.bibliography.forms.bibtex import bibtex
from headwater.bibliography.in_text import cite, citekeys_in
from headwater.bibliography.items import Item
from headwater.bibliography.kept import KeptCited, KeptWork, KeptWorks
from headwater.bibliography.known import facts_of
from headwater.bibliography.styles import Style, find_style
from headwater.config import DEFAULT_STYLE, FILE_NAME, CitationOptions, line_of_option
from headwater.errors import CitationError
from headwater.problems import Problem, problem

BRIEF_STYLE = "elsevier-harvard"
"""The style of citations that may stand on any page: author and year, which refer to no list."""


class Formatter:
    """Formats works by one style and locale, each work once."""

    def __init__(self, root: Path, options: CitationOptions, kept: KeptWorks) -> None:
        """Prepare; no style is read yet.

        Args:
            root: The vault's folder.
            options: What its configuration says of citations.
            kept: What an earlier run formatted.
        """
        self._root = root
        self._options = options
        self._kept = kept
        self._failures: list[Problem] = []
        self.cited: dict[bytes, KeptCited] = {}
        """What was cited on pages until now, by the fingerprint of their citations as they are written."""

    def works(self, items: Mapping[str, Item]) -> Mapping[str, KeptWork]:
        """Format works, those that were not yet in one run.

        Args:
            items: The works by citekey, with nothing in them but what may be shown.

        Returns:
            By citekey; a work that could not be formatted as it was formatted last, if it ever was.
        """
        if not items:
            return {}
        marks = {key: self._mark(item, self._style) for key, item in items.items()}
        known = self._kept.works
        found = {key: known[key] for key, mark in marks.items() if key in known and known[key].mark == mark}
        new = [key for key in marks if key not in found]
        return {**found, **self._new(new, items, marks)} if new else found

    def on_pages(self, pages: Sequence[Sequence[str]], items: Mapping[str, Item]) -> list[CitedOnPage | None]:
        """Cite in the running text of pages.

        Args:
            pages: Of each page its citations as they are written, each once.
            items: All works that they cite, by citekey, with nothing in them but what may be shown.

        Returns:
            What is cited on each page; None where that fails now and was never done before.
        """
        in_text = self._cite("in text", pages, items, self._style)
        brief = self._cite("briefly", pages, items, self._brief_style)
        return [
            _on_page(page, one, other) if one and other else None
            for page, one, other in zip(pages, in_text, brief, strict=True)
        ]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why the style cannot be used, and what could not be formatted."""
        return (*self._style_problems, *self._failures)

    def _new(
        self, citekeys: Sequence[str], items: Mapping[str, Item], marks: Mapping[str, bytes]
    ) -> Mapping[str, KeptWork]:
        new = [items[key] for key in citekeys]
        try:
            made = formatted(new, self._style, self._options.locale, {})
            entries = bibtex([item.data for item in new])
        except CitationError as error:
            self._fail(error)
            return {key: self._kept.works[key] for key in citekeys if key in self._kept.works}
        return {
            key: KeptWork(marks[key], made[marks[key]], entry, facts_of(items[key].data))
            for key, entry in zip(citekeys, entries, strict=True)
        }

    def _cite(
        self, use: str, pages: Sequence[Sequence[str]], items: Mapping[str, Item], style: Style
    ) -> list[CitedText | None]:
        """Cite on pages in one style, for one use; where that fails as was cited there last, if ever."""
        places = [xxhash.xxh3_128_digest(msgspec.msgpack.encode((use, list(page)))) for page in pages]
        marks = {
            place: self._mark_of_page(page, items, style) for place, page in zip(places, pages, strict=True)
        }
        known = {place: self._kept.cited[place] for place in marks if place in self._kept.cited}
        new = {
            place: page
            for place, page in zip(places, pages, strict=True)
            if place not in known or known[place].mark != marks[place]
        }
        try:
            made = cite(list(new.values()), items, style, self._options.locale) if new else []
            known |= {place: KeptCited(marks[place], text) for place, text in zip(new, made, strict=True)}
        except CitationError as error:
            self._fail(error)
        self.cited |= known
        return [known[place].text if place in known else None for place in places]

    def _mark(self, item: Item, style: Style) -> bytes:
        return fingerprint(item, style, self._options.locale)

    def _mark_of_page(self, page: Sequence[str], items: Mapping[str, Item], style: Style) -> bytes:
        """The fingerprint of all that decides how a page cites."""
        keys = dict.fromkeys(key for one in page for key in citekeys_in(one))
        of_works = [(key, self._mark(items[key], style)) for key in keys if key in items]
        return xxhash.xxh3_128_digest(msgspec.msgpack.encode((list(page), of_works)))

    @cached_property
    def _found(self) -> tuple[Style, CitationError | None]:
        """The style; or the default one, and why it is that."""
        try:
            return find_style(self._options.style, self._root), None
        except CitationError as error:
            return find_style(DEFAULT_STYLE, self._root), error

    @property
    def _style(self) -> Style:
        return self._found[0]

    @cached_property
    def _brief_style(self) -> Style:
        return find_style(BRIEF_STYLE, self._root)

    @property
    def _style_problems(self) -> tuple[Problem, ...]:
        _, error = self._found
        if error is None:
            return ()
        line = line_of_option(self._root, "citations", "style")
        return (problem("style-not-used", FILE_NAME, line, reason=error.message, mend=error.hint),)

    def _fail(self, error: CitationError) -> None:
        reason = error.message.partition("\n")[0]
        mend = error.hint or "see that pandoc runs, then build again"
        found = problem("not-formatted", FILE_NAME, reason=reason, mend=mend)
        if found not in self._failures:
            self._failures.append(found)


def _on_page(written: Sequence[str], in_text: CitedText, brief: CitedText) -> CitedOnPage:
    return CitedOnPage(
        dict(zip(written, in_text.citations, strict=True)),
        dict(zip(written, brief.citations, strict=True)),
        in_text.works,
        in_text.notes,
    )
