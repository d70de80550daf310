"""Writing where the file system does not tell case apart, as on macOS and Windows (simulated)."""

from __future__ import annotations

import builtins
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from headwater.errors import OutputError
from headwater.site.files import Site
from headwater.site.write import write_site
from headwater.vault.scan import MANIFEST_NAME

LOOKS = ("access", "listdir", "lstat", "scandir", "stat")
CHANGES = ("mkdir", "open", "rename", "replace", "rmdir", "unlink", "utime")


def tree(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST_NAME]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def lower(files: dict[str, bytes]) -> dict[str, bytes]:
    return {place.lower(): content for place, content in files.items()}


@pytest.fixture
def output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An output folder below which names are found in any case and kept as they were first written."""
    listdir = os.listdir

    def found(path: Any) -> Any:
        if not isinstance(path, str | Path) or not Path(path).is_relative_to(tmp_path):
            return path
        here = str(tmp_path)
        for name in Path(path).relative_to(tmp_path).parts:
            with suppress(OSError):
                alike = (other for other in listdir(here) if other.lower() == name.lower())
                name = next(alike, name)  # noqa: PLW2901 - as the file system would
            here += os.sep + name
        return here

    def blind(function: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *paths, **options: function(*map(found, paths), **options)

    for name in LOOKS + CHANGES:
        monkeypatch.setattr(os, name, blind(getattr(os, name)))
    monkeypatch.setattr(builtins, "open", blind(open))
    return tmp_path / "site"


SITES = [
    {"About/index.html": b"1", "x/A.png": b"p", "f": b"f"},
    {"about/index.html": b"1", "x/a.png": b"p", "F/z": b"f"},
    {"ABOUT/index.html": b"2", "X/A.png": b"q", "f": b"1"},
    {"About": b"file"},
    {"about/b/C": b"c"},
    {"about/B/c": b"d", "about/B/e": b"e"},
]


def test_files_and_folders_whose_names_change_only_in_case_are_kept(output: Path) -> None:
    for pages in SITES:
        write_site(Site(pages), output)
        assert lower(tree(output)) == lower(pages)
        assert write_site(Site(pages), output).unchanged == len(pages)


def test_two_files_that_would_be_one_are_refused_with_both_names(output: Path) -> None:
    with pytest.raises(OutputError, match=r"'A\.png' and 'a\.png' would be one file"):
        write_site(Site({"A.png": b"1", "a.png": b"2"}), output)
    assert not output.exists()


def test_a_file_of_someone_else_is_not_replaced_by_one_in_another_case(output: Path) -> None:
    write_site(Site({"a": b"a"}), output)
    (output / "cname").write_bytes(b"mine")
    with pytest.raises(OutputError, match="did not write"):
        write_site(Site({"CNAME": b"ours"}), output)
    assert tree(output) == {"a": b"a", "cname": b"mine"}
