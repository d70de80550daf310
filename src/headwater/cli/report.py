"""What commands print: data on standard output, what they say about their work on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic

from headwater.errors import OutputError
from headwater.problems import Problem, Severity
from headwater.progress import Progress, no_progress

SHOWN = 12
"""How many problems a command lists unless asked for all."""

REDRAWN_AFTER = 0.1
"""The seconds after which a progress bar is drawn again."""


_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160))}
"""Written out, so that no name of a file can begin a line of its own or drive the terminal."""


_STEERING = {code: sign for code, sign in _CONTROLS.items() if chr(code) not in "\t\n"}
"""The same but for what texts of several lines are made of."""


def say(message: str) -> None:
    """Print a line, or a few, on standard error."""
    sys.stderr.write(message.translate(_STEERING) + "\n")


def put(text: str) -> None:
    """Print data on standard output.

    A file or another program gets it to the byte; on a terminal, signs that would steer it are written out:
    notes, libraries and reviews may come from anybody.

    Raises:
        OutputError: It cannot be written, as on a full disk.
        BrokenPipeError: Whoever read it has gone.
    """
    if sys.stdout.isatty():
        text = text.replace("\r\n", "\n").translate(_STEERING)
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(
            f"standard output cannot be written: {error.strerror}",
            hint="free some space, or write to another place",
        ) from error


def report_problems(problems: Sequence[Problem], *, verbose: bool) -> None:
    """List the worst problems, and say how to see the others.

    What is only worth knowing is not mentioned unless asked for: `headwater check` lists it, too.
    """
    worst = sorted(problems, key=lambda found: (list(Severity).index(found.severity), found))
    bad = [found for found in worst if found.severity is not Severity.INFO]
    shown = worst if verbose else bad[:SHOWN]
    for found in shown:
        say(problem_text(found))
    if not verbose and len(shown) < len(bad):
        say(f"{counted(len(problems), 'problem')} in all; to see every one, add --verbose")


def problem_text(found: Problem) -> str:
    """A problem as two lines: what and where, then how to mend it."""
    place, message, hint = (text.translate(_CONTROLS) for text in (found.place, found.message, found.hint))
    return f"{found.severity}: {place}: {message} [{found.code}]\n  hint: {hint}"


def one_line(text: str) -> str:
    """A name as it can stand in a line: what would end the line or drive the terminal is written out."""
    return text.translate(_CONTROLS)


def counted(number: int, thing: str) -> str:
    """A number with its noun: `1 note`, `2 notes`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress]:
    """Show how far long work is, on a terminal only."""
    if quiet or not sys.stderr.isatty():
        yield no_progress
        return
    # Imported here because only work on a terminal needs it and the import is slow.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress as Bars  # noqa: PLC0415
    from rich.progress import TaskID  # noqa: PLC0415

    tasks: dict[str, TaskID] = {}
    drawn, owner = monotonic(), os.getpid()
    # It draws itself only when told to: by itself it would do so in a thread, and while one runs, no work is
    # split among processes (see `shares`).
    with Bars(console=Console(stderr=True), transient=True, auto_refresh=False) as bars:

        def advance(stage: str, done: int, total: int) -> None:
            nonlocal drawn
            if os.getpid() != owner:
                return  # a process that helps with the work: the bar is the owner's to draw
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            if monotonic() - drawn > REDRAWN_AFTER:
                bars.update(tasks[stage], completed=done, total=total, refresh=True)
                drawn = monotonic()

        yield advance
