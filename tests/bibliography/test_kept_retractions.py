"""What is kept of Retraction Watch is a file that people commit, merge, break and forge."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.bibliography.kept_retractions import (
    PLACE,
    KeptRetractions,
    load_retractions,
    parse_retractions,
    retractions_text,
    save_retractions,
)
from headwater.bibliography.matching import doi_in
from headwater.bibliography.retraction_records import Nature, Record, in_order
from headwater.errors import OutputError

KETTLE = Record(
    doi="10.5555/kettle",
    pubmed="123",
    nature=Nature.RETRACTION,
    date=date(2020, 1, 31),
    notice_doi="10.5555/notice",
    notice_pubmed="",
    reasons=("Error in Data",),
    record="7",
)
CUP = Record("10.5555/cup", "", Nature.CORRECTION, None, "", "", (), "8")
KEPT = KeptRetractions((CUP, KETTLE), date(2024, 1, 2), date(2024, 1, 1))

WORDS = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=8)
DOIS = st.from_regex(r"10\.[0-9]{4,9}/[a-z0-9()<>.-]{1,8}[a-z0-9]", fullmatch=True).map(doi_in)
PUBMED = st.integers(1, 999_999_999).map(str)
RECORDS = st.builds(
    Record,
    doi=DOIS,
    pubmed=st.just("") | PUBMED,
    nature=st.sampled_from(Nature),
    date=st.none() | st.dates(),
    notice_doi=st.just("") | DOIS,
    notice_pubmed=st.just("") | PUBMED,
    reasons=st.lists(WORDS, max_size=3).map(tuple),
    record=PUBMED,
)


@given(st.lists(RECORDS, max_size=6), st.none() | st.dates())
def test_what_is_kept_is_read_back(records: list[Record], day: date | None) -> None:
    kept = KeptRetractions(in_order(records), day, day)
    assert parse_retractions(retractions_text(kept)) == kept


def test_every_record_has_a_line_of_its_own_in_one_order() -> None:
    text = retractions_text(KEPT)
    assert text == retractions_text(KEPT._replace(records=(KETTLE, CUP, CUP)))
    assert [b"cup" in line for line in text.splitlines()] == [False, True, False, False]
    assert len(text.splitlines()) == 4


def test_it_is_written_once_and_left_alone_while_nothing_changes(tmp_path: Path) -> None:
    assert save_retractions(tmp_path, KEPT)
    before = (tmp_path / PLACE).stat().st_mtime_ns
    assert not save_retractions(tmp_path, KEPT)
    assert (tmp_path / PLACE).stat().st_mtime_ns == before
    assert load_retractions(tmp_path) == KEPT
    assert os.listdir(tmp_path / ".headwater") == ["retractions.json"]  # noqa: PTH208


def test_a_vault_without_the_file_has_no_records_and_no_problem(tmp_path: Path) -> None:
    assert load_retractions(tmp_path) == KeptRetractions()
    (tmp_path / ".headwater").write_text("a file")
    assert load_retractions(tmp_path) == KeptRetractions()


def test_a_place_that_cannot_be_written_is_one_error(tmp_path: Path) -> None:
    (tmp_path / ".headwater").write_text("a file")
    with pytest.raises(OutputError, match=r"retractions\.json: cannot be written"):
        save_retractions(tmp_path, KEPT)


def test_no_link_leads_writing_out_of_the_vault(tmp_path: Path) -> None:
    outside, vault = tmp_path / "outside", tmp_path / "vault"
    outside.mkdir()
    vault.mkdir()
    (vault / ".headwater").symlink_to(outside)
    with pytest.raises(OutputError, match="is a symbolic link"):
        save_retractions(vault, KEPT)
    assert list(outside.iterdir()) == []


def test_what_is_no_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / PLACE).mkdir(parents=True)
    (found,) = load_retractions(tmp_path).problems
    assert (found.code, found.path) == ("invalid-retractions", PLACE)


def test_a_merge_conflict_is_a_problem_with_its_line_and_both_sides_count() -> None:
    head, *records, end = retractions_text(KEPT).splitlines()
    lines = [head, b"<<<<<<< ours", records[0], b"=======", records[1], b">>>>>>> theirs", end]
    kept = parse_retractions(b"\n".join(lines))
    assert kept.records == KEPT.records
    assert [(found.code, found.line) for found in kept.problems] == [("invalid-retractions", 2)]


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (b'"correction"', b'"applause"', "Invalid enum value"),
        (b'"date":null', b'"date":"2020-02-31"', "Invalid RFC3339"),
        (b'"doi":"10.5555/cup"', b'"doi":"javascript:alert(1)"', "'javascript:alert(1)' is no identifier"),
        (b'"doi":"10.5555/cup"', b'"doi":"10.5555/CUP"', "is no identifier"),
        (b'"doi":"10.5555/cup"', b'"doi":""', "names no paper"),
        (b'"doi":"10.5555/cup"', b'"doi":7', "Expected `str`"),
        (b'"reasons":[]', b'"reasons":[[]]', "Expected `str`"),
        (b'"pubmed":"",', b"", "missing required field `pubmed`"),
    ],
)
def test_a_record_that_is_none_is_a_problem_with_its_line_and_the_others_count(
    before: bytes, after: bytes, reason: str
) -> None:
    text = retractions_text(KEPT)
    kept = parse_retractions(text.replace(before, after, 1))
    assert kept.records == (KETTLE,)
    assert [found.line for found in kept.problems] == [2]
    assert reason in kept.problems[0].message


def test_a_file_that_was_formatted_anew_is_the_same() -> None:
    text = retractions_text(KEPT).replace(b"{", b"{\r\n  ").replace(b",", b",\r\n  ")
    assert parse_retractions(b"\n" + text) == KEPT


def test_a_file_of_a_newer_version_is_a_problem_and_nothing_in_it_counts() -> None:
    kept = parse_retractions(retractions_text(KEPT).replace(b'"version":1', b'"version":2'))
    assert kept.records == ()
    assert "newer Headwater" in kept.problems[0].message


def test_signs_that_terminals_obey_do_not_come_through() -> None:
    text = retractions_text(KEPT).replace(b"Error in Data", rb"\u001b[2JError\u202e")
    assert parse_retractions(text).records[1].reasons == ("[2JError",)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"version":1}',
        b'{"version":0,"records":[]}',
        b'{"version":1,"records":{}}',
        b'{"version":1,"records":[null]}',
        b'{"version":1,"records":[' + b"[" * 9_999,
    ],
)
def test_what_is_no_such_file_is_a_problem(data: bytes) -> None:
    kept = parse_retractions(data)
    assert kept.records == ()
    assert [found.code for found in kept.problems] == ["invalid-retractions"]
    assert "\n" not in kept.problems[0].message


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_bytes_are_too_odd(data: bytes) -> None:
    assert parse_retractions(data).problems


@given(st.data())
def test_no_damage_is_too_odd(data: st.DataObject) -> None:
    text = retractions_text(KEPT)
    at = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 20))
    kept = parse_retractions(text[:at] + data.draw(st.binary(max_size=5)) + text[at + cut :])
    assert len(kept.records) <= 3
