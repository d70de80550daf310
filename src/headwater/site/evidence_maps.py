"""The maps of evidence on the pages of notes: a drawing that needs no script, and the same as a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from headwater.evidence.kinds import PAGE, SOURCE, TAG
from headwater.publication import PublicNote
from headwater.site.context import SiteContext
from headwater.site.drawn import DrawnSection, headed
from headwater.site.elements import shortened, text
from headwater.site.map_layout import HEIGHT, WIDTH, layout
from headwater.site.map_lines import CUT, lines, runs_leftwards
from headwater.site.rendering.marks import attribute, clean
from headwater.vault.notes import NotePath
from headwater.vault.plain import plain_text
from headwater.views.beneath import Node, Sense, What
from headwater.views.evidence_map import Edge, EvidenceMap, EvidenceMaps

LETTERS = 12
"""Pixels of a letter's height."""

PADDING = 10
"""Pixels between a box and its text."""

MOST_LINES = 3
LONGEST = 300
"""Letters of a claim in the title of its box."""

LONGEST_IN_LIST = 70
"""Letters of a claim in the list."""

FITS = 720
"""How many pixels wide a drawing may be before it has to be scrolled on a large screen."""

_ACROSS = (WIDTH - 2 * PADDING) / LETTERS


class _Frame(NamedTuple):
    """All of a drawing but its boxes."""

    opening: str
    order: tuple[int, ...]
    """The boxes in the order in which they are read: from the top, row by row."""

    before: tuple[str, ...]
    """What says where each box stands."""

    after: tuple[str, ...]
    """The lines that begin at each."""

    said: tuple[str, ...]
    """The same in words, for the list."""


