"""Whatever changed since the last build is seen by the next, even what hides from the clock or is in git."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from headwater.building import build
from headwater.cache import FOLDER
from headwater.lastbuild import LastBuild
from headwater.looking import look_at
from headwater.scope import MARKED, Scope
from headwater.standing import folder_of
from headwater.vault import read
from headwater.vault.read import LARGEST_NOTE
from headwater.vault.scan import (
    COARSELY_SETTLED_AFTER_NS,
    MANIFEST_NAME,
    SETTLED_AFTER_NS,
    UNSETTLED,
    VaultFile,
    settled,
)
from tests.kept import SMALL, is_built_right

SECOND = 1_000_000_000
ALL = Scope(all=True)
TEXT = "---\npublish: true\n---\n# Content\n- The number is {}\n"
PLACE = "Insights/Number.md"

posix = pytest.mark.skipif(
    os.name == "nt", reason="Windows keeps no time of the last change, and links need a privilege"
)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A vault that was built when its files were old enough to be believed."""
    vault = Path(shutil.copytree(SMALL, tmp_path / "vault"))
    note(vault, "1")
    settle(vault, tmp_path / "site")
    return vault


def settle(vault: Path, output: Path) -> None:
    """Build until there is nothing more to do, not even to look into files that are too young."""
    build(vault, output)
    time.sleep(SETTLED_AFTER_NS / 1e9 + 0.02)
    os.utime(output / MANIFEST_NAME)
    build(vault, output)
    look = look_at(vault)
    assert LastBuild(vault, look.config, MARKED, output).report(look)


@pytest.fixture
def output(tmp_path: Path, vault: Path) -> Path:
    return vault.parent / "site"


def note(vault: Path, number: str, place: str = PLACE) -> Path:
    file = vault / place
    file.write_text(TEXT.format(number), encoding="utf-8")
    return file


def shows(vault: Path, output: Path, number: str) -> None:
    """Build, and look whether the note is seen as it is now."""
    is_built_right(vault, output)
    page = (output / "insights/number/index.html").read_text(encoding="utf-8")
    assert f"The number is {number}" in page


def test_files_that_have_settled_are_not_read_again(
    vault: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "read_note", pytest.fail)
    monkeypatch.setattr(read, "xxhash", None)
    build(vault, output.parent / "other")


