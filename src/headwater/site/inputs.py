"""Fingerprints of all that the page of a note is drawn from, but for what its text asks about other notes.

A page whose inputs have the fingerprint they had need not be drawn again. They are its own note, the notes it
has any relation with as far as pages show them, the sources it rests on, and what surrounds all pages.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

import msgspec
import xxhash

from headwater.evidence.kinds import SOURCE
from headwater.publication import Publication, PublicNote
from headwater.publication.kept import encoded
from headwater.publication.values import UNRELATED
from headwater.site.note_pages import Addition
from headwater.site.rows import Rows
from headwater.site.sections import Sections
from headwater.vault.notes import NotePath

_ENCODER = msgspec.msgpack.Encoder()


class Inputs:
    """Fingerprints the inputs of one site's pages; what several pages show is looked at once."""

    def __init__(
        self,
        publication: Publication,
        rows: Rows,
        sections: Sections,
        line: Callable[[NotePath], bytes],
        around: Iterable[str],
        additions: Sequence[Addition],
    ) -> None:
        """Prepare.

        Args:
            publication: What may be shown.
            rows: Draws notes and sources as rows of tables.
            sections: Draws links to notes.
            line: Draws notes as the Markdown beside pages shows them.
            around: What surrounds every note's page: the site's title, navigation, places of overviews.
            additions: What notes' pages show of more notes than those looked at here.
        """
        self._publication = publication
        self._rows = rows
        self._sections = sections
        self._line = line
        self._pages: dict[NotePath, bytes] = {}
        self._additions = additions
        self.around = _ENCODER.encode(list(around))
        """What surrounds every note's page, as bytes."""

        self._shown: dict[NotePath, bytes] = {}
        self._sources: dict[str, bytes] = {}

    def of_page(self, note: PublicNote) -> bytes:
        """The fingerprint of the inputs of a note's page, and of the Markdown beside it."""
        found = self._pages.get(note.path)
        if found is None:
            more = (part for addition in self._additions for part in addition.inputs(note))
            parts = (self.around, encoded(note), self._of_note(note.path), *self._related(note), *more)
            found = self._pages[note.path] = xxhash.xxh3_128_digest(b"".join(parts))
        return found

    def shown_on(self, note: PublicNote) -> Iterator[NotePath]:
        """The notes whose pages show a note in tables or lists; other pages than those of notes may, too."""
        for related in (self._publication.outward, self._publication.inward):
            for paths in related.get(note.path, UNRELATED).values():
                yield from paths
        yield from self._publication.assumed.get(note.path, ())
        sources = (self._publication.source_notes.get(citekey) for citekey in note.sources)
        yield from (path for path in sources if path is not None)
        for addition in self._additions:
            yield from addition.shown_on(note)

    def touched(self, paths: Iterable[NotePath]) -> set[NotePath]:
        """The notes whose pages may have other inputs than before when no other notes are shown otherwise.

        Args:
            paths: The published notes that are shown otherwise, or have other relations.
        """
        changed, notes = set(paths), self._publication.notes
        found = {path for path, note in notes.items() if path in changed or self._shows(note, changed)}
        for path in changed:
            for addition in self._additions:
                found.update(addition.shown_on(notes[path]))
        return found

    def _shows(self, note: PublicNote, paths: set[NotePath]) -> bool:
        """Whether a note's page shows one of some notes, beside what additions do."""
        for _, shown in self._shown_notes(note):
            if not paths.isdisjoint(shown):
                return True
        of_sources = self._publication.source_notes
        return any(of_sources.get(citekey) in paths for citekey in self._shown_sources(note))

    def _related(self, note: PublicNote) -> Iterator[bytes]:
        for why, paths in self._shown_notes(note):
            yield f"{why}\0{len(paths)}\0".encode()
            yield from map(self._of_note, paths)
        yield from map(self._of_source, self._shown_sources(note))

    def _shown_notes(self, note: PublicNote) -> Iterator[tuple[str, Collection[NotePath]]]:
        """The other notes that a note's page shows, with why it does."""
        publication = self._publication
        for relation, paths in publication.outward.get(note.path, UNRELATED).items():
            yield f">{relation}", paths
        for relation, paths in publication.inward.get(note.path, UNRELATED).items():
            yield f"<{relation}", paths
        if note.contents or note.opposing_contents:
            contents = (*note.contents, *note.opposing_contents)
            yield "contents", [content.path for content in contents if content.path is not None]
        if note.facts is not None or note.history:
            yield "facts", _named_in_facts(note)
        for flag in note.flags:
            yield "flag", [path for path in flag.way if path is not None]
        if note.kind.name == SOURCE:
            yield "resting", publication.resting.get(note.name, ())

    def _shown_sources(self, note: PublicNote) -> Iterator[str]:
        """The citekeys of the sources that a note's page shows, or the Markdown beside it."""
        yield from note.sources
        yield from note.opposing_sources
        # The Markdown beside a page tells of the works it cites what became of them.
        for key, _ in note.cited.works if note.cited else ():
            if key in self._publication.citations:
                yield key
        for flag in note.flags:
            yield flag.citekey
        if note.kind.name == SOURCE:
            yield note.name

    def _of_note(self, path: NotePath) -> bytes:
        """What pages show of another note: its row, its link, and what puts it in order."""
        found = self._shown.get(path)
        if found is None:
            card = self._publication.cards[path]
            row, link, line = self._rows.note_row(path), self._sections.link(path), self._line(path)
            shown = (row, link, line, card.kind, card.made)
            found = self._shown[path] = xxhash.xxh3_64_digest(_ENCODER.encode(shown))
        return found

    def _of_source(self, citekey: str) -> bytes:
        """What pages show of a source."""
        found = self._sources.get(citekey)
        if found is None:
            citation = self._publication.citations[citekey]
            shown = (self._rows.source_row(citekey), citation)
            found = self._sources[citekey] = xxhash.xxh3_64_digest(_ENCODER.encode(shown))
        return found


def _named_in_facts(note: PublicNote) -> list[NotePath]:
    """The notes that the facts and the history of a note name."""
    facts, found = note.facts, list[NotePath]()
    if facts is not None:
        found += facts.assumed.paths
        found += [step.path for step in facts.named() if step.path is not None]
    for change in note.history:
        found += (*change.added, *change.removed)
    return found
