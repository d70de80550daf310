"""`headwater retractions update`, where a transcript cannot show it."""

from __future__ import annotations

import io
import json
import os
import shutil
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from headwater.bibliography.kept_retractions import PLACE
from headwater.cli.main import main

VAULT = Path(__file__).parents[1] / "vaults" / "retracted"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A vault with sources that were retracted, and the file that says so."""
    return Path(shutil.copytree(VAULT, tmp_path / "vault"))


def update(vault: Path, file: Path | str = "") -> bytes:
    """Run the command; what is kept afterwards."""
    assert (
        main(["retractions", "update", str(file or vault / "retraction_watch.csv"), "--vault", str(vault)])
        == 0
    )
    return (vault / PLACE).read_bytes()


def test_the_same_data_gives_the_same_bytes(copied: Path) -> None:
    before = update(copied)
    assert update(copied) == before
    (copied / PLACE).unlink()
    assert update(copied) == before


def test_standard_input_is_read_and_has_no_date(
    copied: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = (copied / "retraction_watch.csv").read_bytes()
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    kept = json.loads(update(copied, "-"))
    assert (kept["data"], kept["newest"], len(kept["records"])) == (None, "2023-08-09", 5)
    assert "birchKettles2015\tretraction\t2019-03-14" in capsys.readouterr().out


def test_the_date_of_the_file_is_kept(copied: Path) -> None:
    os.utime(copied / "retraction_watch.csv", (1_700_000_000, 1_700_000_000))
    assert json.loads(update(copied))["data"] == "2023-11-14"


def test_a_pipe_is_read_as_standard_input_is(copied: Path, tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("there are no named pipes")
    pipe, data = tmp_path / "pipe", (copied / "retraction_watch.csv").read_bytes()
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(data,))
    writer.start()
    kept = json.loads(update(copied, pipe))
    writer.join()
    assert (kept["data"], len(kept["records"])) == (None, 5)


def test_entries_of_the_library_are_looked_for_whether_or_not_they_have_a_note(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    works = [{"id": "yewPots2016", "type": "article-journal", "DOI": "10.5555/invented.ELSE"}]
    (copied / "library.json").write_text(json.dumps(works), encoding="utf-8")
    update(copied)
    assert "yewPots2016\tretraction\t2023-08-09\thttps://doi.org/10.5555/notice.6" in capsys.readouterr().out


def test_a_file_that_is_refused_leaves_what_was_kept(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = update(copied)
    other = copied / "other.csv"
    other.write_text("a,b\n1,2\n")
    assert main(["retractions", "update", str(other), "--vault", str(copied)]) == 1
    assert (copied / PLACE).read_bytes() == before
    assert "lacks the columns" in capsys.readouterr().err


def test_nothing_but_the_kept_file_is_written(copied: Path) -> None:
    before = {path: path.read_bytes() for path in copied.rglob("*") if path.is_file()}
    update(copied)
    after = {path: path.read_bytes() for path in copied.rglob("*") if path.is_file()}
    assert after.keys() - before.keys() == {copied / PLACE}
    assert before.items() <= after.items()
