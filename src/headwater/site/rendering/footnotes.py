"""The footnotes of a page: numbered as they are first referred to, shown once at its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from headwater.site.rendering.marks import attribute
from headwater.site.rendering.pieces import Part
from headwater.site.wording import Words


@dataclass(slots=True)
class _Footnote:
    markdown: str
    part: Part
    anchor: str
    references: list[str] = field(default_factory=list)
    """The ids of the references to it."""


class Footnotes:
    """Counts footnotes and the references to them; equal labels in two texts of a page are two footnotes."""

    def __init__(self, unique: Callable[[str], str], words: Words) -> None:
        self._unique = unique
        self._words = words
        self._notes: list[_Footnote] = []
        self._numbers: dict[tuple[int, str], int] = {}

    def refer(self, markdown: str, part: Part, label: str) -> str:
        """A reference as HTML.

        Args:
            markdown: The footnote's text, with placeholders.
            part: The text of the page it belongs to.
            label: What it is called there; empty for one that is written in place.
        """
        # The list keeps each part alive, so that no other can come to have its identity.
        key = (id(part), label)
        number = self._numbers.get(key, 0) if label else 0
        if not number:
            number = self._numbers[key] = len(self._notes) + 1
            self._notes.append(_Footnote(markdown, part, self._unique(f"fn:{number}")))
        note = self._notes[number - 1]
        anchor = self._unique(f"fnref:{number}")
        note.references.append(anchor)
        link = f'<a href="#{note.anchor}" role="doc-noteref">{number}</a>'
        return f'<sup class="footnote-ref" id="{anchor}">{link}</sup>'

    def section(self, render: Callable[[str, Part], str]) -> str:
        """The footnotes as a section; empty where there are none.

        Args:
            render: Turns a footnote's Markdown into blocks.
        """
        # Footnotes may refer to further ones, which join the list while it is gone through.
        items = [f'<li id="{note.anchor}">{self._item(note, render)}</li>\n' for note in self._notes]
        if not items:
            return ""
        label = self._words("text.footnotes")
        return (
            f'<section class="footnotes" role="doc-endnotes" aria-label="{attribute(label)}">\n'
            f"<ol>\n{''.join(items)}</ol>\n</section>\n"
        )

    def _item(self, note: _Footnote, render: Callable[[str, Part], str]) -> str:
        """A footnote's text with a link to each place that refers to it."""
        html = render(note.markdown, note.part).strip()
        said = f'role="doc-backlink" aria-label="{attribute(self._words("text.back"))}"'
        back = " ".join(
            f'<a class="footnote-back" href="#{anchor}" {said}>↩</a>' for anchor in note.references
        )
        return f"{html[:-4]} {back}</p>" if html.endswith("</p>") else f"{html}<p>{back}</p>"
