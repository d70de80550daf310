"""Read answers from whoever sits at the keyboard: single keys on a terminal, lines from anything else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

END = "\x04"
"""What stands for the end of the input, as Ctrl-D types it."""

_ESCAPE = "\x1b"


class Answer(NamedTuple):
    """What was answered."""

    key: str
    """One letter, lower case; `END` where there is no more; empty for an empty line."""

    words: str = ""
    """What stood behind it on the line."""


@contextmanager
def single_keys() -> Iterator[None]:
    """Let a terminal hand over each key as it is pressed, unseen, for as long as the block runs.

    What is typed ahead, between two questions, is not lost.
    """
    if sys.platform == "win32" or not sys.stdin.isatty():
        yield
        return
    import termios  # noqa: PLC0415 - there is none on Windows
    import tty  # noqa: PLC0415

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    tty.setcbreak(terminal, termios.TCSANOW)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def read_answer() -> Answer:
    """Wait for the next answer; on a terminal within `single_keys`.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed.
    """
    if sys.stdin.isatty():
        return Answer(_pressed().lower())
    line = sys.stdin.readline()
    words = line.strip()
    return Answer(words[:1].lower(), words[1:].strip()) if line else Answer(END)


def _pressed() -> str:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - there is none elsewhere

        key = msvcrt.getwch()
        if key == "\x03":
            raise KeyboardInterrupt
        return key
    import termios  # noqa: PLC0415 - there is none on Windows

    terminal = sys.stdin.fileno()
    key = os.read(terminal, 1).decode("ascii", "replace") or END
    if key == _ESCAPE:
        # An arrow or the like: what follows it would be taken for answers.
        termios.tcflush(terminal, termios.TCIFLUSH)
    return key
