"""A cache that is damaged or cannot be written neither decides what a site holds nor stops a build."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
import xxhash
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headwater import cache as caching
from headwater.building import build
from headwater.cache import FOLDER, Cache, edition
from headwater.cli.main import main
from headwater.exporters.trace_json import trace_json
from headwater.opened import Vault
from headwater.opening import open_vault
from headwater.tracing import open_to_trace
from headwater.vault.scan import SETTLED_AFTER_NS
from tests.kept import NOTE, SMALL, clean, edit, files, is_built_right, is_good
from tests.repositories import commit, new_repository

posix = pytest.mark.skipif(os.name == "nt", reason="there are no such pipes and limits on Windows")
not_as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing stops an administrator"
)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "vault"))


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture
def built(vault: Path, output: Path) -> Path:
    """A vault that was built and kept."""
    build(vault, output)
    return vault


class Chance(NamedTuple):
    """What decides about a damage."""

    part: float
    """How far into the file."""

    byte: int
    value: Any
    """Something that MessagePack can hold."""


VALUES = st.recursive(
    st.none() | st.integers(0, 9) | st.binary(max_size=3) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=7) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)
CHANCES = st.builds(Chance, st.floats(0, 1, exclude_max=True), st.integers(1, 255), VALUES)


def signed(body: bytes) -> bytes:
    """A file of the cache with the right fingerprint."""
    return caching._MARK + xxhash.xxh3_128_digest(body) + body


def parts(file: Path) -> tuple[bytes, bytes]:
    """What a file of the cache is known by, and what is decoded of it."""
    body = bytes(Cache(file.parents[2]).load(file.name) or b"")
    head = 32 if file.name == "notes-since" else 16
    return body[:head], body[head:]


def cut(file: Path, chance: Chance) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * chance.part)])


def flip(file: Path, chance: Chance) -> None:
    data = bytearray(file.read_bytes())
    data[int(len(data) * chance.part)] ^= chance.byte
    file.write_bytes(data)


def empty(file: Path, _chance: Chance) -> None:
    file.write_bytes(b"")


def remove(file: Path, _chance: Chance) -> None:
    file.unlink()


def put_a_folder(file: Path, _chance: Chance) -> None:
    file.unlink()
    (file / "inner").mkdir(parents=True)


def put_a_link(file: Path, _chance: Chance) -> None:
    shutil.move(file, file.with_name("elsewhere"))
    if os.name != "nt":
        file.symlink_to("elsewhere")


def take_for_another(file: Path, _chance: Chance) -> None:
    shutil.copy(file.with_name("site" if file.name != "site" else "notes"), file)


def give_another_edition(file: Path, chance: Chance) -> None:
    key, rest = parts(file)
    file.write_bytes(signed(bytes([key[0] ^ chance.byte]) + key[1:] + rest))


# Behind a right fingerprint: what is cut off, of another shape, or no text. One byte that is another there
# can be told by nobody, as it may be a letter of a claim; who can write it there can write the notes as well.


def cut_and_sign(file: Path, chance: Chance) -> None:
    key, rest = parts(file)
    file.write_bytes(signed(key + rest[: int(len(rest) * chance.part)]))


def give_another_shape(file: Path, chance: Chance) -> None:
    key, _ = parts(file)
    file.write_bytes(signed(key + msgspec.msgpack.encode(chance.value)))


def make_it_no_text(file: Path, _chance: Chance) -> None:
    key, rest = parts(file)
    file.write_bytes(signed(key + rest.replace(b"Takeaways/", b"\xff\xfe\xfdeaways/")))


DAMAGES = [
    cut,
    flip,
    empty,
    remove,
    put_a_folder,
    put_a_link,
    take_for_another,
    give_another_edition,
    cut_and_sign,
    give_another_shape,
    make_it_no_text,
]


KEPT = ["notes", "notes-since", "site", "site-since", "graph", "last-site"]


def trees(vault: Vault) -> list[str]:
    """What everything that is shown rests on."""
    return [trace_json(vault, vault.trace(note)) for note in vault.notes]


@pytest.mark.parametrize("damage", DAMAGES)
@given(name=st.sampled_from(KEPT), chance=CHANCES, edited=st.booleans())
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_damage_to_what_is_kept_is_as_if_nothing_were(
    damage: Callable[[Path, Chance], None],
    built: Path,
    output: Path,
    name: str,
    chance: Chance,
    *,
    edited: bool,
) -> None:
    # So that something is kept as a whole, what has changed since, and that then nothing had. The graph comes
    # again with the next build of the whole vault.
    if Cache(built).load("graph") is None:
        shutil.rmtree(built / FOLDER)
        build(built, output)
    edit(built)
    build(built, output)
    if name == "last-site":
        time.sleep(SETTLED_AFTER_NS / 1e9 + 0.02)
        build(built, output)
    damage(built / FOLDER / name, chance)
    if edited:
        edit(built)
    assert trees(open_to_trace(built)) == trees(open_vault(built))
    is_built_right(built, output)


@pytest.mark.parametrize("damage", [one for one in DAMAGES if one is not make_it_no_text])
@given(chance=CHANCES)
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_damage_to_what_is_kept_of_the_past_is_as_if_nothing_were(
    damage: Callable[[Path, Chance], None], vault: Path, output: Path, chance: Chance
) -> None:
    options = {"headwater.toml": "[site]\nhistory = true\n", ".gitignore": ".headwater/\n"}
    if not (vault / ".git").exists():
        commit(new_repository(vault), options)
    shutil.rmtree(vault / FOLDER, ignore_errors=True)
    build(vault, output)
    damage(vault / FOLDER / "history", chance)
    edit(vault)
    commit(vault, {NOTE: (vault / NOTE).read_text(encoding="utf-8").replace("- ", "- Now ", 1)}, day=2)
    is_built_right(vault, output)
    assert Cache(vault).load("history") is not None


@posix
@pytest.mark.parametrize("name", ["notes", "site", "lock", ".gitignore"])
def test_a_pipe_in_the_place_of_a_file_does_not_stop_the_build(built: Path, output: Path, name: str) -> None:
    (built / FOLDER / name).unlink(missing_ok=True)
    os.mkfifo(built / FOLDER / name)
    edit(built)
    is_built_right(built, output)


def test_what_another_version_kept_is_not_used_and_replaced(
    built: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(caching, "__version__", "0.0.1")
        edition.cache_clear()
        assert not is_good(built)
        build(built, output)
        assert is_good(built)
    edition.cache_clear()
    assert not is_good(built)
    is_built_right(built, output)


def told(vault: Path, output: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What the command says about keeping, where the site must be right all the same."""
    assert main(["build", str(vault), "--output", str(output)]) == 0
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("nothing is kept")]
    assert main(["build", str(vault), "--output", str(output), "--quiet"]) == 0
    assert capsys.readouterr().err == ""
    assert files(output) == clean(vault)
    assert not list(vault.rglob("*.new"))
    (line,) = lines
    return line


