"""A file is replaced as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from headwater.replacing import replace_file


def test_a_file_holds_what_is_new_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    place = tmp_path / "library.json"
    for content in (b"old", b"new"):
        replace_file(place, content)
        assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"library.json": content}


@pytest.mark.parametrize("failure", [OSError, KeyboardInterrupt])
def test_what_was_there_stays_if_writing_is_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: type[BaseException]
) -> None:
    place = tmp_path / "library.json"
    place.write_bytes(b"old")

    def fail(_self: Path, _target: Path) -> None:
        raise failure

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(failure):
        replace_file(place, b"new")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"library.json": b"old"}
