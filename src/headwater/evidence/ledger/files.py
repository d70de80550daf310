"""Read the ledger of a vault, and append to it; what stands in it already is never touched."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from headwater.errors import OutputError
from headwater.evidence.ledger.lines import parse_ledger
from headwater.evidence.ledger.records import REVIEWS, TEXTS, Ledger
from headwater.locks import held
from headwater.problems import Problem, problem

LOCK = ".headwater/reviews.lock"

ATTRIBUTES = ".headwater/.gitattributes"
"""What tells git to merge two people's ledgers by keeping the lines of both."""

_ATTRIBUTES = b"""\
# Two people's reviews: git keeps the lines of both, in whatever order.
*.jsonl merge=union text eol=lf
"""

PATIENCE = 5.0
"""How many seconds to wait for another process that is just appending; it takes some milliseconds."""

_PAUSE = 0.02
_APPEND = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def load_ledger(root: Path) -> Ledger:
    """Read a vault's ledger; a vault without one has an empty one.

    A file that cannot be read is a problem, and counts as empty.
    """
    problems: list[Problem] = []
    reviews = _content(root, REVIEWS, problems)
    ledger = parse_ledger(reviews, _content(root, TEXTS, problems) if reviews else b"")
    return replace(ledger, problems=(*problems, *ledger.problems)) if problems else ledger


def _content(root: Path, name: str, problems: list[Problem]) -> bytes:
    place = root / name
    try:
        # A link or a device: what it leads to is not the vault's, or might never end.
        if stat.S_ISREG(place.lstat().st_mode):
            return place.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return b""
    except OSError as error:
        problems.append(problem("unreadable-file", name, reason=error.strerror))
        return b""
    problems.append(problem("unreadable-file", name, reason="it is no regular file"))
    return b""


def append(root: Path, reviews: bytes, texts: bytes = b"") -> None:
    """Add whole lines to the ledger: all of them, on disk when this returns, or none.

    Args:
        root: The vault's folder.
        reviews: Lines for the file of reviews.
        texts: Lines for the file of texts. They are written first: no review is to lack its text.

    Raises:
        OutputError: They cannot be written; the ledger is as it was.
    """
    try:
        with _lock(root):
            if not (root / REVIEWS).exists() and not os.path.lexists(root / ATTRIBUTES):
                _append(root / ATTRIBUTES, _ATTRIBUTES)
            for name, lines in ((TEXTS, texts), (REVIEWS, reviews)):
                if lines:
                    _append(root / name, lines)
    except OSError as error:
        raise OutputError(
            f"{root / REVIEWS}: cannot be written: {error.strerror or error}",
            hint="check the folder's permissions and the free space; the answers before this one are saved",
        ) from error


@contextmanager
def _lock(root: Path) -> Iterator[None]:
    folder = (root / LOCK).parent
    # A vault may come from somebody else: its links must not lead us to write elsewhere.
    if folder.is_symlink():
        raise OSError(f"{folder.name} is a symbolic link")
    folder.mkdir(mode=0o700, exist_ok=True)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with held(root / LOCK, folder):
                yield
                return
        except OutputError as error:
            if time.monotonic() > until:
                raise OSError("another process is writing it at this moment") from error
            time.sleep(_PAUSE)


def _append(place: Path, lines: bytes) -> None:
    descriptor = os.open(place, _APPEND, 0o666)
    try:
        size = os.fstat(descriptor).st_size
        # A last line without an end, as of an editor or of a power cut: it stays, and ours begins below it.
        begun = size > 0 and _last_byte(descriptor, size) != b"\n"
        try:
            _write_all(descriptor, b"\n" + lines if begun else lines)
            os.fsync(descriptor)
        except BaseException:
            os.ftruncate(descriptor, size)  # half a line would be a broken one
            raise
    finally:
        os.close(descriptor)


def _last_byte(descriptor: int, size: int) -> bytes:
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return os.read(descriptor, 1)


def _write_all(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]
