"""`headwater library pull` against a stand-in for Zotero: works with citekeys, in a file that can be read."""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from headwater.bibliography import zotero
from headwater.bibliography.libraries import read_library
from headwater.bibliography.library_names import LibraryFile
from headwater.cli.main import main
from headwater.errors import CitationError
from tests.bibliography.zotero_stand_in import StandIn, collection, record, running


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    with running(StandIn()) as server:
        monkeypatch.setattr(zotero, "ADDRESS", server.address)
        yield server


def pull(vault: Path, *options: str) -> int:
    return main(["library", "pull", "--vault", str(vault), *options])


def pulled(vault: Path) -> list[dict[str, object]]:
    items: list[dict[str, object]] = json.loads((vault / "library.json").read_text(encoding="utf-8"))
    return items


def test_works_are_written_as_better_bibtex_exports_them(tmp_path: Path, stand_in: StandIn) -> None:
    extra = "Citation Key: ignored\nPMID: 123\nread again"
    tags = [{"tag": "tea"}, {"tag": "lids", "type": 1}]
    stand_in.items = [record("AAAA1111", "Lids", citationKey="leeLids2003", extra=extra, tags=tags)]
    assert pull(tmp_path) == 0
    assert pulled(tmp_path) == [
        {
            "id": "leeLids2003",
            "citation-key": "leeLids2003",
            "type": "article-journal",
            "title": "Lids",
            "DOI": "10.5555/lids",
            "author": [{"family": "Lee", "given": "Ann"}],
            "issued": {"date-parts": [[2003, 4, 5]]},
            "note": "PMID: 123\nread again",
            "keyword": "tea, lids",
            "PMID": "123",
        }
    ]


def test_what_was_written_is_a_library(tmp_path: Path, stand_in: StandIn) -> None:
    stand_in.items = [record("AAAA1111", "Lids", citationKey="leeLids2003")]
    pull(tmp_path)
    found = read_library(LibraryFile("library.json", str(tmp_path / "library.json")))
    assert ([entry.citekey for entry in found.entries], found.problems) == (["leeLids2003"], ())


def test_citekeys_come_from_zotero_from_extra_or_from_better_bibtex(
    tmp_path: Path, stand_in: StandIn
) -> None:
    stand_in.items = [
        record("AAAA1111", "A", citationKey="own2003"),
        record("BBBB2222", "B", extra="citation key: pinned2003"),
        record("CCCC3333", "C"),
        record("DDDD4444", "D"),
    ]
    stand_in.plugin = {"CCCC3333": "dynamic2003", "DDDD4444": None}
    pull(tmp_path)
    assert [item["id"] for item in pulled(tmp_path)] == ["dynamic2003", "own2003", "pinned2003"]


