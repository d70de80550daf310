"""Reviewing in a terminal: one key answers, and whatever ends it, what was answered is saved."""

from __future__ import annotations

import io
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from headwater.cli import review_command
from headwater.cli.main import main
from headwater.evidence.ledger.lines import parse_ledger
from headwater.evidence.ledger.records import REVIEWS, TEXTS

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "vaults" / "small"
CHANGED = "Insights/2025-03-01 09-00-00.md"

pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A vault that was reviewed, and in which a claim has changed since."""
    root = tmp_path / "small"
    shutil.copytree(SMALL, root)
    assert main(["review", "--vault", str(root), "--init", "--who", "Ada"]) == 0
    place = root / CHANGED
    place.write_text(
        place.read_text(encoding="utf-8").replace("less bitter than", "as bitter as"), encoding="utf-8"
    )
    return root


def answers(vault: Path) -> list[str]:
    """What was answered since the vault was first reviewed."""
    return [review.verdict.value for review in parse_ledger((vault / REVIEWS).read_bytes()).reviews[10:]]


class Terminal:
    """`headwater review` with a keyboard."""

    def __init__(self, vault: Path) -> None:
        import pty  # noqa: PLC0415 - there is none on Windows

        self.keyboard, screen = pty.openpty()
        command = [sys.executable, "-m", "headwater", "review", "--vault", str(vault), "--who", "Bo"]
        self.process = subprocess.Popen(
            command, stdin=screen, stdout=screen, stderr=screen, start_new_session=True, close_fds=True
        )
        os.close(screen)
        self.shown = ""

    def wait_for(self, words: str) -> None:
        until = time.monotonic() + 60
        while words not in self.shown:
            assert time.monotonic() < until, self.shown
            if select.select([self.keyboard], [], [], 0.1)[0]:
                self.shown += os.read(self.keyboard, 65536).decode()
        self.shown = self.shown.partition(words)[2]

    def press(self, key: str) -> None:
        os.write(self.keyboard, key.encode())

    def end(self) -> int:
        code = self.process.wait(timeout=60)
        os.close(self.keyboard)
        return code


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal as POSIX has them")
def test_in_a_terminal_one_key_answers_without_the_enter_key(vault: Path) -> None:
    terminal = Terminal(vault)
    terminal.wait_for("? help")
    terminal.press("h")
    terminal.wait_for("? help")
    assert answers(vault) == ["holds"]
    terminal.press("\x1b[A")
    terminal.wait_for("? help")
    terminal.press("R")
    terminal.wait_for("? help")
    terminal.press("q")
    terminal.wait_for("2 answers saved")
    assert terminal.end() == 0
    assert answers(vault) == ["holds", "rework"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")
def test_an_interruption_loses_no_answer(vault: Path) -> None:
    terminal = Terminal(vault)
    terminal.wait_for("? help")
    terminal.press("h")
    terminal.wait_for("? help")
    terminal.process.send_signal(signal.SIGINT)
    terminal.wait_for("1 answer saved")
    assert terminal.end() == 130
    assert answers(vault) == ["holds"]


def test_a_list_as_json_has_the_form_of_its_schema(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    note = vault / "Insights" / "2025-03-08 08-00-00.md"
    note.write_text("New\n\nSupports:: [[2025-03-01 09-30-00]]", encoding="utf-8")
    capsys.readouterr()
    assert main(["review", "--vault", str(vault), "--list", "--unreviewed", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    schema = json.loads((ROOT / "docs" / "schemas" / "reviews-1.json").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(document)) == []
    assert {edge["state"] for edge in document["edges"]} == {"suspect", "deeper change", "unreviewed"}
    assert document["counts"]["suspect"] == 2


@pytest.mark.parametrize(("name", "definition"), [(REVIEWS, "review"), (TEXTS, "text")])
def test_every_line_of_the_ledger_has_the_form_of_its_schema(vault: Path, name: str, definition: str) -> None:
    (vault / CHANGED).rename(vault / "Insights" / "2025-03-01 09-00-01.md")
    assert main(["review", "--vault", str(vault), "--init", "--who", "Bo"]) == 0
    schema = json.loads((ROOT / "docs" / "schemas" / "review-1.json").read_text(encoding="utf-8"))
    lines = [json.loads(line) for line in (vault / name).read_text(encoding="utf-8").splitlines()]
    validator = Draft202012Validator(schema)
    assert lines
    assert [error.message for line in lines for error in validator.iter_errors(line)] == []
    known = schema["$defs"][definition]["properties"].keys()
    assert set(lines[0]) <= known


def test_to_list_edges_changes_nothing(vault: Path) -> None:
    def state() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in vault.rglob("*")}

    before = state()
    assert main(["review", "--vault", str(vault), "--list"]) == 0
    assert state() == before


def test_who_answers_is_whom_git_knows(vault: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = tmp_path / "gitconfig"
    settings.write_text("[user]\nname = Ada Lovelace\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    if shutil.which("git"):
        assert review_command.reviewer(vault) == "Ada Lovelace"
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("LOGNAME", "ada")
    assert review_command.reviewer(vault) == "ada"


def test_signs_that_would_steer_the_terminal_are_not_printed(
    vault: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = io.StringIO("s\ns\n")
    (vault / CHANGED).write_text("Red \x1b[31m and bell \x07", encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", typed)
    assert main(["review", "--vault", str(vault), "--who", "Bo"]) == 0
    assert main(["review", "--vault", str(vault), "--list"]) == 0
    printed = capsys.readouterr()
    assert "\x1b" not in printed.err + printed.out
    assert "\x07" not in printed.err + printed.out
