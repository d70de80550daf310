"""Memory that processes share counts once, and sites that differ are not compared."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from measure import RunError, measure
from memory import family_of, held_by
from trials import compare_bytes, compare_pages

MEGABYTES_50 = 50_000_000

# Two processes: what the first took before the second began is shared, and the second takes as much again.
FORKED = f"""
import os, sys
mine = b"x" * {MEGABYTES_50}
reading, writing = os.pipe()
if os.fork() == 0:
    its = b"y" * {MEGABYTES_50}
    os.write(writing, b".")
    sys.stdin.read()
    os._exit(0)
os.read(reading, 1)
print("both hold it", flush=True)
os.wait()
"""


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="the kernel does not tell")
def test_memory_that_two_processes_share_counts_once() -> None:
    command = [sys.executable, "-c", FORKED]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        family = list(family_of(process.pid))
        held = sum(map(held_by, family))
        process.communicate()
    assert len(family) == 2
    assert 2 * MEGABYTES_50 < held < 2.8 * MEGABYTES_50


def test_a_process_that_has_ended_holds_nothing() -> None:
    process = subprocess.Popen([sys.executable, "-c", "pass"])
    process.wait()
    assert held_by(process.pid) == 0


@pytest.mark.parametrize("watched", [True, False])
def test_a_single_process_counts_with_the_most_it_held(*, watched: bool) -> None:
    run = measure([sys.executable, "-c", f"b'x' * {MEGABYTES_50}"], watched=watched)
    # Until it has a program of its own, a process is charged with the memory of the one that started it.
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    assert MEGABYTES_50 < run.memory < max(2 * MEGABYTES_50, 1.1 * ours)


def test_a_program_that_fails_is_no_result_and_its_words_are_told() -> None:
    with pytest.raises(RunError, match=r"exit code 3\nno disk"):
        measure([sys.executable, "-c", "import sys; print('no disk'); sys.exit(3)"])


def site(folder: Path, **pages: str) -> Path:
    folder.mkdir()
    for name, text in pages.items():
        (folder / f"{name}.html").write_text(text)
    return folder


def test_sites_with_the_same_pages_and_rows_are_counted(tmp_path: Path) -> None:
    first = site(tmp_path / "first", a="<tr><tr>", b="")
    second = site(tmp_path / "second", a="<tr>", b="<tr>")
    assert compare_pages(first, second) == (2, 2)


@pytest.mark.parametrize(
    ("pages", "reason"), [({"a": "<tr>"}, "differ in 1 pages"), ({"a": "<tr>", "b": "<tr>"}, "have 1 and 2")]
)
def test_sites_with_other_pages_or_rows_are_refused(
    tmp_path: Path, pages: dict[str, str], reason: str
) -> None:
    with pytest.raises(RunError, match=reason):
        compare_pages(site(tmp_path / "first", a="<tr>", b=""), site(tmp_path / "second", **pages))


@pytest.mark.parametrize("pages", [{"a": "old"}, {"a": "new", "b": ""}], ids=["stale", "left over"])
def test_a_site_that_is_not_what_a_new_one_would_be_is_refused(tmp_path: Path, pages: dict[str, str]) -> None:
    with pytest.raises(RunError, match="differ in 1 pages"):
        compare_bytes(site(tmp_path / "new", a="new"), site(tmp_path / "warm", **pages))