@pytest.mark.parametrize("tick", [50_000_000, 2 * SECOND], ids=["a slow one", "as on FAT"])
def test_a_note_that_changes_faster_than_the_clock_of_the_disk_ticks(
    tick: int, vault: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def located(path: str, entry: os.DirEntry[str]) -> VaultFile:
        status = entry.stat(follow_symlinks=False)
        modified, changed = status.st_mtime_ns // tick * tick, status.st_ctime_ns // tick * tick
        return VaultFile(path, entry.path, (status.st_size, modified, changed, status.st_ino))

    monkeypatch.setattr("headwater.vault.scan._located", located)
    for number in "2345678":
        note(vault, number)
        build(vault, output)
        page = (output / "insights/number/index.html").read_text(encoding="utf-8")
        assert f"The number is {number}" in page


def test_a_note_that_changes_many_times_in_a_row(vault: Path, output: Path) -> None:
    for number in "2345678923456789":
        note(vault, number)
        build(vault, output)
        page = (output / "insights/number/index.html").read_text(encoding="utf-8")
        assert f"The number is {number}" in page
    is_built_right(vault, output)


@posix
def test_a_note_of_the_same_length_whose_time_is_set_back(vault: Path, output: Path) -> None:
    before = (vault / PLACE).stat()
    os.utime(note(vault, "2"), ns=(before.st_atime_ns, before.st_mtime_ns))
    shows(vault, output, "2")


@posix
@pytest.mark.parametrize("seconds", [-3600, 0, 3600])
def test_a_file_of_the_same_length_that_is_moved_over_a_note(vault: Path, output: Path, seconds: int) -> None:
    moment = (vault / PLACE).stat().st_mtime_ns + seconds * SECOND
    file = note(vault, "2", "other.txt")
    os.utime(file, ns=(moment, moment))
    file.replace(vault / PLACE)
    shows(vault, output, "2")


def test_two_notes_that_change_places(vault: Path, output: Path) -> None:
    other = note(vault, "2", "Insights/Other.md")
    is_built_right(vault, output)
    other.rename(vault / "aside")
    (vault / PLACE).rename(other)
    (vault / "aside").rename(vault / PLACE)
    shows(vault, output, "2")


@pytest.mark.parametrize("hours", [-24, 24, 24 * 365 * 20])
def test_notes_of_a_clock_that_was_set_otherwise(vault: Path, output: Path, hours: int) -> None:
    for number in "23":
        moment = time.time_ns() + hours * 3600 * SECOND
        os.utime(note(vault, number), ns=(moment, moment))
        shows(vault, output, number)


@pytest.mark.parametrize("hours", [-24, 24])
def test_a_clock_that_is_set_between_builds(
    vault: Path, output: Path, hours: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time_ns
    for number in "23":
        monkeypatch.setattr(time, "time_ns", lambda: now() + hours * 3600 * SECOND)
        note(vault, number)
        shows(vault, output, number)
        monkeypatch.setattr(time, "time_ns", now)
        shows(vault, output, number)


def becomes_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()
    (file / "Inner.md").write_text(TEXT.format("inner"), encoding="utf-8")


def becomes_a_link_to_another_note(file: Path) -> None:
    file.unlink()
    file.symlink_to(next(file.parent.glob("2025*.md")))


def becomes_a_link_out_of_the_vault(file: Path) -> None:
    outside = file.parents[2] / "outside.md"
    file.rename(outside)
    file.symlink_to(outside)


def becomes_a_link_to_nothing(file: Path) -> None:
    file.unlink()
    file.symlink_to("nothing.md")


def becomes_empty(file: Path) -> None:
    file.write_bytes(b"")


def becomes_too_large(file: Path) -> None:
    file.write_bytes(b"x" * (LARGEST_NOTE + 1))


def becomes_a_canvas(file: Path) -> None:
    file.rename(file.with_suffix(".canvas"))


def becomes_an_attachment(file: Path) -> None:
    file.rename(file.with_suffix(".txt"))


def changes_the_case_of_its_name(file: Path) -> None:
    file.rename(file.with_name("NUMBER.md"))


def becomes_a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


@posix
@pytest.mark.parametrize(
    "change",
    [
        becomes_a_folder,
        becomes_a_link_to_another_note,
        becomes_a_link_out_of_the_vault,
        becomes_a_link_to_nothing,
        becomes_empty,
        becomes_too_large,
        becomes_a_canvas,
        becomes_an_attachment,
        changes_the_case_of_its_name,
        becomes_a_pipe,
    ],
)
def test_a_note_that(change: Callable[[Path], None], vault: Path, output: Path) -> None:
    content = (vault / PLACE).read_bytes()
    change(vault / PLACE)
    problems = is_built_right(vault, output).problems
    assert problems == build(vault, output.parent / "other", cache=False).problems
    for path in (vault / "Insights").iterdir():
        if path.name.lower().startswith("number"):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    (vault / PLACE).write_bytes(content)
    shows(vault, output, "1")


def test_a_note_that_was_too_large_and_grows_is_told_by_its_new_size(vault: Path, output: Path) -> None:
    for size in ("6", "7"):
        (vault / PLACE).write_bytes(b"x" * int(size) * 1_000_000)
        (found,) = (
            found for found in is_built_right(vault, output).problems if found.code == "file-too-large"
        )
        assert size in found.message


def test_a_file_whose_stamp_cannot_be_told_is_read_at_every_build(
    vault: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "headwater.vault.scan._located", lambda path, entry: VaultFile(path, entry.path, UNSETTLED)
    )
    for number in "234":
        note(vault, number)
        shows(vault, output, number)


@pytest.mark.parametrize(
    ("modified", "changed", "believed"),
    [
        (-SETTLED_AFTER_NS - 1, -SETTLED_AFTER_NS - 1, True),
        (-SETTLED_AFTER_NS, -SECOND, False),
        (-SECOND - 1, -SETTLED_AFTER_NS, False),
        (1, -SECOND, False),
        (-SECOND, 1, False),
    ],
)
def test_a_stamp_is_believed_when_its_times_are_past(modified: int, changed: int, *, believed: bool) -> None:
    now = 10 * SECOND + 7
    stamp = (1, now + modified, now + changed, 1)
    assert settled(stamp, now) == (stamp if believed else UNSETTLED)


@pytest.mark.parametrize(
    ("age", "believed"), [(COARSELY_SETTLED_AFTER_NS + 1, True), (COARSELY_SETTLED_AFTER_NS, False)]
)
def test_a_time_without_a_fraction_must_be_past_by_two_seconds(age: int, *, believed: bool) -> None:
    modified = 10 * SECOND
    stamp = (1, modified, modified, 1)
    assert settled(stamp, modified + age) == (stamp if believed else UNSETTLED)


@pytest.mark.parametrize("name", ["Number.md", "Board.canvas"])
def test_a_file_that_could_not_be_read_once_is_read_at_the_next_build(
    name: str, vault: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a network drive, or where a cloud has yet to bring the file."""
    (vault / "Board.canvas").write_text('{"nodes": [], "edges": []}', encoding="utf-8")
    note(vault, "2")
    time.sleep((SETTLED_AFTER_NS + 50_000_000) / 1e9)

    def refusing(opens: Callable[..., Any]) -> Callable[..., Any]:
        def refuse(path: Any, *arguments: Any, **options: Any) -> Any:
            if str(path).endswith(name):
                raise OSError(errno.EIO, "Input/output error")
            return opens(path, *arguments, **options)

        return refuse

    with monkeypatch.context() as patch:
        patch.setattr(read, "open", refusing(open), raising=False)
        patch.setattr(os, "open", refusing(os.open))
        build(vault, output)
        os.utime(output / MANIFEST_NAME)
        assert "unreadable-file" in {found.code for found in build(vault, output).problems}
    assert "unreadable-file" not in {found.code for found in build(vault, output).problems}
    is_built_right(vault, output)


def test_what_a_killed_build_left_in_the_site_goes_even_where_nothing_has_changed(
    vault: Path, output: Path
) -> None:
    (output / ".headwater-staging" / "files").mkdir(parents=True)
    (output / ".headwater-staging" / "files" / "private.html").write_text("of a build with --all")
    (output / ".headwater-lock").write_bytes(b"")
    is_built_right(vault, output)


@posix
def test_a_folder_of_the_site_that_became_a_link_is_put_right_even_where_nothing_has_changed(
    vault: Path, output: Path
) -> None:
    (output / "overview").rename(output.parent / "elsewhere")
    (output / "overview").symlink_to(output.parent / "elsewhere")
    build(vault, output)
    assert not (output / "overview").is_symlink()
    is_built_right(vault, output)


# Dates of notes that git alone knows.

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


class Repository:
    """A git repository, whose commits are an hour apart."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hour = 0

    def git(self, *arguments: str, folder: Path | None = None) -> None:
        self.hour += 1
        moment = f"2025-03-{1 + self.hour // 24:02}T{self.hour % 24:02}:00:00+00:00"
        who = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org"}
        who |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in who.items()}
        times = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        alone = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
        subprocess.run(
            ["git", "-C", str(folder or self.folder), *arguments],
            check=True,
            capture_output=True,
            env={**os.environ, **who, **times, **alone},
        )

    def commit(self, *options: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "Change", *options)


UNDATED = "Insights/Undated.md"


@pytest.fixture(params=["", "deep/inside"], ids=["whole", "subfolder"])
def repository(request: pytest.FixtureRequest, tmp_path: Path) -> Repository:
    """A repository whose vault, in the folder `param`, was built, with a note that nothing but git dates."""
    folder = tmp_path / "repository"
    folder.mkdir()
    made = Repository(folder)
    made.git("init", "--quiet", "--initial-branch", "main")
    vault = Path(shutil.copytree(SMALL, folder / request.param / "vault"))
    made.commit()
    note(vault, "1", UNDATED)
    settle(vault, tmp_path / "site")
    return made


@pytest.fixture
def dated(repository: Repository, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Builds, and tells the page of the undated note."""
    (vault,) = repository.folder.rglob("vault")

    def page() -> str:
        is_built_right(vault, tmp_path / "site")
        return (tmp_path / "site/insights/undated/index.html").read_text(encoding="utf-8")

    yield page
    page()


Dated = Callable[[], str]


@needs_git
class TestGit:
    def test_a_commit_dates_a_note_that_did_not_change(self, repository: Repository, dated: Dated) -> None:
        before = dated()
        repository.commit()
        assert dated() != before

    def test_an_amended_commit(self, repository: Repository, dated: Dated) -> None:
        repository.commit()
        before = dated()
        repository.commit("--amend", "--date", "2025-03-20T00:00:00+00:00")
        assert dated() != before

    def test_a_commit_without_a_log_of_commits(self, repository: Repository, dated: Dated) -> None:
        repository.git("config", "core.logAllRefUpdates", "false")
        shutil.rmtree(repository.folder / ".git" / "logs")
        before = dated()
        repository.commit()
        assert dated() != before

    def test_another_branch_with_the_same_files(self, repository: Repository, dated: Dated) -> None:
        repository.commit()
        before = dated()
        repository.git("checkout", "--quiet", "--orphan", "other")
        repository.commit()
        after = dated()
        assert after != before
        repository.git("checkout", "--quiet", "main")
        assert dated() == before

    def test_packed_branches(self, repository: Repository, dated: Dated) -> None:
        repository.commit()
        repository.git("gc", "--quiet")
        assert not (repository.folder / ".git/refs/heads/main").exists()
        before = dated()
        repository.commit("--amend", "--date", "2025-03-20T00:00:00+00:00")
        repository.git("pack-refs", "--all")
        assert dated() != before

    def test_a_commit_on_no_branch(self, repository: Repository, dated: Dated) -> None:
        repository.git("checkout", "--quiet", "--detach")
        before = dated()
        repository.commit()
        assert dated() != before

    def test_a_further_work_tree(self, repository: Repository, dated: Dated, tmp_path: Path) -> None:
        repository.commit()
        dated()
        tree = tmp_path / "tree"
        repository.git("worktree", "add", "--quiet", "-b", "other", str(tree))
        (vault,) = tree.rglob("vault")
        is_built_right(vault, tmp_path / "site of the tree")
        before = (tmp_path / "site of the tree/insights/undated/index.html").read_bytes()
        repository.git(
            "commit", "--quiet", "--amend", "--date", "2025-03-20T00:00:00+00:00", "--no-edit", folder=tree
        )
        is_built_right(vault, tmp_path / "site of the tree")
        assert (tmp_path / "site of the tree/insights/undated/index.html").read_bytes() != before
        repository.git("pack-refs", "--all")
        is_built_right(vault, tmp_path / "site of the tree")

    def test_a_repository_that_is_gone(self, repository: Repository, dated: Dated) -> None:
        repository.commit()
        before = dated()
        (repository.folder / ".git").rename(repository.folder / "git")
        assert dated() != before
        (repository.folder / "git").rename(repository.folder / ".git")
        assert dated() == before

    def test_a_repository_that_is_new(self, vault: Path, output: Path) -> None:
        note(vault, "1", UNDATED)
        is_built_right(vault, output)
        before = (output / "insights/undated/index.html").read_bytes()
        made = Repository(vault)
        made.git("init", "--quiet")
        made.commit()
        is_built_right(vault, output)
        assert (output / "insights/undated/index.html").read_bytes() != before

    def test_a_commit_in_another_scope(self, repository: Repository, dated: Dated, tmp_path: Path) -> None:
        (vault,) = repository.folder.rglob("vault")
        is_built_right(vault, tmp_path / "all", Scope(all=True))
        dated()
        repository.commit()
        is_built_right(vault, tmp_path / "all", Scope(all=True))

    def test_a_history_that_is_told_otherwise(self, repository: Repository, dated: Dated) -> None:
        repository.commit()
        repository.commit("--allow-empty")
        before = dated()
        repository.git("replace", "--graft", "HEAD")
        assert dated() != before
        repository.git("replace", "--delete", "HEAD~0")

    def test_what_is_kept_is_never_committed(self, repository: Repository, dated: Dated) -> None:
        dated()
        repository.commit()
        listed = subprocess.run(
            ["git", "-C", str(repository.folder), "ls-files"], check=True, capture_output=True, text=True
        ).stdout
        assert UNDATED in listed
        assert FOLDER not in listed
        assert ".headwater" not in listed


def test_a_style_is_looked_at_and_so_is_any_that_another_stands_for(vault: Path) -> None:
    (vault / "styles").mkdir()
    before = folder_of(look_at(vault))
    (vault / "styles/base.csl").write_text("<style/>", encoding="utf-8")
    assert {path for path, _ in folder_of(look_at(vault)).beside} >= {"styles/base.csl"}
    assert folder_of(look_at(vault))._replace(attachments=before.attachments) != before


@posix
def test_a_pandoc_that_came_or_went_is_noticed(
    vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    before = look_at(vault)
    (tmp_path / "pandoc").write_text("#!/bin/sh\n", encoding="utf-8")
    (tmp_path / "pandoc").chmod(0o755)
    assert look_at(vault).beside != before.beside


@pytest.mark.parametrize(
    ("option", "code"),
    [('libraries = ["a\\u0000.bib"]', "unreadable-file"), ('style = "a\\u0000.csl"', "style-not-used")],
)
def test_a_path_that_no_file_can_have_is_a_problem_and_no_traceback(
    option: str, code: str, vault: Path, output: Path
) -> None:
    (vault / "headwater.toml").write_text(f"[citations]\n{option}\n", encoding="utf-8")
    (vault / "roe2001.md").write_text("---\nkind: evidence source\ntitle: Tea\n---\n", encoding="utf-8")
    assert code in {found.code for found in is_built_right(vault, output).problems}
