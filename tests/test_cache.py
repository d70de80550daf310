"""What is kept comes back as it was, or not at all; what stands in its way is put right or told."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headwater import cache
from headwater.cache import FOLDER, Cache, edition
from headwater.locks import held

posix = pytest.mark.skipif(
    os.name == "nt", reason="Windows keeps other permissions, and links need a privilege"
)
not_as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing stops an administrator"
)

BODY = bytes(range(256)) * 8


def loaded(vault: Path) -> bytes | None:
    """What was kept."""
    body = Cache(vault).load("notes")
    return None if body is None else bytes(body)


def names_in(vault: Path) -> set[str]:
    return {path.name for path in (vault / FOLDER).iterdir()}


def link_to_elsewhere(place: Path) -> None:
    (place.parent / "elsewhere").write_bytes(b"of somebody else")
    place.symlink_to(place.parent / "elsewhere")


def folder_with_a_file(place: Path) -> None:
    place.mkdir()
    (place / "file").write_bytes(b"")


def loop(place: Path) -> None:
    place.symlink_to(place)


def pipe(place: Path) -> None:
    os.mkfifo(place)


IN_THE_WAY = [folder_with_a_file, *([link_to_elsewhere, loop, pipe] if os.name != "nt" else [])]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A vault of which something is kept."""
    assert Cache(tmp_path).save("notes", BODY) == ""
    return tmp_path


def test_what_was_kept_comes_back(kept: Path) -> None:
    assert loaded(kept) == BODY


def test_what_is_kept_again_takes_its_place(kept: Path) -> None:
    assert Cache(kept).save("notes", b"") == ""
    assert loaded(kept) == b""


def test_nothing_comes_back_where_nothing_was_kept(tmp_path: Path) -> None:
    assert loaded(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_the_folder_holds_what_is_kept_and_what_says_so_to_other_programs(kept: Path) -> None:
    assert names_in(kept) == {"notes", ".gitignore", "CACHEDIR.TAG"}
    assert (kept / FOLDER / ".gitignore").read_text() == "*\n"
    assert (
        (kept / FOLDER / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")
    )


@given(data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_that_is_cut_off_longer_or_changed_counts_as_none(kept: Path, data: st.DataObject) -> None:
    file = kept / FOLDER / "notes"
    assert Cache(kept).save("notes", BODY) == ""
    whole = file.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[place]))
    file.write_bytes(
        data.draw(
            st.sampled_from(
                [
                    whole[:place],
                    whole[:place] + bytes([byte]) + whole[place + 1 :],
                    whole + bytes([byte]),
                    b"",
                ]
            )
        )
    )
    assert loaded(kept) is None
    assert Cache(kept).save("notes", BODY) == ""
    assert loaded(kept) == BODY


@pytest.mark.parametrize("put", IN_THE_WAY)
@pytest.mark.parametrize("name", ["notes", "notes.new", "site.new", "lock", ".gitignore"])
def test_what_lies_in_the_place_of_a_file_goes_and_is_not_followed(
    name: str, put: Callable[[Path], None], kept: Path
) -> None:
    place = kept / FOLDER / name
    place.unlink(missing_ok=True)
    put(place)
    assert loaded(kept) == (None if name == "notes" else BODY)
    assert Cache(kept).save("notes", b"new") == ""
    assert loaded(kept) == b"new"
    assert names_in(kept) - {"elsewhere"} == {"notes", ".gitignore", "CACHEDIR.TAG"}
    assert (kept / FOLDER / ".gitignore").read_text() == "*\n"
    if put is link_to_elsewhere:
        assert (place.parent / "elsewhere").read_bytes() == b"of somebody else"


@posix
@pytest.mark.parametrize("linked", [".headwater", FOLDER])
def test_nothing_is_kept_in_a_folder_that_a_link_leads_to(linked: str, tmp_path: Path) -> None:
    (tmp_path / "vault" / linked).parent.mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "vault" / linked).symlink_to(tmp_path / "elsewhere")
    assert "it is a symbolic link" in Cache(tmp_path / "vault").save("notes", BODY)
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("blocked", [".headwater", FOLDER])
def test_a_file_in_the_place_of_the_folder_stays_and_is_named(blocked: str, tmp_path: Path) -> None:
    place = tmp_path / blocked
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(b"mine")
    assert Cache(tmp_path).save("notes", BODY) == f"it is no folder ({place})"
    assert loaded(tmp_path) is None
    assert place.read_bytes() == b"mine"