class EvidenceMapSections:
    """Draws the maps of evidence of a site."""

    def __init__(self, context: SiteContext) -> None:
        """Prepare.

        Args:
            context: What the pages of the site are drawn with.
        """
        self._context = context
        self._words = context.words
        self._maps = EvidenceMaps(context.publication)
        self._frames: dict[tuple[tuple[int, ...], tuple[Edge, ...]], _Frame] = {}
        self._boxes: dict[Node, tuple[str, str]] = {}
        self._items: dict[Node, str] = {}
        self._last: tuple[NotePath, list[DrawnSection]] | None = None
        context.rows.at_hand.append(self._prepare)

    def sections(self, note: PublicNote) -> list[DrawnSection]:
        """The map of a note, if it has one: tags and pages stand outside the evidence, and home before it."""
        if note.home or note.kind.name in {TAG, PAGE}:
            return []
        # A page is drawn, and what it was drawn from is asked for, one after the other.
        if self._last is None or self._last[0] != note.path:
            found = self._maps.of(note.path)
            self._last = note.path, [self._section(found)] if found else []
        return self._last[1]

    def inputs(self, note: PublicNote) -> Iterable[bytes]:
        """The drawing itself: nearly all of the work is to find out what belongs in it."""
        return [piece for section in self.sections(note) for piece in section.html]

    def shown_on(self, note: PublicNote) -> Iterable[NotePath]:
        """The notes on whose maps a note may stand."""
        return self._maps.showing(note.path)

    def _section(self, found: EvidenceMap) -> DrawnSection:
        title = self._words("map")
        shape = found.rows, found.edges
        frame = self._frames.get(shape)
        if frame is None:
            frame = self._frames[shape] = self._frame(*shape)
        said = f'<p class="map-key">{text(self._words("map.key"))}</p>\n'
        return headed(title, [f"{self._drawing(found, frame)}\n{said}{self._list(found, frame)}".encode()])

    def _drawing(self, found: EvidenceMap, frame: _Frame) -> str:
        pieces = [frame.opening]
        for number in frame.order:
            before, inner = self._box(found.nodes[number]) if number else self._here(found.nodes[0])
            pieces += (before, frame.before[number], inner, frame.after[number])
        return "".join([*pieces, "</svg></div>"])

    def _frame(self, rows: tuple[int, ...], edges: tuple[Edge, ...]) -> _Frame:
        found = layout(rows, edges)
        width, height = found.width, found.height
        focus = ' tabindex="0"' if width > FITS else ""
        label = attribute(self._words("map.label"))
        opening = (
            f'<div class="map" role="group" aria-label="{label}"{focus}><svg width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}">\n'
        )
        before = tuple([f' transform="translate({x} {y})">' for x, y in found.boxes])
        after = []
        for begun in found.lines:
            drawn = []
            for line in begun:
                kinds = [line.sense.value] if line.sense is not Sense.SUPPORTS else []
                kinds += ["back"] if line.backward else []
                named = f' class="{" ".join(kinds)}"' if kinds else ""
                drawn.append(f'<path{named} d="{line.path}"/>')
                if line.sense in {Sense.OPPOSES, Sense.SUSPECT}:
                    x, y = line.end
                    said = text(self._words(f"map.{line.sense}"))
                    drawn.append(f'<text class="{line.sense}" x="{x + 7}" y="{y + 14}">{said}</text>')
            after.append("".join([*drawn, "</g>\n"]))
        order = sorted(range(len(rows)), key=lambda number: (-rows[number], found.boxes[number][0]))
        places = [0] * len(rows)
        for place, number in enumerate(order, 1):
            places[number] = place
        begun: list[list[Edge]] = [[] for _ in rows]
        for edge in edges:
            begun[edge.start].append(edge)
        said = tuple([self._relations(some, places) for some in begun])
        return _Frame(opening, tuple(order), before, tuple(after), said)

    def _prepare(self, path: NotePath) -> None:
        self._box(Node(What.NOTE, path))

    def _box(self, node: Node) -> tuple[str, str]:
        """A box up to where it stands, and what follows."""
        box = self._boxes.get(node)
        if box is None:
            box = self._boxes[node] = self._new_box(node)
        return box

    def _here(self, node: Node) -> tuple[str, str]:
        """The box of the page's own note, which leads nowhere."""
        before, inner = self._box(node)
        opening, _, _ = before.partition("<a ")
        return f'{opening[:-2]} here"><g', inner.replace("</a>", "</g>")

    def _new_box(self, node: Node) -> tuple[str, str]:
        kind, css_class = self._kind(node)
        label, href = self._label(node), self._href(node)
        shown = lines(clean(label), _ACROSS, MOST_LINES)
        is_cut = bool(shown) and shown[-1].endswith(CUT) and not label.endswith(CUT)
        title = f"<title>{text(f'{kind}: {shortened(label, LONGEST)}')}</title>" if is_cut else ""
        start, leftwards = PADDING, ""
        if runs_leftwards(label):
            start, leftwards = WIDTH - PADDING, ' direction="rtl"'
        told = "".join(
            f'<tspan x="{start}" y="{34 + 15 * number}">{text(line)} </tspan>'
            for number, line in enumerate(shown)
        )
        name = text(lines(kind, _ACROSS, 1)[0])
        inner = (
            f'{title}<rect width="{WIDTH}" height="{HEIGHT}"/><text class="kind" x="{PADDING}" y="17">{name} </text>'
            f"<text{leftwards}>{told}</text>"
        )
        if not href:
            return f'<g class="{css_class}"><g', f"{inner}</g>"
        return f'<g class="{css_class}"><a href="{attribute(href)}"', f"{inner}</a>"

    def _kind(self, node: Node) -> tuple[str, str]:
        """What a box says it is, and its class."""
        publication = self._context.publication
        if node.what is What.NOTE and node.path is not None:
            note = publication.notes[node.path]
            kind = note.kind.name
            said = kind.capitalize() + (f" · {self._words('map.withheld')}" if note.withheld else "")
            return said, f"kind-{kind.replace(' ', '-')}" + (" blank" if note.withheld else "")
        if node.what is What.CONTENT:
            return self._words("map.content"), "kind-source-content"
        if node.what is What.SOURCE:
            return self._words("map.source"), f"kind-{SOURCE.replace(' ', '-')}"
        if node.what is What.UNPUBLISHED:
            return self._words("map.unpublished"), "blank"
        return self._words("map.more"), "more"

    def _label(self, node: Node) -> str:
        """What a box says."""
        publication = self._context.publication
        if node.what is What.UNPUBLISHED:
            return self._words.count("map.notes", node.count)
        if node.what is What.MORE:
            return self._words.count("map.left", node.count)
        if node.what is What.NOTE and node.path is not None:
            note = publication.notes[node.path]
            if note.kind.name == SOURCE:
                return publication.citations[note.name].text
            title = self._context.titles.of(node.path)
            if title.markdown or not note.claim:
                return title.text
            return plain_text(note.claim[: 4 * LONGEST]) or title.text
        if node.what is What.SOURCE:
            return publication.citations[node.name].text
        return node.name

    def _href(self, node: Node) -> str:
        if node.what is What.NOTE and node.path is not None:
            return self._context.addresses.page(node.path).href
        return self._context.sources.page(node.name) if node.what is What.SOURCE else ""

    def _list(self, found: EvidenceMap, frame: _Frame) -> str:
        """The map in words, for those who do not see it, and what it has no room for."""
        pieces = []
        for number in frame.order:
            folded = found.folded.get(number, ())
            pieces += ("<li>", self._item(found.nodes[number]), frame.said[number])
            pieces += ["<ul><li>", "</li><li>".join(map(self._item, folded)), "</li></ul>"] if folded else []
        title = text(self._words("map.list.more" if found.folded else "map.list"))
        return f'<details class="map-list"><summary>{title}</summary>\n<ol>{"".join(pieces)}</ol></details>\n'

    def _relations(self, begun: Iterable[Edge], places: Sequence[int]) -> str:
        """What a node does to others, by their places in the list."""
        joined: dict[Sense, list[int]] = {}
        for edge in begun:
            joined.setdefault(edge.sense, []).append(places[edge.end])
        said = (
            self._words(f"map.list.{sense}", notes=", ".join(map(str, sorted(ends))))
            for sense, ends in joined.items()
        )
        return "".join(f"; {text(words)}" for words in said)

    def _item(self, node: Node) -> str:
        item = self._items.get(node)
        if item is None:
            label, href = text(shortened(self._label(node), LONGEST_IN_LIST)), self._href(node)
            linked = f'<a href="{attribute(href)}">{label}</a>' if href else label
            item = self._items[node] = f"{text(self._kind(node)[0])}: {linked}"
        return item
