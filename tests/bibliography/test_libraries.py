"""Which files are libraries, what is kept of them, and what happens when they cannot be read."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from headwater.bibliography import pandoc
from headwater.bibliography.entries import ReadLibrary
from headwater.bibliography.libraries import LARGEST, library_of, read_library
from headwater.bibliography.library_names import LibraryFile, library_files
from headwater.config import CitationOptions, Config
from headwater.vault.scan import scan_vault
from tests.bibliography.reading import citekeys, counted_runs, library, read, told
from tests.written import SHARED

TWO = "@misc{a, title = {A}, date = {2001}}\n@misc{b, title = {B}, date = {2002}}\n"


def no_pandoc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "pandoc_program", lambda: None)


def test_libraries_of_the_vault_are_found_by_their_names(tmp_path: Path) -> None:
    for name in (
        "z/Library.bib",
        "library.json",
        "a/mine.csl.json",
        "a/other.json",
        "a/other.bib",
        "library.ris",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    found = library_files(tmp_path, CitationOptions(), scan_vault(tmp_path).attachments)
    assert [file.path for file in found] == [
        "a/mine.csl.json",
        "library.json",
        "library.ris",
        "z/Library.bib",
    ]
    assert all(Path(file.location).is_absolute() for file in found)


def test_configured_libraries_may_lie_anywhere_and_are_named_as_configured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    outside = str(tmp_path / "outside.bib")
    options = CitationOptions(libraries=("refs/a.bib", outside, "~/b.json", "refs/a.bib"))
    found = library_files(tmp_path / "vault", options, [])
    assert found == [
        LibraryFile("refs/a.bib", str(tmp_path / "vault" / "refs" / "a.bib")),
        LibraryFile(outside, outside),
        LibraryFile("~/b.json", str(tmp_path / "home" / "b.json")),
    ]


def test_a_file_as_it_was_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = read(tmp_path, TWO)
    runs = counted_runs(monkeypatch)
    assert read_library(library(tmp_path, TWO), kept) is kept
    assert runs == []


def test_one_changed_entry_converts_one_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = read(tmp_path, TWO)
    runs = counted_runs(monkeypatch)
    changed = "% one line more\n" + TWO.replace("{B}", "{New}")
    found = read_library(library(tmp_path, changed), kept)
    assert [run.count("@misc") for run in runs] == [1]
    assert found == read(tmp_path, changed)
    assert [(entry.line, entry.data["title"]) for entry in found.entries] == [(2, "A"), (3, "New")]


def test_a_changed_parent_or_string_converts_what_takes_from_it(tmp_path: Path) -> None:
    text = (
        "@string{j = {Old}}\n@article{a, title={A}, journaltitle=j}\n"
        "@book{p, title={Old Book}}\n@inbook{c, title={C}, crossref={p}}\n"
    )
    kept = read(tmp_path, text)
    changed = text.replace("Old", "New")
    assert read_library(library(tmp_path, changed), kept) == read(tmp_path, changed) != kept


def test_what_was_read_can_be_kept_as_bytes(tmp_path: Path) -> None:
    found = read(tmp_path, TWO + "@misc{, title = {X}}")
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=ReadLibrary) == found


def test_without_pandoc_what_was_read_before_stays_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = read(tmp_path, TWO)
    no_pandoc(monkeypatch)
    changed = TWO.replace("{B}", "{New}") + "@misc{c, title = {C}}\n"
    found = read_library(library(tmp_path, changed), kept)
    assert [(entry.citekey, entry.data["title"]) for entry in found.entries] == [("a", "A"), ("b", "B")]
    assert told(found) == [("library-not-converted", 0)]
    monkeypatch.undo()
    assert read_library(library(tmp_path, changed), found).entries == read(tmp_path, changed).entries


def test_without_pandoc_a_library_of_csl_json_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_pandoc(monkeypatch)
    assert citekeys(read(tmp_path, '[{"id": "a", "title": "A"}]', "library.json")) == ["a"]


@pytest.mark.parametrize("script", ["exit 3", "echo nonsense"])
def test_a_pandoc_that_does_not_work_is_one_problem_and_blames_no_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    program = tmp_path / "pandoc"
    program.write_text(f"#!/bin/sh\ncat > /dev/null\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(pandoc, "pandoc_program", lambda: program)
    assert told(read(tmp_path, TWO)) == [("library-not-converted", 0)]


def test_an_entry_that_breaks_keeps_what_it_was(tmp_path: Path) -> None:
    kept = read(tmp_path, TWO)
    found = read_library(library(tmp_path, TWO.replace("{B}", "{B")), kept)
    assert sorted(citekeys(found)) == ["a", "b"]
    assert told(found) == [("library-entry-not-read", 2)]


def test_an_entry_that_is_gone_is_gone(tmp_path: Path) -> None:
    kept = read(tmp_path, TWO)
    assert citekeys(read_library(library(tmp_path, TWO.split("\n", maxsplit=1)[0]), kept)) == ["a"]


def test_a_library_that_vanished_is_told_and_stays_in_use(tmp_path: Path) -> None:
    kept = read(tmp_path, TWO)
    file = library(tmp_path, TWO)
    Path(file.location).unlink()
    found = read_library(file, kept)
    assert (citekeys(found), told(found)) == (["a", "b"], [("missing-library", 0)])


def test_a_folder_a_strange_form_and_a_huge_file_are_told(tmp_path: Path) -> None:
    (tmp_path / "library.bib").mkdir()
    huge = tmp_path / "huge.bib"
    with huge.open("wb") as file:
        file.truncate(LARGEST + 1)
    names = ("library.bib", "huge.bib", "library.enl", "nul\0.bib")
    found = [read_library(LibraryFile(name, str(tmp_path / name))) for name in names]
    codes = ["unreadable-file", "library-too-large", "unknown-library-format", "unreadable-file"]
    assert [told(one) for one in found] == [[(code, 0)] for code in codes]


@pytest.mark.parametrize("name", ["library.bib", "library.ris", "library.json"])
def test_an_empty_library_has_no_works(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, "", name)
    assert found.entries == ()
    assert [code for code, _ in told(found)] == (["invalid-library"] if name.endswith("json") else [])


def test_of_two_entries_of_one_citekey_the_first_counts_and_both_are_named(tmp_path: Path) -> None:
    library(tmp_path, "@misc{a, title = {First}}\n@misc{a, title = {Second}}\n", "library.bib")
    library(tmp_path, '[\n{"id": "a", "title": "Third"},\n{"id": "b", "title": "B"}]', "library.json")
    found = library_of(tmp_path, Config(), scan_vault(tmp_path))
    assert {key: (item.data["title"], item.path, item.line) for key, item in found.items.items()} == {
        "a": ("First", "library.bib", 1),
        "b": ("B", "library.json", 3),
    }
    assert [(problem.code, problem.place) for problem in found.problems] == [
        ("duplicate-citekey", "library.bib:2"),
        ("duplicate-citekey", "library.json:2"),
    ]
    assert all("library.bib:1" in problem.message for problem in found.problems)


SPINE = SHARED / "spine-vault"


@pytest.mark.skipif(not SPINE.is_dir(), reason="the author's vault is not on this machine")
def test_the_library_of_the_authors_vault_is_read_whole() -> None:
    found = library_of(SPINE, Config(), scan_vault(SPINE))
    text = (SPINE / "library.bib").read_text(encoding="utf-8")
    assert len(found.items) == text.count("\n@") + text.startswith("@")
    assert found.problems == ()
