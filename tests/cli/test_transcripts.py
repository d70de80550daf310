"""Commands do and print what the transcripts in `tests/transcripts` say.

A transcript names a vault of `tests/vaults` in its first line. Its commands run one after the other in a copy
of that vault. Below a command stands its standard output, then each line of standard error after `! `, then
the exit code, unless that is 0. A line that begins with `# ` is a comment. One blank line ends every command.

The folder above the vault's, whose name differs each time, is written `…`.

Besides `headwater`, which may be given what is typed by `< FILE`, there are `printf TEXT > FILE` (or `>>`),
with `\\n` for a line end, `sed -i s/OLD/NEW/ FILE` and `mv OLD NEW`, to change a vault. Reviews are dated
from 2025-03-06 10:00 on, a minute apart. `git`, too, of which what it prints does not stand below.
"""

from __future__ import annotations

import io
import re
import shlex
import shutil
import sys
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from headwater.cli import review_command
from headwater.cli.main import main
from tests.repositories import git

TESTS = Path(__file__).parents[1]
TRANSCRIPTS = sorted((TESTS / "transcripts").glob("*.txt"))


@pytest.fixture(autouse=True)
def reviews_have_known_dates(monkeypatch: pytest.MonkeyPatch) -> None:
    minutes, begin = count(), datetime.fromisoformat("2025-03-06T10:00:00+01:00")
    monkeypatch.setattr(review_command, "now", lambda: begin + timedelta(minutes=next(minutes)))


def changed(program: str, arguments: list[str]) -> bool:
    """Whether a command of a transcript is one that changes files, in which case it is done."""
    if program == "printf":
        *_, text, sign, file = arguments
        with Path(file).open("a" if sign == ">>" else "w", encoding="utf-8", newline="") as opened:
            opened.write(text.replace("\\n", "\n"))
    elif program == "sed":
        _, old, new, _ = arguments[1].split("/")
        place = Path(arguments[2])
        text = place.read_text(encoding="utf-8")
        assert old in text
        place.write_text(text.replace(old, new), encoding="utf-8")
    elif program == "mv":
        old, new = arguments
        Path(old).rename(new)
    return program in {"printf", "sed", "mv"}


def run(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Run one command of a transcript and write down what it printed."""
    program, *arguments = shlex.split(command)
    if changed(program, arguments):
        return ""
    if program == "git":
        git(Path(), *arguments)
        return ""
    assert program == "headwater"
    typed = ""
    if "<" in arguments:
        *arguments, _, file = arguments
        typed = Path(file).read_text(encoding="utf-8")
    before, sys.stdin = sys.stdin, io.StringIO(typed)
    try:
        code: object = main(arguments)
    except SystemExit as end:
        code = end.code
    finally:
        sys.stdin = before
    printed = capsys.readouterr()
    above = str(Path.cwd().parent)
    errors = "".join(f"! {line}\n" for line in printed.err.replace(above, "…").splitlines())
    return printed.out.replace("\r\n", "\n") + errors + (f"[exit {code}]\n" if code else "")


def played(transcript: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The transcript with what its commands print now."""
    head, *blocks = re.split(r"^(?=\$ )", transcript, flags=re.MULTILINE)
    pieces = [head]
    for block in blocks:
        command = block.partition("\n")[0]
        comments = "".join(re.findall(r"^# .*\n", block, re.MULTILINE))
        pieces.append(f"{command}\n{run(command.removeprefix('$ '), capsys)}\n{comments}")
    return "".join(pieces)


def test_there_are_transcripts() -> None:
    assert TRANSCRIPTS


@pytest.mark.parametrize("file", TRANSCRIPTS, ids=lambda file: file.stem)
def test_commands_print_what_the_transcript_says(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = file.read_text(encoding="utf-8")
    vault = expected.partition("\n")[0].removeprefix("vault: ")
    shutil.copytree(TESTS / "vaults" / vault, tmp_path / vault)
    monkeypatch.chdir(tmp_path / vault)
    assert played(expected, capsys) == expected
