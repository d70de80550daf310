"""The output of the walk over a page's tags, and the elements that are open in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import Final, Protocol

from headwater.site.rendering.links import unlinked
from headwater.site.rendering.marks import without_tags
from headwater.site.rendering.names import Names
from headwater.site.rendering.pieces import Embed, FootnoteReference, Opening, Part
from headwater.site.urls import heading_anchor
from headwater.site.wording import Words

HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_BLOCK_PARENTS = (
    "page article aside blockquote callout center dd details div figure footer header li nav search section "
    "td th"
)
_BLOCK_PARENT_ROLES = frozenset(_BLOCK_PARENTS.split())
_FIRST_NAME = re.compile(r"\A<[a-z][a-z0-9]*(?![^>]* id=)")


class Surroundings(Protocol):
    """What the walk asks of the page it is on."""

    names: Names
    words: Words
    level: int
    """Of the heading that was begun last: 1 for the page's own."""

    def take(self, anchor: str) -> bool:
        """Take an id for an element, unless something else on the page has it."""

    def unique(self, anchor: str) -> str:
        """An id like this one that nothing else on the page has."""

    def show(self, embed: Embed, part: Part) -> str:
        """An embedded note as HTML; empty where it cannot be shown."""

    def refer(self, reference: FootnoteReference, part: Part) -> str:
        """A reference to a footnote as HTML."""


@dataclass(slots=True)
class Element:
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


class Tree:
    """What has been written, as a list that may still be corrected, and what is open."""

    def __init__(self, part: Part, page: Surroundings) -> None:
        self.part = part
        self.page = page
        self.out: list[str] = []
        self.open = [Element("", "page", -1, "")]
        self.links = 0
        """How many links are open."""

        self._outline = [(0, page.level)]
        """The headings above what comes next: the level each is written with, and the one it is shown at."""

        self._edge = -1
        """The length of the output right after a block, where spaces and breaks mean nothing."""

    def text(self, text: str) -> None:
        """Write text, as HTML."""
        if self._edge == len(self.out):
            text = text.lstrip("\n ")
        if text:
            self.out.append(text)

    def line_break(self, tag: str) -> None:
        """Write a break, except next to a block."""
        if self._edge != len(self.out):
            self.out.append(tag)

    def finished(self, html: str) -> None:
        """Write HTML of our own; within a link, without the links in it."""
        self.out.append(unlinked(html) if self.links else html)

    def start(self, name: str, html: str, end: str) -> None:
        """Begin an element."""
        self.links += end == "</a>"
        self.open.append(Element(name, name, len(self.out), end))
        self.out.append(html)

    def end(self, name: str, tag: str) -> None:
        """End an element; highlights and fields that began in it and did not end stay the text they were."""
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
        elif element.role in HEADINGS and element.end:
            self._end_heading(element)
        else:
            self._end_element(element)

    def opening(self, number: int, literal: str) -> None:
        """Begin what may turn out to be a highlight or a field."""
        self.open.append(Element("", "opening", len(self.out), "", opening=number))
        self.out.append(escape(literal, quote=False))

    def heading_level(self, written: int) -> int:
        """The level that a heading is shown with: one below the heading that it belongs to, none left out.

        Args:
            written: The level it is written with, from 1.

        The source of the rule is technique H42 of WCAG 2.2: whoever goes from heading to heading takes a
        level that is left out for a heading that was missed.
        """
        while self._outline[-1][0] >= written:
            self._outline.pop()
        level = min(self._outline[-1][1] + 1, 6)
        self._outline.append((written, level))
        self.page.level = level
        return level

    def closing(self, number: int, html: str, literal: str) -> None:
        """End it, if nothing that is still open began within it."""
        element = self.open[-1]
        opening = self.part.pieces[number]
        if element.opening != number or not isinstance(opening, Opening):
            self.out.append(escape(literal, quote=False))
            return
        self.out[element.at] = opening.html
        self.out.append(html)
        self.open.pop()

    def takes_block(self) -> bool:
        """Whether a block may stand here: not within bold words, a heading, a link."""
        role = self.open[-1].role
        return not self.links and (role == "p" or role in _BLOCK_PARENT_ROLES)

    def block(self, html: str) -> None:
        """Write a block; a paragraph it stands in ends before it and begins again after it."""
        element = self.open[-1]
        filled = self._trim(element)
        parent = self.open[-2] if element.role == "p" else element
        if element.role == "p" and filled:
            self.out.append(f"{element.end}\n")
        elif element.role == "p":
            self.out[element.at] = ""
        parent.last = len(self.out)
        self.out += (html, "\n")
        if element.role == "p":
            element.at = len(self.out)
            self.out.append("<p>")
        self._edge = len(self.out)

    def _end_element(self, element: Element) -> None:
        if element.anchor:
            self.out[element.at] = _with_id(self.out[element.at], element.anchor)
        self.out.append(element.end)
        self.open[-1].last = element.at

    def _end_paragraph(self, element: Element) -> None:
        """End a paragraph, or take it back where nothing is in it; its id then names the block before."""
        if self._trim(element):
            self._end_element(element)
            return
        parent = self.open[-1]
        self.out[element.at] = ""
        self._edge = len(self.out)
        if element.anchor and parent.last >= 0:
            self.out[parent.last] = _with_id(self.out[parent.last], element.anchor)
        elif element.anchor:
            self.out[element.at] = _with_id("", element.anchor)

    def _end_heading(self, element: Element) -> None:
        content = "".join(self.out[element.at + 1 :])
        if not content.strip():
            return
        anchor = ""
        if self.part.home is None:
            wanted = element.anchor or heading_anchor(without_tags(content))
            anchor = f' id="{self.page.unique(wanted)}"'
        self.out[element.at] = f"<{element.end[2:-1]}{anchor}>"
        self.out.append(element.end)
        self.open[-1].last = element.at

    def _trim(self, element: Element) -> bool:
        """Take back the spaces and breaks at an element's end, and say whether there is anything in it."""
        out = self.out
        while len(out) > element.at + 1:
            out[-1] = "" if out[-1].startswith("<br") else out[-1].rstrip("\n ")
            if out[-1]:
                return True
            out.pop()
        return False


def _with_id(html: str, anchor: str) -> str:
    """HTML whose first element has an id; one that has an id already is followed by a place of that name."""
    named, count = _FIRST_NAME.subn(lambda match: f'{match[0]} id="{anchor}"', html)
    return named if count else f'{html}<span id="{anchor}"></span>'
