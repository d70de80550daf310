"""Which files belong to a vault."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from headwater.errors import ConfigError, VaultError
from headwater.vault.scan import MANIFEST_NAME, VaultFiles, scan_vault
from tests.vault.conftest import WriteFiles


def paths(files: VaultFiles) -> list[str]:
    return [file.path for file in files.notes]


def problems(files: VaultFiles) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in files.problems]


def link(place: Path, target: Path | str) -> None:
    try:
        place.symlink_to(target)
    except OSError:
        pytest.skip("this system makes no symbolic links")


def test_notes_canvases_and_attachments_are_told_apart_by_their_suffix(folder: WriteFiles) -> None:
    root = folder(
        {
            "b/Disc.md": "",
            "a.MD": "",
            "C.canvas": "",
            "Scan.png": "",
            "md": "",
            "x/canvas": "",
            "a.md.bak": "",
        }
    )
    files = scan_vault(root)
    assert paths(files) == ["a.MD", "b/Disc.md"]
    assert [file.path for file in files.canvases] == ["C.canvas"]
    assert [file.path for file in files.attachments] == ["Scan.png", "a.md.bak", "md", "x/canvas"]
    assert files.notes[1].location == str(root / "b" / "Disc.md")
    assert files.problems == []


def test_folders_and_files_that_obsidian_hides_are_no_part_of_the_vault(folder: WriteFiles) -> None:
    hidden = [".obsidian/app.md", ".trash/Gone.md", ".git/x.md", "a/.hidden.md", "node_modules/p/Readme.md"]
    root = folder({"Disc.md": "", "a/node_modules/x.md": "", **dict.fromkeys(hidden, "")})
    assert paths(scan_vault(root)) == ["Disc.md"]


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("Drafts/", ["Disc.md", "Templates/Disc.md"]),
        ("/Drafts", ["Disc.md", "Templates/Disc.md", "Templates/Drafts/b.md"]),
        ("Disc.md", ["Drafts/a.md", "Templates/Drafts/b.md"]),
        ("/Disc.md", ["Drafts/a.md", "Templates/Disc.md", "Templates/Drafts/b.md"]),
        ("Templates/*.md", ["Disc.md", "Drafts/a.md", "Templates/Drafts/b.md"]),
        ("**/b.md", ["Disc.md", "Drafts/a.md", "Templates/Disc.md"]),
        ("*.md", []),
        ("# remark", ["Disc.md", "Drafts/a.md", "Templates/Disc.md", "Templates/Drafts/b.md"]),
    ],
)
def test_ignored_patterns_mean_what_they_mean_in_a_gitignore(
    folder: WriteFiles, pattern: str, left: list[str]
) -> None:
    root = folder(
        {"Disc.md": "", "Drafts/a.md": "", "Templates/Disc.md": "", "Templates/Drafts/b.md": ""},
    )
    assert paths(scan_vault(root, [pattern])) == left


def test_later_pattern_takes_back_an_earlier_one(folder: WriteFiles) -> None:
    root = folder({"a.md": "", "keep.md": "", "Insights/b.md": "", "Drafts/c.md": ""})
    assert paths(scan_vault(root, ["*.md", "!keep.md"])) == ["keep.md"]
    assert paths(scan_vault(root, ["/*", "!/Insights"])) == ["Insights/b.md"]


@pytest.mark.parametrize("pattern", ["!", "\\", "[z-a]"])
def test_pattern_that_cannot_be_read_is_named(folder: WriteFiles, pattern: str) -> None:
    with pytest.raises(ConfigError) as raised:
        scan_vault(folder({"a.md": ""}), ["ok/", pattern])
    assert repr(pattern) in raised.value.message
    assert ".gitignore" in raised.value.hint


def test_symbolic_link_out_of_the_vault_is_reported_and_not_followed(
    folder: WriteFiles, tmp_path: Path
) -> None:
    root = folder({"Disc.md": ""})
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "Secret.md").write_text("secret")
    (root / "a").mkdir()
    link(root / "a" / "Out", outside)
    link(root / "Secret.md", outside / "Secret.md")
    link(root / "Gone.md", "/nowhere/at all")
    files = scan_vault(root)
    assert paths(files) == ["Disc.md"]
    assert sorted(problems(files)) == [
        ("symlink-out-of-vault", "Gone.md"),
        ("symlink-out-of-vault", "Secret.md"),
        ("symlink-out-of-vault", "a/Out"),
    ]


def test_folder_beside_the_vault_whose_name_begins_like_it_lies_outside(
    folder: WriteFiles, tmp_path: Path
) -> None:
    root = folder({"Disc.md": ""})
    (tmp_path / "vault-2").mkdir()
    link(root / "Other", tmp_path / "vault-2")
    assert problems(scan_vault(root)) == [("symlink-out-of-vault", "Other")]


def test_symbolic_links_inside_the_vault_are_not_followed_and_no_problem(folder: WriteFiles) -> None:
    root = folder({"a/b/Disc.md": ""})
    link(root / "a" / "b" / "up", root)
    link(root / "Copy.md", root / "a" / "b" / "Disc.md")
    link(root / "Gone.md", "not there.md")
    link(root / "loop", "loop")
    files = scan_vault(root)
    assert (paths(files), files.problems) == (["a/b/Disc.md"], [])


def test_ignored_symbolic_link_is_no_problem(folder: WriteFiles, tmp_path: Path) -> None:
    root = folder({"Disc.md": ""})
    link(root / "Out", tmp_path)
    assert scan_vault(root, ["/Out"]).problems == []


def test_vault_may_be_given_as_a_symbolic_link(folder: WriteFiles, tmp_path: Path) -> None:
    root = folder({"a/Disc.md": ""})
    link(root / "a" / "up", root)
    link(tmp_path / "shortcut", root)
    files = scan_vault(tmp_path / "shortcut")
    assert (paths(files), files.problems) == (["a/Disc.md"], [])


def test_vault_inside_the_vault_is_reported_and_read(folder: WriteFiles) -> None:
    root = folder({".obsidian/app.json": "", "a/Old/.obsidian/app.json": "", "a/Old/Disc.md": ""})
    files = scan_vault(root)
    assert (paths(files), problems(files)) == (["a/Old/Disc.md"], [("nested-vault", "a/Old")])
    assert scan_vault(root, ["Old/"]).problems == []


def test_site_that_headwater_wrote_is_no_part_of_the_vault(folder: WriteFiles) -> None:
    root = folder(
        {"Disc.md": "", f"public/{MANIFEST_NAME}": "{}", "public/index.html": "", "public/a/b.md": ""}
    )
    files = scan_vault(root)
    assert (paths(files), files.attachments, files.problems) == (["Disc.md"], [], [])


def test_paths_are_in_unicode_nfc_and_files_are_found_under_their_own_spelling(folder: WriteFiles) -> None:
    root = folder({"A\u0308pfel/Gro\u0308ße.md": "text"})
    (file,) = scan_vault(root).notes
    assert file.path == "Äpfel/Größe.md"
    assert Path(file.location).read_text() == "text"


def test_names_that_differ_in_unicode_form_only_are_reported_and_keep_paths_of_their_own(
    folder: WriteFiles,
) -> None:
    root = folder({"Größe.md": "composed", "Gro\u0308ße.md": "decomposed"})
    if len(list(root.iterdir())) == 1:
        pytest.skip("on this system the two names are one file")
    files = scan_vault(root)
    assert {file.path: Path(file.location).read_text() for file in files.notes} == {
        "Größe.md": "composed",
        "Gro\u0308ße.md": "decomposed",
    }
    assert problems(files) == [("case-collision", "Gro\u0308ße.md")]


def test_names_that_differ_in_letter_case_only_are_reported_and_both_read(folder: WriteFiles) -> None:
    root = folder({"Tags/disc.md": "", "Tags/Disc.md": "", "tags/DISC.md": ""})
    if len(list(root.iterdir())) == 1:
        pytest.skip("on this system the names are one file")
    files = scan_vault(root)
    assert paths(files) == ["Tags/Disc.md", "Tags/disc.md", "tags/DISC.md"]
    assert problems(files) == [("case-collision", "Tags/disc.md"), ("case-collision", "tags/DISC.md")]
    assert "'Tags/Disc.md'" in files.problems[0].message


def test_name_that_is_not_utf_8_is_reported_and_its_file_left_out(folder: WriteFiles) -> None:
    root = folder({"Disc.md": ""})
    try:
        Path(os.fsdecode(os.fsencode(root) + b"/caf\xe9.md")).write_text("")
        Path(os.fsdecode(os.fsencode(root) + b"/caf\xe9s")).mkdir()
    except OSError:
        pytest.skip("this system's names are always Unicode")
    files = scan_vault(root)
    assert paths(files) == ["Disc.md"]
    assert sorted(problems(files)) == [("unreadable-file", "caf\ufffd.md"), ("unreadable-file", "caf\ufffds")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_what_is_no_regular_file_is_reported_and_never_opened(folder: WriteFiles) -> None:
    root = folder({"Disc.md": ""})
    os.mkfifo(root / "Pipe.md")
    files = scan_vault(root)
    assert (paths(files), problems(files)) == (["Disc.md"], [("unreadable-file", "Pipe.md")])


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Paths of folders that the system does not let us list, whoever we are."""
    paths: list[str] = []
    scandir = os.scandir

    def refuse(place: str) -> Any:
        if str(place) in paths:
            raise PermissionError(13, "Permission denied")
        return scandir(place)

    monkeypatch.setattr(os, "scandir", refuse)
    return paths


