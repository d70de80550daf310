"""The files of an output folder: looked at, written, moved and removed."""

# ruff: noqa: PTH102, PTH105, PTH106, PTH108, PTH112, PTH123, PTH208
# Plain strings and system calls: with Path objects, thousands of small files take half as long again.
from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path

import xxhash

from headwater.site.folders import real_folders, touched_in_shares
from headwater.site.manifest import Fingerprint, Manifest
from headwater.site.places import folders_of
from headwater.site.sighting import Sighting

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_CHUNK = 1 << 20


class Entry(Enum):
    """What lies at a place, as far as it matters here."""

    NOTHING = "nothing"
    FOLDER = "a folder"
    FILE = "a file"
    OTHER = "a symbolic link or a device"


class Disk:
    """What lies in an output folder; never looks through symbolic links in it, nor past what is no folder."""

    def __init__(self, root: Path) -> None:
        self.root = str(root)
        self._folders: dict[str, Entry] = {"": Entry.FOLDER}
        self.untouched: Mapping[str, Fingerprint] = {}
        """Our files to which nothing has happened since they were written, as far as that is known."""

    def trust(self, manifest: Manifest, sighting: Sighting | None = None) -> None:
        """Take in which folders and files of a site are still those that were there when it was written.

        Args:
            manifest: Tells what was written.
            sighting: What tells of those files, if they were looked at already.
        """
        seen = sighting.touched_of(self.root, manifest.files) if sighting else None
        if seen is not None:
            self.untouched = _but_for(set(seen), manifest.files)
            return
        files, written = manifest.files, manifest.written_ns
        folders = folders_of(files)
        real = real_folders(self.root, folders, written)
        self._folders.update(dict.fromkeys(real, Entry.FOLDER))
        if len(real) < len(folders):
            around = {"", *real}
            files = {place: one for place, one in files.items() if place.rpartition("/")[0] in around}
        sizes = [size for _, size in files.values()]
        changed = set(touched_in_shares(self.root, list(files), sizes, written))
        self.untouched = _but_for(changed, files)

    def path(self, place: str) -> str:
        """Where a place is."""
        return f"{self.root}{os.sep}{place}"

    def folder(self, place: str) -> Entry:
        """What lies where a folder belongs; looked up once."""
        if (known := self._folders.get(place)) is None:
            known, _ = self.look(place)
            self._folders[place] = known
        return known

    def look(self, place: str) -> tuple[Entry, os.stat_result | None]:
        """What lies at a place, and what the file system says about it."""
        if self.folder(place.rpartition("/")[0]) is not Entry.FOLDER:
            return Entry.NOTHING, None
        try:
            status = os.lstat(self.path(place))
        except FileNotFoundError:
            return Entry.NOTHING, None
        if stat.S_ISDIR(status.st_mode):
            return Entry.FOLDER, status
        return (Entry.FILE if stat.S_ISREG(status.st_mode) else Entry.OTHER), status

    def holds(self, place: str, wanted: Fingerprint) -> bool:
        """Say whether our file there has that content: it is read unless nothing has happened to it."""
        known = self.untouched.get(place)
        if known is not None:
            return known == wanted
        entry, status = self.look(place)
        if entry is not Entry.FILE or status is None or status.st_size != wanted.size:
            return False
        return Fingerprint.of_file(self.path(place)) == wanted

    def entries(self, folder: str) -> list[str]:
        """The places of all that lies directly in a folder."""
        return sorted(f"{folder}/{name}" for name in os.listdir(self.path(folder)))


def _but_for(places: set[str], files: Mapping[str, Fingerprint]) -> Mapping[str, Fingerprint]:
    """Files without those at some places, which are mostly none."""
    return {place: one for place, one in files.items() if place not in places} if places else files


def make_folders(root: str, folders: Iterable[str]) -> None:
    """Make these folders, of which none exists yet, each after those it lies in."""
    for folder in folders:
        os.mkdir(f"{root}{os.sep}{folder}")


def write_file(path: str, content: bytes) -> Fingerprint:
    """Write a new file and say what it holds."""
    with _new_file(path) as descriptor:
        _write_all(descriptor, content)
    return Fingerprint.of(content)


def copy_file(source: Path, path: str) -> Fingerprint:
    """Copy a file to a new one and say what was copied, even if the source changes at this very moment."""
    state = xxhash.xxh3_128()
    size = 0
    with open(source, "rb", buffering=0) as file, _new_file(path) as descriptor:
        while chunk := file.read(_CHUNK):
            _write_all(descriptor, chunk)
            state.update(chunk)
            size += len(chunk)
    return Fingerprint(state.hexdigest(), size)


@contextmanager
def _new_file(path: str) -> Iterator[int]:
    descriptor = os.open(path, _NEW_FILE, 0o666)
    try:
        yield descriptor
    except OSError as error:
        # A failed write, as on a full disk, does not say by itself which file it was.
        error.filename = error.filename or path
        raise
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, content: bytes) -> None:
    written = os.write(descriptor, content)
    while written < len(content):
        written += os.write(descriptor, memoryview(content)[written:])


def move(source: str, target: str) -> None:
    """Move all that is in one folder into another, whole folders at once where the other has none of them."""
    with os.scandir(source) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            place = f"{target}{os.sep}{entry.name}"
            if entry.is_dir() and os.path.isdir(place):
                move(entry.path, place)
            else:
                os.replace(entry.path, place)


def remove(root: str, places: Iterable[str]) -> None:
    """Remove these files and links from a folder, as far as they are there."""
    for place in places:
        with suppress(FileNotFoundError):
            os.unlink(f"{root}{os.sep}{place}")


def prune(root: str, places: Iterable[str]) -> None:
    """Remove these folders where they are empty; one that holds a file of someone else's stays."""
    for place in places:
        with suppress(OSError):
            os.rmdir(f"{root}{os.sep}{place}")


def discard(folder: Path) -> None:
    """Remove a folder with all that is in it, as far as it is there; of a link, the link alone."""
    if folder.is_symlink():
        folder.unlink()
    shutil.rmtree(folder, ignore_errors=True)
