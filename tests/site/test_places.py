"""Which names the files of a site may have in the output folder."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.errors import OutputError
from headwater.site.places import all_folded, check_alike, check_places, folded, folders_of, is_usable


@pytest.mark.parametrize(
    "place",
    ["", "/", "a/", "/a", "a//b", ".", "..", "../a", "a/..", "a/../b", "a/./b", "a\0b", "\ud800/index.html"],
)
def test_a_place_that_leads_elsewhere_or_is_no_name_is_not_usable(place: str) -> None:
    assert not is_usable(place)


@pytest.mark.parametrize(
    "place",
    [".headwater-manifest.json", ".headwater-lock", ".headwater-staging/a", ".Headwater-Lock/index.html"],
)
def test_what_the_writer_itself_puts_into_the_folder_is_no_place_for_the_site(place: str) -> None:
    assert not is_usable(place)


@pytest.mark.parametrize("place", ["a", "a/b.html", "..a/b..", "...", ".nojekyll", "β/%E6/☃.png", "a b/c,d"])
def test_any_other_name_is_usable(place: str) -> None:
    assert is_usable(place)


@given(st.text())
def test_a_usable_place_never_has_a_part_that_is_empty_or_goes_up(place: str) -> None:
    parts = place.split("/")
    assert not is_usable(place) or not {"", ".", ".."} & set(parts)


@given(st.lists(st.text() | st.sampled_from(["a/B.html", "ß", "", "x\ny"])))
def test_many_places_are_folded_as_each_of_them_is(places: list[str]) -> None:
    assert all_folded(places) == list(map(folded, places))


def test_the_folders_of_places_are_all_those_above_them() -> None:
    assert folders_of(["index.html", "a/b/c.html", "a/d.html"]) == {"a", "a/b"}


def test_a_place_that_leads_out_of_the_folder_is_refused_by_name() -> None:
    with pytest.raises(OutputError, match=r"'\.\./index\.html'"):
        check_places(["../index.html"], [])


def test_a_page_and_an_attachment_at_one_place_are_refused() -> None:
    with pytest.raises(OutputError, match=r"a page and an attachment both belong at 'a\.png'"):
        check_places(["a.png", "b"], ["c", "a.png"])


def test_a_file_that_would_have_to_be_a_folder_too_is_refused_with_both_names() -> None:
    with pytest.raises(OutputError, match=r"'a/b' and, .* 'a/b/c/index\.html'"):
        check_places(["a/b/c/index.html"], ["a/b"])


def test_pages_and_attachments_beside_each_other_are_accepted() -> None:
    check_places(["index.html", "a/index.html"], ["a/a.png"])


@pytest.mark.parametrize(("one", "other"), [("a/B", "A/b"), ("É", "E\u0301"), ("ß", "SS")])
def test_names_that_some_file_systems_take_for_one_are_refused_there_with_both_names(
    one: str, other: str
) -> None:
    with pytest.raises(OutputError) as caught:
        check_alike(["c", one, other])
    assert repr(one) in caught.value.message
    assert repr(other) in caught.value.message
