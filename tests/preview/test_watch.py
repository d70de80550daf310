"""Noticing changes in a vault."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest
import watchfiles

from headwater.errors import VaultError
from headwater.preview.watch import Watcher

LONG = 30.0

Filter = Callable[[str, str], bool]


Seen = set[tuple[str, str]]
"""What watchfiles tells at one time: each change with its path."""


class Stop(Protocol):
    def is_set(self) -> bool: ...


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    # The vault may itself lie in a folder whose name would be passed over inside it.
    folder = tmp_path.resolve() / ".hidden" / "vault"
    (folder / "site").mkdir(parents=True)
    (folder / ".obsidian").mkdir()
    return folder


@pytest.mark.parametrize(
    "path", ["note.md", "Insights/a b.md", "headwater.toml", "img/figure.png", "site.md"]
)
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


@pytest.mark.parametrize(
    ("path", "told"), [("site/a.html", False), (".obsidian/app.json", False), ("note.md", True)]
)
def test_only_a_change_that_matters_is_told(
    path: str, vault: Path, monkeypatch: pytest.MonkeyPatch, *, told: bool
) -> None:
    def tell(_root: str, *, watch_filter: Filter, stop_event: Stop, **_options: object) -> Iterator[Seen]:
        stop_event.is_set()
        if watch_filter("modified", str(vault / path)):
            yield {("modified", path)}

    monkeypatch.setattr(watchfiles, "watch", tell)
    with Watcher(vault, [vault / "site"]) as watcher:
        watcher._thread.join()
        assert watcher.wait(0) is told


def test_changes_are_told_once_however_many_they_are(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def tell(_root: str, *, stop_event: Stop, **_options: object) -> Iterator[Seen]:
        stop_event.is_set()
        yield {("modified", "a.md")}
        yield {("modified", "b.md")}

    monkeypatch.setattr(watchfiles, "watch", tell)
    with Watcher(vault) as watcher:
        watcher._thread.join()
        assert watcher.wait(0)
        assert watcher.changed == {"a.md", "b.md"}
        assert not watcher.wait(0)
        assert not watcher.changed


def test_a_folder_that_must_not_be_read_does_not_keep_the_rest_from_being_watched(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tell(
        _root: str, *, ignore_permission_denied: bool, stop_event: Stop, **_options: object
    ) -> Iterator[Seen]:
        if not ignore_permission_denied:
            raise PermissionError
        stop_event.is_set()
        yield {("modified", "note.md")}

    monkeypatch.setattr(watchfiles, "watch", tell)
    with Watcher(vault) as watcher:
        watcher._thread.join()
        assert watcher.wait(0)


def test_a_vault_that_cannot_be_watched_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="cannot be watched") as caught, Watcher(tmp_path / "missing"):
        pass
    assert "WATCHFILES_FORCE_POLLING" in caught.value.hint


def test_watchfiles_is_imported_only_by_a_preview_that_watches() -> None:
    code = "import sys, headwater.preview; sys.exit('watchfiles' in sys.modules or 'rich' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
