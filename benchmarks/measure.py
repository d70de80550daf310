"""Run a program and measure it: time on the clock, time of all processors, memory of all its processes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from memory import MemoryWatch


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a program took."""

    wall: float
    """Seconds from its start to its end."""

    cpu: float
    """Seconds of processor time, of the program and of every process it waited for."""

    memory: int
    """The most memory it held at one time, in bytes; unless it was watched, what its largest process held."""


class RunError(Exception):
    """A program that is measured failed; the message holds what it wrote."""


def measure(command: Sequence[str], *, folder: Path | None = None, watched: bool = False) -> Run:
    """Run a program to its end.

    Args:
        command: The program and its arguments.
        folder: Where it is started; None for here.
        watched: Whether to add up the memory of its processes. If there are several, that slows them down.

    Raises:
        RunError: It cannot be started, or its exit code is not 0.
    """
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        try:
            process = subprocess.Popen(
                command, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said
            )
        except OSError as error:
            raise RunError(f"{command[0]} cannot be run: {error}") from error
        with MemoryWatch(process.pid) if watched else nullcontext() as watch:
            usage = wait(process)
            wall = time.perf_counter() - started
        if process.returncode:
            said.seek(0)
            words = said.read().decode(errors="replace").strip()
            raise RunError(f"{' '.join(command)}: exit code {process.returncode}\n{words}")
    return Run(wall, usage.cpu, max(usage.memory, watch.peak if watch else 0))


@dataclass(frozen=True, slots=True)
class Usage:
    """What the kernel says of a process that has ended and of those that it waited for."""

    cpu: float
    """Seconds of processor time."""

    memory: int
    """The most that a single one of them held, in bytes."""


def wait(process: subprocess.Popen[bytes]) -> Usage:
    """Wait until a process ends; its exit code is known then."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Usage(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
