"""The commits around a vault, and what their files held."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.errors import HistoryError
from headwater.vault.blobs import blobs
from headwater.vault.commits import Change, parse_log, read_log, uncommitted
from headwater.vault.git import ask_git
from tests.repositories import commit, git, new_repository, write

OLD, NEW = "1" * 40, "2" * 40
SETTINGS = (
    *("log.follow=true", "log.showSignature=true", "log.diffMerges=off", "log.showRoot=false"),
    *("diff.renames=false", "diff.noprefix=true", "core.quotePath=true", "core.abbrev=5"),
    *("status.renames=true", "status.showUntrackedFiles=no", "color.ui=always"),
)
FILE, NONE = b"100644", b"000000"
names = st.binary(min_size=1, max_size=12).filter(lambda name: b"\0" not in name)
words = st.text(max_size=12).filter(lambda text: "\0" not in text)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_repository(tmp_path / "vault")


def nfc(name: bytes) -> str:
    try:
        return unicodedata.normalize("NFC", name.decode())
    except UnicodeDecodeError:
        return ""


@settings(deadline=None)
@given(st.lists(st.tuples(names, names, st.sampled_from("AMDR")), max_size=5), words, words)
def test_files_of_any_name_and_commits_of_any_words_are_read(
    changed: list[tuple[bytes, bytes, str]], author: str, subject: str
) -> None:
    log = b"\0".join(
        [NEW.encode(), b"", b"2025-01-01T12:00:00+01:00", author.encode(), subject.encode(), b""]
    )
    expected = []
    for number, (name, old_name, letter) in enumerate(changed):
        modes = (NONE if letter == "A" else FILE) + b" " + (NONE if letter == "D" else FILE)
        paths = old_name + b"\0" + name if letter == "R" else name
        log += b"\n" * (number == 0) + b":" + modes + f" {OLD} {NEW} {letter}\0".encode() + paths + b"\0"
        was = nfc(old_name if letter == "R" else name) if letter != "A" else ""
        is_now = nfc(name) if letter != "D" else ""
        if was or is_now:
            expected.append(Change(is_now or was, NEW if is_now else "", was, OLD if was else ""))
    (read,) = parse_log(log)
    assert read.changes == (tuple(expected),)
    assert (read.id, read.parents) == (NEW, ())


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_whatever_else_is_printed_is_no_crash(log: bytes) -> None:
    with suppress(HistoryError):
        parse_log(log)


def test_a_log_that_ends_too_early_is_refused() -> None:
    with pytest.raises(HistoryError, match="cannot be read"):
        parse_log(NEW.encode() + b"\0\0")


def test_signs_that_steer_a_terminal_are_taken_out_of_names_and_subjects() -> None:
    log = b"\0".join([NEW.encode(), b"", b"", b"Eve\x1b[2J", b"red \x9b31m\x07", b""])
    (read,) = parse_log(log)
    assert (read.author, read.subject) == ("Eve\ufffd[2J", "red \ufffd31m\ufffd")
    assert read.date is None


def test_the_first_parent_of_a_merge_comes_before_what_the_other_brought(root: Path) -> None:
    first = commit(root, {"a.md": "a"}, day=1)
    git(root, "checkout", "--quiet", "-b", "side")
    side = commit(root, {"b.md": "b"}, day=2)
    git(root, "checkout", "--quiet", "main")
    main = commit(root, {"a.md": "aa"}, day=3)
    git(root, "merge", "--quiet", "--no-ff", "side", "--message", "Merge")
    log = read_log(root)
    assert [one.id for one in log.commits[:3]] == [first, main, side]
    assert [[change.path for change in changes] for changes in log.commits[3].changes] == [["b.md"], ["a.md"]]


def test_a_log_goes_on_behind_a_commit_and_is_whole_where_it_cannot(root: Path) -> None:
    first = commit(root, {"a.md": "a"}, day=1)
    second = commit(root, {"a.md": "b"}, day=2)
    assert [one.id for one in read_log(root, first).commits] == [second]
    assert read_log(root, second) == (*((),), second, frozenset())
    for other in ("0" * 40, "--all", "HEAD", "x" * 40):
        log = read_log(root, other)
        assert (len(log.commits), log.follows) == (2, "")


def test_a_log_is_whole_after_a_commit_was_replaced(root: Path) -> None:
    commit(root, {"a.md": "a"}, day=1)
    second = commit(root, {"a.md": "b"}, day=2)
    git(root, "reset", "--quiet", "--hard", "HEAD~1")
    commit(root, {"a.md": "c"}, day=3)
    log = read_log(root, second)
    assert (len(log.commits), log.follows) == (2, "")


def test_a_vault_may_be_a_folder_of_a_repository(root: Path) -> None:
    commit(root, {"Notes/a.md": "a", "Readme.md": "r"}, day=1)
    (one,) = read_log(root / "Notes").commits
    assert [change.path for change in one.changes[0]] == ["a.md"]
    write(root, {"Notes/b.md": "b", "Readme.md": "s"})
    assert uncommitted(root / "Notes") == {"b.md"}


def test_submodules_and_symlinks_are_no_files(root: Path) -> None:
    inner = new_repository(root.parent / "inner")
    commit(inner, {"x.md": "x"})
    git(root, "-c", "protocol.file.allow=always", "submodule", "add", "--quiet", str(inner), "Sub")
    (root / "link.md").symlink_to("nowhere.md")
    commit(root, {"a.md": "a"})
    (one,) = read_log(root).commits
    assert [change.path for change in one.changes[0]] == [".gitmodules", "a.md"]


def test_old_files_are_read_as_they_were_and_large_ones_left_out(root: Path) -> None:
    odd = "\n0 blob 3\r\n\x00 end"
    commit(root, {"a.md": odd, "b.md": "", "large.md": "x" * 100})
    (one,) = read_log(root).commits
    held = {
        name: data
        for portion in blobs(root, [change.blob for change in one.changes[0]], 50)
        for name, data in portion
    }
    assert sorted(held.values()) == [b"", odd.encode()]


def test_nothing_is_asked_of_git_for_no_files(root: Path) -> None:
    assert list(blobs(root, [], 50)) == []


@pytest.mark.parametrize(
    ("prepare", "message", "hint"),
    [
        (lambda root: (root / ".git").rename(root / "old"), "is in no git repository", "git init"),
        (lambda root: None, "has no commits yet", "git commit"),
        (lambda root: git(root, "config", "core.bare", "true"), "a bare one", "git clone"),
    ],
)
def test_why_git_cannot_tell_is_said_in_one_line(
    root: Path, prepare: Callable[[Path], object], message: str, hint: str
) -> None:
    prepare(root)
    with pytest.raises(HistoryError, match=message) as caught:
        read_log(root)
    assert hint in caught.value.hint
    assert "\n" not in caught.value.message


def test_a_repository_of_somebody_else_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(root, {"a.md": "a"})
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    with pytest.raises(HistoryError, match="belongs to another user") as caught:
        read_log(root)
    assert "safe.directory" in caught.value.hint


def test_a_partial_clone_is_named(root: Path) -> None:
    commit(root, {"a.md": "one\n" * 20}, day=1)
    commit(root, {"a.md": "one\n" * 20 + "two"}, day=2)
    git(root, "config", "uploadpack.allowFilter", "true")
    clone = root.parent / "clone"
    git(root, "clone", "--quiet", "--no-checkout", "--filter=blob:none", root.as_uri(), str(clone))
    ids = [change.blob for one in read_log(clone).commits for changes in one.changes for change in changes]
    with pytest.raises(HistoryError, match="a partial clone"):
        list(blobs(clone, ids, 50))


def test_an_old_file_that_is_lost_is_named(root: Path) -> None:
    commit(root, {"a.md": "a"})
    with pytest.raises(HistoryError, match=f"lacks an old file, {OLD}") as caught:
        list(blobs(root, [OLD], 50))
    assert "git fsck" in caught.value.hint


def test_what_else_git_says_is_passed_on(root: Path) -> None:
    with pytest.raises(HistoryError, match=r"cannot tell the history of .*: cannot change to 'nowhere'"):
        ask_git(root, ["-C", "nowhere", "log"])
    commit(root)
    with pytest.raises(HistoryError, match="too old"):
        ask_git(root, ["log", "--option-of-tomorrow"])


def test_settings_of_the_repository_do_not_change_what_is_read(root: Path) -> None:
    commit(root, {"Notes/ä.md": "one\n" * 9}, day=1)
    write(root, {"Notes/ä.md": None})
    commit(root, {"Notes/b.md": "one\n" * 9}, day=2)
    before = read_log(root / "Notes")
    for setting in SETTINGS:
        git(root, "config", *setting.split("="))
    write(root, {"Notes/c.md": "c"})
    assert read_log(root / "Notes") == before
    assert [change.old_path for change in before.commits[1].changes[0]] == ["ä.md"]
    assert uncommitted(root / "Notes") == {"c.md"}


def test_a_shallow_clone_ends_at_its_edge(root: Path) -> None:
    commit(root, {"a.md": "a"}, day=1)
    second = commit(root, {"a.md": "b"}, day=2)
    third = commit(root, {"a.md": "c"}, day=3)
    clone = root.parent / "clone"
    git(root, "clone", "--quiet", "--depth=2", root.as_uri(), str(clone))
    log = read_log(clone)
    assert [one.id for one in log.commits] == [second, third]
    assert log.edge == frozenset({second})


def test_git_may_be_missing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(root))
    with pytest.raises(HistoryError, match="git is not installed"):
        read_log(root)
