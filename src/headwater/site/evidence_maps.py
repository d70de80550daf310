"""The maps of evidence on the pages of notes: a drawing that needs no script, and the same as a list."""

from __future__ import annotations

from collections.abc import Iterable

from headwater.evidence.kinds import PAGE, TAG
from headwater.publication import PublicNote
from headwater.site.context import SiteContext
from headwater.site.drawn import DrawnSection, headed
from headwater.site.elements import text
from headwater.site.map_boxes import MapBoxes
from headwater.site.map_frames import MapFrames
from headwater.vault.notes import NotePath
from headwater.views.evidence_map import EvidenceMap, EvidenceMaps

_OUTSIDE = frozenset((TAG, PAGE))
"""Kinds that stand outside the evidence."""


class EvidenceMapSections:
    """Draws the maps of evidence of a site."""

    def __init__(self, context: SiteContext) -> None:
        """Prepare.

        Args:
            context: What the pages of the site are drawn with.
        """
        self._words = context.words
        self._publication = context.publication
        self._maps = EvidenceMaps(context.publication)
        self._frames = MapFrames(context.words)
        self._boxes = MapBoxes(context)
        context.rows.at_hand.append(self._prepare)
        self._before_list = self._closing("map.list"), self._closing("map.list.more")
        self._last: tuple[NotePath, EvidenceMap | None] | None = None

    def _prepare(self, path: NotePath) -> None:
        if self._publication.cards[path].kind not in _OUTSIDE:
            self._boxes.drawn(self._maps.node(path))

    def sections(self, note: PublicNote) -> list[DrawnSection]:
        """The map of a note, if it has one."""
        found = self._map(note)
        return [headed(self._words, "evidence-map", [self._drawing(found)])] if found else []

    def inputs(self, note: PublicNote) -> Iterable[bytes]:
        """What stands on the map and how it is joined: where all of that lies need not be known."""
        found = self._map(note)
        if found is None:
            return
        yield self._frames.fingerprint(found.shape)
        for node in found.nodes:
            yield self._boxes.drawn(node).fingerprint
        for number, folded in found.folded.items():
            yield b"%d:%d" % (number, len(folded))
            for node in folded:
                yield self._boxes.drawn(node).fingerprint

    def shown_on(self, note: PublicNote) -> Iterable[NotePath]:
        """The notes on whose maps a note may stand."""
        return self._maps.showing(note.path)

    def _map(self, note: PublicNote) -> EvidenceMap | None:
        """The map of a note: the home note stands before the evidence."""
        if note.home or note.kind.name in _OUTSIDE:
            return None
        # A page is drawn, and what it was drawn from is asked for, one after the other.
        if self._last is None or self._last[0] != note.path:
            self._last = note.path, self._maps.of(note.path)
        return self._last[1]

    def _drawing(self, found: EvidenceMap) -> bytes:
        """The drawing; then the same in words, for those who do not see it, and what it has no room for."""
        frame = self._frames.of(found.shape)
        boxes, folded = [self._boxes.drawn(node) for node in found.nodes], found.folded
        here = self._boxes.here(boxes[0])
        pieces = [frame.opening]
        for number, place, lines in zip(frame.order, frame.places, frame.lines, strict=True):
            box = boxes[number] if number else here
            pieces += (box.opening, place, box.inner, lines)
        pieces.append(self._before_list[bool(folded)])
        for number, said in zip(frame.order, frame.said, strict=True):
            pieces += (boxes[number].item, said)
            if number in folded:
                pieces += (b"<ul>", *[self._boxes.drawn(node).item for node in folded[number]], b"</ul>")
        pieces.append(b"</ol></details>\n")
        return b"".join(pieces)

    def _closing(self, title: str) -> bytes:
        """What stands between a drawing and its list."""
        key, called = text(self._words("map.key")), text(self._words(title))
        return (
            f'</svg></div>\n<p class="map-key">{key}</p>\n'
            f'<details class="map-list"><summary>{called}</summary>\n<ol>'
        ).encode()
