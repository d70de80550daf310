"""The maps of evidence on the pages of notes: a drawing that needs no script, and the same as a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from headwater.evidence.kinds import PAGE, TAG
from headwater.publication import PublicNote
from headwater.site.context import SiteContext
from headwater.site.drawn import DrawnSection, headed
from headwater.site.elements import text
from headwater.site.map_boxes import MapBoxes
from headwater.site.map_layout import Line, layout
from headwater.site.rendering.marks import attribute
from headwater.vault.notes import NotePath
from headwater.views.beneath import Sense
from headwater.views.evidence_map import Edge, EvidenceMap, EvidenceMaps

FITS = 720
"""How many pixels wide a drawing may be before it has to be scrolled on a large screen."""


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
        self._said: dict[tuple[Sense, tuple[int, ...]], str] = {}
        self._frames: dict[tuple[tuple[int, ...], tuple[Edge, ...]], _Frame] = {}
        self._boxes = MapBoxes(context)
        self._last: tuple[NotePath, list[DrawnSection]] | None = None

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
        shape = found.rows, found.edges
        frame = self._frames.get(shape)
        if frame is None:
            frame = self._frames[shape] = self._frame(*shape)
        said = f'<p class="map-key">{text(self._words("map.key"))}</p>\n'
        return headed(
            self._words,
            "evidence-map",
            [f"{self._drawing(found, frame)}\n{said}{self._list(found, frame)}".encode()],
        )

    def _drawing(self, found: EvidenceMap, frame: _Frame) -> str:
        pieces, box = [frame.opening], self._boxes.box
        for number in frame.order:
            before, inner = box(found.nodes[number]) if number else self._boxes.here(found.nodes[0])
            pieces += (before, frame.before[number], inner, frame.after[number])
        return "".join([*pieces, "</svg></div>"])

    def _frame(self, rows: tuple[int, ...], edges: tuple[Edge, ...]) -> _Frame:
        found = layout(rows, edges)
        width, height = found.width, found.height
        focus = ' tabindex="0"' if width > FITS else ""
        label = attribute(self._words("map.label"))
        opening = (
            f'<div class="map" role="group" aria-label="{label}"{focus}>'
            f'<svg width="{width}" height="{height}" viewBox="0 0 {width} {height}">\n'
        )
        before = tuple([f' transform="translate({x} {y})">' for x, y in found.boxes])
        after = tuple(["".join([*map(self._line, begun), "</g>\n"]) for begun in found.lines])
        order = sorted(range(len(rows)), key=lambda number: (-rows[number], found.boxes[number][0]))
        places = {number: place for place, number in enumerate(order, 1)}
        leaving: list[list[Edge]] = [[] for _ in rows]
        for edge in edges:
            leaving[edge.start].append(edge)
        said = tuple([self._relations(begun, places) for begun in leaving])
        return _Frame(opening, tuple(order), before, after, said)

    def _line(self, line: Line) -> str:
        """A line, and in words what its look says."""
        looks = [line.sense.value] if line.sense is not Sense.SUPPORTS else []
        looks += ["back"] if line.backward else []
        named = f' class="{" ".join(looks)}"' if looks else ""
        drawn = f'<path{named} d="{line.path}"/>'
        if line.sense not in {Sense.OPPOSES, Sense.SUSPECT}:
            return drawn
        x, y = line.end
        said = text(self._words(f"map.{line.sense}"))
        return f'{drawn}<text class="{line.sense}" x="{x + 7}" y="{y + 14}">{said}</text>'

    def _list(self, found: EvidenceMap, frame: _Frame) -> str:
        """The map in words, for those who do not see it, and what it has no room for."""
        pieces: list[str] = []
        for number in frame.order:
            folded = found.folded.get(number, ())
            pieces += ("<li>", self._boxes.item(found.nodes[number]), frame.said[number])
            if folded:
                pieces += ("<ul><li>", "<li>".join(map(self._boxes.item, folded)), "</ul>")
        title = text(self._words("map.list.more" if found.folded else "map.list"))
        return f'<details class="map-list"><summary>{title}</summary>\n<ol>{"".join(pieces)}</ol></details>\n'

    def _relations(self, begun: Iterable[Edge], places: Mapping[int, int]) -> str:
        """What a node does to others, by their places in the list."""
        joined: dict[Sense, list[int]] = {}
        for edge in begun:
            joined.setdefault(edge.sense, []).append(places[edge.end])
        return "".join([self._relation(sense, tuple(sorted(ends))) for sense, ends in joined.items()])

    def _relation(self, sense: Sense, ends: tuple[int, ...]) -> str:
        said = self._said.get((sense, ends))
        if said is None:
            words = self._words(f"map.list.{sense}", notes=", ".join(map(str, ends)))
            said = self._said[sense, ends] = f"; {text(words)}"
        return said
