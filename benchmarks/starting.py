"""How long a command takes that has little to do, beside a Python that has nothing to do."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from contestants import headwater_command
from measure import measure


@dataclass(slots=True)
class Command:
    """A command, and the seconds that each run of it took."""

    name: str
    words: Sequence[str]
    times: list[float] = field(default_factory=list)


def commands(vault: Path) -> list[Command]:
    """A Python with nothing to do, then Headwater's commands."""
    note = min((vault / "Research" / "Takeaways").iterdir()).stem
    program = headwater_command()
    return [
        Command("python -c pass", [sys.executable, "-c", "pass"]),
        Command("headwater --help", [*program, "--help"]),
        Command("headwater trace", [*program, "trace", "--vault", str(vault), note]),
    ]


def run_commands(chosen: Sequence[Command], runs: int) -> None:
    """Run commands in turn; a first round, in which a cache may be filled, is not counted.

    Raises:
        RunError: One fails.
    """
    for number in range(runs + 1):
        for command in chosen:
            wall = measure(command.words).wall
            if number:
                command.times.append(wall)
