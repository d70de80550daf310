"""What one run finds out of sources the next uses, as long as it holds; else it is found out again."""

from __future__ import annotations

import json
import os
import threading
import time
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from headwater.bibliography import kept as keeping
from headwater.bibliography.styles import find_style
from headwater.building import build
from headwater.cache import FOLDER
from headwater.cli.main import main
from headwater.config import DEFAULT_STYLE
from headwater.exporters.trace_json import trace_json
from headwater.preview import PreviewOptions, Rebuild, serve
from headwater.preview.living import LivingSite
from headwater.reports import BuildReport
from headwater.scope import Scope
from headwater.tracing import open_to_trace
from headwater.vault.scan import SETTLED_AFTER_NS
from tests.cited_notes import ADLER, BOARD, TAKEAWAY, TAKEAWAY_PAGE, library, pandoc_runs, without_pandoc
from tests.cited_notes import files as notes
from tests.kept import files, is_built_right

__all__ = ["pandoc_runs"]
Write = Callable[[Mapping[str, str]], Path]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(files: Mapping[str, str]) -> Path:
        for path, text in files.items():
            place = tmp_path / "vault" / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        return tmp_path / "vault"

    return write


@pytest.fixture
def vault(write: Write) -> Path:
    return write(notes())


def page(output: Path, place: str = TAKEAWAY_PAGE) -> str:
    return (output / place).read_text(encoding="utf-8")


def works_in(given: bytes) -> int:
    """How many works pandoc is given."""
    told: Any = json.loads(given)
    return len(told["items"] if isinstance(told, dict) else told)


def codes(report: BuildReport) -> set[str]:
    return {found.code for found in report.problems}


def settle() -> None:
    """Wait until files are old enough to be believed unread."""
    time.sleep(SETTLED_AFTER_NS / 1e9 + 0.02)


def test_a_build_that_finds_nothing_new_of_sources_starts_no_pandoc(
    vault: Path, output: Path, write: Write, pandoc_runs: list[bytes]
) -> None:
    build(vault, output)
    assert pandoc_runs
    pandoc_runs.clear()
    build(vault, output)
    write({TAKEAWAY: (vault / TAKEAWAY).read_text(encoding="utf-8").replace("slow", "quick")})
    build(vault, output)
    write({"Insights/New.md": "---\ndg-publish: true\n---\n# Content\n- Another.\n\nSupports:: [[Ponds]]\n"})
    build(vault, output)
    assert "Rivers are quick" in page(output)
    assert (output / "insights/new/index.html").is_file()
    assert pandoc_runs == []


def test_one_changed_work_is_all_that_is_formatted(
    vault: Path, output: Path, write: Write, pandoc_runs: list[bytes]
) -> None:
    build(vault, output)
    pandoc_runs.clear()
    write({"library.json": library(ADLER, {**BOARD, "title": "Levels of Lakes"})})
    build(vault, output)
    of_works = [given for given in pandoc_runs if b'"texts":[]' in given or given.startswith(b"[")]
    assert [works_in(given) for given in of_works] == [1, 1]
    assert "Levels of Lakes" in page(output)
    is_built_right(vault, output)


def test_what_nobody_cites_may_change_without_pandoc(
    vault: Path, output: Path, write: Write, pandoc_runs: list[bytes]
) -> None:
    build(vault, output)
    pandoc_runs.clear()
    write({"library.json": library(ADLER, BOARD, {"id": "new1", "type": "book", "title": "New"})})
    build(vault, output)
    assert pandoc_runs == []


@pytest.mark.parametrize("name", [keeping.WORKS, keeping.LIBRARIES])
@pytest.mark.parametrize("damage", [b"", b"damaged", None])
def test_a_damaged_memory_of_sources_decides_nothing(
    vault: Path, output: Path, write: Write, name: str, damage: bytes | None
) -> None:
    build(vault, output)
    (place,) = [path for path in (vault / FOLDER).rglob("*") if path.is_file() and path.stem == name]
    whole = place.read_bytes()
    place.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    write({"Insights/New.md": "---\ndg-publish: true\n---\n# Content\n- Another.\n"})
    is_built_right(vault, output)


