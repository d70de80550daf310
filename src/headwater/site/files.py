"""A whole website as one value, which the disk, the preview server and the tests share."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from headwater.site.kept import DrawnFrom
from headwater.site.manifest import Fingerprint
from headwater.site.policy import WHOLE

FEWEST_ELSEWHERE = 32
"""For how many pages it is worth packing up a site's ingredients, so that another process can draw them."""


class DrawnPages(Mapping[str, bytes]):
    """Pages that are drawn when they are first asked for, and kept.

    So a page can be written to disk while the next one is drawn. Drawing a page depends on nothing but the
    publication: the order in which pages are asked for makes no difference.
    """

    def __init__(
        self, places: Mapping[str, object], draw: Callable[[str], bytes], late: Collection[str] = frozenset()
    ) -> None:
        """Prepare; nothing is drawn yet.

        Args:
            places: Where in the output folder pages lie; in the order of the site.
            draw: Draws the page at a place.
            late: Those of the places whose pages take long to draw.
        """
        self._places = places
        self._draw = draw
        self._drawn: dict[str, bytes] = {}
        self._drawing = threading.Lock()
        # No page waits for one of these.
        self._late = dict.fromkeys(late, threading.Lock())

    def __getitem__(self, place: str) -> bytes:
        """The page at a place, drawn now if it was not yet."""
        page = self._drawn.get(place)
        if page is None:
            if place not in self._places:
                raise KeyError(place)
            # One page at a time: what draws it remembers what it was asked meanwhile.
            with self._late.get(place, self._drawing):
                page = self._drawn[place] = self._drawn.get(place) or self._draw(place)
        return page

    def drawn(self) -> dict[str, bytes]:
        """The pages that are kept by now."""
        return self._drawn.copy()

    def once(self, place: str) -> bytes:
        """The page at a place, not kept: whoever writes all pages would hold them all."""
        return self._drawn.get(place) or self._draw(place)

    def keep(self, pages: Mapping[str, bytes]) -> None:
        """Take pages that another process has drawn."""
        self._drawn.update(pages)

    def lacking(self, places: Iterable[str]) -> list[str]:
        """Those of some places whose pages were not drawn yet."""
        return [place for place in places if place in self._places and place not in self._drawn]

    def __iter__(self) -> Iterator[str]:
        """The places, in the order of the site."""
        return iter(self._places)

    def __len__(self) -> int:
        """How many pages there are."""
        return len(self._places)

    def __contains__(self, place: object) -> bool:
        """Whether there is a page at a place; nothing is drawn to find out."""
        return place in self._places


class DrawnShare(NamedTuple):
    """Some pages that were drawn by another process."""

    pages: dict[str, bytes]
    drawn_from: dict[str, DrawnFrom]
    """What they are made from, as far as it is to be kept for the next run."""


@dataclass(frozen=True, slots=True)
class Site:
    """Every file of a website by its place in the output folder (`/` between folders)."""

    pages: Mapping[str, bytes]
    """What Headwater made: pages, styles, data."""

    attachments: Mapping[str, Path] = field(default_factory=dict)
    """What is copied as it is: place in the output folder → the file in the vault."""

    known: dict[str, Fingerprint] = field(default_factory=dict)
    """The fingerprints of pages that need not be drawn to know them, as an earlier run drew them."""

    drawn_from: dict[str, DrawnFrom] = field(default_factory=dict)
    """What the notes' pages that were drawn are made from, as far as it is to be kept for the next run."""

    elsewhere: Callable[[Sequence[str]], Generator[DrawnShare]] | None = None
    """Draws many pages at once in other processes, and gives them share by share; None where nobody does."""

    policy: str = WHOLE
    """The Content Security Policy of its pages, as a header."""

    late: frozenset[str] = frozenset()
    """The pages that tell of the whole vault, which takes long to find out: they are never drawn elsewhere,
    nor to see whether they have changed."""

    own: frozenset[str] = frozenset()
    """The pages of which what draws them remembers something for the next run: they are drawn by the process
    that has the site."""

    here: frozenset[str] = frozenset()
    """The pages that are made of files of the vault, which no other machine has: never drawn elsewhere."""

    def to_send(self, places: Iterable[str]) -> list[str]:
        """Those of some places whose pages are to be drawn elsewhere: none if they are few."""
        if self.elsewhere is None or not isinstance(self.pages, DrawnPages):
            return []
        staying = self.late | self.own | self.here
        lacking = self.pages.lacking(place for place in places if place not in staying)
        return lacking if len(lacking) >= FEWEST_ELSEWHERE else []

    def drawn(self, place: str) -> bytes | None:
        """A page that need not be kept; None where there is none."""
        if isinstance(self.pages, DrawnPages):
            return self.pages.once(place) if place in self.pages else None
        return self.pages.get(place)
