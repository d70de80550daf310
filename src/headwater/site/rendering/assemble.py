"""HTML with placeholders → the HTML of a page, in one walk over its tags.

The walk knows which elements are open, and so where a block may stand, where a highlight begins and ends,
and where a link would stand within another. Where nothing of that is in question, there is no walk.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Any, Final

from headwater.site.rendering import elements, links
from headwater.site.rendering.marks import DONE, LESS, PLACEHOLDER, TO_DO
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
from headwater.site.rendering.tree import HEADINGS, Surroundings, Tree

# The parser writes `="` nowhere but in tags: it escapes the quotes in text.
_NEEDS_WALK = re.compile(rf'="|<(?:h[1-6]|table|a)>|[{TO_DO}{DONE}]')
_STEP = re.compile(
    r'<(?P<slash>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<attributes>(?:"[^"]*"|[^"<>])*)>'
    rf"|{PLACEHOLDER.pattern.replace('(', '(?P<number>', 1)}|(?P<box>[{TO_DO}{DONE}])\n?"
)
_NAMEABLE = HEADINGS | {
    "p",
    "li",
    "td",
    "th",
    "blockquote",
    "callout",
    "dd",
    "dt",
    "figcaption",
    "summary",
    "title",
}


def assembled(html: str, part: Part, page: Surroundings) -> str:
    """Replace the placeholders, and make the parser's elements ours.

    Args:
        html: HTML as `markup` gives it: clean and balanced.
        part: The text it is made from, with its pieces.
        page: The page it becomes a part of.
    """
    if part.finished and not _NEEDS_WALK.search(html):
        pieces: list[Any] = part.pieces
        html = PLACEHOLDER.sub(lambda match: pieces[int(match[1])], html)
    else:
        html = _walked(html, Tree(part, page))
    return html.replace(LESS, "&lt;") if LESS in html else html


def _walked(html: str, tree: Tree) -> str:
    position = 0
    for match in _STEP.finditer(html):
        if match.start() > position:
            tree.text(html[position : match.start()])
        position = match.end()
        if match["number"]:
            _put(tree, int(match["number"]))
        elif match["box"]:
            elements.box(tree, done=match["box"] == DONE)
        elif match["slash"]:
            tree.end(match["name"].lower(), match[0])
        else:
            elements.start(tree, match["name"].lower(), match["attributes"], match[0])
    tree.text(html[position:])
    return "".join(tree.out)


def _put(tree: Tree, number: int) -> None:
    """Write the piece of that number, as its place allows."""
    piece = tree.part.pieces[number]
    if isinstance(piece, str):
        tree.finished(piece)
    elif isinstance(piece, Opening):
        tree.opening(number, piece.literal)
    else:
        _WRITERS[type(piece)](tree, piece)


def _put_closing(tree: Tree, closing: Closing) -> None:
    tree.closing(closing.opening, closing.html, closing.literal)


def _put_block(tree: Tree, block: Block) -> None:
    if tree.takes_block():
        tree.block(block.html)
    else:
        tree.finished(block.inline)


def _put_embed(tree: Tree, embed: Embed) -> None:
    """Show an embedded note, or the link to it where there is no place for it."""
    html = tree.page.show(embed, tree.part) if tree.takes_block() else ""
    if html:
        tree.block(html)
    else:
        opening = links.page_opening(embed.text.target, embed.place, embed.words)
        tree.finished(f"{opening}{escape(embed.words, quote=False)}</a>")


def _put_heading_start(tree: Tree, start: HeadingStart) -> None:
    if tree.open[-1].tag in HEADINGS:
        tree.open[-1].anchor = start.anchor


def _put_reference(tree: Tree, reference: FootnoteReference) -> None:
    tree.finished(tree.page.refer(reference, tree.part))


def _put_callout(tree: Tree, callout: CalloutStart) -> None:
    """Make a callout of the quote that has just begun, and its title of the paragraph that has."""
    title, quote = tree.open[-1], tree.open[max(len(tree.open) - 2, 0)]
    begins = title.at == len(tree.out) - 1 and not "".join(tree.out[quote.at + 1 : title.at]).strip()
    if title.role != "p" or quote.role != "blockquote" or not begins:
        tree.out.append(escape(callout.literal, quote=False))
        return
    classes = f'class="callout callout-{links.class_of(callout.type)}"'
    if callout.fold:
        tree.out[quote.at] = f"<details {classes}{' open' if callout.fold == '+' else ''}>"
        tree.out[title.at], title.end, quote.end = "<summary>", "</summary>", "</details>"
    else:
        tree.out[quote.at], quote.end = f'<div {classes} role="note">', "</div>"
        tree.out[title.at] = '<p class="callout-title">'
    quote.role, title.role = "callout", "title"
    tree.text(escape(callout.title, quote=False))


def _put_anchor(tree: Tree, block: BlockAnchor) -> None:
    """Name the block that stands around this place; embedded blocks are named on their own page alone."""
    anchor = f"^{block.id.lower()}"
    if tree.part.home is not None or not tree.page.take(anchor):
        return
    element = next((element for element in reversed(tree.open) if element.role in _NAMEABLE), None)
    if element is None or element.anchor or element.role in HEADINGS:
        tree.out.append(f'<span id="{anchor}"></span>')
    else:
        element.anchor = anchor


_WRITERS: Final[dict[type, Callable[[Tree, Any], None]]] = {
    Block: _put_block,
    BlockAnchor: _put_anchor,
    CalloutStart: _put_callout,
    Closing: _put_closing,
    Embed: _put_embed,
    FootnoteReference: _put_reference,
    HeadingStart: _put_heading_start,
}
