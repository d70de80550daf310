"""HTML with placeholders → the HTML of a page, in one walk over its tags.

The walk knows which elements are open, and so where a block may stand, where a highlight begins and ends,
and where a link would stand within another. Where nothing of that is in question, there is no walk.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape
from typing import Any, Final, Protocol

from headwater.site.rendering import links, media
from headwater.site.rendering.marks import DONE, LESS, PLACEHOLDER, TO_DO, clean
from headwater.site.rendering.names import Names
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
)
from headwater.site.urls import heading_anchor

AS_IS: Final = "data-as-is"
"""An attribute by which `source` marks tags of a trusted author that stay as they are."""

# The parser writes `="` nowhere but in tags: it escapes the quotes in text.
_NEEDS_WALK = re.compile(rf'="|<(?:h[1-6]|table|a)>|[{TO_DO}{DONE}]')
_MARK = re.compile(
    r'<(?P<slash>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<attributes>(?:"[^"]*"|[^"<>])*)>'
    rf"|{PLACEHOLDER.pattern.replace('(', '(?P<number>', 1)}|(?P<box>[{TO_DO}{DONE}])\n?"
)
_ANY_TAG = re.compile(r"<[^>]*>")
_FIRST_NAME = re.compile(r"<[a-z][a-z0-9]*(?![^>]* id=)")
_ALIGN = re.compile(r'align="(?P<side>[^"]*)"')
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCK_PARENTS = frozenset(
    "page article aside blockquote callout center dd details div figure footer header li main nav search section "
    "td th".split()
)
_NAMEABLE = frozenset("p li td th blockquote callout dd dt figcaption summary title".split()) | _HEADINGS


class Surroundings(Protocol):
    """What the walk asks of the page it is on."""

    names: Names

    def take(self, anchor: str) -> bool:
        """Take an id for an element, unless something else on the page has it."""

    def unique(self, anchor: str) -> str:
        """An id like this one that nothing else on the page has."""

    def show(self, embed: Embed, part: Part) -> str:
        """An embedded note as HTML; empty where it cannot be shown."""

    def refer(self, reference: FootnoteReference, part: Part) -> str:
        """A reference to a footnote as HTML."""


@dataclass(slots=True)
class _Element:
    """An element that is open, or a highlight or field that becomes one when its end is found."""

    tag: str
    """Its name in the HTML; empty for the page itself and for what an `Opening` stands for."""

    role: str
    """What it is to us: its name, or `page`, `callout`, `title` (of a callout), `opening`."""

    at: int
    """Where its start tag is in the output."""

    end: str
    """Its end tag."""

    anchor: str = ""
    """The id it is to have."""

    last: int = -1
    """Where the last block within it begins in the output."""

    opening: int = -1
    """The number of the `Opening`."""


def assembled(html: str, part: Part, page: Surroundings) -> str:
    """Replace the placeholders, and make the parser's HTML ours: links, images, headings, tables, callouts, tasks.

    Args:
        html: HTML as `markup` gives it: clean and balanced.
        part: The text it is made from, with its pieces.
        page: The page it becomes a part of.
    """
    if part.finished and not _NEEDS_WALK.search(html):
        pieces: list[Any] = part.pieces
        html = PLACEHOLDER.sub(lambda match: pieces[int(match[1])], html)
    else:
        html = _Walk(part, page).over(html)
    return html.replace(LESS, "&lt;") if LESS in html else html


class _Walk:
    """One walk; `out` is what has been written, `open` the elements that are open, the page first."""

    def __init__(self, part: Part, page: Surroundings) -> None:
        self.part = part
        self.page = page
        self.out: list[str] = []
        self.open = [_Element("", "page", -1, "")]
        self.links = 0
        self.edge = -1
        """The length of the output right after a block, where spaces and breaks mean nothing."""

    def over(self, html: str) -> str:
        position = 0
        for match in _MARK.finditer(html):
            if match.start() > position:
                self._text(html[position : match.start()])
            position = match.end()
            if match["number"]:
                self._piece(int(match["number"]))
            elif match["box"]:
                self._box(done=match["box"] == DONE)
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
        if PLACEHOLDER.search(tag) or LESS in tag:
            attributes = self._without_placeholders(attributes)
            tag = f"<{name}{attributes}>"
        if AS_IS in attributes:
            self._keep(name, tag.replace(f" {AS_IS}", "", 1))
        elif name in _STARTS:
            _STARTS[name](self, name, attributes)
        elif name == "br" and self.edge == len(self.out):
            pass
        else:
            self._keep(name, tag)

    def _keep(self, name: str, tag: str) -> None:
        if name in _VOID:
            self.out.append(tag)
        else:
            self._push(name, tag, f"</{name}>")

    def _push(self, name: str, html: str, end: str) -> None:
        self.open.append(_Element(name, name, len(self.out), end))
        self.out.append(html)

    def _without_placeholders(self, attributes: str) -> str:
        """Attributes with the words of the pieces in them: nothing within a tag becomes a tag."""

        def words(match: re.Match[str]) -> str:
            piece = self.part.pieces[int(match[1])]
            return _ANY_TAG.sub("", piece).replace('"', "&quot;") if isinstance(piece, str) else ""

        return clean(PLACEHOLDER.sub(words, attributes.replace(LESS, "&lt;")))

    def _heading(self, name: str, _attributes: str) -> None:
        self._push(name, "", f"</h{min(int(name[1]) + 1, 6)}>")

    def _table(self, name: str, attributes: str) -> None:
        region = '<div class="table-scroll" tabindex="0" role="region" aria-label="Table">'
        self._push(name, f"{region}<table{attributes}>", "</table></div>")

    def _cell(self, name: str, attributes: str) -> None:
        attributes = _ALIGN.sub(
            lambda match: f'class="align-{match["side"]}"' if match["side"] in {"left", "center", "right"} else "",
            attributes,
        )
        self._push(name, f"<{name}{attributes}>", f"</{name}>")

    def _link(self, name: str, attributes: str) -> None:
        found = dict(links.attributes_of(attributes))
        href = unescape(found.get("href", ""))
        opening, end = "", ""
        if href and not self.links:
            opening, end = links.markdown_opening(href, self.page.names, self.part.origin, self.part.home)
        if found.get("title") and "title=" not in opening and opening:
            opening = f'{opening[:-1]} title="{found["title"]}">'
        self.links += end == "</a>"
        self._push(name, opening, end)

    def _image(self, _name: str, attributes: str) -> None:
        found = {key: unescape(value) for key, value in links.attributes_of(attributes)}
        alias = found.get("alt", "")
        if found.get("width", "").isdecimal():
            height = found.get("height", "")
            alias = f"{alias}|{found['width']}" + (f"x{height}" if height.isdecimal() else "")
        self._finished(media.image(found.get("src", ""), alias, self.page.names, self.part))

    def _end(self, name: str, tag: str) -> None:
        depth = len(self.open) - 1
        while depth and self.open[depth].tag != name:
            depth -= 1
        if not depth:  # trusted HTML may close what it did not open
            self.out.append(tag)
            return
        self.links -= sum(element.end == "</a>" for element in self.open[depth:])
        element = self.open[depth]
        del self.open[depth:]
        if element.role == "p":
            self._end_paragraph(element)
            return
        if element.role in _HEADINGS:
            self._end_heading(element)
        else:
            if element.anchor:
                self.out[element.at] = _with_id(self.out[element.at], element.anchor)
            self.out.append(element.end)
        self.open[-1].last = element.at

    def _end_paragraph(self, element: _Element) -> None:
        """End a paragraph, or take it back where nothing is in it; its id then names the block before."""
        parent = self.open[-1]
        at, anchor = element.at, element.anchor
        if self._trim(element):
            self.out[at] = _with_id(self.out[at], anchor) if anchor else self.out[at]
            self.out.append(element.end)
            parent.last = at
            return
        self.out[at] = ""
        self.edge = len(self.out)
        if anchor and parent.last >= 0:
            self.out[parent.last] = _with_id(self.out[parent.last], anchor)
        elif anchor:
            self.out[at] = f'<span id="{anchor}"></span>'

    def _trim(self, element: _Element) -> bool:
        """Take back the spaces and breaks at the end of an element, and say whether there is anything in it."""
        out = self.out
        while len(out) > element.at + 1 and (out[-1].isspace() or out[-1].startswith("<br")):
            out.pop()
        return len(out) > element.at + 1

    def _end_heading(self, element: _Element) -> None:
        content = "".join(self.out[element.at + 1 :])
        if not content.strip():
            return
        anchor = ""
        if self.part.home is None:
            text = element.anchor or heading_anchor(unescape(_ANY_TAG.sub("", content)))
            anchor = f' id="{self.page.unique(text)}"'
        self.out[element.at] = f"<{element.end[2:-1]}{anchor}>"
        self.out.append(element.end)

    # Pieces

    def _piece(self, number: int) -> None:
        piece = self.part.pieces[number]
        if isinstance(piece, str):
            self._finished(piece)
        elif isinstance(piece, Opening):
            self.open.append(_Element("", "opening", len(self.out), "", opening=number))
            self.out.append(escape(piece.literal, quote=False))
        else:
            _PIECES[type(piece)](self, piece)

    def _finished(self, html: str) -> None:
        self.out.append(links.unlinked(html) if self.links else html)

    def _closing(self, piece: Closing) -> None:
        element = self.open[-1]
        if element.opening < 0 or element.opening != piece.opening:
            self.out.append(escape(piece.literal, quote=False))
            return
        opening = self.part.pieces[piece.opening]
        self.out[element.at] = opening.html if isinstance(opening, Opening) else ""
        self.out.append(piece.html)
        self.open.pop()

    def _block(self, piece: Block) -> None:
        if self._takes_block():
            self._put_block(piece.html)
        else:
            self._finished(piece.inline)

    def _embed(self, piece: Embed) -> None:
        html = self.page.show(piece, self.part) if self._takes_block() else ""
        if html:
            self._put_block(html)
        else:
            self._finished(piece.link)

    def _takes_block(self) -> bool:
        role = self.open[-1].role
        return not self.links and (role == "p" or role in _BLOCK_PARENTS)

    def _put_block(self, html: str) -> None:
        """Write a block; a paragraph it stands in ends before it and begins again after it."""
        element = self.open[-1]
        if element.role == "p":
            if self._trim(element):
                self.out.append(element.end)
            else:
                self.out[element.at] = ""
            self.open[-2].last = len(self.out)
            element.at = len(self.out) + 1
            self.out += (html, "<p>")
        else:
            self._trim(element)
            element.last = len(self.out)
            self.out.append(html)
        self.edge = len(self.out)

    def _heading_start(self, piece: HeadingStart) -> None:
        if self.open[-1].tag in _HEADINGS:
            self.open[-1].anchor = piece.anchor

    def _callout(self, piece: CalloutStart) -> None:
        title, quote = self.open[-1], self.open[max(len(self.open) - 2, 0)]
        is_first = not "".join(self.out[quote.at + 1 :]).replace("<p>", "", 1).strip()
        if title.role != "p" or quote.role != "blockquote" or not is_first:
            self.out.append(escape(piece.literal, quote=False))
            return
        classes = f'class="callout callout-{links.class_of(piece.type)}"'
        if piece.fold:
            self.out[quote.at] = f"<details {classes}{' open' if piece.fold == '+' else ''}>"
            self.out[title.at], quote.end, title.end = "<summary>", "</details>", "</summary>"
        else:
            self.out[quote.at], quote.end = f'<div {classes} role="note">', "</div>"
            self.out[title.at] = '<p class="callout-title">'
        quote.role, title.role = "callout", "title"
        if piece.title:
            self.out.append(escape(piece.title, quote=False))

    def _block_anchor(self, piece: BlockAnchor) -> None:
        anchor = f"^{piece.id.lower()}"
        if self.part.home is not None or not self.page.take(anchor):
            return
        element = next((element for element in reversed(self.open) if element.role in _NAMEABLE), None)
        if element is None or element.anchor or element.role in _HEADINGS:
            self.out.append(f'<span id="{anchor}"></span>')
        else:
            element.anchor = anchor

    def _footnote(self, piece: FootnoteReference) -> None:
        self._finished(self.page.refer(piece, self.part))

    def _box(self, *, done: bool) -> None:
        item = self.open[-1] if self.open[-1].role == "li" else self.open[max(len(self.open) - 2, 0)]
        if item.role == "li":
            self.out[item.at] = f'<li class="task{" done" if done else ""}">'
        state = ' checked aria-label="Done"' if done else ' aria-label="To do"'
        self.out.append(f'<input type="checkbox" disabled{state}> ')


def _with_id(html: str, anchor: str) -> str:
    """HTML whose first element has an id; one that has an id already is followed by a place of that name."""
    named, count = _FIRST_NAME.subn(lambda match: f'{match[0]} id="{anchor}"', html, count=1)
    return named if count and html.startswith("<") else f'{html}<span id="{anchor}"></span>'


_STARTS: Final[dict[str, Callable[[_Walk, str, str], None]]] = {
    "a": _Walk._link,
    "img": _Walk._image,
    "table": _Walk._table,
    "td": _Walk._cell,
    "th": _Walk._cell,
    **dict.fromkeys(_HEADINGS, _Walk._heading),
}
_PIECES: Final[dict[type, Callable[[_Walk, Any], None]]] = {
    Block: _Walk._block,
    BlockAnchor: _Walk._block_anchor,
    CalloutStart: _Walk._callout,
    Closing: _Walk._closing,
    Embed: _Walk._embed,
    FootnoteReference: _Walk._footnote,
    HeadingStart: _Walk._heading_start,
}
