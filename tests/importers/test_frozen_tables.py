"""Dataview's frozen tables are found on a page and read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.importers.frozen_tables import read_table, table_spans
from tests.importers.conftest import Garden

NOTE = "Library/Insights/2025-03-02 08-15-01.md"


def test_table_has_its_label_count_headers_and_rows(garden: Garden) -> None:
    table = read_table(
        garden.table("Original Sources", [[garden.note(NOTE), "words"]], ("Citations",), count=7)
    )
    assert (table.label, table.count, table.headers) == (
        "Original Sources",
        7,
        ("Original Sources", "Citations"),
    )
    assert [[cell.text for cell in row] for row in table.rows] == [["2025-03-02 08-15-01", "words"]]
    assert table.targets == (NOTE,)


def test_several_tables_on_one_line_are_found_with_the_divs_around_them(garden: Garden) -> None:
    first, second = garden.claims("Insights", (NOTE, "a")), garden.claims("Quick Notes", (NOTE, "b"))
    text = f"# References\n{first}{second}\nend"
    assert [text[start:end] for start, end in table_spans(text) or ()] == [first, second]


def test_table_that_no_dataview_drew_is_left_to_the_author() -> None:
    assert table_spans("<table><tr><td>mine</td></tr></table>") == ()


@pytest.mark.parametrize("kept", [0.02, 0.3, 0.6, 0.97])
def test_table_that_is_cut_off_is_noticed(garden: Garden, kept: float) -> None:
    text = garden.claims("Insights", (NOTE, "a"))
    assert table_spans("# References\n" + text[: int(len(text) * kept)]) is None


def test_signs_like_tags_in_running_text_are_no_cut_off_table() -> None:
    assert table_spans("x <y and <25 % or a<b") == ()


def test_table_as_markdown_keeps_links_and_escapes_bars(garden: Garden) -> None:
    rows = [[garden.note(NOTE), "a|b"]]
    assert read_table(garden.table("Files", rows, ("Size",))).markdown == (
        "| Files | Size |\n| --- | --- |\n"
        "| [[Library/Insights/2025-03-02 08-15-01\\|2025-03-02 08-15-01]] | a\\|b |"
    )


@given(st.text(st.sampled_from("<>/= \"'abdhrt&;#1xlspan"), max_size=60))
def test_any_html_inside_a_table_is_read_without_an_error(inner: str) -> None:
    read_table(f"<table class='dataview'><tr><td>{inner}</td></tr></table>")
