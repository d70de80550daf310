"""Builds at the same time, and builds that are killed: the site is right, or the next build makes it so."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest
from generate import write_vault
from vault_plan import Shape

from headwater.building import build
from headwater.cli.main import main
from headwater.errors import OutputError
from headwater.scope import MARKED, Scope
from headwater.site.manifest import read_manifest
from tests.kept import SMALL, clean, edit, files, is_built_right

ALL = Scope(all=True)

posix = pytest.mark.skipif(os.name == "nt", reason="there are no forks on Windows")
forks = pytest.mark.skipif(sys.platform != "linux", reason="work is split on Linux only")


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "vault"))


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "site"


HELD_UP = """
import sys
from headwater.building import build
from headwater.scope import Scope

def wait(stage, done, total):
    if stage == "drawing and writing pages" and done == 1:
        print("writing", flush=True)
        sys.stdin.readline()

build(sys.argv[1], sys.argv[2], Scope(all="--all" in sys.argv), wait)
"""
"""A build that waits after it has written its first file."""


class HeldUp:
    """Another process that is in the middle of a build."""

    def __init__(self, *arguments: object) -> None:
        command = [sys.executable, "-c", HELD_UP, *map(str, arguments)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == b"writing\n"

    def end(self) -> None:
        """Let it go on to its end."""
        self.process.communicate(b"\n")
        assert self.process.returncode == 0


def without_cache(vault: Path) -> dict[str, bytes]:
    """What is in a vault but for what builds keep there: notes are kept as soon as they were read."""
    return {place: data for place, data in files(vault).items() if not place.startswith(".headwater/cache/")}


@pytest.mark.parametrize("exists", [False, True])
def test_a_second_build_into_one_folder_says_that_the_first_is_at_work_and_changes_nothing(
    vault: Path, output: Path, capsys: pytest.CaptureFixture[str], *, exists: bool
) -> None:
    if exists:
        build(vault, output)
    edit(vault)
    before = files(output), without_cache(vault)
    other = HeldUp(vault, output)
    assert main(["build", str(vault), "--output", str(output)]) == 1
    assert "another build is writing to" in capsys.readouterr().err
    assert {place: data for place, data in files(output).items() if not place.startswith(".headwater-s")} == {
        **before[0],
        **({".headwater-lock": b""} if exists else {}),
    }
    assert without_cache(vault) == before[1]
    other.end()
    assert files(output) == clean(vault)
    is_built_right(vault, output)


@pytest.mark.parametrize("scopes", [("", ""), ("", "--all"), ("--all", "")])
@pytest.mark.parametrize("edited", [False, True])
def test_builds_into_two_folders_at_once_are_both_right_and_so_is_what_they_keep(
    vault: Path, tmp_path: Path, scopes: tuple[str, str], *, edited: bool
) -> None:
    first, second = (ALL if scope else MARKED for scope in scopes)
    as_it_was = clean(vault, first)
    other = HeldUp(vault, tmp_path / "one", scopes[0])
    if edited:
        edit(vault)
    is_built_right_beside_another(vault, tmp_path / "two", second)
    other.end()
    assert files(tmp_path / "one") == as_it_was
    edit(vault)
    for name, scope in (("one", first), ("two", second)):
        is_built_right(vault, tmp_path / name, scope)


def is_built_right_beside_another(vault: Path, output: Path, scope: Scope) -> None:
    build(vault, output, scope)
    assert files(output) == clean(vault, scope)


def test_many_builds_at_once_that_keep_in_one_place_are_all_right(vault: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "headwater", "build", str(vault), "--quiet", "--output"]
    for turn in range(3):
        edit(vault)
        started = [subprocess.Popen([*command, str(tmp_path / f"site {n}")]) for n in range(4)]
        assert [process.wait() for process in started] == [0] * 4
        expected = clean(vault)
        assert all(files(tmp_path / f"site {n}") == expected for n in range(4)), turn
    is_built_right(vault, tmp_path / "site 0")


DYING = """
import os, sys
from itertools import count
from pathlib import Path
from headwater.building import build

def dying(real, calls, last):
    return lambda *a, **o: os._exit(9) if next(calls) == last else real(*a, **o)

def die(home, last):
    calls = count(1)
    for name in ("mkdir", "write", "replace", "rename", "unlink", "rmdir", "utime"):
        setattr(os, name, dying(getattr(os, name), calls, last))
    build(home / "vault", home / "site")
    print(next(calls), file=open(home / "calls", "w"))
    os._exit(0)

for home in map(Path, sys.argv[1:]):
    os.waitpid(os.fork() or die(home, int(home.name)), 0)
