"""A source is marked where its library or its note says so, and not where it speaks of retractions."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.bibliography.items import Item
from headwater.bibliography.own_marks import Mark, mark_of_item, mark_of_note
from headwater.vault.notes import Note, NotePath


def item(**data: object) -> Mark | None:
    return mark_of_item(Item("key", data, "library.json", 1))


def note(**properties: object) -> Mark | None:
    return mark_of_note(Note(NotePath("Sources/key.md"), properties, "", 1))


@pytest.mark.parametrize(
    "title",
    [
        "RETRACTED: Kettles",
        "Retracted Article: Kettles",
        "[RETRACTED] Kettles",
        '<span class="nocase">Retracted</span>: Kettles',
        "“Retracted: Kettles”",
    ],
)
def test_publishers_mark_the_title(title: str) -> None:
    assert item(title=title) == Mark(None)


@pytest.mark.parametrize(
    "title",
    ["Retraction: Kettles", "Retracted articles on kettles", "Why kettles are retracted: a view", "Kettles"],
)
def test_a_title_about_retractions_is_no_mark(title: str) -> None:
    assert item(title=title) is None


@pytest.mark.parametrize(
    "keyword",
    ["Retracted Publication", "tea, retracted, lids", "🟥 retracted", "#Retracted", "tea; Retracted Article"],
)
def test_a_tag_of_the_library_marks(keyword: str) -> None:
    assert item(keyword=keyword)
    assert item(tags=[{"tag": keyword}])


@pytest.mark.parametrize(
    "keyword", ["Retraction of Publication", "not retracted", "retracted needle", "unretracted", "", "tea"]
)
def test_another_tag_does_not(keyword: str) -> None:
    assert item(keyword=keyword) is None


@pytest.mark.parametrize(
    ("extra", "day"),
    [
        ("retracted", None),
        ("PMID: 7\nRetracted: 2020-01-31", date(2020, 1, 31)),
        ("tex.retracted: yes", None),
        ("Retracted: 2020-02-31", None),
        ("Status: Retracted in 2020", None),
    ],
)
def test_a_line_of_extra_marks(extra: str, day: date | None) -> None:
    assert item(note=extra) == Mark(day)


@pytest.mark.parametrize(
    "extra",
    ["Retracted: no", "retracted: false", "not retracted", "retracted the claim", "Status: read", "a\nb"],
)
def test_another_line_does_not(extra: str) -> None:
    assert item(note=extra) is None


def test_what_the_library_says_in_so_many_words_marks() -> None:
    assert item(custom={"retracted": "2020-01-31"}) == Mark(date(2020, 1, 31))
    assert item(custom={"retracted": "false"}) is None
    assert item(status="Retracted") == Mark(None)


def test_a_property_of_the_note_marks() -> None:
    assert note(retracted=True) == Mark(None)
    assert note(Retracted="2020-01-31") == Mark(date(2020, 1, 31))
    assert note(tags=["paper", "retracted"]) == Mark(None)
    assert note(tags="#retracted-publication") == Mark(None)


@pytest.mark.parametrize("value", [False, None, "no", "", [], {}, 0, 1.5])
def test_a_property_that_denies_it_does_not(value: object) -> None:
    assert note(retracted=value, tags=value) is None


@given(
    st.dictionaries(
        st.sampled_from(["title", "keyword", "note", "custom", "status"]), st.text() | st.lists(st.text())
    )
)
def test_no_entry_is_too_odd(data: dict[str, object]) -> None:
    item(**data)
