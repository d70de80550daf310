"""Previews: what a reader is shown of a note who points at a link to it, in files that a script loads.

A file for each note would double the files of a large site, which are what a build takes longest for. So some
notes share one, by a checksum of their places: whoever knows a place, and how many files there are, knows it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import NamedTuple
from zlib import crc32

from headwater.publication import PublicNote
from headwater.site.context import SiteContext
from headwater.site.loading import to_load
from headwater.site.making import MadeFile, fingerprint, itself
from headwater.site.previewed import Preview, Previewed
from headwater.vault.notes import NotePath

FOLDER = "previews"
"""The folder of the site that holds them."""

MOST_TOGETHER = 12
"""How many previews a file holds on average, at most: those of most notes take some 200 bytes."""

MOST_BYTES = 4096
"""Of a file."""

LENGTHS = (400, 200, 100, 40)
"""Characters of a claim; the later ones for a file that would be larger than `MOST_BYTES`."""


class _Page(NamedTuple):
    """A page that has a preview."""

    place: str
    """On the site, as it is in a link but for the signs that stand for others: `a/b/`."""

    path: NotePath | None
    """Its note; None for the page of a source without one."""

    citekey: str = ""
    """Of that source."""


class Previews:
    """Makes these files."""

    def __init__(self, context: SiteContext) -> None:
        """Prepare.

        Args:
            context: What the pages of the site are drawn with.
        """
        self._context = context
        self._publication = context.publication
        self._previewed = Previewed(context)

    def files(self) -> Iterator[MadeFile]:
        """Every file: that which says how many there are, and these."""
        yield MadeFile(f"{FOLDER}/files.js", self._count_file, partial(fingerprint, self._count))
        for number in range(self._count):
            yield MadeFile(_place(number), partial(self._file, number), itself)

    def touched(self, before: Sequence[PublicNote]) -> Collection[str]:
        """The files with these notes: a preview shows the text of no other."""
        outputs = self._context.addresses.outputs
        return {_place(self._number(_folder(outputs[note.path]))) for note in before}

    def spared(
        self, outputs: Mapping[NotePath, str], changed: Iterable[NotePath], citekeys: Iterable[str]
    ) -> set[str]:
        """The files that an earlier run made as they would be made now.

        Args:
            outputs: The file of every note's page, as it was then.
            changed: The notes that are new, or shown otherwise.
            citekeys: The sources on which other notes rest; there must be the same as then.
        """
        now = self._context.addresses.outputs
        if self._count_of(len(outputs)) != self._count:
            return set()
        others = {*changed, *(outputs.keys() - now.keys())}
        folders = [_folder(known[path]) for known in (outputs, now) for path in others if path in known]
        folders += [self._context.sources.place(citekey)[1:] for citekey in citekeys]
        return set(map(_place, range(self._count))) - {_place(self._number(folder)) for folder in folders}

    @cached_property
    def _count(self) -> int:
        return self._count_of(len(self._context.addresses.outputs))

    def _count_of(self, notes: int) -> int:
        """How many files the previews of so many notes, and of the sources without one, are in."""
        pages = notes + len(self._context.sources.with_pages)
        return 1 << ((max(pages, 1) - 1) // MOST_TOGETHER).bit_length()

    def _number(self, place: str) -> int:
        return crc32(place.encode()) % self._count

    @cached_property
    def _pages(self) -> Mapping[int, Sequence[_Page]]:
        """The pages of each file, in any order."""
        sources = self._context.sources
        found: dict[int, list[_Page]] = {}
        for path, output in self._context.addresses.outputs.items():
            place = _folder(output)
            found.setdefault(self._number(place), []).append(_Page(place, path))
        for key in sources.with_pages:
            place = sources.place(key)[1:]
            found.setdefault(self._number(place), []).append(_Page(place, None, key))
        return found

    def _count_file(self) -> bytes:
        return to_load(f"{FOLDER}/files", self._count)

    def _file(self, number: int) -> bytes:
        file = b""
        for length in LENGTHS:
            shown = {page.place: self._preview(page, length) for page in sorted(self._pages.get(number, ()))}
            file = to_load(_place(number).removesuffix(".js"), shown)
            if len(file) <= MOST_BYTES:
                break
        return file

    def _preview(self, page: _Page, length: int) -> Preview:
        if page.path is None:
            return self._previewed.source(page.citekey, length)
        return self._previewed.note(self._publication.notes[page.path], length)


def _place(number: int) -> str:
    """The place of a file on the site."""
    return f"{FOLDER}/{number:x}.js"


def _folder(output: str) -> str:
    """The place of a page whose file is this one: `a/b/` for `a/b/index.html`."""
    return output.removesuffix("index.html")
