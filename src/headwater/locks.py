"""A lock that one process holds at a time and that cannot outlive it."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from headwater.errors import OutputError

_UNSUPPORTED = frozenset({errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
"""What file systems without locks answer. There we build without: better than not at all."""


@contextmanager
def held(path: Path, folder: Path) -> Iterator[None]:
    """Hold the lock file at `path` for as long as the block runs, then remove it.

    The lock is the operating system's, on the open file: it ends with the process, however that ends, so
    a lock file that lies about blocks nobody.

    Raises:
        OutputError: Another build holds it; the message says that it is writing to `folder`.
        OSError: The file cannot be made.
    """
    descriptor = _acquire(path, folder)
    try:
        yield
    finally:
        _release(path, descriptor)


def _acquire(path: Path, folder: Path) -> int:
    # Never through a symbolic link: what it leads to is not ours.
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    while True:
        descriptor = os.open(path, flags, 0o666)
        try:
            locked = _lock(descriptor)
            lasting = locked and _is_at(path, descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        if lasting:
            return descriptor
        os.close(descriptor)
        if not locked:
            raise OutputError(
                f"another build is writing to {str(folder)!r} at this moment", hint="wait until it has ended"
            )


def _is_at(path: Path, descriptor: int) -> bool:
    """Say whether the open file is the one at `path`: its last holder may have removed it meanwhile."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except FileNotFoundError:
        return False


def _release(path: Path, descriptor: int) -> None:
    # Removed while still locked, so that nobody locks a file that is about to vanish. Windows does not let
    # an open file be removed, nor one that another build has opened since.
    if sys.platform == "win32":
        os.close(descriptor)
        with suppress(OSError):
            path.unlink()
        return
    try:
        with suppress(OSError):
            path.unlink()
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    """Lock an open file without waiting; False if another process has locked it."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - there is none elsewhere

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - there is none on Windows

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK}:
            return False
        if error.errno not in _UNSUPPORTED:
            raise
    return True
