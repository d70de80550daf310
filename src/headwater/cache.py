"""What is kept of a vault between runs, so that the next one need not find it out again.

Files are the truth: everything here can be deleted at any time and is then made anew. A cache that is cut
off, damaged, of another version of Headwater or cannot be read counts as none; one that cannot be written
is passed over. It holds what notes say, published or not, so nobody but its owner may read it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import xxhash

from headwater._version import __version__
from headwater.errors import OutputError
from headwater.locks import held

FOLDER = ".headwater/cache"
"""Where in a vault its cache lies."""

_MARK = b"headwater cache\n"
_DIGEST = 16
"""Bytes of the fingerprint that stands before what is kept."""

_ABOUT = {
    ".gitignore": "*\n",
    "CACHEDIR.TAG": (
        "Signature: 8a477f597d28d172789f06886806bc55\n"
        "# Headwater made this folder and makes it again when it is gone: https://bford.info/cachedir/\n"
    ),
}
"""What tells git and programs for backups to leave the folder alone."""


class Cache:
    """A folder of files, each of which is replaced as a whole or not at all."""

    def __init__(self, vault: Path) -> None:
        """Look at the cache of a vault, which need not exist."""
        self._folder = vault / FOLDER

    def load(self, name: str) -> memoryview | None:
        """What was kept under a name; None if nothing was, or if it is not whole."""
        try:
            data = (self._folder / name).read_bytes()
        except OSError:
            return None
        head = len(_MARK) + _DIGEST
        body = memoryview(data)[head:]
        whole = data.startswith(_MARK) and xxhash.xxh3_128_digest(body) == data[len(_MARK) : head]
        return body if whole else None

    def save(self, name: str, body: bytes) -> str:
        """Keep something under a name.

        Returns:
            Why it could not be kept; empty if it was. It is no error: the next run takes longer, that is all.
        """
        try:
            self._make_folder()
            with held(self._folder / "lock", self._folder):
                self._replace(name, body)
        except OutputError:
            return "another process writes it at this moment"
        except OSError as error:
            return error.strerror or str(error)
        return ""

    def _make_folder(self) -> None:
        if self._folder.is_dir():
            return
        self._folder.parent.mkdir(exist_ok=True)
        self._folder.mkdir(mode=0o700, exist_ok=True)
        for name, text in _ABOUT.items():
            (self._folder / name).write_text(text, encoding="ascii")

    def _replace(self, name: str, body: bytes) -> None:
        # The lock is ours, so one name is enough, and a file that a dead process left is written over.
        new = self._folder / f"{name}.new"
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        try:
            with os.fdopen(descriptor, "wb", buffering=0) as file:
                for part in (_MARK, xxhash.xxh3_128_digest(body), body):
                    _write_all(file.fileno(), part)
            new.replace(self._folder / name)
        except OSError:
            new.unlink(missing_ok=True)
            raise


def _write_all(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


@lru_cache(maxsize=1)
def edition() -> bytes:
    """A fingerprint of the program itself: another one may read notes and draw pages in another way.

    That is Headwater's version, every file of it (they change without the version while it is being written),
    Python's version, and the packages installed beside it.
    """
    state = xxhash.xxh3_128(f"{__version__}\0{sys.version}\0{sys.platform}".encode())
    for part in (*_own_files(Path(__file__).parent), *_packages()):
        state.update(part.encode("utf-8", "surrogateescape"))
    return state.digest()


def _own_files(folder: Path) -> Iterator[str]:
    """Every file below a folder with what changes when its content does."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _own_files(Path(entry.path))
        elif entry.is_file():
            status = entry.stat()
            yield f"{entry.name}\0{status.st_size}\0{status.st_mtime_ns}\0"


def _packages() -> Iterator[str]:
    """The names of the installed packages, which end with their versions."""
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 - of names alone, a hundred of them
        except OSError:
            continue
        yield from sorted(name for name in names if name.endswith(".dist-info"))
