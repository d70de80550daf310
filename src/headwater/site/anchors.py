"""The places within pages that links can lead to: headings and blocks."""

from __future__ import annotations

from headwater.evidence.kinds import PAGE
from headwater.publication import Publication, PublicNote
from headwater.site.rendering.links import fragment, heading_id
from headwater.site.rendering.marks import clean
from headwater.vault.markdown import scan
from headwater.vault.notes import NotePath
from headwater.vault.tokens import BlockId, HeadingLine
from headwater.views.titles import Titles


class Anchors:
    """Knows the headings and blocks of every published page; each is looked through when first asked for."""

    def __init__(self, publication: Publication, titles: Titles) -> None:
        self._publication = publication
        self._titles = titles
        self._found: dict[NotePath, frozenset[str]] = {}

    def holds(self, path: NotePath, subpath: str) -> bool:
        """Whether a note's page has what a link names after `#`: a heading (`A#B`) or a block (`^id`)."""
        found = self._found.get(path)
        if found is None:
            found = self._found[path] = frozenset(self._of(self._publication.notes[path]))
        return fragment(subpath).removeprefix("#") in found

    def of_title(self, note: PublicNote) -> str:
        """The id of the title, where that is a heading or a block of the note's own text; else empty."""
        title = self._titles.of(note.path)
        if not title.markdown:
            return ""
        if note.kind.name == PAGE:
            return heading_id(clean(title.markdown))
        said = note.content or note.body
        blocks = [token.id for token in scan(said) if isinstance(token, BlockId)] if "^" in said else []
        return f"^{blocks[0].lower()}" if blocks and not title.rest.startswith(said) else ""

    def _of(self, note: PublicNote) -> set[str]:
        tokens = scan(clean(self._titles.of(note.path).rest))
        headings = {heading_id(token.text) for token in tokens if isinstance(token, HeadingLine)}
        blocks = {f"^{token.id.lower()}" for token in tokens if isinstance(token, BlockId)}
        return headings | blocks | {self.of_title(note)} - {""}
