"""The whole line, from a vault's folder to a website in a folder."""

from __future__ import annotations

import gc
import sys
import weakref
from pathlib import Path

import pytest

from headwater import shares
from headwater.building import build
from headwater.opening import open_vault
from headwater.pipeline import draw, outcome_of
from headwater.reports import BuildReport
from headwater.scope import MARKED
from headwater.site.kept import NOTHING_DRAWN
from headwater.site.write import write_site
from headwater.stages import Stages
from tests.kept import files

EXAMPLE = Path(__file__).parents[1] / "examples" / "spine"


def built_by(processes: int, output: Path, monkeypatch: pytest.MonkeyPatch) -> BuildReport:
    """Build the example as if the machine had so many processors and a few notes were many."""
    monkeypatch.setattr(shares, "FEWEST", 2)
    monkeypatch.setattr(shares, "_processes", lambda: processes)
    return build(EXAMPLE, output, cache=False)


@pytest.mark.skipif(sys.platform != "linux", reason="work is split on Linux only")
@pytest.mark.parametrize("processes", [2, 5])
def test_a_site_is_the_same_however_many_processes_build_it(
    processes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = built_by(1, tmp_path / "alone", monkeypatch)
    together = built_by(processes, tmp_path / "together", monkeypatch)
    assert files(tmp_path / "together") == files(tmp_path / "alone")
    assert together.problems == alone.problems


@pytest.mark.skipif(sys.platform != "linux", reason="work is split on Linux only")
def test_what_the_next_build_is_given_is_the_same_however_many_processes_draw(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone, together = (draw(open_vault(EXAMPLE), kept=NOTHING_DRAWN) for _ in range(2))
    write_site(alone.site, tmp_path / "alone")
    monkeypatch.setattr(shares, "FEWEST", 2)
    monkeypatch.setattr(shares, "_processes", lambda: 3)
    write_site(together.site, tmp_path / "together")
    assert together.drawing.search == alone.drawing.search != {}
    assert together.drawing.drafts == alone.drawing.drafts != {}
    assert together.site.drawn_from == alone.site.drawn_from


def test_a_site_is_the_same_whether_its_claims_are_drawn_first_or_with_the_pages() -> None:
    first, later = (draw(open_vault(EXAMPLE)) for _ in range(2))
    first.drawing.draw_shared()
    assert dict(first.site.pages) == dict(later.site.pages)


def test_a_site_is_the_same_at_every_build(tmp_path: Path) -> None:
    build(EXAMPLE, tmp_path / "one", cache=False)
    build(EXAMPLE, tmp_path / "two", cache=False)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_a_build_says_what_it_did(tmp_path: Path) -> None:
    report = build(EXAMPLE, tmp_path / "site", cache=False)
    notes = len(list(EXAMPLE.rglob("*.md")))
    assert report.published + report.withheld == notes
    assert report.written.written == len(files(tmp_path / "site")) - 1  # the manifest lists the others
    again = build(EXAMPLE, tmp_path / "site", cache=False)
    assert (again.written.written, again.written.unchanged) == (0, report.written.written)


def test_the_notes_as_they_were_read_are_let_go_before_pages_are_drawn_of_them() -> None:
    vault = open_vault(EXAMPLE)
    graph = weakref.ref(vault.graph)
    gc.disable()
    try:
        outcome = outcome_of(vault, MARKED, NOTHING_DRAWN, Stages())
        del vault
        assert graph() is None
        assert outcome.publication.notes
    finally:
        gc.enable()
