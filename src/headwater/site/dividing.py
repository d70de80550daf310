"""How the files of a site are divided among those that draw and write them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from headwater.shares import in_turns
from headwater.site.disk import make_folders
from headwater.site.files import Site
from headwater.site.places import folders_of

Result = TypeVar("Result")

MOST_TOGETHER = 16
"""How many files of one folder are drawn by one process at a time."""


def in_shares_of(
    work: Callable[[Site, Iterable[str]], Result], site: Site, places: Sequence[str]
) -> Iterator[Result]:
    """Do some work on a site's places in shares; pages that others draw are worked on as they come in.

    Args:
        work: Takes the site, and some of the places as they come.
        site: The site.
        places: Places of the site.
    """
    away = site.to_send(places)
    if site.elsewhere is not None and away:
        # Closed as soon as the work fails here: nobody goes on drawing what nobody will write.
        with closing(site.elsewhere(away)) as shares:
            for pages, drawn_from in shares:
                yield work(replace(site, pages=pages, drawn_from=drawn_from), list(pages))
        sent = set(away)
        places = [place for place in places if place not in sent]
    own = [place for place in places if place in site.own]
    places = [place for place in places if place not in site.own] if own else places
    together = [
        within[start : start + MOST_TOGETHER]
        for within in _by_folder(places).values()
        for start in range(0, len(within), MOST_TOGETHER)
    ]
    yield from in_turns(lambda found: work(site, chain.from_iterable(found)), together, [own])


def _by_folder(places: Iterable[str]) -> dict[str, list[str]]:
    """The places in each folder: what lies in one is drawn from the same, as a page and its Markdown."""
    folders: dict[str, list[str]] = {}
    for place in places:
        folders.setdefault(place.rpartition("/")[0], []).append(place)
    return folders


def made_folders(root: str, places: Iterable[str], own: frozenset[str]) -> set[str]:
    """Make the folders that several processes may fill; each of the rest is made by whoever fills it.

    Those hold other folders, many files, or some that this process keeps to itself. There is a folder for
    every page, and it takes as long as the page. Processes that make many at a time within the same one
    would wait for each other.

    Args:
        root: The folder of the site.
        places: The files that it will hold.
        own: Those of them that this process draws itself.

    Returns:
        What was made, and the folder of the site.
    """
    folders = {folder: within for folder, within in _by_folder(places).items() if folder}
    full = [
        folder
        for folder, within in folders.items()
        if len(within) > MOST_TOGETHER or not own.isdisjoint(within)
    ]
    shared = folders_of(full).union(full, folders_of(folders))
    make_folders(root, sorted(shared))
    return {"", *shared}
