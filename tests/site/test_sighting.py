"""What has happened to a site's files, looked at in advance."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from headwater.site.disk import Disk
from headwater.site.files import Site
from headwater.site.folders import frame_of
from headwater.site.manifest import Manifest, read_manifest
from headwater.site.places import LOCK_NAME, folders_of
from headwater.site.sighting import Sighting, Written, stamp_of_manifest
from headwater.site.write import write_site
from headwater.vault.scan import MANIFEST_NAME

SITE = Site({"a/index.html": b"a", "b/c/index.html": b"c", "index.html": b"home"})


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A folder that holds the site, and whose manifest is younger than its files."""
    folder = tmp_path / "site"
    write_site(SITE, folder)
    time.sleep(0.02)
    os.utime(folder / MANIFEST_NAME)
    return folder


def manifest_of(output: Path) -> Manifest:
    found = read_manifest(output)
    assert found is not None
    return found


def sighting_of(output: Path) -> Sighting:
    files = manifest_of(output).files
    sizes = [size for _, size in files.values()]
    stamp = stamp_of_manifest(str(output))
    return Sighting(Written(str(output), stamp, [*files], sizes, frame_of(folders_of(files))))


@pytest.fixture(params=[1, 1000], ids=["another process", "this process"])
def sighting(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, output: Path) -> Sighting:
    """A look at the site, as many and as few files are looked at."""
    monkeypatch.setattr("headwater.site.sighting.FEWEST_TO_SHARE", request.param)
    monkeypatch.setattr("headwater.shares.FEWEST", 1)
    monkeypatch.setattr("headwater.shares._processes", lambda: 2 if sys.platform == "linux" else 1)
    return sighting_of(output)


def test_nothing_is_touched_in_a_site_that_was_left_alone(sighting: Sighting) -> None:
    assert sighting.touched() == []
    assert sighting.touched() == []


def test_a_file_that_was_written_or_removed_since_is_touched(output: Path) -> None:
    (output / "a" / "index.html").write_bytes(b"A")
    (output / "index.html").unlink()
    assert sighting_of(output).touched() == ["a/index.html", "index.html"]


def test_a_site_with_the_lock_of_another_build_must_be_looked_through(output: Path) -> None:
    (output / LOCK_NAME).touch()
    assert sighting_of(output).touched() is None


def test_a_look_that_nobody_asked_for_ends(sighting: Sighting) -> None:
    sighting.end()
    sighting.end()


def test_what_was_seen_holds_for_the_manifest_that_was_there(output: Path, sighting: Sighting) -> None:
    files = manifest_of(output).files
    assert sighting.touched_of(str(output), files) == []
    assert sighting.touched_of(str(output.parent), files) is None
    assert sighting.touched_of(str(output), dict([*files.items()][1:])) is None


def test_what_was_seen_is_of_no_use_after_another_build_has_written(output: Path) -> None:
    seen = sighting_of(output)
    write_site(Site({**SITE.pages, "index.html": b"another"}), output)
    assert seen.touched_of(str(output), manifest_of(output).files) is None
    assert write_site(SITE, output, sighting=seen).written == 1
    assert (output / "index.html").read_bytes() == b"home"


def test_a_file_that_was_touched_is_read_and_written_again(output: Path) -> None:
    (output / "a" / "index.html").write_bytes(b"A")
    seen = sighting_of(output)
    disk = Disk(output)
    disk.trust(manifest_of(output), seen)
    assert sorted(disk.untouched) == ["b/c/index.html", "index.html"]
    assert write_site(SITE, output, sighting=seen).written == 1
    assert (output / "a" / "index.html").read_bytes() == b"a"
