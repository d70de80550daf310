"""The benchmark runs every scenario on a small vault, and tells of each what it measured."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from contestants import eleventy_is_installed, hugo_is_installed

Run = Callable[..., subprocess.CompletedProcess[str]]

ONCE = ("--notes", 60, "--runs", 1, "--memory-runs", 0, "--edits", 1, "--starts", 1)

needs_hugo = pytest.mark.skipif(
    not hugo_is_installed(), reason="Hugo is not installed; `make bench` installs it"
)
needs_eleventy = pytest.mark.skipif(
    shutil.which("node") is None or not eleventy_is_installed(),
    reason="Node or Eleventy is not installed; `make bench` installs Eleventy",
)


def rows_of(done: subprocess.CompletedProcess[str]) -> dict[str, list[list[str]]]:
    """The cells of all rows of tables, by their first cell."""
    assert done.returncode == 0, done.stderr
    rows: dict[str, list[list[str]]] = {}
    for line in re.findall(r"^\| (.*) \|$", done.stdout, re.MULTILINE):
        name, *cells = (cell.strip() for cell in line.split("|"))
        rows.setdefault(re.sub(r" \(.*\)", "", name), []).append(cells)
    return rows


def test_headwater_is_measured_in_every_scenario_without_a_rival(run_script: Run) -> None:
    rows = rows_of(run_script("run.py", *ONCE, "--against", ""))
    assert {"cold", "again", "start", "serve"} < rows.keys()
    for name in ("wall, s", "peak memory, MB", "nothing changed, s", "one edit, s", "one edit, ms"):
        assert float(rows[name][0][0].partition(" ")[0]) > 0
    assert {
        "one tag more, s",
        "one note more, s",
        "headwater --help, ms",
        "headwater trace, ms",
    } < rows.keys()


@needs_hugo
def test_hugo_builds_the_same_pages_and_shows_the_same_edit(run_script: Run) -> None:
    done = run_script("run.py", *ONCE, "--only", "cold,edit,serve", "--against", "hugo-markdown,hugo-html")
    rows = rows_of(done)
    assert [row[1].partition(", ")[2] for row in rows["wall, s"]] == ["tables in markdown", "tables in html"]
    assert rows["wall, s"][0][-1] == "0.4, aim 0.2"
    assert [row[1] for row in rows["one edit, ms"]] == ["hugo server", "hugo server, tables edited too"]
    assert re.search(r"60 notes, \d+ pages, \d+ rows of tables", done.stdout)


@needs_eleventy
def test_eleventy_builds_the_same_pages(run_script: Run) -> None:
    rows = rows_of(run_script("run.py", *ONCE, "--only", "cold", "--against", "eleventy"))
    assert rows["wall, s"][0][1].startswith("eleventy ")


def test_where_there_is_no_node_one_line_says_so_and_the_rest_is_measured(tmp_path: Path) -> None:
    script = Path(__file__).parents[2] / "benchmarks" / "run.py"
    command = [*map(str, (sys.executable, script, *ONCE, "--only", "cold", "--against", "eleventy"))]
    environment = {**os.environ, "PATH": str(tmp_path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert "eleventy is left out: node and npm are not both installed\n" in done.stderr
    assert [cells[1] for cells in rows_of(done)["wall, s"]] == [""]


@pytest.mark.parametrize("option", ["--only", "--against"])
def test_a_name_that_is_not_known_is_refused_with_those_that_are(run_script: Run, option: str) -> None:
    done = run_script("run.py", option, "cold,jekyll")
    assert done.returncode == 2
    assert re.search(r"'(cold|jekyll)' is not one of (cold, nothing|hugo-markdown)", done.stderr)


def test_checks_of_every_shape_are_measured(run_script: Run) -> None:
    rows = rows_of(run_script("checks.py", "--notes", "40", "--runs", "1"))
    assert list(rows)[1:] == ["garden", "circle", "star", "knot", "form"]


def test_growth_is_told_for_each_size_and_shape(run_script: Run) -> None:
    rows = rows_of(run_script("growth.py", "--notes", "40,60", "--only", "sizes"))
    assert [name for name in rows if name.endswith("notes")] == ["40 notes", "60 notes"]
    wall, _a_note, _processors, memory, _pages = rows["60 notes"][0]
    assert float(wall) > 0
    assert float(memory) > 0