@not_as_root
@pytest.mark.parametrize("blocked", ["", ".headwater", FOLDER])
def test_nothing_is_kept_where_nothing_may_be_written(blocked: str, tmp_path: Path) -> None:
    place = tmp_path / blocked
    place.mkdir(parents=True, exist_ok=True)
    place.chmod(0o500)
    assert "Permission denied" in Cache(tmp_path).save("notes", BODY)
    place.chmod(0o700)
    assert not list(tmp_path.rglob("*.new"))


@not_as_root
def test_a_file_that_may_not_be_read_counts_as_none_and_is_replaced(kept: Path) -> None:
    (kept / FOLDER / "notes").chmod(0)
    assert loaded(kept) is None
    assert Cache(kept).save("notes", BODY) == ""
    assert loaded(kept) == BODY


@pytest.mark.parametrize(
    ("function", "exists"),
    [
        ("mkdir", False),
        *((name, exists) for name in ("open", "write", "replace") for exists in (True, False)),
    ],
)
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_disk_that_is_full_read_only_or_broken_is_told_and_nothing_is_left_behind(
    error: int, function: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, exists: bool
) -> None:
    if exists:
        Cache(tmp_path).save("notes", BODY)
    for count in range(1, 12):
        with monkeypatch.context() as patch:
            calls = failing_at(patch, function, count, error)
            told = Cache(tmp_path).save("notes", b"new")
        assert (os.strerror(error) in told) == (next(calls) > count)
        assert not list(tmp_path.rglob("*.new"))
        assert not list(tmp_path.rglob("lock"))
        assert loaded(tmp_path) in ({b"new"} if not told else {BODY, b"new"} if exists else {None, b"new"})


def failing_at(patch: pytest.MonkeyPatch, name: str, count: int, error: int) -> Iterator[int]:
    """Lets a function of `os` fail from call number `count` on; tells the number of the next call."""
    real: Callable[..., object] = getattr(os, name)
    calls = iter(range(1, 1_000_000))

    def call(*arguments: object, **options: object) -> object:
        if next(calls) >= count:
            raise OSError(error, os.strerror(error))
        return real(*arguments, **options)

    patch.setattr(os, name, call)
    return calls


def test_a_disk_that_takes_a_few_bytes_at_a_time_keeps_all_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, content: write(descriptor, content[:7]))
    assert Cache(tmp_path).save("notes", BODY) == ""
    assert loaded(tmp_path) == BODY


def test_an_interrupted_save_leaves_what_was_kept(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cache, "_write_all", interrupt)
    with pytest.raises(KeyboardInterrupt):
        Cache(kept).save("notes", b"new")
    assert loaded(kept) == BODY
    assert names_in(kept) == {"notes", ".gitignore", "CACHEDIR.TAG"}


def test_while_another_process_writes_nothing_is_kept_and_that_is_told(kept: Path) -> None:
    with held(kept / FOLDER / "lock", kept):
        assert Cache(kept).save("notes", b"new") == "another process writes it at this moment"
    assert loaded(kept) == BODY


