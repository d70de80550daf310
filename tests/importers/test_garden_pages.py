"""Published pages are read from files of any name, and damaged ones are reported and left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.errors import ImportSourceError
from headwater.importers.garden_pages import GardenPage, page_of, read_pages
from headwater.importers.garden_sections import Reading
from tests.importers.conftest import Garden, Put

NOTE = "Library/Insights/2025-03-02 08-15-01.md"


def test_pages_are_read_whatever_their_files_are_called(own_pages: Path) -> None:
    pages, problems = read_pages([own_pages])
    assert not problems
    assert {Path(page.file).name: page.permalink for page in pages} == {
        "0a_sws-tag.txt": "/library/tags/slow-wave-sleep-sws-n3/",
        "17 takeaway.published": "/library/takeaways/2025-03-04-07-00-00/",
        "assumption.0001": "/library/assumptions/2025-03-01-10-00-00/",
        "ffff.html": "/library/takeaways/2025-03-04-07-12-30/",
        "insight": "/library/insights/2025-03-02-08-15-01/",
        "tag-without-a-link": "/library/tags/night-shift-work/",
    }


def test_damaged_pages_are_reported_and_the_others_read(garden: Garden, put: Put) -> None:
    good = garden.page("/a/", "text")
    table = garden.claims("Insights", (NOTE, "a"))
    folder = put(
        good=good,
        binary=b"\x89PNG\r\n\x1a\n\x00\xff",
        bare="# Only a heading\n",
        broken='---\n{"permalink":"/b/",}\n---\n\ntext\n',
        cut=garden.page("/c/", "# References\n" + table[:-60]).rstrip(),
        halved=good[:20],
        nowhere='---\n{"dg-publish":true}\n---\n',
    )
    (folder / ".hidden").write_bytes(b"\xff")
    pages, problems = read_pages([folder])
    assert [page.permalink for page in pages] == ["/a/"]
    reasons = {Path(problem.path).name: problem.message for problem in problems}
    assert sorted(reasons) == ["bare", "binary", "broken", "cut", "halved", "nowhere"]
    assert "UTF-8" in reasons["binary"]
    assert "cut off" in reasons["cut"]
    assert "JSON" in reasons["broken"]
    assert "permalink" in reasons["nowhere"]


def test_folder_without_a_page_is_an_error_that_says_why(put: Put) -> None:
    folder = put(a="nothing")
    with pytest.raises(ImportSourceError, match=r"no page that can be imported; for example, .*frontmatter"):
        read_pages([folder])


def test_missing_path_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(ImportSourceError, match="absent: no such file"):
        read_pages([tmp_path / "absent"])


@pytest.mark.parametrize("value", ["NaN", "1" * 5000, "[" * 99_999, '"\\ud800"'])
def test_value_that_no_note_can_hold_damages_the_page(value: str) -> None:
    assert not isinstance(page_of(f'---\n{{"permalink":"/a/","x":{value}}}\n---\n', "a"), GardenPage)


def test_windows_line_ends_and_a_byte_order_mark_are_read(garden: Garden, put: Put) -> None:
    text = garden.page("/a/", "# Content\n- one")
    marked = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    (page,), _ = read_pages([put(a=marked) / "a"])
    assert page.sections == garden.read("/a/", "# Content\n- one").sections


def test_headings_say_what_the_tables_below_them_mean(garden: Garden) -> None:
    table = garden.claims("Insights", (NOTE, "a"))
    headings = ["# References", "## Deeper", "# Supported Notes", "# Tagged Content", "# My list"]
    page = garden.read("/a/", "\n".join(f"{heading}\n{table}" for heading in headings))
    assert [section.reading for section in page.sections] == [
        Reading.SUPPORTERS,
        Reading.SUPPORTERS,
        Reading.SUPPORTED,
        Reading.TAGGED,
        Reading.OTHER,
    ]


def test_computed_tables_leave_the_text_and_a_list_of_the_authors_own_stays(garden: Garden) -> None:
    table = garden.table("Files", [[garden.note(NOTE)]], ())
    page = garden.read("/a/", f"# References\n{table}\n# My list\nintro\n{table}\n")
    assert [section.text for section in page.sections] == [
        "",
        "intro\n\n\n| Files |\n| --- |\n| [[Library/Insights/2025-03-02 08-15-01\\|2025-03-02 08-15-01]] |",
    ]


def test_properties_have_the_names_the_author_gave_them(garden: Garden) -> None:
    nested: dict[str, Any] = {"dg-note-properties": {"mood": "calm"}}
    page = garden.read("/a/", noteIcon="1", hide=True, **nested)
    assert page.properties == {"mood": "calm", "dg-publish": True, "dg-note-icon": "1", "dg-hide": True}


@given(st.text())
def test_any_text_is_a_page_or_a_problem_and_never_an_error(text: str) -> None:
    page_of(text, "a")
    page_of(f'---\n{{"permalink":"/a/"}}\n---\n{text}', "a")
