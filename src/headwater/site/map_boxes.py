"""The boxes of maps: what a node is called, what kind it is of, where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import xxhash

from headwater.evidence.kinds import CONTENT, SOURCE
from headwater.publication import PublicNote
from headwater.site.context import SiteContext
from headwater.site.elements import shortened, text
from headwater.site.map_layout import WIDTH
from headwater.site.map_lines import CUT, lines, runs_leftwards
from headwater.site.rendering.marks import address, clean
from headwater.vault.plain import plain_text
from headwater.views.beneath import Node, What

LETTERS = 12
"""Pixels of a letter's height."""

PADDING = 10
"""Pixels between a box and its text, which the stylesheet puts into its place."""

LINE = 15
"""Pixels from one line to the next."""

MOST_LINES = 3
LONGEST = 120
"""Letters of what a box says that is cut and leads to no page."""

LONGEST_IN_LIST = 60
"""Letters of a claim in the list."""

_ACROSS = (WIDTH - 2 * PADDING) / LETTERS


class Box(NamedTuple):
    """A node as it is drawn."""

    opening: bytes
    """The box up to where it stands."""

    inner: bytes
    """What follows."""

    item: bytes
    """The node in a list."""

    fingerprint: bytes
    """A fingerprint of all this."""


class MapBoxes:
    """Draws the nodes of a site's maps; what is drawn is kept, as a note stands on many of them."""

    def __init__(self, context: SiteContext) -> None:
        """Prepare.

        Args:
            context: What the pages of the site are drawn with.
        """
        self._context = context
        self._words = context.words
        self._boxes: dict[Node, Box] = {}
        self._kinds: dict[tuple[What, str, bool], _Kind] = {}

    def drawn(self, node: Node) -> Box:
        """A node."""
        box = self._boxes.get(node)
        if box is None:
            box = self._boxes[node] = self._box(node)
        return box

    @staticmethod
    def here(box: Box) -> Box:
        """The same for a page's own note, which leads nowhere."""
        opening, _, _ = box.opening.partition(b"<a ")
        return box._replace(opening=opening[:-2] + b' here"><g', inner=box.inner.replace(b"</a>", b"</g>"))

    def _box(self, node: Node) -> Box:
        kind, label, href = self._kind(node), self._label(node), address(self._href(node))
        # All lines are escaped at once: none of them holds a line break.
        shown = escape("\n".join(lines(clean(label), _ACROSS, MOST_LINES)), quote=False)
        first, *more = shown.split("\n")
        direction = ' direction="rtl"' if runs_leftwards(label) else ""
        following = [f' <tspan x="0" y="{LINE * at}">{line}</tspan>' for at, line in enumerate(more, 1)]
        inner = f"{kind.drawn}<text{direction}>{first}{''.join(following)}</text>"
        short = text(shortened(label, LONGEST_IN_LIST))
        if href:
            return _box(
                f'{kind.opening}<a href="{href}"', f"{inner}</a>", f'{kind.item}<a href="{href}">{short}</a>'
            )
        whole = self._whole(label, more or [first])
        return _box(f"{kind.opening}<g", f"{whole}{inner}</g>", f"{kind.item}{short}")

    @staticmethod
    def _whole(label: str, shown: Sequence[str]) -> str:
        """What a box says whose text is cut; where it leads to a page, that page's preview says it."""
        is_cut = shown[-1].endswith(CUT) and not label.endswith(CUT)
        return f"<title>{text(shortened(label, LONGEST))}</title>" if is_cut else ""

    def _kind(self, node: Node) -> _Kind:
        name, withheld = "", False
        if node.what is What.NOTE and node.path is not None:
            note = self._context.publication.notes[node.path]
            name, withheld = note.kind.name, note.withheld
        kind = self._kinds.get((node.what, name, withheld))
        if kind is None:
            said, css_class = self._said(node.what, name, withheld=withheld)
            kind = self._kinds[node.what, name, withheld] = _Kind(
                f'<g class="{css_class}">',
                f"<rect/><text>{text(lines(said, _ACROSS, 1)[0])} </text>",
                f"<li>{text(said)}: ",
            )
        return kind

    def _said(self, what: What, kind: str, *, withheld: bool) -> tuple[str, str]:
        """What a box says it is, and its class."""
        match what:
            case What.NOTE:
                said = self._called(kind) + (f" · {self._words('not-published')}" if withheld else "")
                return said, f"kind-{kind.replace(' ', '-')}" + (" blank" if withheld else "")
            case What.CONTENT:
                return self._called(CONTENT), "kind-source-content"
            case What.SOURCE:
                return self._called(SOURCE), f"kind-{SOURCE.replace(' ', '-')}"
            case What.UNPUBLISHED:
                return self._words("map.unpublished"), "blank"
            case What.MORE:
                return self._words("map.more"), "more"

    def _called(self, kind: str) -> str:
        name = self._context.names.one(kind)
        return name[:1].upper() + name[1:]

    def _label(self, node: Node) -> str:
        """What a node is called, as plain text."""
        match node.what:
            case What.UNPUBLISHED:
                return self._words.count("withheld", node.size)
            case What.MORE:
                return self._words.count("map.left", node.size)
            case What.SOURCE:
                return self._context.publication.citations[node.name].text
        note = self._context.publication.notes[node.path] if node.what is What.NOTE and node.path else None
        return self._claim(note) if note else node.name

    def _claim(self, note: PublicNote) -> str:
        """What a note claims; of a source how it is cited, of others what they are called."""
        if note.kind.name == SOURCE:
            return self._context.publication.citations[note.name].text
        title = self._context.titles.of(note.path)
        if title.markdown or not note.claim:
            return title.text
        return plain_text(note.claim[: 5 * LONGEST]) or title.text

    def _href(self, node: Node) -> str:
        if node.what is What.NOTE and node.path is not None:
            return self._context.addresses.page(node.path).href
        return self._context.sources.page(node.name) if node.what is What.SOURCE else ""


class _Kind(NamedTuple):
    """What boxes of a kind have in common."""

    opening: str
    drawn: str
    item: str


def _box(opening: str, inner: str, item: str) -> Box:
    pieces = opening.encode(), inner.encode(), item.encode()
    return Box(*pieces, xxhash.xxh3_64_digest(b"".join(pieces)))