def test_works_without_a_citekey_are_told(
    tmp_path: Path, stand_in: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in.items = [record("AAAA1111", "A", citationKey="a"), record("BBBB2222", "Keyless")]
    assert pull(tmp_path) == 0
    assert "1 work without a citekey left out: Keyless\n" in capsys.readouterr().err


def test_notes_and_what_cannot_be_read_are_no_works(tmp_path: Path, stand_in: StandIn) -> None:
    stand_in.items = [
        record("AAAA1111", "A", citationKey="a"),
        record("BBBB2222", "B", csljson="[]"),
        record("CCCC3333", "C", csljson="no JSON"),
        {"key": "DDDD4444"},
    ]
    assert pull(tmp_path) == 0
    assert len(pulled(tmp_path)) == 1


def test_many_works_come_page_by_page(tmp_path: Path, stand_in: StandIn) -> None:
    stand_in.items = [record(f"K{number:07}", "T", citationKey=f"k{number:03}") for number in range(250)]
    assert pull(tmp_path) == 0
    assert [item["id"] for item in pulled(tmp_path)] == [f"k{number:03}" for number in range(250)]
    assert len(stand_in.asked) == 3


def test_one_collection_is_fetched_alone(tmp_path: Path, stand_in: StandIn) -> None:
    stand_in.collections = [collection("COLL0001", "Tea"), collection("COLL0002", "Coffee")]
    stand_in.items = [
        record("AAAA1111", "A", citationKey="a", collections=["COLL0001"]),
        record("BBBB2222", "B", citationKey="b"),
    ]
    for name in ("tea", "COLL0001"):
        assert pull(tmp_path, "--collection", name) == 0
        assert [item["id"] for item in pulled(tmp_path)] == ["a"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Milk", "has no collection 'Milk'\nhint: the collections there are: Tea"),
        ("Tea", "COLL0001, COLL0002"),
    ],
)
def test_a_collection_that_is_not_there_or_twice_is_told(
    tmp_path: Path, stand_in: StandIn, capsys: pytest.CaptureFixture[str], name: str, says: str
) -> None:
    stand_in.collections = [collection("COLL0001", "Tea"), collection("COLL0002", "Tea")]
    assert pull(tmp_path, "--collection", name) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    ("status", "body", "says"),
    [
        (403, b"Local API is not enabled", "Allow other applications"),
        (500, b"Broken", "cannot be used"),
        (200, b"<html>", "is not Zotero's API"),
        (200, b"7", "is not Zotero's API"),
        (404, b"", "cannot be used"),
    ],
)
def test_an_answer_that_is_none_is_told(
    tmp_path: Path, stand_in: StandIn, capsys: pytest.CaptureFixture[str], status: int, body: bytes, says: str
) -> None:
    stand_in.status, stand_in.body = status, body
    assert pull(tmp_path) == 1
    assert says in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_zotero_that_does_not_run_is_told() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(CitationError, match="does not answer") as caught:
        zotero.fetch("", address)
    assert "start Zotero" in caught.value.hint


def test_a_missing_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyzotero", None)
    with pytest.raises(CitationError) as caught:
        zotero.fetch()
    assert "headwater[zotero]" in caught.value.hint


def test_no_work_with_a_citekey_leaves_the_library_as_it_is(tmp_path: Path, stand_in: StandIn) -> None:
    stand_in.items = [record("AAAA1111", "A", citationKey="a")]
    pull(tmp_path)
    stand_in.items = []
    assert pull(tmp_path) == 1
    assert len(pulled(tmp_path)) == 1


def test_a_file_of_somebody_elses_is_replaced_only_when_asked(
    tmp_path: Path, stand_in: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in.items = [record("AAAA1111", "A", citationKey="a")]
    place = tmp_path / "library.json"
    place.write_text('[{"id": "mine", "title": "My own"}]', encoding="utf-8")
    assert pull(tmp_path) == 1
    assert "--force" in capsys.readouterr().err
    assert "mine" in place.read_text(encoding="utf-8")
    assert pull(tmp_path, "--force") == 0
    assert [item["id"] for item in pulled(tmp_path)] == ["a"]


def test_an_earlier_export_is_replaced_and_an_equal_one_not_touched(
    tmp_path: Path, stand_in: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in.items = [record("AAAA1111", "A", citationKey="a")]
    pull(tmp_path)
    before = (tmp_path / "library.json").stat()
    assert pull(tmp_path) == 0
    assert (tmp_path / "library.json").stat().st_mtime_ns == before.st_mtime_ns
    stand_in.items.append(record("BBBB2222", "B", citationKey="b"))
    assert pull(tmp_path) == 0
    assert capsys.readouterr().err.splitlines() == [
        f"{tmp_path / 'library.json'}: {end}" for end in ("1 work", "1 work, as it was", "2 works")
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["library.json"]


@pytest.mark.parametrize("name", ["note.md", "library.bib", "nowhere/library.json"])
def test_a_place_that_cannot_hold_a_library_is_told(tmp_path: Path, stand_in: StandIn, name: str) -> None:
    stand_in.items = [record("AAAA1111", "A", citationKey="a")]
    assert pull(tmp_path, "--output", str(tmp_path / name)) in (1, 2)
    assert list(tmp_path.iterdir()) == []