def test_without_pandoc_the_last_good_citations_stay_and_one_problem_says_why(
    vault: Path, output: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(vault, output)
    with monkeypatch.context() as patch:
        without_pandoc(patch)
        changed = {**BOARD, "title": "Levels of Lakes"}
        write({"library.json": library(ADLER, changed), "Pages/New.md": "---\ndg-publish: true\n---\n@new\n"})
        report = build(vault, output)
        assert [found.code for found in report.problems if "pandoc" in found.message] == ["not-formatted"]
        assert "<em>Levels of Ponds</em>. Water Board, 2021" in page(output)
        assert "Mara Adler and Ole Quist" in page(output)
    # Nothing has changed since but that there is pandoc again.
    report = build(vault, output)
    assert "not-formatted" not in codes(report)
    assert "Levels of Lakes" in page(output)
    is_built_right(vault, output)


def test_a_page_whose_citations_are_new_does_not_take_those_of_others_along(
    vault: Path, output: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(vault, output)
    without_pandoc(monkeypatch)
    write({"Pages/New.md": "---\ndg-publish: true\n---\nAs [@adlerSlowRivers2019, 7].\n"})
    for _ in range(2):
        build(vault, output)
        assert "<sup>" in page(output)
        assert "[@adlerSlowRivers2019, 7]" in page(output, "pages/new/index.html")
        write({"Pages/Other.md": "---\ndg-publish: true\n---\n"})


def test_a_text_that_changes_while_pandoc_is_away_does_not_end_the_waiting_for_it(
    vault: Path, output: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        without_pandoc(patch)
        build(vault, output)
        write({TAKEAWAY: (vault / TAKEAWAY).read_text(encoding="utf-8").replace("slow", "quick")})
        assert "not-formatted" in codes(build(vault, output))
    is_built_right(vault, output)
    assert "Mara Adler and Ole Quist" in page(output)


def test_a_style_that_does_not_exist_is_told_at_its_line_and_the_default_one_serves(
    write: Write, output: Path
) -> None:
    vault = write(notes(options="locale = 'en-US'\nstyle = 'no-such-style'"))
    report = build(vault, output)
    (found,) = [found for found in report.problems if found.code == "style-not-used"]
    assert (found.path, found.line) == ("headwater.toml", 6)
    assert "no-such-style" in found.message
    assert "12, no. 3 (May 2019): 201–9" in page(output)
    write(notes(options=f"locale = 'en-US'\nstyle = '{DEFAULT_STYLE}'"))
    build(vault, output)
    shown = page(output)
    write(notes(options="locale = 'en-US'\nstyle = 'no-such-style'"))
    build(vault, output)
    assert page(output) == shown


def test_a_wrong_style_is_told_where_only_the_library_knows_works(write: Write, output: Path) -> None:
    page_of_one = {"Pages/Only.md": "---\ndg-publish: true\n---\nAs [@adlerSlowRivers2019].\n"}
    options = {"headwater.toml": "[citations]\nstyle = 'no-such-style'\n", "library.json": library()}
    assert "style-not-used" in codes(build(write(page_of_one | options), output))


def test_a_style_that_is_installed_later_is_used(
    write: Write, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = write(notes(options="style = 'later'"))
    build(vault, output)
    settle()
    build(vault, output)
    apa = find_style("apa", vault)
    monkeypatch.setattr("headwater.bibliography.formatter.find_style", lambda *_: apa)
    assert "style-not-used" not in codes(build(vault, output))
    assert "(Adler &amp; Quist, 2019, p. 203)" in page(output)


def test_a_build_without_memory_uses_nothing_that_is_kept(
    vault: Path, output: Path, tmp_path: Path, pandoc_runs: list[bytes]
) -> None:
    build(vault, output)
    runs = len(pandoc_runs)
    build(vault, tmp_path / "other", cache=False)
    assert len(pandoc_runs) == 2 * runs
    assert files(tmp_path / "other") == files(output)


def test_a_library_outside_of_the_vault_is_noticed_when_it_changes(write: Write, output: Path) -> None:
    outside = write({"../elsewhere/mine.json": library()}).parent / "elsewhere/mine.json"
    vault = write(notes(options="libraries = ['../elsewhere/mine.json']"))
    build(vault, output)
    settle()
    build(vault, output)
    stamp = outside.stat()
    outside.write_text(outside.read_text(encoding="utf-8").replace("Levels of Ponds", "Levels of Lakes"))
    # As long as it was and as old as it was: its time of change alone tells.
    os.utime(outside, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    build(vault, output)
    assert "Levels of Lakes" in page(output)
    outside.unlink()
    assert "missing-library" in codes(build(vault, output))
    assert "Levels of Lakes" in page(output)


def test_a_style_file_is_noticed_when_it_changes(write: Write, output: Path) -> None:
    vault = write(notes(options="style = 'own.csl'"))
    (vault / "own.csl").write_text(find_style("apa", vault).text, encoding="utf-8")
    build(vault, output)
    assert "(Adler &amp; Quist, 2019, p. 203)" in page(output)
    (vault / "own.csl").write_text(find_style("vancouver", vault).text, encoding="utf-8")
    build(vault, output)
    assert "shows (1), and" in page(output)
    is_built_right(vault, output)


def traced(vault: Path) -> str:
    opened = open_to_trace(vault)
    return trace_json(opened, opened.trace("2025-05-04 09-00-00"))


def test_a_trace_of_what_was_built_shows_formatted_citations_without_pandoc_or_library(
    vault: Path, output: Path, pandoc_runs: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    settle()
    build(vault, output)
    pandoc_runs.clear()
    monkeypatch.setattr("headwater.bibliography.bibliography.read_library", None)
    assert "Adler, Mara, and Ole Quist. “Slow Rivers Carry Less.” Journal of Imagined Rivers" in traced(vault)
    assert pandoc_runs == []


@pytest.mark.parametrize("options", ["", "style = 'own.csl'"])
def test_a_trace_shows_a_work_as_the_library_has_it_now(write: Write, output: Path, options: str) -> None:
    vault = write(notes(options=options))
    (vault / "own.csl").write_text(find_style("apa", vault).text, encoding="utf-8")
    build(vault, output)
    write({"library.json": library(ADLER, {**BOARD, "title": "Levels of Lakes"})})
    assert "Levels of Lakes" in traced(vault)
    (vault / "own.csl").write_text(find_style("vancouver", vault).text, encoding="utf-8")
    assert ("Adler M, Quist O" in traced(vault)) == bool(options)


def test_the_trace_command_prints_what_the_build_formatted(
    vault: Path, output: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(vault, output)
    without_pandoc(monkeypatch)
    assert main(["trace", "2025-05-04 09-00-00", "--vault", str(vault)]) == 0
    assert "Slow Rivers Carry Less" in capsys.readouterr().out


def test_a_preview_formats_nothing_twice(vault: Path, write: Write, pandoc_runs: list[bytes]) -> None:
    living = LivingSite(vault, Scope())
    living.site()
    assert pandoc_runs
    pandoc_runs.clear()
    write({"Insights/New.md": "---\ndg-publish: true\n---\n# Content\n- Another.\n\nSupports:: [[Ponds]]\n"})
    assert "insights/new/index.html" in living.site().pages
    assert pandoc_runs == []
    write({"library.json": library(ADLER, {**BOARD, "title": "Levels of Lakes"})})
    assert b"Levels of Lakes" in living.site().pages[TAKEAWAY_PAGE]


def test_a_preview_notices_a_library_outside_of_the_vault(write: Write) -> None:
    vault = write({"../mine.json": library(), **notes(options="libraries = ['../mine.json']")})
    living, stop, urls, seen = LivingSite(vault, Scope()), threading.Event(), [], []

    def ready(url: str) -> None:
        urls.append(url)
        write({"../mine.json": library(ADLER, {**BOARD, "title": "Levels of Lakes"})})

    def rebuilt(done: Rebuild) -> None:
        assert done.error is None
        with urllib.request.urlopen(f"{urls[0]}takeaways/2025-05-04-09-00-00/", timeout=30) as answer:
            seen.append(b"Levels of Lakes" in answer.read())
        if seen[-1]:
            stop.set()

    options = PreviewOptions(port=0, on_change=living.touch, beside=living.beside)
    serve(living.site, vault, options, on_ready=ready, on_rebuild=rebuilt, stop=stop)
    assert seen[-1]
