"""Commands do and print what the transcripts in `tests/transcripts` say.

A transcript names a vault of `tests/vaults` in its first line. Its commands run one after the other in a copy
of that vault. Below a command stands its standard output, then each line of standard error after `! `, then
the exit code, unless that is 0. A line that begins with `# ` is a comment. One blank line ends every command.

The folder above the vault's, whose name differs each time, is written `…`.

Besides `headwater` there is `printf TEXT > FILE`, with `\\n` for a line end, to change a vault, and
`git`, of which what it prints does not stand below.
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from headwater.cli.main import main
from tests.repositories import git

TESTS = Path(__file__).parents[1]
TRANSCRIPTS = sorted((TESTS / "transcripts").glob("*.txt"))


def run(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Run one command of a transcript and write down what it printed."""
    program, *arguments = shlex.split(command)
    if program == "printf":
        *_, text, _, file = arguments
        Path(file).write_text(text.replace("\\n", "\n"), encoding="utf-8")
        return ""
    if program == "git":
        git(Path(), *arguments)
        return ""
    assert program == "headwater"
    try:
        code: object = main(arguments)
    except SystemExit as end:
        code = end.code
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
