"""Which files and folders of a site are what a build made of them."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from headwater.site import folders as module
from headwater.site.folders import are_as_made, frame_of, real_folders, touched

PLACES = ["index.html", "a/index.html", "b/c/index.html", "b/d/index.html"]
FOLDERS = {"a", "b", "b/c", "b/d"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of files of five bytes."""
    for place in PLACES:
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text("hello", encoding="utf-8")
    return tmp_path


def now() -> int:
    """A moment after all that has happened, which itself happens before all that follows."""
    time.sleep(0.02)
    moment = time.time_ns()
    time.sleep(0.02)
    return moment


def found(site: Path, before_ns: int) -> list[str]:
    return touched(str(site), PLACES, [5] * len(PLACES), before_ns)


@pytest.mark.parametrize("fewest", [1, 8_000])
def test_a_file_is_touched_that_changed_went_or_is_of_another_sort(
    site: Path, monkeypatch: pytest.MonkeyPatch, fewest: int
) -> None:
    monkeypatch.setattr(module, "FEWEST_TO_SHARE", fewest)
    before = now()
    assert found(site, before) == []
    (site / PLACES[0]).write_text("hallo", encoding="utf-8")
    (site / PLACES[1]).unlink()
    (site / PLACES[3]).unlink()
    (site / PLACES[3]).symlink_to(site / PLACES[0])
    assert found(site, before) == [PLACES[0], PLACES[1], PLACES[3]]


def test_a_file_is_touched_whose_time_was_set_back(site: Path) -> None:
    before = now()
    (site / PLACES[2]).write_text("hallo", encoding="utf-8")
    os.utime(site / PLACES[2], ns=(1, 1))
    assert found(site, before) == [PLACES[2]]


def test_no_places_are_none_that_were_touched(tmp_path: Path) -> None:
    assert touched(str(tmp_path), [], [], 0) == []


def test_a_link_in_the_place_of_a_folder_is_no_folder_of_the_site(site: Path) -> None:
    before = now()
    assert real_folders(str(site), FOLDERS, before) == FOLDERS
    (site / "b/c").rename(site / "elsewhere")
    (site / "b/c").symlink_to(site / "elsewhere")
    assert real_folders(str(site), FOLDERS, before) == FOLDERS - {"b/c"}


def test_the_folders_around_others_tell_whether_all_are_as_they_were(site: Path) -> None:
    before, frame = now(), frame_of(FOLDERS)
    assert frame == (["b"], ["a"])
    assert are_as_made(str(site), frame, before)
    (site / "b/e").mkdir()
    assert not are_as_made(str(site), frame, before)


def test_a_folder_beside_them_is_looked_at_itself(site: Path) -> None:
    before, frame = now(), frame_of(FOLDERS)
    (site / "a").rename(site / "elsewhere")
    (site / "a").symlink_to(site / "elsewhere")
    assert not are_as_made(str(site), frame, before)
