"""Where the pages of canvases lie: where a note of the same path would, or beside it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from headwater.errors import PublicationError
from headwater.publication import PublicNote
from headwater.site.urls import Permalink, output_file, permalink

_BESIDE = "-canvas/"
"""What is added to the place of a canvas that is taken."""


def canvas_places(
    paths: Iterable[str], outputs: Iterable[str], home: PublicNote | None
) -> dict[str, Permalink]:
    """The place of every canvas's page.

    A note keeps its place, and so does the redirect from the home note's; of two canvases that differ in
    letter case or signs alone, the first in the order of the paths does.

    Args:
        paths: The canvases, in the order of their paths.
        outputs: The files of the notes' pages.
        home: The home note, if there is one.

    Raises:
        PublicationError: A page can lie nowhere, as its path is too long.
    """
    places: dict[str, Permalink] = {}
    taken: set[str] = set()
    for path in paths:
        # Looked at only where there is a canvas: few sites have one.
        taken = taken or _taken(outputs, home)
        place = permalink(path, {})
        while output_file(place, note=path).casefold() in taken:
            place = Permalink(f"{place[:-1]}{_BESIDE}")
        taken.add(output_file(place).casefold())
        places[path] = place
    return places


def _taken(outputs: Iterable[str], home: PublicNote | None) -> set[str]:
    taken = {output.casefold() for output in outputs}
    if home is not None:
        with suppress(PublicationError):  # then nothing leads there
            taken.add(output_file(permalink(home.path, home.properties)).casefold())
    return taken
