"""What is kept of a vault between runs, so that the next one need not find it out again.

Files are the truth: everything here can be deleted at any time and is then made anew. A cache that is cut
off, damaged, of another version of Headwater or cannot be read counts as none; one that cannot be written
is passed over. It holds what notes say, published or not, so nobody but its owner may read it.

Each file begins with a fingerprint of the rest, and that with the `edition` of the program that wrote it. Who
reads further can rely on it that this very program wrote what follows: what is decoded later, value by value
(see `headwater.lazy`), is not looked at for damage again. Only forgery gets past that, and it must know when
each of the program's files was installed.
"""

from __future__ import annotations

import errno
import mmap
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
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

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

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

    def load(self, name: str, key: bytes = b"") -> memoryview | None:
        """What was kept under a name, behind a key; None if nothing was, or if it is not whole.

        Args:
            name: The name.
            key: What it must begin with to be of any use now.
        """
        try:
            data = _mapped(self._folder / name)
        except (OSError, ValueError):  # ValueError: there is nothing in it
            return None
        head = len(_MARK) + _DIGEST
        body = data[head:]
        whole = data[: len(_MARK)] == _MARK and xxhash.xxh3_128_digest(body) == data[len(_MARK) : head]
        return body[len(key) :] if whole and body[: len(key)] == key else None

    def holds(self, name: str) -> bool:
        """Whether something is kept under a name, which may be of no use."""
        return os.path.lexists(self._folder / name)

    def save(self, name: str, body: bytes | bytearray) -> str:
        """Keep something under a name.

        Returns:
            Why it could not be kept; empty if it was. It is no error: the next run takes longer, that is all.
        """
        lock = self._folder / "lock"
        try:
            self._make_folder()
            _make_way(lock)
            with held(lock, self._folder):
                self._tidy()
                self._replace(name, _MARK, xxhash.xxh3_128_digest(body), body)
        except OutputError:
            return "another process writes it at this moment"
        except OSError as error:
            return f"{error.strerror or error} ({error.filename or self._folder / name})"
        return ""

    def _make_folder(self) -> None:
        for folder in (self._folder.parent, self._folder):
            # A vault may come from somebody else: its links must not lead us to write elsewhere.
            if folder.is_symlink():
                raise OSError(errno.ELOOP, "it is a symbolic link", str(folder))
            if folder.exists() and not folder.is_dir():
                raise OSError(errno.ENOTDIR, "it is no folder", str(folder))
            folder.mkdir(mode=0o700, exist_ok=True)
        mode = stat.S_IMODE(self._folder.stat().st_mode)
        if os.name != "nt" and mode & 0o077:
            self._folder.chmod(mode & 0o700)

    def _tidy(self) -> None:
        # Each time: a process may have died while it wrote, or before it said what the folder is.
        for left in self._folder.glob("*.new"):
            _make_way(left)
            left.unlink(missing_ok=True)
        for name, text in _ABOUT.items():
            try:
                known = _content(self._folder / name)
            except OSError:
                known = b""
            if known != text.encode():
                self._replace(name, text.encode())

    def _replace(self, name: str, *parts: bytes | bytearray) -> None:
        # The lock is ours, so one name is enough.
        new, place = self._folder / f"{name}.new", self._folder / name
        try:
            descriptor = os.open(new, _NEW_FILE, 0o600)
            with os.fdopen(descriptor, "wb", buffering=0):
                for part in parts:
                    _write_all(descriptor, part)
            _make_way(place)
            new.replace(place)
        except BaseException:
            new.unlink(missing_ok=True)
            raise


def _content(file: Path) -> bytes:
    """What a file holds; nothing if it is a link or a device, where reading might never end."""
    return file.read_bytes() if stat.S_ISREG(file.lstat().st_mode) else b""


def _mapped(file: Path) -> memoryview:
    """What a file holds, without a copy of it: of much that is kept, a small change reads little.

    Nobody changes such a file in place. Windows does not let anybody replace one that is looked at so.
    """
    if os.name == "nt" or not stat.S_ISREG(file.lstat().st_mode):
        return memoryview(_content(file))
    # All pages of memory at once, where that can be asked for: they are read to the end, and each costs.
    flags = mmap.MAP_PRIVATE | getattr(mmap, "MAP_POPULATE", 0)
    with file.open("rb") as opened:
        return memoryview(mmap.mmap(opened.fileno(), 0, flags, mmap.PROT_READ))


def _make_way(file: Path) -> None:
    """Remove a folder or a link that stands where a file of ours belongs."""
    if file.is_symlink():
        file.unlink()
    elif file.is_dir():
        shutil.rmtree(file)


def _write_all(descriptor: int, content: bytes | bytearray) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


@lru_cache(maxsize=1)
def edition() -> bytes:
    """A fingerprint of the program itself: another one may read notes and draw pages in another way.

    That is Headwater's version, where it is, every file of it (they change without the version while it is
    being written), Python's version, and the packages installed beside it. Where the files cannot be listed,
    it is one that was never there before, so that nothing kept is believed.
    """
    state = xxhash.xxh3_128(f"{__version__}\0{sys.version}\0{sys.platform}".encode())
    folder = Path(__file__).parent
    try:
        for part in (str(folder), *_own_files(folder), *_packages()):
            state.update(part.encode("utf-8", "surrogateescape"))
    except OSError:
        return os.urandom(_DIGEST)
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


def _packages() -> list[str]:
    """The names of the installed packages, which end with their versions, wherever they were found."""
    found: set[str] = set()
    for folder in sys.path:
        with suppress(OSError):  # what is no folder holds no packages
            found.update(os.listdir(folder or "."))  # noqa: PTH208 - of names alone, some hundreds of them
    return sorted(name for name in found if name.endswith(".dist-info"))
