"""Obsidian Markdown → safe, semantic HTML, while building.

A text goes through four steps, one module each in `headwater.site.rendering`:

1. `source` reads it token by token and puts a placeholder where Obsidian's syntax is more than Markdown:
   links, embeds, code, math, highlights, fields, tags, footnotes, callouts. Comments and queries go.
2. `markup` turns the rest into HTML with a CommonMark parser.
3. `sanitize` cleans that with an allow-list, on an HTML5 parser. A text without a tag of its own skips this
   step: the parser escapes all text, so there is nothing to clean.
4. `assemble` puts our own HTML in the place of the placeholders.

What an author writes reaches a page by these ways only: as text or an attribute's value, always escaped; as
an element of the allow-list; as the address of a link, if its scheme is safe. Why no text can forge a
placeholder, nor have one stand within a tag, is said in `rendering.marks`.

Classes for the stylesheet: `internal` with `kind-…`, `external`, `file`, `missing`, `withheld`, `tag`,
`field`, `field-key`, `embed`, `embed-source`, `callout` with `callout-…`, `callout-title`, `task`, `done`,
`table-scroll`, `align-left`, `align-center`, `align-right`, `code` (with Pygments' classes in it), `diagram`,
`math`, `math-error`, `footnotes`, `footnote-ref`, `footnote-back`, and those of `rendering.math`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from headwater.site.rendering.math import MathError
from headwater.site.rendering.names import EmbeddedText, FileTarget, Names, PageTarget
from headwater.site.rendering.page import Page
from headwater.site.rendering.pieces import Part
from headwater.site.rendering.plain_lines import plain_line
from headwater.site.wording import Words, words_of

__all__ = [
    "EmbeddedText",
    "FileTarget",
    "MathError",
    "Names",
    "PageTarget",
    "Rendered",
    "Renderer",
]


class Rendered(NamedTuple):
    """A text as HTML."""

    html: str
    math_errors: tuple[MathError, ...] = ()
    """The formulas of which readers see the source."""

    ids: frozenset[str] = frozenset()
    """The ids in the HTML, and those that were taken before."""


class Renderer:
    """Renders the notes of one site; it holds no state of its own and may be shared.

    Args:
        names: What links and embeds mean.
        words: The words of the site; English if none are given.
        trust_html: Whether the authors' own HTML stays as it is, scripts and all.
        strict_line_breaks: Whether a single line break is a space, as in CommonMark; else it is a break.
    """

    def __init__(
        self,
        names: Names,
        words: Words | None = None,
        *,
        trust_html: bool = False,
        strict_line_breaks: bool = False,
    ) -> None:
        self._names = names
        self._words = words or words_of("en")
        self._trust_html = trust_html
        self._strict_line_breaks = strict_line_breaks

    def body(self, text: str, origin: str, *, taken: Iterable[str] = ()) -> Rendered:
        """Render the text of a page.

        Args:
            text: Markdown without frontmatter.
            origin: The path of the note it stands in.
            taken: The ids that other parts of the page have.

        Returns:
            Blocks; headings begin at `<h2>`, as the page has an `<h1>` of its own.
        """
        page = self._page(taken)
        html = page.blocks(text, Part(origin, (origin,))) + page.footnotes()
        return Rendered(html, tuple(page.math_errors), frozenset(page.ids))

    def inline(self, text: str, origin: str, *, home: PageTarget | None = None) -> Rendered:
        """Render a claim for a title or the cell of a table: nothing but what may stand within a line.

        Lines are joined by `<br>`; footnotes are left out; images and embeds become links.

        Args:
            text: Markdown.
            origin: The path of the note it stands in.
            home: That note's page, if the line may be shown on others: what its links into itself lead to.
        """
        plain = plain_line(text, self._names, origin)
        if plain is not None:
            return Rendered(plain)
        page = self._page(())
        return Rendered(page.line(text, Part(origin, (origin,), home, inline=True)), tuple(page.math_errors))

    def _page(self, taken: Iterable[str]) -> Page:
        return Page(
            self._names,
            self._words,
            taken,
            trust_html=self._trust_html,
            strict_line_breaks=self._strict_line_breaks,
        )