DIE = """
import os, sys
from itertools import count
from pathlib import Path
from headwater.cache import Cache

def dying(real, calls, last):
    return lambda *a, **o: os._exit(9) if next(calls) == last else real(*a, **o)

def save(vault, last):
    calls = count(1)
    for name in ("mkdir", "open", "write", "replace", "unlink", "chmod"):
        setattr(os, name, dying(getattr(os, name), calls, last))
    os._exit(0 if Cache(vault).save("notes", b"new" * 100) == "" else 1)

for vault in map(Path, sys.argv[1:]):
    process = os.fork() or save(vault, int(vault.name))
    print(vault, os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
"""
"""Processes that die, cleaning nothing up, just before the call that changes the disk and has the number by
which their vault is called."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks on this system")
@pytest.mark.parametrize("exists", [False, True])
def test_a_process_that_dies_while_it_keeps_something_leaves_the_old_or_the_new_or_nothing(
    tmp_path: Path, *, exists: bool
) -> None:
    vaults = [tmp_path / str(count) for count in range(1, 40)]
    for vault in vaults:
        vault.mkdir()
        assert not exists or not Cache(vault).save("notes", BODY)
    command = [sys.executable, "-c", DIE, *map(str, vaults)]
    done = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert done.startswith(f"{vaults[0]} 9")
    assert done.endswith(f"{vaults[-1]} 0\n")
    for vault in vaults:
        assert loaded(vault) in {BODY if exists else None, b"new" * 100}
        assert Cache(vault).save("notes", b"next") == ""
        assert loaded(vault) == b"next"
        assert names_in(vault) == {"notes", ".gitignore", "CACHEDIR.TAG"}
        assert (vault / FOLDER / ".gitignore").read_text() == "*\n"


@posix
def test_nobody_but_the_owner_may_read_it_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        assert Cache(tmp_path).save("notes", BODY) == ""
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / FOLDER).stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / FOLDER).iterdir()} == {0o600}


@posix
def test_a_folder_that_others_may_read_is_closed_to_them(kept: Path) -> None:
    (kept / FOLDER).chmod(0o755)
    assert Cache(kept).save("notes", b"new") == ""
    assert stat.S_IMODE((kept / FOLDER).stat().st_mode) == 0o700


class TestTheEdition:
    @pytest.fixture(autouse=True)
    def forget(self) -> Iterator[None]:
        edition.cache_clear()
        yield
        edition.cache_clear()

    def of(self, package: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
        monkeypatch.setattr(cache, "__file__", str(package / "cache.py"))
        edition.cache_clear()
        return edition()

    @pytest.fixture
    def package(self, tmp_path: Path) -> Path:
        (tmp_path / "package" / "inner").mkdir(parents=True)
        for place in ("cache.py", "inner/page.html"):
            (tmp_path / "package" / place).write_text("old")
        return tmp_path / "package"

    def test_stays_while_the_program_does(self, package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        first = self.of(package, monkeypatch)
        (package / "__pycache__").mkdir()
        (package / "__pycache__" / "cache.pyc").write_bytes(b"")
        assert self.of(package, monkeypatch) == first

    def test_is_another_for_another_version(self, package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        first = self.of(package, monkeypatch)
        monkeypatch.setattr(cache, "__version__", "99")
        assert self.of(package, monkeypatch) != first

    def test_is_another_when_any_of_its_files_changed(
        self, package: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = self.of(package, monkeypatch)
        os.utime(package / "inner" / "page.html", ns=(1, 1))
        assert self.of(package, monkeypatch) != first

    def test_is_another_for_the_same_program_elsewhere(
        self, package: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Some package managers give all files one time."""
        first = self.of(package, monkeypatch)
        package.rename(package.with_name("other"))
        assert self.of(package.with_name("other"), monkeypatch) != first

    def test_is_another_with_another_package(
        self, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = self.of(package, monkeypatch)
        (tmp_path / "nh3-9.9.dist-info").mkdir()
        monkeypatch.syspath_prepend(str(tmp_path))
        assert self.of(package, monkeypatch) != first

    def test_is_never_the_same_where_the_files_cannot_be_listed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        packed = tmp_path / "packed.zip"
        assert self.of(packed, monkeypatch) != self.of(packed, monkeypatch)
