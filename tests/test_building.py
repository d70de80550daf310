"""A build after which nothing has changed is not repeated; one after which anything has, is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from headwater import opening
from headwater.building import build
from headwater.reports import BuildReport
from headwater.scope import Scope
from tests.kept import files

EXAMPLE = Path(__file__).parents[1] / "examples" / "spine"
TAG = "tags/annulus-fibrosus/index.html"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A copy of the example, built once, with files that are old enough to be believed."""
    copy = tmp_path / "vault"
    shutil.copytree(EXAMPLE, copy)
    (copy / "Research" / "figure.png").write_bytes(b"one")
    note = next(copy.rglob("Takeaways/*.md"))
    note.write_text(note.read_text(encoding="utf-8") + "\n![[figure.png]]\n", encoding="utf-8")
    time.sleep(0.15)
    build(copy, tmp_path / "site")
    return copy


def imported_by_a_build(vault: Path, site: Path) -> set[str]:
    """The modules of Headwater that one more build imports."""
    program = (
        "import sys; from headwater.building import build; build(*sys.argv[1:]);"
        "print(*(name for name in sys.modules if name.startswith('headwater')))"
    )
    command = [sys.executable, "-c", program, str(vault), str(site)]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def test_a_build_with_nothing_to_do_imports_nothing_that_builds(vault: Path, tmp_path: Path) -> None:
    imported = imported_by_a_build(vault, tmp_path / "site")
    assert "headwater.lastbuild" in imported
    assert not imported & {"headwater.pipeline", "headwater.publication", "headwater.site.pages"}


def test_a_build_with_nothing_to_do_says_what_a_whole_one_would(vault: Path, tmp_path: Path) -> None:
    again = build(vault, tmp_path / "site")
    fresh = build(vault, tmp_path / "fresh", cache=False)
    assert (again.published, again.withheld, again.problems) == (
        fresh.published,
        fresh.withheld,
        fresh.problems,
    )
    assert (again.written.written, again.written.unchanged) == (0, fresh.written.written)


@pytest.mark.parametrize("cache", [True, False])
def test_the_configuration_is_read_once(
    vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, cache: bool
) -> None:
    add_a_note(vault, tmp_path)
    monkeypatch.setattr(opening, "load_config", pytest.fail)
    assert build(vault, tmp_path / "site", cache=cache).written.written


def delete_a_page(_vault: Path, site: Path) -> None:
    next(site.rglob("takeaways/*/index.html")).unlink()


def damage_a_page(_vault: Path, site: Path) -> None:
    page = next(site.rglob("takeaways/*/index.html"))
    page.write_bytes(b"x" * page.stat().st_size)


def turn_a_folder_into_a_link(_vault: Path, site: Path) -> None:
    folder = next(site.rglob("takeaways/*/index.html")).parent
    folder.rename(site.parent / "elsewhere")
    folder.symlink_to(site.parent / "elsewhere")


def remove_the_manifest(_vault: Path, site: Path) -> None:
    shutil.rmtree(site)


def add_a_note(vault: Path, _site: Path) -> None:
    (vault / "New.md").write_text("---\npublish: true\n---\nNew.", encoding="utf-8")


def change_a_note_and_set_its_time_back(vault: Path, _site: Path) -> None:
    note = next(vault.rglob("Takeaways/*.md"))
    status = note.stat()
    note.write_text(note.read_text(encoding="utf-8").replace("e", "a", 1), encoding="utf-8")
    os.utime(note, ns=(status.st_atime_ns, status.st_mtime_ns))


def change_an_attachment(vault: Path, _site: Path) -> None:
    (vault / "Research" / "figure.png").write_bytes(b"two")


def configure(vault: Path, _site: Path) -> None:
    place = vault / "headwater.toml"
    before = place.read_text(encoding="utf-8") if place.exists() else ""
    place.write_text(f"ignore = ['Research/Quick Notes/']\n{before}", encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        delete_a_page,
        damage_a_page,
        turn_a_folder_into_a_link,
        remove_the_manifest,
        add_a_note,
        change_a_note_and_set_its_time_back,
        change_an_attachment,
        configure,
    ],
)
def test_after_any_change_the_site_is_what_a_build_from_nothing_gives(
    change: Callable[[Path, Path], None], vault: Path, tmp_path: Path
) -> None:
    change(vault, tmp_path / "site")
    build(vault, tmp_path / "site")
    build(vault, tmp_path / "fresh", cache=False)
    assert files(tmp_path / "site") == files(tmp_path / "fresh")


def test_another_scope_or_another_folder_is_another_build(vault: Path, tmp_path: Path) -> None:
    reports: list[BuildReport] = [
        build(vault, tmp_path / "site", Scope(all=True)),
        build(vault, tmp_path / "other"),
    ]
    assert all(report.written.written for report in reports)
    assert files(tmp_path / "other") != files(tmp_path / "site")