FAILURES = [("_write_all", errno.ENOSPC), ("held", errno.EROFS), ("held", errno.EACCES)]


@pytest.mark.parametrize("before", ["nothing", "an older one", "the same"])
@pytest.mark.parametrize("failure", FAILURES)
def test_a_disk_that_takes_nothing_is_told_in_one_line_and_the_site_is_right(
    before: str,
    failure: tuple[str, int],
    vault: Path,
    output: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    function, error = failure
    if before != "nothing":
        build(vault, output)
    if before == "an older one":
        edit(vault)

    def fail(*_arguments: object) -> None:
        raise OSError(error, os.strerror(error))

    with monkeypatch.context() as patch:
        patch.setattr(caching, function, fail)
        line = told(vault, output, capsys)
    assert os.strerror(error) in line
    is_built_right(vault, output)


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
from headwater.cli.main import main
sys.exit(main(sys.argv[1:]))
"""
"""A process whose files cannot grow longer than that, as on a disk with so much space left."""


@posix
def test_what_is_too_long_for_the_disk_is_not_kept_and_nothing_of_it_is_left(
    vault: Path, output: Path
) -> None:
    long = "---\ndg-publish: true\n---\n%%" + "hidden " * 30_000 + "%%\n"
    (vault / "Long.md").write_text(long, encoding="utf-8")
    command = [sys.executable, "-c", LIMITED, "build", str(vault), "--output", str(output)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "nothing is kept for the next build, which takes longer: File too large" in done.stderr
    assert {path.name for path in (vault / FOLDER).iterdir()} == {".gitignore", "CACHEDIR.TAG"}
    is_built_right(vault, output)


@not_as_root
@pytest.mark.parametrize("place", ["", ".headwater", FOLDER])
@pytest.mark.parametrize("before", [False, True])
def test_a_vault_in_which_nothing_may_be_written_is_built(
    place: str, vault: Path, output: Path, capsys: pytest.CaptureFixture[str], *, before: bool
) -> None:
    if before:
        build(vault, output)
        edit(vault)
    (vault / place).mkdir(parents=True, exist_ok=True)
    (vault / place).chmod(0o555)
    if place != FOLDER and before:
        (vault / FOLDER).chmod(0o500)
    line = told(vault, output, capsys)
    (vault / place).chmod(0o755)
    assert "Permission denied" in line