def test_folder_that_cannot_be_listed_is_reported_and_the_rest_is_read(
    folder: WriteFiles, refused: list[str]
) -> None:
    root = folder({"Disc.md": "", "closed/a.md": ""})
    refused.append(str(root / "closed"))
    files = scan_vault(root)
    assert (paths(files), problems(files)) == (["Disc.md"], [("unreadable-file", "closed")])
    assert "Permission denied" in files.problems[0].message


def test_vault_that_cannot_be_listed_is_an_error(folder: WriteFiles, refused: list[str]) -> None:
    root = folder({"Disc.md": ""})
    refused.append(str(root))
    with pytest.raises(VaultError) as raised:
        scan_vault(root)
    assert raised.value.message == f"the vault {str(root)!r} cannot be listed: Permission denied"


@pytest.mark.parametrize(("name", "message"), [("nowhere", "does not exist"), ("file", "is no folder")])
def test_vault_that_is_missing_or_a_file_is_an_error_that_names_it(
    tmp_path: Path, name: str, message: str
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(VaultError) as raised:
        scan_vault(tmp_path / name)
    assert str(tmp_path / name) in raised.value.message
    assert message in raised.value.message
    assert raised.value.hint


def test_folders_may_lie_deep_inside_one_another(tmp_path: Path) -> None:
    place = tmp_path
    for _ in range(600):
        place /= "d"
    place.mkdir(parents=True)
    (place / "Disc.md").write_text("")
    assert paths(scan_vault(tmp_path)) == ["d/" * 600 + "Disc.md"]


def test_an_empty_folder_is_an_empty_vault(tmp_path: Path) -> None:
    assert scan_vault(tmp_path) == VaultFiles()