"""
"""Builds that die, cleaning nothing up, just before the call that changes the disk and has the number by
which their folder is called."""


def homes(folder: Path, vault: Path, counts: Sequence[int], *, site: Path | None) -> list[Path]:
    """Copies of a vault and its site, one for each death."""
    made = [folder / str(count) for count in counts]
    for home in made:
        shutil.copytree(vault, home / "vault")
        if site:
            shutil.copytree(site, home / "site")
    return made


def let_builds_die(made: Sequence[Path]) -> None:
    subprocess.run([sys.executable, "-c", DYING, *map(str, made)], check=True)


def calls_of_a_build(folder: Path, vault: Path, *, site: Path | None) -> int:
    """How often a build changes the disk."""
    (home,) = homes(folder, vault, [1_000_000], site=site)
    let_builds_die([home])
    return int((home / "calls").read_text())


def is_whole(site: Path) -> bool:
    """Whether a folder holds exactly what its manifest lists."""
    manifest = read_manifest(site)
    return bool(
        manifest and manifest.complete and {*manifest.files} == {*files(site)} - {".headwater-manifest.json"}
    )


@posix
def test_a_first_build_that_is_killed_leaves_no_half_site_and_the_next_is_right(
    vault: Path, tmp_path: Path
) -> None:
    last = calls_of_a_build(tmp_path, vault, site=None)
    made = homes(tmp_path / "homes", vault, range(1, last, 3), site=None)
    let_builds_die(made)
    assert not (made[0] / "site").exists()
    assert (made[-1] / "site").exists()
    for number, home in enumerate(made):
        assert not (home / "site").exists() or is_whole(home / "site")
        if number % 2:
            edit(home / "vault")
        is_built_right(home / "vault", home / "site")


@posix
@pytest.mark.parametrize("edited", [False, True])
def test_a_later_build_that_is_killed_is_mended_by_the_next(
    vault: Path, tmp_path: Path, *, edited: bool
) -> None:
    build(vault, tmp_path / "site")
    (vault / "Insights" / "2025-03-09 08-00-00.md").write_text("---\ndg-publish: true\n---\nNew.\n")
    (vault / "Level 2 Insights").rename(vault / "Insights of insights")
    edit(vault)
    last = calls_of_a_build(tmp_path, vault, site=tmp_path / "site")
    made = homes(tmp_path / "homes", vault, range(1, last, 3), site=tmp_path / "site")
    let_builds_die(made)
    for home in made:
        if edited:
            edit(home / "vault")
        is_built_right(home / "vault", home / "site")


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault of some hundred notes."""
    vault = tmp_path_factory.mktemp("generated") / "vault"
    write_vault(300, vault, 1, Shape())
    return vault


SPLIT = """
import sys, time
from headwater import shares
from headwater.cli.main import main
from headwater.site import write

shares.FEWEST, shares._processes = 2, lambda: 4
slow, really = float(sys.argv.pop(1)), write.write_file

def write_file(path, content):
    time.sleep(slow)
    return really(path, content)

write.write_file = write_file
sys.exit(main(["build", *sys.argv[1:], "--quiet"]))
"""
"""A build with three helpers, as of a large vault, that takes its time with each file."""


def start(vault: Path, output: Path, slow: float = 0) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", SPLIT, str(slow), str(vault), "--output", str(output)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def all_have_ended(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Whether a process and all its helpers end in time: none of them holds its standard output then."""
    try:
        process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


@forks
@pytest.mark.parametrize("exists", [False, True])
def test_the_helpers_of_a_build_that_is_killed_end_with_it_and_write_nothing_more(
    generated: Path, tmp_path: Path, *, exists: bool
) -> None:
    vault, output = Path(shutil.copytree(generated, tmp_path / "vault")), tmp_path / "site"
    if exists:
        build(vault, output)
        (vault / "headwater.toml").write_text("[site]\ntitle = 'Another'\n")
    process = start(vault, output, slow=0.05)
    scratch = output / ".headwater-staging/files" if exists else tmp_path / ".site.headwater-partial"
    while not any(scratch.rglob("*.html")):
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    assert all_have_ended(process, 1.5)
    assert len(list(scratch.rglob("*.html"))) < 300
    is_built_right(vault, output)


def refused(vault: Path, output: Path) -> bool:
    """Whether a build is told that another one is at work."""
    try:
        build(vault, output)
    except OutputError as error:
        return "another build is writing" in error.message
    return False


@forks
def test_a_build_that_starts_while_helpers_of_a_killed_one_still_run_is_right_or_refused(
    generated: Path, tmp_path: Path
) -> None:
    vault, output = Path(shutil.copytree(generated, tmp_path / "vault")), tmp_path / "site"
    process = start(vault, output, slow=0.02)
    while not any((tmp_path / ".site.headwater-partial").rglob("*.html")):
        time.sleep(0.001)
    process.kill()
    until = time.monotonic() + 5
    while refused(vault, output):
        assert time.monotonic() < until
    assert files(output) == clean(vault)
    assert all_have_ended(process, 1)
    assert files(output) == clean(vault)


@posix
def test_builds_killed_at_any_moment_are_mended_by_the_next(generated: Path, tmp_path: Path) -> None:
    vault, output = Path(shutil.copytree(generated, tmp_path / "vault")), tmp_path / "site"
    for moment in moments(5):
        process = start(vault, output)
        time.sleep(moment)
        process.kill()
        assert all_have_ended(process, 2)
        assert not output.exists() or read_manifest(output) is not None
        if moment * 1000 % 2 < 1:
            note = min(vault.rglob("Insights/*.md"))
            note.write_text(note.read_text(encoding="utf-8") + f"\nAt {moment}.\n", encoding="utf-8")
        is_built_right(vault, output)
        (vault / "headwater.toml").write_text(f"[site]\ntitle = 'At {moment}'\n")
        if moment > 0.5:
            shutil.rmtree(output)


def moments(count: int) -> Iterator[float]:
    """Seconds after which builds are killed: spread over the time they take, and each time others."""
    random = Random()
    return (0.1 + (number + random.random()) / count for number in range(count))
