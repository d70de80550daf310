"""How much memory a program and all its processes hold at one time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

INTERVAL = 0.02
"""Seconds between two looks, unless told otherwise."""

KILOBYTE = 1024


class MemoryWatch:
    """Looks again and again at a process and its descendants while a block runs, on systems with `/proc`.

    What is looked for is the moment when all processes together held most. A page that several share counts
    once: the kernel divides it among them (`Pss` in `smaps_rollup`; where that is missing
    `VmRSS`, in which it counts for each).

    A process that is alone is not looked at. The kernel itself keeps the most that one ever held, exactly and
    at no cost, and `measure` takes that where it is more. So nothing that stays one process is slowed down,
    however large it is: a look at 1 GB takes 20 ms, in which its process cannot ask for memory.
    """

    def __init__(self, pid: int, interval: float = INTERVAL) -> None:
        """Prepare to look.

        Args:
            pid: The process.
            interval: Seconds between two looks.
        """
        self.peak = 0
        """The most that two or more processes held together, in bytes."""

        self._pid = pid
        self._interval = interval
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(self._interval):
            family = list(family_of(self._pid))
            if len(family) > 1:
                self.peak = max(self.peak, sum(map(held_by, family)))


def family_of(pid: int) -> Iterator[int]:
    """A process and its descendants, as far as they still run."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _read(children).split():
            yield from family_of(int(child))


def held_by(pid: int) -> int:
    """A process's part of the memory in use, in bytes; 0 once it has ended."""
    return _field(pid, "smaps_rollup", "Pss:") or _field(pid, "status", "VmRSS:")


def _field(pid: int, file: str, name: str) -> int:
    for line in _read(Path(f"/proc/{pid}/{file}")).splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * KILOBYTE
    return 0


def _read(path: Path) -> str:
    """The text of a file of /proc; nothing where the process has ended."""
    try:
        return path.read_text()
    except OSError:
        return ""
