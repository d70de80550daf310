"""A claim's Markdown → the words of a pandoc document.

The Markdown is drawn as on the website, whose HTML holds but a few clean elements, and these become pandoc's.
So Obsidian's syntax is read in one place only. Formulas and citations go round that way: pandoc sets them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser
from typing import Final, NamedTuple

from headwater.bibliography.cites import Cite, cites_in
from headwater.exporters.dossier.elements import (
    BREAK,
    Inline,
    code,
    is_footnote,
    link,
    math,
    span,
    words,
    wrapped,
)
from headwater.site.render import EmbeddedText, FileTarget, MathError, PageTarget, Renderer
from headwater.site.rendering.math import mathml
from headwater.vault.markdown import scan
from headwater.vault.notes import Link
from headwater.vault.tokens import Citation, Math

DEEPEST = 20
"""How deep emphasis may nest; what is deeper is plain text."""

_OPEN, _CLOSE = "\U0010fffc", "\U0010fffd"
"""Around the number of what goes round: the last of the letters for private use, which nobody writes."""

_MARK = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_COMMENT_SIGN = re.compile(r"(?<!\\)%")
"""To LaTeX all that follows is a comment, the end of the formula too; who writes it means the sign."""

_WRAPPERS: Final = {
    "em": "Emph",
    "i": "Emph",
    "strong": "Strong",
    "b": "Strong",
    "u": "Underline",
    "ins": "Underline",
    "del": "Strikeout",
    "s": "Strikeout",
    "sub": "Subscript",
    "sup": "Superscript",
}


class _NoNames:
    """A document links to no note: links are their words."""

    def page_or_file(self, _link: Link, _origin: str) -> PageTarget | FileTarget | None:
        return None

    def holds(self, _link: Link, _origin: str) -> bool:
        return False

    def cited(self, _citation: str, _origin: str, *, briefly: bool) -> str | None:  # noqa: ARG002
        """What cites nothing known is text; the rest went round."""
        return None

    def embedded(self, _link: Link, _origin: str) -> EmbeddedText | FileTarget | None:
        return None


class Wording:
    """Reads claims for one document.

    Args:
        known: Whether a citekey can be cited.
        cited: What stands for a citation.
    """

    def __init__(self, known: Callable[[str], bool], cited: Callable[[Sequence[Cite]], list[Inline]]) -> None:
        self._known = known
        self._cited = cited
        self._renderer = Renderer(_NoNames())

    def of(self, markdown: str) -> list[Inline]:
        """A claim on one line, or on several with breaks between them."""
        text = markdown.replace(_OPEN, "").replace(_CLOSE, "")
        pieces = list(self._pieces(text))
        marked, position = [], 0
        for number, piece in enumerate(pieces):
            marked += [text[position : piece.start], f"{_OPEN}{number}{_CLOSE}"]
            position = piece.end
        marked.append(text[position:])
        reader = _Reader([piece.inlines for piece in pieces])
        reader.feed(self._renderer.inline("".join(marked), "").html)
        reader.close()
        return reader.found

    def _pieces(self, text: str) -> Iterator[_Piece]:
        """The formulas and citations of a text, in their order."""
        for token in scan(text):
            if isinstance(token, Math):
                yield _Piece(token.start, token.end, [_formula(token.latex)])
            elif isinstance(token, Citation):
                cites = cites_in(text[token.start : token.end], self._known)
                if cites:
                    inlines = self._cited(cites)
                    # Neither nothing nor a footnote has a space before it.
                    is_close = not inlines or is_footnote(inlines[0])
                    yield _Piece(
                        _last_word(text, token.start) if is_close else token.start, token.end, inlines
                    )


class _Piece(NamedTuple):
    start: int
    end: int
    inlines: list[Inline]


def _last_word(text: str, end: int) -> int:
    """Where the space before a place begins."""
    while end and text[end - 1].isspace():
        end -= 1
    return end


def _formula(latex: str) -> Inline:
    """A formula on one line, or its source where the website cannot set it either: LaTeX would stop at it."""
    on_one_line = " ".join(latex.split())
    if isinstance(mathml(on_one_line, display=False), MathError):
        return code(on_one_line)
    return math(_COMMENT_SIGN.sub(r"\%", on_one_line))


class _Reader(HTMLParser):
    """Turns the HTML of a line, as `Renderer.inline` gives it, into elements; of others the text stays."""

    def __init__(self, pieces: list[list[Inline]]) -> None:
        super().__init__()
        self.found: list[Inline] = []
        self._pieces = pieces
        self._open: list[tuple[str, list[Inline]]] = []
        """The elements that are open, each with where its content goes."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._here().append(BREAK)
            return
        content = self._here() if len(self._open) >= DEEPEST else self._begin(tag, dict(attrs))
        self._open.append((tag, content))

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if any(tag == "code" for tag, _ in self._open):
            self._here().append(code(data))
            return
        here = self._here()
        text_after = data.lstrip() if here and here[-1] is BREAK else data
        for number, text in enumerate(_MARK.split(text_after)):
            self._here().extend(self._pieces[int(text)] if number % 2 else words(text))

    def _here(self) -> list[Inline]:
        return self._open[-1][1] if self._open else self.found

    def _begin(self, tag: str, attributes: dict[str, str | None]) -> list[Inline]:
        content: list[Inline] = []
        address = attributes.get("href")
        if tag in _WRAPPERS:
            self._here().append(wrapped(_WRAPPERS[tag], content))
        elif tag == "a" and address:
            self._here().append(link(content, address))
        elif tag == "mark":
            self._here().append(span(content, css_class="mark"))
        else:
            return self._here()
        return content
