"""The CSV of Retraction Watch is read row by row, and one bad row costs no other."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.bibliography.matching import Identifiers
from headwater.bibliography.retraction_records import Nature
from headwater.bibliography.retraction_watch import COLUMNS, LONGEST_LINE, Found, find_records
from headwater.errors import CitationError

HEADER = ",".join(COLUMNS)
WANTED = Identifiers(frozenset({"10.5555/kettle"}), frozenset({"123"}))
ROW = {
    "Record ID": "7",
    "RetractionDate": "1/31/2020 0:00",
    "RetractionDOI": "10.5555/NOTICE",
    "RetractionPubMedID": "456",
    "OriginalPaperDOI": "10.5555/Kettle",
    "OriginalPaperPubMedID": "0",
    "RetractionNature": "Retraction",
    "Reason": "+Error in Data;+Unreliable Results;",
}


def row(**cells: str) -> str:
    """A row about the kettle, with other cells where they are given (`_` for a space)."""
    changed: Mapping[str, str] = {**ROW, **{name.replace("_", " "): text for name, text in cells.items()}}
    return ",".join(f'"{text}"' for text in changed.values())


def read(*lines: str | bytes, latest: date | None = None) -> Found:
    data = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
    return find_records(io.BytesIO(data), "rw.csv", WANTED, latest)


def test_a_record_is_found_by_the_doi_of_the_paper_in_any_letter_case() -> None:
    (record,) = read(HEADER, row()).records
    assert (record.doi, record.nature, record.date) == (
        "10.5555/kettle",
        Nature.RETRACTION,
        date(2020, 1, 31),
    )
    assert (record.notice_doi, record.notice_pubmed, record.record) == ("10.5555/notice", "456", "7")
    assert record.reasons == ("Error in Data", "Unreliable Results")


def test_a_record_is_found_by_the_pubmed_id_of_the_paper() -> None:
    (record,) = read(HEADER, row(OriginalPaperDOI="unavailable", OriginalPaperPubMedID="123")).records
    assert (record.doi, record.pubmed) == ("", "123")


def test_records_about_other_papers_are_counted_and_not_kept() -> None:
    found = read(HEADER, row(OriginalPaperDOI="10.5555/cup"), row())
    assert (found.rows, len(found.records)) == (2, 1)


def test_the_doi_of_a_notice_flags_no_paper() -> None:
    assert read(HEADER, row(OriginalPaperDOI="10.5555/cup", RetractionDOI="10.5555/kettle")).records == ()


@pytest.mark.parametrize("nothing", ["", "0", "unavailable", "Unavailable", "NA"])
def test_what_stands_for_no_identifier_matches_nothing(nothing: str) -> None:
    assert read(HEADER, row(OriginalPaperDOI=nothing, OriginalPaperPubMedID=nothing)).records == ()


@pytest.mark.parametrize("nature", ["Retraction", "Correction", "Expression of concern", "REINSTATEMENT "])
def test_the_four_natures_are_kept_apart(nature: str) -> None:
    (record,) = read(HEADER, row(RetractionNature=nature)).records
    assert record.nature.value == nature.strip().lower()


def test_columns_may_stand_in_any_order_among_others() -> None:
    header = ",".join(["Title", *reversed(COLUMNS), "Notes"])
    cells = ",".join(f'"{cell}"' for cell in ["A, B", *reversed(ROW.values()), "two\nlines"])
    assert len(read(header, cells).records) == 1


def test_a_byte_order_mark_crlf_and_empty_lines_do_not_matter() -> None:
    assert len(read(b"\xef\xbb\xbf" + HEADER.encode() + b"\r", b"\r", row() + "\r", "").records) == 1


def test_latin_1_is_read_where_a_line_is_no_utf_8() -> None:
    (record,) = read(HEADER, row(Reason="+Größe;").encode("latin-1")).records
    assert record.reasons == ("Größe",)
    (record,) = read(HEADER, row(Reason="+Größe;")).records
    assert record.reasons == ("Größe",)


def test_missing_columns_are_one_error_that_names_them_and_the_line() -> None:
    with pytest.raises(CitationError, match=r"rw\.csv:1: lacks the columns 'Record ID', 'Reason'"):
        read(",".join(COLUMNS[1:-1]), row())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (HEADER.encode(), "holds no record"),
        (b"<!DOCTYPE html>\n<p>Not found</p>", "lacks the columns"),
        (b"\xff\xfeR\x00e\x00", "lacks the columns"),
        (HEADER.replace(",", ";").encode(), "lacks the columns"),
        (HEADER.encode() + b"\nx,y\nz", "rw.csv:2: no row can be used: it has 2 cells, and the header 8"),
        (b"x" * (LONGEST_LINE + 1), "rw.csv:1: is longer than 1 MB"),
        (HEADER.encode() + b"\n" + b"x" * (LONGEST_LINE + 1), "rw.csv:2: is longer than 1 MB"),
        (HEADER.encode() + b"\rx", "is no CSV"),
    ],
)
def test_a_file_that_is_something_else_is_one_error(data: bytes, message: str) -> None:
    with pytest.raises(CitationError) as raised:
        read(data)
    assert message in raised.value.message
    assert raised.value.hint


def test_odd_rows_are_counted_with_their_lines_and_the_rest_goes_on() -> None:
    found = read(
        HEADER, "only,three,cells", row(RetractionNature="Apology"), row(), '"' + "x" * 200_000, row()
    )
    assert [(odd.line, odd.reason.partition(" ")[0]) for odd in found.first_odd] == [
        (2, "it"),
        (3, "'Apology'"),
        (5, "field"),
    ]
    assert (found.rows, found.odd, len(found.records)) == (5, 3, 1)


def test_a_retraction_of_unreadable_day_is_a_retraction_still() -> None:
    found = read(HEADER, row(RetractionDate="2/30/2020 0:00"))
    assert found.records[0].date is None
    assert (found.odd, found.rows) == (1, 1)


@pytest.mark.parametrize(
    "written", ["1/31/2020 0:00", "01/31/2020", "2020-01-31T00:00:00", "1/31/2020 12:00:00 AM"]
)
def test_days_are_read_in_the_forms_that_occur(written: str) -> None:
    assert read(HEADER, row(RetractionDate=written)).records[0].date == date(2020, 1, 31)


def test_the_newest_notice_counts_whatever_paper_it_is_about_unless_it_is_later_than_the_file() -> None:
    lines = [row(RetractionDate="6/1/2024", OriginalPaperDOI="10.5555/cup"), row(RetractionDate="6/1/2044")]
    assert read(HEADER, *lines, latest=date(2024, 7, 1)).newest == date(2024, 6, 1)
    assert read(HEADER, *lines).newest == date(2044, 6, 1)


def test_what_a_terminal_would_obey_is_dropped() -> None:
    (record,) = read(HEADER, row(Reason="+a\x1b[31m\x07b;")).records
    assert record.reasons == ("a [31m b",)


def test_records_come_in_one_order_each_once() -> None:
    rows = [row(Record_ID="10"), row(Record_ID="9"), row(Record_ID="9")]
    assert read(HEADER, *rows).records == read(HEADER, *reversed(rows)).records
    assert [record.record for record in read(HEADER, *rows).records] == ["9", "10"]


@given(st.lists(st.text(alphabet='",\n\r\x00a10./é', max_size=40) | st.just(row()), max_size=8))
def test_no_text_below_the_header_is_too_odd(lines: list[str]) -> None:
    found = read(HEADER, row(), *lines)
    assert len(found.first_odd) <= found.odd <= found.rows + len(found.first_odd)
    assert found.records


@given(st.binary(max_size=200))
def test_no_bytes_at_all_are_too_odd(data: bytes) -> None:
    with pytest.raises(CitationError):
        read(data)
