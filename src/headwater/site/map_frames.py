"""All of a map but what its nodes are: where they stand, and what joins them, as lines and in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec
import xxhash

from headwater.site.elements import text
from headwater.site.map_layout import Line, layout
from headwater.site.once import Once
from headwater.site.rendering.marks import attribute
from headwater.site.wording import Words
from headwater.views.beneath import Sense
from headwater.views.evidence_map import Shape

FITS = 720
"""How many pixels wide a drawing may be before it has to be scrolled on a large screen."""

_ENCODER = msgspec.msgpack.Encoder()


class Frame(NamedTuple):
    """All of a drawing, and of its list, but what its nodes are; in the order in which they are read."""

    opening: bytes
    order: tuple[int, ...]
    """The number of each node."""

    places: tuple[bytes, ...]
    """What says where each stands."""

    lines: tuple[bytes, ...]
    """The lines that begin at each."""

    said: tuple[bytes, ...]
    """The same in words, for the list."""


class MapFrames:
    """Draws the frames of a site's maps; maps of one shape share a frame, and frames most of their lines."""

    def __init__(self, words: Words) -> None:
        """Prepare.

        Args:
            words: The words of the site.
        """
        self._words = words
        self._label = attribute(words("map.label"))
        self._frames: dict[Shape, Frame] = {}
        self._fingerprints: dict[Shape, bytes] = {}
        self._places: dict[tuple[int, int], bytes] = {}
        self._lines = Once(self._line)
        self._said: dict[tuple[Sense, tuple[int, ...]], bytes] = {}

    def of(self, shape: Shape) -> Frame:
        """The frame of a shape."""
        frame = self._frames.get(shape)
        if frame is None:
            frame = self._frames[shape] = self._frame(shape)
        return frame

    def fingerprint(self, shape: Shape) -> bytes:
        """A fingerprint of all that decides a frame, which takes no layout."""
        found = self._fingerprints.get(shape)
        if found is None:
            encoded = _ENCODER.encode((shape.rows, shape.edges))
            found = self._fingerprints[shape] = xxhash.xxh3_64_digest(encoded)
        return found

    def _frame(self, shape: Shape) -> Frame:
        found, rows = layout(shape), shape.rows
        width, height = found.width, found.height
        focus = ' tabindex="0"' if width > FITS else ""
        opening = (
            f'<div class="map" role="group" aria-label="{self._label}"{focus}>'
            f'<svg width="{width}" height="{height}" viewBox="0 0 {width} {height}">\n'
        )
        read = [(-row, x) for row, (x, _) in zip(rows, found.boxes, strict=True)]
        order = sorted(range(len(rows)), key=read.__getitem__)
        places = {number: place for place, number in enumerate(order, 1)}
        joined: list[dict[Sense, list[int]]] = [{} for _ in rows]
        for start, end, sense, _ in shape.edges:
            joined[start].setdefault(sense, []).append(places[end])
        return Frame(
            opening.encode(),
            tuple(order),
            tuple([self._place(found.boxes[number]) for number in order]),
            tuple([self._begun(found.lines[number]) for number in order]),
            tuple([self._relations(joined[number]) for number in order]),
        )

    def _place(self, corner: tuple[int, int]) -> bytes:
        place = self._places.get(corner)
        if place is None:
            place = self._places[corner] = b' transform="translate(%d %d)">' % corner
        return place

    def _begun(self, lines: Iterable[Line]) -> bytes:
        """The lines that begin at a box, after it."""
        return b"".join([*[self._lines[line] for line in lines], b"</g>\n"])

    def _line(self, line: Line) -> bytes:
        """A line, and in words what its look says."""
        looks = [line.sense.value] if line.sense is not Sense.SUPPORTS else []
        looks += ["back"] if line.backward else []
        named = f' class="{" ".join(looks)}"' if looks else ""
        drawn = f'<path{named} d="{line.path}"/>'
        if line.sense not in {Sense.OPPOSES, Sense.SUSPECT}:
            return drawn.encode()
        x, y = line.end
        said = text(self._words(f"map.{line.sense}"))
        return f'{drawn}<text class="{line.sense}" x="{x + 7}" y="{y + 14}">{said}</text>'.encode()

    def _relations(self, joined: Mapping[Sense, Iterable[int]]) -> bytes:
        """What a node does to others, by their places in the list."""
        return b"".join([self._relation(sense, tuple(sorted(ends))) for sense, ends in joined.items()])

    def _relation(self, sense: Sense, ends: tuple[int, ...]) -> bytes:
        said = self._said.get((sense, ends))
        if said is None:
            words = self._words(f"map.list.{sense}", notes=", ".join(map(str, ends)))
            said = self._said[sense, ends] = f"; {text(words)}".encode()
        return said
