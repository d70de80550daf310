"""The state of a repository is another one whenever git may tell another history."""

from __future__ import annotations

from pathlib import Path

import pytest

from headwater.vault.repository import state_of_repository

MAIN = "ref: refs/heads/main\n"


def put(place: Path, text: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")


@pytest.fixture
def git(tmp_path: Path) -> Path:
    """The folder of a repository, as git lays it out."""
    put(tmp_path / ".git" / "HEAD", MAIN)
    put(tmp_path / ".git" / "refs" / "heads" / "main", "1" * 40)
    return tmp_path / ".git"


def test_there_is_none_where_there_is_no_repository(tmp_path: Path) -> None:
    assert state_of_repository(tmp_path) == ""


def test_it_stays_as_long_as_nothing_happens(git: Path) -> None:
    first = state_of_repository(git.parent)
    put(git / "index", "what was added for the next commit")
    assert state_of_repository(git.parent) == first != ""


def test_it_is_that_of_the_repository_around_a_vault(git: Path) -> None:
    (git.parent / "notes" / "vault").mkdir(parents=True)
    assert state_of_repository(git.parent / "notes" / "vault") == state_of_repository(git.parent)


@pytest.mark.parametrize(
    "place",
    [
        "HEAD",
        "refs/heads/main",
        "packed-refs",
        "logs/HEAD",
        "reftable/tables.list",
        "shallow",
        "info/grafts",
        "refs/replace/1",
        "config",
    ],
)
def test_it_changes_with_each_file_that_decides_about_history(place: str, git: Path) -> None:
    first = state_of_repository(git.parent)
    put(git / place, "2" * 40)
    assert state_of_repository(git.parent) != first


@pytest.mark.parametrize("place", ["refs/heads/other", "packed-refs", "worktrees/tree/reftable/tables.list"])
def test_that_of_a_further_work_tree_changes_with_what_it_shares_and_what_is_its_own(
    place: str, git: Path, tmp_path: Path
) -> None:
    tree = tmp_path / "tree"
    put(tree / ".git", f"gitdir: {git / 'worktrees' / 'tree'}\n")
    put(git / "worktrees" / "tree" / "HEAD", "ref: refs/heads/other\n")
    put(git / "worktrees" / "tree" / "commondir", "../..\n")
    first = state_of_repository(tree)
    put(git / place, "3" * 40)
    assert state_of_repository(tree) != first


@pytest.mark.parametrize("place", [".gitconfig", "config/git/config"])
def test_it_changes_with_its_owners_settings(
    place: str, git: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home" / "config"))
    first = state_of_repository(git.parent)
    put(tmp_path / "home" / place, "[diff]\n\trenames = false\n")
    assert state_of_repository(git.parent) != first


def test_it_is_another_where_git_is_gone(git: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/no/such/folder")
    without = state_of_repository(git.parent)
    (git.parent / "bin").mkdir()
    put(git.parent / "bin" / "git", "#!/bin/sh\n")
    (git.parent / "bin" / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(git.parent / "bin"))
    assert state_of_repository(git.parent) != without


@pytest.mark.parametrize("text", ["gitdir: /no/such/folder", "", "gitdir: ", "\0"])
def test_a_repository_that_is_damaged_is_no_error(text: str, tmp_path: Path) -> None:
    put(tmp_path / ".git", text)
    assert state_of_repository(tmp_path) == state_of_repository(tmp_path)
