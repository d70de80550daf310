"""Which files and folders of a site are still those that a build made."""

from __future__ import annotations

import os
import stat
from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import chain
from typing import NamedTuple

from headwater.shares import in_shares

FEWEST_TO_SHARE = 8_000
"""How many files several processes look at faster than one, which need not be started."""


class Frame(NamedTuple):
    """The folders of a site that tell of all others whether they are what they were."""

    around: list[str]
    """Those that hold folders, each after the one it lies in."""

    beside: list[str]
    """Those that hold none and lie in the output folder itself, to which something happens at every build."""


def frame_of(folders: Collection[str]) -> Frame:
    """The folders that tell of all.

    Args:
        folders: The folders that the site's files lie in, with those around them.
    """
    around = {folder.rpartition("/")[0] for folder in folders} - {""}
    beside = [folder for folder in folders if "/" not in folder and folder not in around]
    return Frame(sorted(around), sorted(beside))


def are_as_made(root: str, frame: Frame, before_ns: int) -> bool:
    """Whether nothing has happened to the folders that tell of all, so that all are what they were.

    Args:
        root: The output folder.
        frame: These folders.
        before_ns: When the site was written.
    """
    beside = (_status(f"{root}{os.sep}{folder}") for folder in frame.beside)
    around = (_status(f"{root}{os.sep}{folder}") for folder in frame.around)
    return None not in beside and all(_is_calm(status, before_ns) for status in around)


def real_folders(root: str, folders: Collection[str], before_ns: int) -> set[str]:
    """Those among the folders of a site that are folders, and not links to others.

    In a folder to which nothing has happened since the site was written, all is what it was: of folders in
    such a one, and there are thousands, none need be looked at. The time of its last change tells, which no
    program can set back.

    Args:
        root: The output folder.
        folders: The folders that the site's files lie in, with those around them.
        before_ns: When the site was written; its folders were all there then.
    """
    inner: defaultdict[str, list[str]] = defaultdict(list)
    for folder in folders:
        inner[folder.rpartition("/")[0]].append(folder)
    real: set[str] = {""}
    calm: set[str] = set()
    for parent in sorted(inner):
        if parent in calm:
            real.update(folder for folder in inner[parent] if folder not in inner)
        for folder in inner[parent] if parent in real else ():
            if folder not in real and (status := _status(f"{root}{os.sep}{folder}")) is not None:
                real.add(folder)
                if _is_calm(status, before_ns):
                    calm.add(folder)
    return real - {""}


def touched_in_shares(root: str, places: Sequence[str], sizes: Sequence[int], before_ns: int) -> list[str]:
    """What `touched` gives, found by several processes if there are many places."""

    def look_at(share: Sequence[int]) -> list[str]:
        some = slice(share[0], share[-1] + 1) if share else slice(0)
        return touched(root, places[some], sizes[some], before_ns)

    numbers = range(len(places))
    shares = in_shares(look_at, numbers) if len(numbers) >= FEWEST_TO_SHARE else [look_at(numbers)]
    return [*chain.from_iterable(shares)]


def touched(root: str, places: Sequence[str], sizes: Sequence[int], before_ns: int) -> list[str]:
    """The places in real folders of a site where there may be something else than a build put there.

    Nothing has happened to a file of the right size that was last changed before the site was complete. The
    time of its last change tells: unlike that of modification, no program can set it back (Windows has none).

    Args:
        root: The output folder.
        places: The places of files.
        sizes: The size of each.
        before_ns: When the site was written.
    """
    found, look, start = [], os.lstat, f"{root}{os.sep}"
    regular, kinds = stat.S_IFREG, 0o170000
    # For every file at every build: without calls, even of what tells kinds of files apart.
    for place, size in zip(places, sizes, strict=True):
        try:
            status = look(start + place)
        except FileNotFoundError:
            found.append(place)
            continue
        if (
            status.st_size != size
            or status.st_mtime_ns >= before_ns
            or status.st_ctime_ns >= before_ns
            or status.st_mode & kinds != regular
        ):
            found.append(place)
    return found


def _status(path: str) -> os.stat_result | None:
    """What the file system says of a folder; None if there is none."""
    try:
        status = os.lstat(path)
    except OSError:
        return None
    return status if stat.S_ISDIR(status.st_mode) else None


def _is_calm(status: os.stat_result | None, before_ns: int) -> bool:
    """Whether a folder is there and nothing has happened to it since a moment."""
    return status is not None and max(status.st_mtime_ns, status.st_ctime_ns) < before_ns
