"""HTML with placeholders → the HTML of a page, in one walk over its tags.

The walk knows which elements are open, and so where a block may stand, where a highlight may begin and end,
and where a link would stand within another.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape
from typing import Protocol

from headwater.site.rendering import links, media
from headwater.site.rendering.marks import DONE, LESS, TO_DO, clean
from headwater.site.rendering.names import FileTarget, Names
from headwater.site.rendering.pieces import (
    Block,
    BlockAnchor,
    CalloutStart,
    Closing,
    Embed,
    FootnoteReference,
    HeadingStart,
    Opening,
    Part,
    Piece,
)
from headwater.site.urls import heading_anchor
from headwater.vault.links import is_internal

_PLACEHOLDER = re.compile("\ufdd0([0-9]+)(?:\ufdd1|\ufdd2 ?)")
_NEEDS_WALK = re.compile(rf'="|<(?:h[1-6]|table|a)>|[{TO_DO}{DONE}]')
_MARK = re.compile(
    r'<(?P<slash>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<attributes>(?:"[^"]*"|[^"<>])*)>'
    rf"|\ufdd0(?P<number>[0-9]+)(?:\ufdd1|\ufdd2 ?)|(?P<box>[{TO_DO}{DONE}])\n?"
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_BLOCK_PARENTS = frozenset(
    " article aside blockquote callout center dd details div figure footer header li main nav search section td th"
    .split(" ")
)
_TAKES_ANCHOR = frozenset("p li td th h1 h2 h3 h4 h5 h6 blockquote callout dd dt figcaption summary title".split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ANY_TAG = re.compile(r"<[^>]*>")
_NAME_OF_TAG = re.compile(r"<[a-z0-9]+")


class Surroundings(Protocol):
    """What the walk asks of the page it is on."""

    names: Names

    def unique(self, anchor: str) -> str:
        """An id that nothing else on the page has."""

    def free(self, anchor: str) -> bool:
        """Take an id, if nothing else on the page has it."""

    def show(self, embed: Embed, part: Part) -> str:
        """An embedded note as HTML; empty where it cannot be shown here."""

    def refer(self, reference: FootnoteReference, part: Part) -> str:
        """The reference to a footnote as HTML."""


@dataclass(slots=True)
class _Open:
    """An element that is open, or a highlight or field that may turn out to be one."""

    name: str
    """Its name; `callout` and `title` for those of a callout, empty for the page itself and for an `Opening`."""

    at: int
    """Where its start tag is in the output."""

    end: str
    """Its end tag."""

    last: int = -1
    """Where the last block within it begins in the output."""

    anchor: str = ""
    """The id it is to have."""

    opening: int = -1
    """The number of the `Opening` it is."""


def assembled(html: str, part: Part, page: Surroundings) -> str:
    """Replace the placeholders, and make the parser's HTML ours: links, images, headings, tables, callouts, tasks.

    Args:
        html: HTML as `markup` gives it: clean and balanced.
        part: The text it is made from, with the pieces.
        page: The page it becomes a part of.
    """
    if part.finished and not _NEEDS_WALK.search(html):
        pieces = part.pieces
        html = _PLACEHOLDER.sub(lambda match: pieces[int(match[1])], html)  # type: ignore[arg-type,return-value]
    else:
        html = _Walk(part, page).over(html)
    if LESS in html:
        html = html.replace(LESS, "&lt;")
    return html


class _Walk:
    def __init__(self, part: Part, page: Surroundings) -> None:
        self.part = part
        self.page = page
        self.out: list[str] = []
        self.open: list[_Open] = [_Open("", -1, "")]
        self.links = 0
        self.edge = -1

    def over(self, html: str) -> str:
        position = 0
        for match in _MARK.finditer(html):
            if match.start() > position:
                self._text(html[position : match.start()])
            position = match.end()
            if match["number"]:
                piece = self.part.pieces[int(match["number"])]
                _PIECES[type(piece)](self, piece)
            elif match["box"]:
                self._box(match["box"])
            elif match["slash"]:
                self._end(match["name"].lower(), match[0])
            else:
                self._start(match["name"].lower(), match["attributes"], match[0])
        self._text(html[position:])
        return "".join(self.out)

    def _text(self, text: str) -> None:
        if self.edge == len(self.out):
            text = text.lstrip("\n ")
        if text:
            self.out.append(text)

    # Elements

    def _start(self, name: str, attributes: str, tag: str) -> None:
        if name in _HEADINGS:
            self._push(name, "", f"</h{min(int(name[1]) + 1, 6)}>")
        elif name == "a":
            self._link(attributes)
        elif name == "img":
            self._image(attributes)
        elif name == "table":
            region = '<div class="table-scroll" tabindex="0" role="region" aria-label="Table">'
            self._push(name, f"{region}{clean(tag)}", "</table></div>")
        elif name in {"td", "th"} and "align=" in attributes:
            self._push(name, f"<{name}{_alignment(attributes)}>", f"</{name}>")
        elif name not in _VOID:
            self._push(name, clean(tag), f"</{name}>")
        elif name != "br" or self.edge != len(self.out):
            self.out.append(clean(tag))

    def _push(self, name: str, html: str, end: str) -> None:
        self.open.append(_Open(name, len(self.out), end))
        self.out.append(html)

    def _end(self, name: str, tag: str) -> None:
        if not any(element.end.startswith(tag) or element.name == name for element in self.open):
            self.out.append(tag)
            return
        raise NotImplementedError
