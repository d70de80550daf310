"""One page in the making: what its texts share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from html import escape

from headwater.site.rendering import lines, markup
from headwater.site.rendering.assemble import assembled
from headwater.site.rendering.footnotes import Footnotes
from headwater.site.rendering.links import page_opening
from headwater.site.rendering.marks import attribute, clean
from headwater.site.rendering.math import MathError
from headwater.site.rendering.names import Names
from headwater.site.rendering.pieces import Embed, FootnoteReference, Part
from headwater.site.rendering.reading import Reading
from headwater.site.rendering.source import prepared
from headwater.site.wording import Words

DEEPEST_EMBED = 5
"""How many notes may be shown within one another; deeper ones are links."""

MOST_EMBEDS = 200
"""How many notes a page may show in all, so that a few notes full of embeds cannot make an endless page."""


_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_TEXT_BLOCK = re.compile(r"<(p|li|h[2-6]|td|th|summary|blockquote|figcaption)(?=[ >])(?![^>]* dir=)")


class Page:
    """Renders the texts of one page, and keeps what must be unique or counted on it."""

    def __init__(
        self,
        names: Names,
        words: Words,
        taken: Iterable[str],
        *,
        trust_html: bool,
        strict_line_breaks: bool,
    ) -> None:
        self.names = names
        self.words = words
        self.ids = set(taken)
        self.level = 1
        self.math_errors: list[MathError] = []
        self._trust_html = trust_html
        self._strict_line_breaks = strict_line_breaks
        self._embeds = 0
        self._counts: Counter[str] = Counter()
        self._footnotes = Footnotes(self.unique, words)

    def blocks(self, text: str, part: Part) -> str:
        """A text of the page as blocks, without the footnotes it refers to."""
        markdown = self._prepared(text, part)
        markdown = lines.for_blocks(markdown, part, self.words, strict_line_breaks=self._strict_line_breaks)
        html = self._assembled(markdown, part)
        if not text.isascii() and not self._trust_html and _RIGHT_TO_LEFT.search(text):
            html = _TEXT_BLOCK.sub(r'<\1 dir="auto"', html)
        return html

    def line(self, text: str, part: Part) -> str:
        """A text as HTML that may stand within a line."""
        markdown = lines.for_line(self._prepared(text, part))
        return assembled(markup.line(markdown, trust_html=self._trust_html), part, self)

    def _prepared(self, text: str, part: Part) -> str:
        reading = Reading(clean(text), part, self.names, self.words, self._trust_html)
        markdown = prepared(reading)
        self.math_errors += reading.math_errors
        return markdown

    def _assembled(self, markdown: str, part: Part) -> str:
        return assembled(markup.blocks(markdown, trust_html=self._trust_html), part, self)

    def take(self, anchor: str) -> bool:
        """Take an id for an element, unless something else on the page has it."""
        if anchor in self.ids:
            return False
        self.ids.add(anchor)
        return True

    def unique(self, anchor: str) -> str:
        """An id that nothing else on the page has: this one, or this one with a number."""
        candidate = anchor
        while not self.take(candidate):
            self._counts[anchor] += 1
            candidate = f"{anchor}-{self._counts[anchor] + 1}"
        return candidate

    def show(self, embed: Embed, part: Part) -> str:
        """An embedded note as HTML; empty where it would be shown within itself, or too deep."""
        shown = embed.text
        is_page_itself = shown.origin == part.trail[0] and not embed.subpath
        if is_page_itself or shown.key in part.trail or self._embeds >= MOST_EMBEDS:
            return ""
        if len(part.trail) > DEEPEST_EMBED:
            return ""
        self._embeds += 1
        within = Part(shown.origin, (*part.trail, shown.key), shown.target)
        title = shown.target.title or embed.words
        source = f"{page_opening(shown.target, embed.place, title)}{escape(clean(title), quote=False)}</a>"
        return (
            f'<section class="embed" aria-label="{attribute(title)}">\n<p class="embed-source">{source}</p>\n'
            f"{self.blocks(shown.text, within)}</section>"
        )

    def refer(self, reference: FootnoteReference, part: Part) -> str:
        """The reference to a footnote as HTML."""
        if reference.label:
            return self._footnotes.refer(part.footnotes[reference.label], part, reference.label)
        return self._footnotes.refer(self._prepared(reference.text, part), part, "")

    def footnotes(self) -> str:
        """The footnotes of the page as a section; empty where there are none."""
        return self._footnotes.section(self._footnote)

    def _footnote(self, markdown: str, part: Part) -> str:
        broken = markdown if self._strict_line_breaks else lines.with_breaks(markdown)
        return self._assembled(broken, part)
