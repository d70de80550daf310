"""Which files of a site an earlier run drew as they would be drawn now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from headwater.publication import PublicNote
from headwater.publication.differences import Differences
from headwater.site.asking import About, Question
from headwater.site.drawer import Drawer
from headwater.site.kept import UNKNOWN, DrawnFrom, KeptClaim, KeptSite
from headwater.site.making import MadeFile, inputs_of
from headwater.site.manifest import Fingerprint
from headwater.site.urls import twin_of
from headwater.vault.notes import NotePath
from headwater.views.titles import title_of


class Known:
    """Compares what a site is drawn from with what it was drawn from."""

    def __init__(self, drawer: Drawer, kept: KeptSite) -> None:
        """Prepare.

        Args:
            drawer: Draws the site as it is now.
            kept: What an earlier run drew of it.
        """
        self._drawer = drawer
        self._kept = kept
        self._context = drawer.context
        self._notes = drawer.publication.notes
        self._spared: set[NotePath] = set()
        """Notes whose pages have the inputs that they had."""

        self._files: set[str] = set()
        """Other files that do."""

    def pages(self, others: Differences | None = None) -> Mapping[str, Fingerprint]:
        """The pages that an earlier run drew from the same as what they would be drawn from now.

        Args:
            others: What differs from what that run drew all of its pages from; None where that is not known.
        """
        known: dict[str, Fingerprint] = {}
        if not self._kept.pages:
            return known
        if others is not None and self._kept.around == self._drawer.inputs.around:
            self._spare(others)
        for place, file in self._drawer.files.items():
            page = self._kept.pages.get(place)
            if page is not None and (place in self._files or self._stands(file, page.drawn_from)):
                known[place] = page.fingerprint
        return known

    def _spare(self, others: Differences) -> None:
        """Note down what has the inputs that it had; and have the rows used that are as they were."""
        claims = ((path, claim) for path, claim in self._kept.claims.items() if claim.asked)
        changed = {path for path, claim in claims if path in self._notes and self._answered(claim)}
        changed |= others.notes
        # Of a note whose text alone had changed at the last build, an older row may be kept.
        places, pages = self._kept.outputs, self._kept.pages
        settled = {
            path
            for path, place in places.items()
            if path not in changed and place in pages and pages[place].drawn_from.inputs != UNKNOWN
        }
        rows, lines = self._kept.rows, self._kept.lines
        self._drawer.rows.notes.update({path: rows[path] for path in settled & rows.keys()})
        self._drawer.twins.lines.update({path: lines[path] for path in settled & lines.keys()})
        self._spared = settled - others.ways - self._drawer.inputs.touched(changed)
        self._files = self._drawer.previews.spared(places, changed, others.citekeys)
        self._files |= self._drawer.search.spared(others.earlier, changed)

    def _answered(self, drawn: DrawnFrom | KeptClaim) -> bool:
        """Whether what a text asked is answered otherwise now."""
        return self._context.listener.answers(drawn.asked) != drawn.answers

    def _stands(self, file: NotePath | MadeFile, drawn: DrawnFrom) -> bool:
        """Whether a file would be drawn from what it was drawn from."""
        if isinstance(file, MadeFile):
            may_stand = file.inputs is not None and drawn.inputs != UNKNOWN
            return may_stand and drawn == DrawnFrom(inputs_of(file) or UNKNOWN, (), b"")
        note = self._notes[file]
        if not self._drawer.is_lasting(note):
            return False
        if file in self._spared:
            return not self._answered(drawn)
        return drawn == self._drawer.note_drawn_from(note, drawn.asked)

    def is_called_otherwise(self, before: Iterable[PublicNote]) -> bool:
        """Whether the site, which may be called as its home note is, has another title now."""
        homes = [note for note in before if note.home and not self._context.config.site.title]
        return any(title_of(note).text != self._context.site_title for note in homes)

    def touched(self, before: Sequence[PublicNote]) -> set[str] | None:
        """The files beside notes' pages that may show that the texts of some notes have changed."""
        found: set[str] = set()
        for maker in self._drawer.makers:
            places = maker.touched(before)
            if places is None:
                return None
            found.update(places)
        return found

    def affected(self, before: Sequence[PublicNote]) -> set[NotePath] | None:
        """The notes whose pages may show that the texts of some notes have changed.

        Args:
            before: Those notes as they were.

        Returns:
            Their paths, or None where a claim must be drawn again that did not change itself.
        """
        kept = self._kept
        changed = {note.path for note in before}
        claims = ((path, claim) for path, claim in kept.claims.items() if _asks_of_texts(claim.asked))
        if any(path not in changed and self._differs(claim) for path, claim in claims):
            return None
        affected = set(changed)
        for note in before:
            if self._looks_otherwise(note):
                affected.update(self._drawer.inputs.shown_on(note))
        # Hardly any page asks, and there are many: which note is on one need not be known of all.
        asking = ((place, page) for place, page in kept.pages.items() if page.drawn_from.asked)
        others = [place for place, page in asking if self._differs(page.drawn_from)]
        if others:
            at = {place: path for path, output in kept.outputs.items() for place in (output, twin_of(output))}
            affected.update(at[place] for place in others)
        return affected

    def _differs(self, drawn: DrawnFrom | KeptClaim) -> bool:
        """Whether what a text asked is answered otherwise now, as far as the texts of notes decide that."""
        return _asks_of_texts(drawn.asked) and self._answered(drawn)

    def _looks_otherwise(self, before: PublicNote) -> bool:
        """Whether other pages show a note otherwise than before its text changed."""
        note = self._notes[before.path]
        known = self._kept.claims.get(note.path)
        claim = known.html if known else ""
        return (
            self._context.rows.claim(note) != claim
            # The same HTML may come of other Markdown, and that may have other words.
            or note.claim != before.claim
            or self._context.titles.of(note.path).text != title_of(before).text
        )


def _asks_of_texts(asked: Iterable[Question]) -> bool:
    """Whether a question is not only what a link leads to, which no text of a note decides."""
    for about, _, _, _ in asked:  # noqa: SIM110 - called for every claim: faster than `any` by half
        if about is not About.TARGET:
            return True
    return False
