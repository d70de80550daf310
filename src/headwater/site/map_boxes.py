"""The boxes of maps: what a node is called, what kind it is of, where it leads."""

from __future__ import annotations

from collections.abc import Sequence

from headwater.evidence.kinds import CONTENT, SOURCE
from headwater.publication import PublicNote
from headwater.site.context import SiteContext
from headwater.site.elements import shortened, text
from headwater.site.map_layout import WIDTH
from headwater.site.map_lines import CUT, lines, runs_leftwards
from headwater.site.rendering.marks import address, clean
from headwater.vault.notes import NotePath
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


class MapBoxes:
    """Draws the nodes of a site's maps; what is drawn is kept, as a note stands on many of them."""

    def __init__(self, context: SiteContext) -> None:
        """Prepare.

        Args:
            context: What the pages of the site are drawn with.
        """
        self._context = context
        self._words = context.words
        self._boxes: dict[Node, tuple[str, str]] = {}
        self._items: dict[Node, str] = {}
        context.rows.at_hand.append(self._prepare)

    def _prepare(self, path: NotePath) -> None:
        self.box(Node(What.NOTE, path))

    def box(self, node: Node) -> tuple[str, str]:
        """A box up to where it stands, and what follows."""
        box = self._boxes.get(node)
        if box is None:
            box = self._boxes[node] = self._new_box(node)
        return box

    def here(self, node: Node) -> tuple[str, str]:
        """The same for a page's own note, which leads nowhere."""
        before, inner = self.box(node)
        opening, _, _ = before.partition("<a ")
        return f'{opening[:-2]} here"><g', inner.replace("</a>", "</g>")

    def _new_box(self, node: Node) -> tuple[str, str]:
        kind, css_class = self._kind(node)
        label, href = self._label(node), self._href(node)
        first, *more = lines(clean(label), _ACROSS, MOST_LINES) or [""]
        direction = ' direction="rtl"' if runs_leftwards(label) else ""
        following = (f' <tspan x="0" y="{LINE * at}">{text(line)}</tspan>' for at, line in enumerate(more, 1))
        inner = (
            f"<rect/><text>{text(lines(kind, _ACROSS, 1)[0])} </text>"
            f"<text{direction}>{text(first)}{''.join(following)}</text>"
        )
        if href:
            return f'<g class="{css_class}"><a href="{address(href)}"', f"{inner}</a>"
        return f'<g class="{css_class}"><g', f"{self._whole(label, more or [first])}{inner}</g>"

    @staticmethod
    def _whole(label: str, shown: Sequence[str]) -> str:
        """What a box says whose text is cut; where it leads to a page, that page's preview says it."""
        is_cut = shown[-1].endswith(CUT) and not label.endswith(CUT)
        return f"<title>{text(shortened(label, LONGEST))}</title>" if is_cut else ""

    def _kind(self, node: Node) -> tuple[str, str]:
        """What a box says it is, and its class."""
        publication = self._context.publication
        if node.what is What.NOTE and node.path is not None:
            note = publication.notes[node.path]
            kind = note.kind.name
            said = self._called(kind) + (f" · {self._words('not-published')}" if note.withheld else "")
            return said, f"kind-{kind.replace(' ', '-')}" + (" blank" if note.withheld else "")
        if node.what is What.CONTENT:
            return self._called(CONTENT), "kind-source-content"
        if node.what is What.SOURCE:
            return self._called(SOURCE), f"kind-{SOURCE.replace(' ', '-')}"
        if node.what is What.UNPUBLISHED:
            return self._words("map.unpublished"), "blank"
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

    def item(self, node: Node) -> str:
        """A node in a list."""
        item = self._items.get(node)
        if item is None:
            label, href = text(shortened(self._label(node), LONGEST_IN_LIST)), self._href(node)
            linked = f'<a href="{address(href)}">{label}</a>' if href else label
            item = self._items[node] = f"{text(self._kind(node)[0])}: {linked}"
        return item
