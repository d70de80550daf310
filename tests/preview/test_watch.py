"""Noticing changes in a vault."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from headwater.errors import VaultError
from headwater.preview.watch import Watcher

LONG = 30.0


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    # The vault may itself lie in a folder whose name would be passed over inside it.
    folder = tmp_path.resolve() / ".hidden" / "vault"
    (folder / "site").mkdir(parents=True)
    (folder / ".obsidian").mkdir()
    return folder


@pytest.mark.parametrize("path", ["note.md", "Insights/a b.md", "headwater.toml", "img/figure.png", "site.md"])
def test_a_change_of_a_file_of_the_vault_matters(path: str, vault: Path) -> None:
    assert Watcher(vault, [vault / "site"]).matters(str(vault / path))


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".git/index",
        ".obsidian/workspace.json",
        ".trash/note.md",
        "a/node_modules/b.md",
        "site",
        "site/index.html",
        ".site.headwater-partial/index.html",
        "note.md~",
        ".note.md.swp",
        "4913",
        "#note.md#",
        "~$table.docx",
        "note.md.tmp",
        "note.md___jb_tmp___",
        ".DS_Store",
    ],
)
def test_a_change_of_what_is_not_the_vault_s_does_not_matter(path: str, vault: Path) -> None:
    assert not Watcher(vault, [vault / "site"]).matters(os.path.normpath(vault / path))


def test_a_change_is_noticed_from_the_moment_the_block_begins(vault: Path) -> None:
    with Watcher(vault) as watcher:
        (vault / "note.md").write_text("new", encoding="utf-8")
        assert watcher.wait(LONG)


def test_a_change_in_a_folder_made_later_is_noticed(vault: Path) -> None:
    with Watcher(vault) as watcher:
        (vault / "Insights").mkdir()
        assert watcher.wait(LONG)
        (vault / "Insights" / "note.md").write_text("new", encoding="utf-8")
        assert watcher.wait(LONG)


def test_a_change_that_does_not_matter_is_not_told(vault: Path) -> None:
    with Watcher(vault, [vault / "site"]) as watcher:
        (vault / "site" / "index.html").write_text("new", encoding="utf-8")
        (vault / ".obsidian" / "app.json").write_text("{}", encoding="utf-8")
        (vault / "note.md").write_text("new", encoding="utf-8")
        assert watcher.wait(LONG)
        # Had the others been told of, they would have come before or with the note.
        assert not watcher.wait(0)


def test_a_vault_that_cannot_be_watched_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="cannot be watched") as caught, Watcher(tmp_path / "missing"):
        pass
    assert "WATCHFILES_FORCE_POLLING" in caught.value.hint


def test_watchfiles_is_imported_only_by_a_preview_that_watches() -> None:
    code = "import sys, headwater.preview; sys.exit('watchfiles' in sys.modules or 'rich' in sys.modules)"
    assert os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-c", code]) == 0
