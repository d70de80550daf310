"""What a preview says of a note or a source: its kind, its claim, and what is known of the evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from headwater.bibliography.citations import Citation
from headwater.evidence.kinds import PAGE, SOURCE, TAG, TAGGED
from headwater.publication import PublicNote
from headwater.site.context import SiteContext
from headwater.site.cutting import PLAIN, cut
from headwater.site.elements import badge, shortened, text
from headwater.site.once import Once
from headwater.site.sources import notice_badge
from headwater.site.study_words import StudyWords
from headwater.vault.plain import plain_text
from headwater.views.titles import Title


class Preview(NamedTuple):
    """What a script makes a preview of: HTML, but for the first; what is empty is left out."""

    kind_class: str
    """What the class of its kind has behind `kind-`."""

    kind: str
    called: str
    """The title, where the claim is not the title."""

    said: str
    """The claim, or how the text begins."""

    known: str
    """What is known of the evidence."""


class Previewed:
    """Draws previews: nothing in one is a link or can be clicked, and nothing has an id."""

    def __init__(self, context: SiteContext) -> None:
        """Prepare.

        Args:
            context: What the pages of the site are drawn with.
        """
        self._context = context
        self._publication = context.publication
        self._names = context.names
        self._words = context.words
        self._studies = StudyWords(context.words)
        self._kinds = Once(self._kind)
        self._counted = Once(self._studies_counted)

    def note(self, note: PublicNote, length: int) -> Preview:
        """The preview of a note.

        Args:
            note: The note.
            length: How many characters of its claim, or of its text, are shown.
        """
        if note.kind.name == SOURCE:
            return self._source(self._publication.citations[note.name], length, badge(self._words, note))
        title = self._context.titles.of(note.path)
        css_class, kind = self._kinds[note.kind.name]
        return Preview(
            css_class,
            kind + badge(self._words, note),
            "" if _is_called_by_its_claim(note, title) else text(shortened(title.text, length)),
            self._said(note, title, length),
            f"{' · '.join(self._known(note))}{self._badges(note)}".strip(),
        )

    def _kind(self, kind: str) -> tuple[str, str]:
        """The class of a kind, and its name."""
        return kind.replace(" ", "-"), text(self._names.one(kind)) if kind != PAGE else ""

    def source(self, citekey: str, length: int) -> Preview:
        """The preview of a source whose own note is not published.

        Args:
            citekey: The source.
            length: How many characters of its citation are shown.
        """
        return self._source(self._publication.citations[citekey], length, "")

    def _source(self, citation: Citation, length: int, mark: str) -> Preview:
        resting = len(self._publication.resting.get(citation.citekey, ()))
        known = [text(self._studies.study(citation.study))] if citation.study else []
        known += [self._words.count("preview.resting", resting)] if resting else []
        return Preview(
            SOURCE.replace(" ", "-"),
            text(self._names.one(SOURCE)) + mark,
            text(shortened(citation.title, length)),
            text(shortened(citation.text, length)),
            f"{' · '.join(known)}{notice_badge(self._words, citation)}".strip(),
        )

    def _said(self, note: PublicNote, title: Title, length: int) -> str:
        if note.claim:
            return cut(self._context.rows.claim(note), length, PLAIN)
        given = note.properties.get("description")
        if isinstance(given, str) and given.strip():
            return text(shortened(given, length))
        # Enough of the text; all of a long one need not be looked at.
        return text(shortened(plain_text(title.rest[: length * 5]), length // 2))

    def _known(self, note: PublicNote) -> Iterator[str]:
        studies = note.facts.studies if note.facts else None
        if studies and studies.total:
            yield self._counted[studies.total, studies.years]
        if note.kind.name == TAG:
            yield self._words.count("preview.tagged", len(self._publication.arriving(note.path, TAGGED)))
        if note.withheld_supporters:
            yield self._words.count("withheld", note.withheld_supporters)

    def _studies_counted(self, studies: tuple[int, str]) -> str:
        """How many studies there are, and of which years: thousands of claims share theirs with others."""
        total, years = studies
        return text(", ".join(filter(None, [self._words.count("facts.source", total), years])))

    def _badges(self, note: PublicNote) -> str:
        facts, badges = note.facts, ""
        if not facts and not note.flags:
            return ""
        if facts and facts.needs_source and not facts.studies.total:
            badges += f' <span class="badge grave">{text(self._words("facts.ungrounded"))}</span>'
        if facts and facts.suspicion_count:
            badges += f' <span class="badge">{text(self._words("facts.suspect"))}</span>'
        citations = (self._publication.citations[flag.citekey] for flag in note.flags)
        return badges + "".join(dict.fromkeys(notice_badge(self._words, one) for one in citations))


def _is_called_by_its_claim(note: PublicNote, title: Title) -> bool:
    """Whether a title says nothing that the claim does not: it is the claim, or how a long one begins."""
    if not note.claim:
        return False
    return bool(title.markdown) or title.text not in {note.name, note.title_property}
