"""Writing a site: the folder then holds exactly the site and what was never ours, whatever went before."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from headwater.errors import OutputError
from headwater.site.files import Site
from headwater.site.manifest import Fingerprint, WriteReport
from headwater.site.write import write_site
from headwater.vault.scan import MANIFEST_NAME

OLD = Site({"index.html": b"home", "a/index.html": b"a", "b/c/index.html": b"c", "style.css": b"css"})
NEW = Site({"index.html": b"new home", "a/index.html": b"a", "b/d/index.html": b"d", "b/e.html": b"e"})

needs_symlinks = pytest.mark.skipif(os.name == "nt", reason="Windows needs a privilege for symbolic links")

KILL = """
import os
from pathlib import Path
from headwater.site.files import Site
from headwater.site.manifest import Fingerprint, WriteReport
from headwater.site.write import write_site
real, calls = os.replace, iter(range(1, 100))
os.replace = lambda *paths: os._exit(9) if next(calls) == {count} else real(*paths)
write_site(Site({pages!r}), Path({output!r}))
"""
"""A build that dies, cleaning nothing up, just before it moves file number `count` into place."""


def void(_result: object) -> None:
    """Makes a function of what is called for its effect."""


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but the manifest; a link counts as what it says."""
    found = {}
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[place] = b"-> " + os.fsencode(path.readlink())
        elif path.is_file() and place != MANIFEST_NAME:
            found[place] = path.read_bytes()
    return found


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def let_the_clock_tick(folder: Path) -> None:
    """Returns when the file system gives new changes a later time than those before."""
    probe = folder.parent / "probe"
    probe.write_bytes(b"1")
    before = probe.stat().st_mtime_ns
    while probe.stat().st_mtime_ns == before:
        probe.write_bytes(b"2")
    probe.unlink()


def folders(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_dir()}


def put(path: Path, content: bytes = b"mine") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def refuse_at(
    monkeypatch: pytest.MonkeyPatch, name: str, count: int, error: BaseException | Callable[[], None]
) -> None:
    """Lets a function of `os` fail at its call number `count`."""
    real: Callable[..., Any] = getattr(os, name)
    calls = iter(range(1, 1_000_000))

    def call(*arguments: Any, **options: Any) -> Any:
        if next(calls) == count:
            if isinstance(error, BaseException):
                raise error
            error()
        return real(*arguments, **options)

    monkeypatch.setattr(os, name, call)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture
def old(output: Path) -> Path:
    """An output folder that holds the old site."""
    write_site(OLD, output)
    return output


