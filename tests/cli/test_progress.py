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


def shown_on_terminal(monkeypatch: pytest.MonkeyPatch, *, quiet: bool = False, helps: bool = False) -> str:
    """What stands on a terminal after one step of long work."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(report, "REDRAWN_AFTER", -1)
    with report.progress_bar(quiet=quiet) as progress:
        if helps:
            monkeypatch.setattr(os, "getpid", lambda: -1)
        progress("reading notes", 5, 10)
    return terminal.getvalue()


def test_a_terminal_shows_how_far_the_work_is(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = shown_on_terminal(monkeypatch)
    assert "reading notes" in shown
    assert "50%" in shown


def test_nothing_is_drawn_where_quiet_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown_on_terminal(monkeypatch, quiet=True) == ""


def test_a_process_that_helps_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "reading notes" not in shown_on_terminal(monkeypatch, helps=True)
