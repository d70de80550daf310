"""Run a program and measure it: time on the clock, time of all processors, memory of all its processes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.05
"""Seconds between two looks at the memory of a program's processes."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a program took."""

    wall: float
    """Seconds from its start to its end."""

    cpu: float
    """Seconds of processor time, of the program and of every process it waited for."""

    memory: int
    """The most memory it held, in bytes. Of several processes the peaks are added, so what they share counts
    once for each: never too little."""


class RunError(Exception):
    """A program that is measured failed; the message holds what it wrote."""


def measure(command: Sequence[str]) -> Run:
    """Run a program to its end.

    Raises:
        RunError: It cannot be started, or its exit code is not 0.
    """
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        try:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        except OSError as error:
            raise RunError(f"{command[0]} cannot be run: {error}") from error
        with _watched(process.pid) as peaks:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            words = said.read().decode(errors="replace").strip()
            raise RunError(f"{' '.join(command)}: exit code {process.returncode}\n{words}")
    largest = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Run(wall, usage.ru_utime + usage.ru_stime, max(largest, sum(peaks.values())))


@contextmanager
def _watched(pid: int) -> Iterator[dict[int, int]]:
    """Follow the peak memory of a process and its descendants, by id; empty where there is no /proc."""
    peaks: dict[int, int] = {}
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(INTERVAL):
            for one in _family(pid):
                peaks[one] = max(peaks.get(one, 0), _peak(one))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peaks
    finally:
        ended.set()
        thread.join()


def _family(pid: int) -> Iterator[int]:
    """A process and its descendants, as far as they still run."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _read(children).split():
            yield from _family(int(child))


def _peak(pid: int) -> int:
    """The most memory a process has held so far, in bytes; 0 once it has ended."""
    for line in _read(Path(f"/proc/{pid}/status")).splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(path: Path) -> str:
    """The text of a file of /proc; nothing where the process has ended."""
    try:
        return path.read_text()
    except OSError:
        return ""
