"""A plan is written whole, inside the vault, and never over a file that stands there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from headwater.errors import OutputError
from headwater.importers.vault_files import ImportPlan, write_import
from headwater.vault.notes import NotePath

PLAN = ImportPlan({NotePath("A/one.md"): "1\n", NotePath("two.md"): "2\n"})


def test_notes_are_written_to_a_folder_that_need_not_exist(tmp_path: Path) -> None:
    report = write_import(PLAN, tmp_path / "new" / "vault")
    assert report.written == ("A/one.md", "two.md")
    assert (tmp_path / "new" / "vault" / "A" / "one.md").read_bytes() == b"1\n"


def test_second_import_changes_nothing(tmp_path: Path) -> None:
    write_import(PLAN, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.md")}
    report = write_import(PLAN, tmp_path)
    assert (report.written, report.unchanged) == ((), ("A/one.md", "two.md"))
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.md")} == before


def test_file_with_other_content_is_left_alone_and_reported(tmp_path: Path) -> None:
    (tmp_path / "two.md").write_text("mine")
    report = write_import(PLAN, tmp_path)
    assert (tmp_path / "two.md").read_text() == "mine"
    assert (report.written, report.left_alone) == (("A/one.md",), ("two.md",))
    assert [(problem.code, problem.path) for problem in report.problems] == [("note-exists", "two.md")]


def test_nothing_but_the_notes_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "two.md").mkdir()
    write_import(PLAN, tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["A", "one.md", "two.md"]


def test_note_that_cannot_be_written_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "A").write_text("a file where a folder should be")
    report = write_import(PLAN, tmp_path)
    assert report.written == ("two.md",)
    assert [problem.code for problem in report.problems] == ["unwritable-note"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_link_that_leads_out_of_the_vault_is_not_followed(tmp_path: Path) -> None:
    vault, outside = tmp_path / "vault", tmp_path / "outside"
    vault.mkdir()
    outside.mkdir()
    (vault / "A").symlink_to(outside)
    report = write_import(PLAN, vault)
    assert list(outside.iterdir()) == []
    assert report.left_alone == ("A/one.md",)


def test_folder_that_is_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot hold a vault"):
        write_import(PLAN, tmp_path / "file")


def test_disk_without_hard_links_gets_the_same_notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    assert write_import(PLAN, tmp_path).written == ("A/one.md", "two.md")
    assert (tmp_path / "two.md").read_text() == "2\n"
    assert write_import(PLAN, tmp_path).unchanged == ("A/one.md", "two.md")
