"""Data is printed or written whole, or there is a clear error and nothing is lost."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from io import StringIO
from pathlib import Path

import pytest

from headwater.cli.main import main
from headwater.cli.report import problem_text, put, say
from headwater.problems import problem

VAULT = str(Path(__file__).parents[1] / "vaults" / "small")
full_disk = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full on this system")  # noqa: PTH110


def test_the_name_of_a_note_can_neither_begin_a_line_nor_drive_the_terminal() -> None:
    found = problem("unused-insight", "a\x1b[31m\nerror: b.md", kind="insight")
    assert problem_text(found).splitlines()[0].startswith(r"info: a\x1b[31m\x0aerror: b.md: insight")


STEERING = "a\x1b]0;owned\x07\x9b2J\rb\r\nc\td\n"


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "told"), [(Terminal, "a\\x1b]0;owned\\x07\\x9b2J\\x0db\nc\td\n"), (StringIO, STEERING)]
)
def test_data_drives_no_terminal_and_comes_to_the_byte_elsewhere(
    stream: type[StringIO], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", stream(newline=""))
    put(STEERING)
    written = sys.stdout
    monkeypatch.undo()
    assert isinstance(written, StringIO)
    assert written.getvalue() == told


def test_what_is_said_of_names_and_reviews_drives_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    say("reviewed by \x1b[2JAda\n\x9b")
    assert main(["trace", "\x1b[2J", "--vault", VAULT]) != 0
    assert "\x1b" not in (told := capsys.readouterr().err)
    assert told.startswith("reviewed by \\x1b[2JAda\n\\x9b\n")


@full_disk
@pytest.mark.parametrize("command", [["export", "json"], ["check"], ["check", "--format", "json"]])
def test_a_full_disk_behind_standard_output_is_a_clear_error(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    full = open("/dev/full", "w", encoding="utf-8")  # noqa: PTH123, SIM115 - closing it may fail, too
    monkeypatch.setattr(sys, "stdout", full)
    assert main([*command, VAULT]) == 1
    monkeypatch.undo()
    with suppress(OSError):
        full.close()
    assert "error: standard output cannot be written: No space left on device" in capsys.readouterr().err


def test_an_export_replaces_an_earlier_one(tmp_path: Path) -> None:
    output = tmp_path / "notes.json"
    output.write_text("old")
    assert main(["export", "json", VAULT, "--output", str(output)]) == 0
    assert output.read_text(encoding="utf-8").startswith("{")
    assert list(tmp_path.iterdir()) == [output]


def test_an_export_that_cannot_be_written_leaves_the_earlier_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "notes.json"
    output.write_text("old")

    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    assert main(["export", "json", VAULT, "--output", str(output)]) == 1
    assert "cannot be written: No space left on device" in capsys.readouterr().err
    assert output.read_text() == "old"
    assert list(tmp_path.iterdir()) == [output]


@pytest.mark.parametrize("name", ["Home.md", "Map.canvas", "HOME.MD"])
def test_an_export_never_replaces_a_note(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text("Years of thinking.")
    assert main(["export", "json", VAULT, "--output", str(tmp_path / name)]) == 1
    assert "may be a note" in capsys.readouterr().err
    assert (tmp_path / name).read_text() == "Years of thinking."


def test_a_dossier_of_a_note_with_a_very_long_name_gets_a_name_that_a_disk_can_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "ü" * 125
    (tmp_path / "Takeaways").mkdir()
    (tmp_path / "Takeaways" / f"{name}.md").write_text("Kettles whistle.")
    monkeypatch.chdir(tmp_path)
    assert main(["export", "dossier", name, "--vault", ".", "--to", "docx"]) == 0
    assert [file.name for file in tmp_path.glob("*.docx")] == [f"{'ü' * 100}.docx"]
