"""Progress is drawn on a terminal, by the process that does the work and by no helper of it."""

from __future__ import annotations

import os
import sys
from io import StringIO

import pytest

from headwater.cli import report


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setattr(report, "REDRAWN_AFTER", -1)
    monkeypatch.setenv("TERM", "xterm")
    return shown


def test_a_terminal_shows_how_far_the_work_is(terminal: Terminal) -> None:
    with report.progress_bar(quiet=False) as progress:
        progress("reading notes", 5, 10)
    assert "reading notes" in terminal.getvalue()


def test_nothing_is_drawn_where_quiet_is_asked_for(terminal: Terminal) -> None:
    with report.progress_bar(quiet=True) as progress:
        progress("reading notes", 5, 10)
    assert terminal.getvalue() == ""


def test_a_process_that_helps_draws_nothing(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    with report.progress_bar(quiet=False) as progress:
        monkeypatch.setattr(os, "getpid", lambda: -1)
        progress("reading notes", 5, 10)
    assert "reading notes" not in terminal.getvalue()
