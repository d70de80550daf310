"""`headwater log` where git knows a part of the history, or the text says little."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from headwater.building import build
from headwater.cli.main import main
from headwater.evidence import history
from headwater.vault import commits
from headwater.vault.commits import Log
from tests.kept import files
from tests.repositories import commit, git, new_repository

T = "Takeaways/T.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_repository(tmp_path / "vault")


def printed(root: Path, capsys: pytest.CaptureFixture[str], *more: str) -> list[str]:
    assert main(["log", "T", "--vault", str(root), *more]) == 0
    return capsys.readouterr().out.splitlines()


def test_in_a_shallow_clone_it_says_how_to_get_the_rest(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(root, {T: "t"}, day=1)
    git(root, "clone", "--quiet", "--depth=1", root.as_uri(), str(root.parent / "clone"))
    assert main(["log", "T", "--vault", str(root.parent / "clone")]) == 0
    out, err = capsys.readouterr()
    assert out == "T · takeaway\nt\n"
    assert err == "older changes are not in this clone, which is a shallow one: git fetch --unshallow\n"


def test_far_from_a_change_words_are_left_out(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [f"w{number}" for number in range(40)]
    commit(root, {T: " ".join(words)}, day=1)
    commit(root, {T: " ".join([*words[:20], "new", *words[20:]])}, day=2)
    shown = next(line for line in printed(root, capsys) if line.startswith("  claim:"))
    assert shown == f"  claim: … {' '.join(words[12:20])} {{+new+}} {' '.join(words[20:28])} …"


def test_a_note_that_was_deleted_or_says_nothing_is_told_in_words(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(root, {T: "t"}, day=1)
    commit(root, {T: None}, day=2)
    commit(root, {T: ""}, day=3)
    commit(root, {T: "w " * 20_000 + "end"}, day=4)
    commit(root, {T: "w " * 20_000 + "other end"}, day=5)
    lines = printed(root, capsys)
    assert "  the note was deleted" in lines
    assert "  written without a claim" in lines
    assert "  claim: changed further below" in lines


def test_the_text_of_a_kind_without_claims_is_told_as_text(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(root, {"Tags/T.md": "about discs"}, day=1)
    assert printed(root, capsys)[-1] == "  text written: about discs"


def test_what_a_build_kept_of_the_history_is_gone_on_from_and_nothing_is_written(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    options = {"headwater.toml": "[site]\nhistory = true\n", ".gitignore": ".headwater/\n"}
    first = commit(root, {T: "---\npublish: true\n---\nt", **options}, day=1)
    build(root, root.parent / "site")
    commit(root, {T: "---\npublish: true\n---\nother"}, day=2)
    asked: list[str] = []

    def read_log(folder: Path, after: str = "") -> Log:
        asked.append(after)
        return commits.read_log(folder, after)

    monkeypatch.setattr(history, "read_log", read_log)
    kept = files(root / ".headwater")
    quick = printed(root, capsys)
    assert files(root / ".headwater") == kept
    shutil.rmtree(root / ".headwater")
    assert printed(root, capsys) == quick
    assert asked == [first, ""]
