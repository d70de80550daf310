"""The manifest: which files of an output folder are ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.errors import OutputError
from headwater.site.manifest import Fingerprint, Manifest, read_manifest
from headwater.site.places import is_usable
from headwater.vault.scan import MANIFEST_NAME

HELLO = Fingerprint("b5e9c1ad071b3e7fc779cfaa5e523818", 5)


def put(folder: Path, text: str) -> Path:
    (folder / MANIFEST_NAME).write_text(text, encoding="utf-8")
    return folder


def test_a_fingerprint_is_the_xxh3_128_and_the_size() -> None:
    assert Fingerprint.of(b"hello") == HELLO


def test_a_file_has_the_fingerprint_of_its_content(tmp_path: Path) -> None:
    content = b"0123456789abcdef" * 200_000
    (tmp_path / "file").write_bytes(content)
    assert Fingerprint.of_file(tmp_path / "file") == Fingerprint.of(content)


def test_the_manifest_is_json_with_a_version_the_files_and_whether_they_are_complete() -> None:
    assert json.loads(Manifest({"b": HELLO, "a/index.html": HELLO}).to_bytes()) == {
        "version": 1,
        "complete": True,
        "files": {"a/index.html": [HELLO.digest, 5], "b": [HELLO.digest, 5]},
    }


def test_the_manifest_is_the_same_bytes_whatever_the_order_of_the_files() -> None:
    assert Manifest({"b": HELLO, "a": HELLO}).to_bytes() == Manifest({"a": HELLO, "b": HELLO}).to_bytes()


@given(places=st.sets(st.text(min_size=1).filter(is_usable)), complete=st.booleans())
def test_what_is_written_is_read_back(
    *, places: set[str], complete: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    manifest = Manifest(dict.fromkeys(places, HELLO), complete=complete)
    folder = tmp_path_factory.mktemp("site")
    (folder / MANIFEST_NAME).write_bytes(manifest.to_bytes())
    found = read_manifest(folder)
    assert found is not None
    assert (found.files, found.complete) == (manifest.files, complete)


def test_a_folder_without_a_manifest_has_none(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "\xff",
        '{"version": 2, "complete": true, "files": {}}',
        '{"version": 1, "complete": true}',
        '{"version": 1, "complete": true, "files": []}',
        '{"version": 1, "complete": true, "files": {"a": ["00"]}}',
        '{"version": 1, "complete": true, "files": {"a": [0, 0]}}',
    ],
)
def test_a_damaged_or_newer_manifest_is_an_error_that_names_it(text: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"\.headwater-manifest\.json"):
        read_manifest(put(tmp_path, text))


@pytest.mark.parametrize("place", ["../notes/a.md", "/etc/passwd", "a/../../b"])
def test_a_manifest_that_lists_files_elsewhere_is_an_error(place: str, tmp_path: Path) -> None:
    files = {place: [HELLO.digest, 5]}
    with pytest.raises(OutputError):
        read_manifest(put(tmp_path, json.dumps({"version": 1, "complete": True, "files": files})))