class TestAFirstBuild:
    def test_writes_every_page_and_nothing_else_but_the_manifest(self, output: Path) -> None:
        assert write_site(OLD, output) == WriteReport(written=4, unchanged=0, removed=0)
        assert tree(output) == OLD.pages
        assert (output / MANIFEST_NAME).exists()

    def test_leaves_nothing_beside_the_folder(self, output: Path) -> None:
        write_site(OLD, output)
        assert names_in(output.parent) == ["site"]

    def test_makes_the_folders_above_it(self, tmp_path: Path) -> None:
        write_site(OLD, tmp_path / "public" / "garden" / "site")
        assert tree(tmp_path / "public" / "garden" / "site") == OLD.pages

    def test_fills_an_empty_folder_that_exists_without_replacing_it(self, output: Path) -> None:
        output.mkdir()
        before = output.stat()
        write_site(OLD, output)
        assert tree(output) == OLD.pages
        assert os.path.samestat(output.stat(), before)

    def test_shows_nothing_until_everything_is_written(self, output: Path) -> None:
        seen = []
        write_site(OLD, output, progress=lambda done, total: seen.append((done, total, output.exists())))
        assert seen == [(1, 4, False), (2, 4, False), (3, 4, False), (4, 4, False)]

    def test_that_fails_leaves_no_trace(self, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        refuse_at(monkeypatch, "write", 3, OSError(errno.ENOSPC, "No space left on device"))
        with pytest.raises(OutputError, match=r"No space left on device") as caught:
            write_site(OLD, output)
        assert "free some space" in caught.value.hint
        assert names_in(output.parent) == []

    def test_that_was_killed_is_cleaned_up_by_the_next(self, output: Path) -> None:
        put(output.with_name(".site.headwater-partial") / "a" / "index.html", b"half")
        put(output.with_name(".site.headwater-lock"), b"")
        write_site(OLD, output)
        assert names_in(output.parent) == ["site"]
        assert tree(output) == OLD.pages

    def test_that_was_killed_when_the_folder_was_in_its_place_is_cleaned_up_by_the_next(
        self, output: Path
    ) -> None:
        write_site(OLD, output)
        put(output.with_name(".site.headwater-lock"), b"")
        write_site(OLD, output)
        assert names_in(output.parent) == ["site"]

    def test_in_place_that_was_killed_before_its_first_file_is_no_foreign_folder(self, output: Path) -> None:
        put(output / ".headwater-staging" / "files" / "index.html", b"half")
        put(output / ".headwater-lock", b"")
        write_site(OLD, output)
        assert tree(output) == OLD.pages

    def test_of_an_empty_site_makes_a_folder_that_is_ours(self, output: Path) -> None:
        write_site(Site({}), output)
        write_site(OLD, output)
        assert tree(output) == OLD.pages


class TestALaterBuild:
    def test_writes_what_changed_and_removes_what_is_gone(self, old: Path) -> None:
        assert write_site(NEW, old) == WriteReport(3, 1, 2, gone=("/b/c/",))
        assert tree(old) == NEW.pages

    def test_removes_folders_that_are_empty_now(self, old: Path) -> None:
        write_site(NEW, old)
        assert folders(old) == {"a", "b", "b/d"}

    def test_does_not_touch_files_that_stay_the_same(self, old: Path) -> None:
        before = (old / "a" / "index.html").stat()
        write_site(NEW, old)
        after = (old / "a" / "index.html").stat()
        assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)

    def test_of_the_same_site_touches_nothing_at_all(self, old: Path) -> None:
        before = (old / MANIFEST_NAME).stat()
        assert write_site(OLD, old) == WriteReport(written=0, unchanged=4, removed=0)
        assert (old / MANIFEST_NAME).stat().st_ino == before.st_ino

    def test_can_put_a_folder_where_a_file_was(self, old: Path) -> None:
        site = Site({"style.css/index.html": b"page"})
        write_site(site, old)
        assert tree(old) == site.pages

    def test_can_put_a_file_where_a_folder_was(self, old: Path) -> None:
        site = Site({"b": b"file"})
        write_site(site, old)
        assert tree(old) == site.pages

    def test_can_change_the_case_of_a_name(self, old: Path) -> None:
        site = Site({"A/index.html": b"a", "Style.css": b"css"})
        write_site(site, old)
        assert tree(old) == site.pages

    def test_gives_the_same_folder_as_a_first_one(self, old: Path, tmp_path: Path) -> None:
        write_site(NEW, old)
        write_site(NEW, tmp_path / "fresh")
        assert tree(old) == tree(tmp_path / "fresh")
        assert (old / MANIFEST_NAME).read_bytes() == (tmp_path / "fresh" / MANIFEST_NAME).read_bytes()

    def test_writes_through_a_symbolic_link_to_the_folder(self, old: Path, tmp_path: Path) -> None:
        link = tmp_path / "link"
        link.symlink_to(old, target_is_directory=True)
        write_site(NEW, link)
        assert link.is_symlink()
        assert tree(old) == NEW.pages

    @pytest.mark.parametrize("content", [b"by hand", b"home"[::-1]], ids=["longer", "as long"])
    def test_puts_right_what_was_changed_by_hand(self, content: bytes, old: Path) -> None:
        (old / "index.html").write_bytes(content)
        assert write_site(OLD, old) == WriteReport(written=1, unchanged=3, removed=0)
        assert tree(old) == OLD.pages

    def test_puts_back_what_was_removed_by_hand(self, old: Path) -> None:
        (old / "b" / "c" / "index.html").unlink()
        (old / "b" / "c").rmdir()
        write_site(OLD, old)
        assert tree(old) == OLD.pages

    def test_sees_a_change_that_keeps_the_size_and_pretends_to_be_old(self, old: Path) -> None:
        (old / "index.html").write_bytes(b"HOME")
        os.utime(old / "index.html", ns=(0, 0))
        write_site(OLD, old)
        assert tree(old) == OLD.pages

    @pytest.mark.skipif(os.name == "nt", reason="Windows keeps no time of the last change")
    def test_reads_no_file_that_was_not_touched_since(
        self, old: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        utime = os.utime

        def stamp(path: Path) -> None:
            let_the_clock_tick(old)
            utime(path)

        monkeypatch.setattr(os, "utime", stamp)
        write_site(NEW, old)
        monkeypatch.setattr(Fingerprint, "of_file", pytest.fail)
        assert write_site(NEW, old).unchanged == 4


class TestAttachments:
    def test_are_copied(self, output: Path, tmp_path: Path) -> None:
        source = put(tmp_path / "vault" / "figure.png", b"\x89PNG" * 500_000)
        write_site(Site(OLD.pages, {"img/figure.png": source}), output)
        assert tree(output) == {**OLD.pages, "img/figure.png": source.read_bytes()}

    def test_are_copies_not_links(self, output: Path, tmp_path: Path) -> None:
        source = put(tmp_path / "figure.png")
        write_site(Site({}, {"figure.png": source}), output)
        assert source.stat().st_nlink == 1
        assert not (output / "figure.png").is_symlink()

    def test_are_copied_again_only_if_their_content_changed(self, output: Path, tmp_path: Path) -> None:
        site = Site({}, {"a.png": put(tmp_path / "a.png", b"one"), "b.png": put(tmp_path / "b.png", b"two")})
        write_site(site, output)
        os.utime(tmp_path / "a.png")
        put(tmp_path / "b.png", b"TWO")
        assert write_site(site, output) == WriteReport(written=1, unchanged=1, removed=0)
        assert tree(output) == {"a.png": b"one", "b.png": b"TWO"}

    def test_that_cannot_be_read_are_named_and_the_old_site_stays(self, old: Path, tmp_path: Path) -> None:
        with pytest.raises(OutputError, match=r"gone\.png"):
            write_site(Site(NEW.pages, {"gone.png": tmp_path / "gone.png"}), old)
        assert tree(old) == OLD.pages


class TestWhatIsNotOurs:
    @pytest.mark.parametrize("place", ["note.md", "a/note.md", ".git/config"])
    def test_a_folder_with_other_files_and_no_manifest_is_refused_untouched(
        self, place: str, output: Path
    ) -> None:
        put(output / place)
        with pytest.raises(OutputError, match="did not write") as caught:
            write_site(OLD, output)
        assert "empty or a new folder" in caught.value.hint
        assert tree(output) == {place: b"mine"}

    @pytest.mark.parametrize("place", ["CNAME", ".nojekyll", ".git/config", "a/photo.jpg", "b/c/x/y"])
    def test_files_put_into_the_site_later_stay(self, place: str, old: Path) -> None:
        put(old / place)
        write_site(NEW, old)
        assert tree(old) == {**NEW.pages, place: b"mine"}
        write_site(Site({}), old)
        assert tree(old) == {place: b"mine"}

    @pytest.mark.parametrize("place", ["b/e.html", "b/d", "b/e.html/x", "b/e.html/x/y"])
    def test_a_page_that_would_replace_one_of_them_is_an_error_and_nothing_changes(
        self, place: str, old: Path
    ) -> None:
        put(old / place)
        with pytest.raises(OutputError, match=r"b[/\\][de].* did not write"):
            write_site(NEW, old)
        assert tree(old) == {**OLD.pages, place: b"mine"}

    def test_an_empty_folder_in_a_folder_that_becomes_a_file_is_not_removed(self, old: Path) -> None:
        (old / "b" / "empty").mkdir()
        with pytest.raises(OutputError, match="empty"):
            write_site(Site({"b": b"file"}), old)
        assert tree(old) == OLD.pages

    def test_a_folder_in_place_of_an_obsolete_file_stays(self, old: Path) -> None:
        (old / "style.css").unlink()
        put(old / "style.css" / "mine")
        write_site(NEW, old)
        assert tree(old) == {**NEW.pages, "style.css/mine": b"mine"}

    def test_a_manifest_that_cannot_be_read_stops_the_build(self, old: Path) -> None:
        (old / MANIFEST_NAME).write_bytes(b"")
        with pytest.raises(OutputError, match="damaged"):
            write_site(NEW, old)
        assert tree(old) == OLD.pages

    def test_the_manifest_tells_nothing_about_this_machine(self, output: Path, tmp_path: Path) -> None:
        write_site(Site(OLD.pages, {"a.png": put(tmp_path / "a.png")}), output)
        assert str(tmp_path) not in (output / MANIFEST_NAME).read_text(encoding="utf-8")


@needs_symlinks
class TestSymbolicLinksInside:
    def test_a_link_in_place_of_our_file_is_replaced_not_followed(self, old: Path, tmp_path: Path) -> None:
        target = put(tmp_path / "note.md")
        (old / "a" / "index.html").unlink()
        (old / "a" / "index.html").symlink_to(target)
        write_site(NEW, old)
        assert tree(old) == NEW.pages
        assert target.read_bytes() == b"mine"

    def test_a_link_in_place_of_our_folder_is_replaced_not_followed(self, old: Path, tmp_path: Path) -> None:
        note = put(tmp_path / "notes" / "index.html")
        (old / "a" / "index.html").unlink()
        (old / "a").rmdir()
        (old / "a").symlink_to(tmp_path / "notes")
        write_site(OLD, old)
        assert tree(old) == OLD.pages
        assert note.read_bytes() == b"mine"

    def test_nothing_is_removed_through_a_link_in_place_of_an_obsolete_folder(
        self, old: Path, tmp_path: Path
    ) -> None:
        note = put(tmp_path / "notes" / "index.html")
        (tmp_path / "notes" / "c").mkdir()
        (old / "b" / "c" / "index.html").unlink()
        (old / "b" / "c").rmdir()
        (old / "b").rmdir()
        (old / "b").symlink_to(tmp_path / "notes")
        write_site(Site({"index.html": b"home"}), old)
        assert note.exists()
        assert (tmp_path / "notes" / "c").exists()

    def test_a_link_of_someone_else_where_a_page_belongs_is_an_error(self, old: Path, tmp_path: Path) -> None:
        (old / "b" / "d").symlink_to(tmp_path)
        with pytest.raises(OutputError, match="symbolic link"):
            write_site(NEW, old)
        assert (old / "b" / "d").is_symlink()

    def test_a_link_in_place_of_the_staging_folder_is_removed_not_followed(
        self, old: Path, tmp_path: Path
    ) -> None:
        note = put(tmp_path / "notes" / "note.md")
        (old / ".headwater-staging").symlink_to(tmp_path / "notes")
        write_site(NEW, old)
        assert note.exists()
        assert tree(old) == NEW.pages


class TestAFolderThatCannotBeTheOutput:
    def test_is_the_vault_itself(self, tmp_path: Path) -> None:
        with pytest.raises(OutputError, match="is the vault itself"):
            write_site(OLD, tmp_path, protect=tmp_path)
        assert names_in(tmp_path) == []

    def test_is_one_that_holds_the_vault_even_if_a_manifest_lies_there(self, old: Path) -> None:
        (old / "deep" / "vault").mkdir(parents=True)
        with pytest.raises(OutputError, match="holds the vault"):
            write_site(NEW, old, protect=old / "deep" / "vault")
        assert tree(old) == OLD.pages

    @needs_symlinks
    def test_is_the_vault_by_another_name(self, tmp_path: Path) -> None:
        (tmp_path / "vault").mkdir()
        (tmp_path / "link").symlink_to(tmp_path / "vault")
        with pytest.raises(OutputError, match="is the vault itself"):
            write_site(OLD, tmp_path / "link", protect=tmp_path / "vault")

    def test_is_a_file(self, tmp_path: Path) -> None:
        with pytest.raises(OutputError, match="is no folder"):
            write_site(OLD, put(tmp_path / "file"))
        assert tree(tmp_path) == {"file": b"mine"}

    def test_is_one_below_a_file(self, tmp_path: Path) -> None:
        with pytest.raises(OutputError, match="cannot be written"):
            write_site(OLD, put(tmp_path / "file") / "site")

    @needs_symlinks
    def test_is_a_link_to_itself(self, output: Path) -> None:
        output.symlink_to(output)
        with pytest.raises(OutputError):
            write_site(OLD, output)

    @pytest.mark.skipif(
        not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing stops an administrator"
    )
    def test_is_one_without_the_permission_to_write(self, old: Path) -> None:
        old.chmod(0o555)
        with pytest.raises(OutputError, match=r"Permission denied"):
            write_site(NEW, old)
        old.chmod(0o755)
        assert tree(old) == OLD.pages

    def test_may_be_inside_the_vault(self, tmp_path: Path) -> None:
        write_site(OLD, tmp_path / "site", protect=tmp_path)
        assert tree(tmp_path / "site") == OLD.pages


class Crash(BaseException):
    """The end of the process, as far as it can be simulated."""


class TestABuildThatDoesNotEndWell:
    def test_interrupted_while_it_writes_leaves_the_old_site(self, old: Path) -> None:
        def interrupt(_done: int, _total: int) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            write_site(NEW, old, progress=interrupt)
        assert tree(old) == OLD.pages
        assert write_site(OLD, old).unchanged == 4

    def test_interrupted_during_the_commit_first_completes_it(
        self, old: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        refuse_at(monkeypatch, "replace", 2, lambda: signal.raise_signal(signal.SIGINT))
        with pytest.raises(KeyboardInterrupt):
            write_site(NEW, old)
        assert tree(old) == NEW.pages
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler

    @pytest.mark.parametrize("count", range(1, 7))
    @pytest.mark.parametrize("function", ["replace", "unlink", "rmdir"])
    def test_in_the_middle_of_the_commit_is_mended_by_the_next(
        self, function: str, count: int, old: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(old / "CNAME")
        with monkeypatch.context() as patch, suppress(Crash):
            refuse_at(patch, function, count, Crash())
            write_site(NEW, old)
        write_site(NEW, old)
        assert tree(old) == {**NEW.pages, "CNAME": b"mine"}
        assert folders(old) == {"a", "b", "b/d"}

    def test_before_its_first_file_was_moved_does_not_make_old_files_pass_for_new(
        self, old: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        new = Site({place: content.upper() for place, content in OLD.pages.items()})
        with monkeypatch.context() as patch, suppress(Crash):
            refuse_at(patch, "replace", 2, Crash())
            write_site(new, old, progress=lambda done, total: let_the_clock_tick(old))
        write_site(new, old)
        assert tree(old) == new.pages

    @pytest.mark.parametrize("count", range(1, 6))
    def test_killed_in_the_middle_of_the_commit_is_mended_by_a_build_of_any_site(
        self, count: int, old: Path
    ) -> None:
        code = KILL.format(count=count, pages=dict(NEW.pages), output=str(old))
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
        write_site(OLD, old)
        assert tree(old) == OLD.pages
        assert folders(old) == {"a", "b", "b/c"}

    def test_says_what_failed_where_and_that_another_build_completes_it(
        self, old: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        refuse_at(monkeypatch, "replace", 2, PermissionError(errno.EACCES, "Permission denied", "b/e.html"))
        with pytest.raises(OutputError, match=r"Permission denied.*b/e.html.*another build completes it"):
            write_site(NEW, old)

    def test_for_want_of_space_leaves_the_old_site(self, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        refuse_at(monkeypatch, "write", 5, OSError(errno.ENOSPC, "No space left on device"))
        with pytest.raises(OutputError, match=r"No space left on device.*nothing was changed"):
            write_site(NEW, old)
        assert tree(old) == OLD.pages

    def test_for_want_of_permission_in_one_folder_leaves_the_old_site(
        self, old: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith("b"))
        with pytest.raises(OutputError, match=r"Permission denied.*nothing was changed"):
            write_site(NEW, old)
        assert tree(old) == OLD.pages

    def test_is_not_one_where_the_disk_takes_only_a_few_bytes_at_a_time(
        self, output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write = os.write
        monkeypatch.setattr(os, "write", lambda descriptor, content: write(descriptor, content[:3]))
        write_site(Site(OLD.pages, {"a.png": put(tmp_path / "a.png", b"0123456789")}), output)
        assert tree(output) == {**OLD.pages, "a.png": b"0123456789"}


class TestTwoBuildsAtOnce:
    @pytest.mark.parametrize("exists", [False, True])
    def test_into_one_folder_are_refused(self, *, exists: bool, output: Path) -> None:
        if exists:
            write_site(OLD, output)
        with pytest.raises(OutputError, match="another build is writing"):
            write_site(NEW, output, progress=lambda done, total: void(write_site(NEW, output)))
        assert (tree(output) if output.exists() else {}) == (OLD.pages if exists else {})


def test_names_that_differ_in_case_alone_are_refused_where_the_file_system_takes_them_for_one(
    old: Path,
) -> None:
    # With this folder, what the writer looks for to find out is there, as it would be on such a file system.
    (old / ".HEADWATER-STAGING").mkdir()
    with pytest.raises(OutputError, match="does not tell case apart"):
        write_site(Site({"About/index.html": b"1", "about/index.html": b"2"}), old)
    assert tree(old) == OLD.pages


def test_a_site_with_a_place_outside_the_folder_is_refused(output: Path) -> None:
    with pytest.raises(OutputError, match=r"\.\./notes/a\.md"):
        write_site(Site({"../notes/a.md": b""}), output)
    assert names_in(output.parent) == []
