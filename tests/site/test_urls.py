"""Permalinks, the links to them, the files of pages, and the ids of headings."""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import example, given, reject
from hypothesis import strategies as st

from headwater.errors import PublicationError
from headwater.site.urls import HOME, Permalink, heading_anchor, href, output_file, permalink

REAL_PAIRS = Path(__file__).parents[2].parent / "shared" / "data" / "permalinks.tsv"

segments = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


def page(text: str) -> Permalink:
    """Return `text` as a permalink that an author has chosen."""
    return permalink("Note.md", {"dg-permalink": text})


@pytest.mark.skipif(not REAL_PAIRS.exists(), reason="the published garden's permalinks are not here")
def test_every_page_of_a_published_garden_keeps_its_permalink() -> None:
    with REAL_PAIRS.open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(pairs) == 351
    assert [permalink(pair["path"], {}) for pair in pairs] == [pair["permalink"] for pair in pairs]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("Home.md", "/home/"),
        ("Research/Tags/Stem Cells (SCs).md", "/research/tags/stem-cells-s-cs/"),
        ("Log/2024.02.24.md", "/log/2024-02-24/"),
        ("Scripts/items.js.md", "/scripts/items-js/"),
        ("v1.2/Notes/Plan.md", "/v1-2/notes/plan/"),
        ("A & B/C's.md", "/a-and-b/c-s/"),
        ("No extension", "/no-extension/"),
    ],
)
def test_a_note_lies_at_the_slugs_of_its_path_without_its_extension(path: str, expected: str) -> None:
    assert permalink(path, {}) == expected


def test_a_segment_without_a_slug_keeps_its_percent_encoded_text() -> None:
    assert permalink("Tags/日本.md", {}) == "/tags/%E6%97%A5%E6%9C%AC/"


def test_a_segment_without_a_slug_has_one_permalink_however_its_text_is_encoded() -> None:
    assert permalink(unicodedata.normalize("NFD", "가.md"), {}) == permalink("가.md", {})


def test_the_home_note_is_served_at_the_root_whatever_its_properties_say() -> None:
    assert permalink("Basics/Welcome.md", {"dg-permalink": "x", "dg-path": "y.md"}, home=True) == "/"


def test_dg_path_stands_in_for_the_path_in_the_vault() -> None:
    assert permalink("Deep/Down/Note.md", {"dg-path": "Top/New Name.md"}) == "/top/new-name/"
    assert permalink("Deep/Down/Note.md", {"dg-path": "Top/New Name"}) == "/top/new-name/"


def test_dg_path_is_cut_at_its_last_dot_even_in_the_name_of_a_folder() -> None:
    """So does Digital Garden, whose addresses must go on working."""
    assert permalink("Note.md", {"dg-path": "My.Folder/note"}) == "/my/"
    assert permalink("Note.md", {"dg-path": "My.Folder/note.md"}) == "/my-folder/note/"


def test_slashes_too_many_and_dots_for_the_same_folder_in_dg_path_are_dropped() -> None:
    assert permalink("Note.md", {"dg-path": "/a//./B c/d.md"}) == "/a/b-c/d/"


@pytest.mark.parametrize("empty", [".md", "/", "./", "."])
def test_a_dg_path_without_any_segment_is_ignored(empty: str) -> None:
    assert permalink("Real/Note.md", {"dg-path": empty}) == "/real/note/"


def test_a_note_whose_name_is_its_extension_does_not_take_the_home_of_the_site() -> None:
    assert permalink(".md", {}) == "/md/"


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ("about", "/about/"),
        ("/about/", "/about/"),
        ("/about", "/about/"),
        ("about/", "/about/"),
        ("Über Uns/v1.2", "/Über Uns/v1.2/"),
        ("/", "/"),
    ],
)
def test_dg_permalink_wins_and_only_gets_a_slash_at_each_end(chosen: str, expected: str) -> None:
    assert permalink("A/B.md", {"dg-permalink": chosen, "dg-path": "x.md", "permalink": "y"}) == expected


def test_the_permalink_of_obsidian_publish_counts_where_dg_permalink_is_not_set() -> None:
    assert permalink("A/B.md", {"permalink": "Chosen", "dg-path": "x.md"}) == "/Chosen/"
    assert permalink("A/B.md", {"permalink": "Chosen", "dg-permalink": ""}) == "/Chosen/"


@pytest.mark.parametrize("value", [None, "", "  \n", 7, True, ["x"], {"x": "y"}])
@pytest.mark.parametrize("name", ["dg-permalink", "permalink", "dg-path"])
def test_a_property_that_is_blank_or_no_string_is_ignored(name: str, value: object) -> None:
    assert permalink("A/B.md", {name: value}) == "/a/b/"


@given(st.lists(segments, min_size=1, max_size=4))
def test_a_path_always_gives_a_permalink_whose_link_is_itself(names: list[str]) -> None:
    found = permalink("/".join(names) + ".md", {})
    assert re.fullmatch(r"/([^/]+/)+", found)
    assert href(found) == found


@given(st.dictionaries(st.sampled_from(["dg-path", "dg-permalink", "permalink"]), st.text()), st.text())
def test_no_text_of_a_path_or_a_property_breaks_the_making_of_a_permalink(
    properties: dict[str, object], path: str
) -> None:
    found = permalink(path, properties)
    assert found.startswith("/")
    assert found.endswith("/")


@pytest.mark.parametrize(
    ("chosen", "link"),
    [
        ("plain/page-1_2.3~", "/plain/page-1_2.3~/"),
        ("two words", "/two%20words/"),
        ("Übung", "/%C3%9Cbung/"),
        ("a\"b'c<d>e&f", "/a%22b%27c%3Cd%3Ee%26f/"),
        ("c#?", "/c%23%3F/"),
        ("a%20b", "/a%20b/"),
        ("100%", "/100%25/"),
        ("half \ud800", "/half%20%3F/"),
    ],
)
def test_a_link_encodes_what_a_url_cannot_hold_and_nothing_twice(chosen: str, link: str) -> None:
    assert href(page(chosen)) == link


@given(st.text(), st.text())
def test_a_link_is_safe_in_an_attribute_and_holds_a_path_alone(first: str, second: str) -> None:
    link = href(page(f"{first}/{second}"))
    assert re.fullmatch(r"[A-Za-z0-9/._~!$()*+,;=:@%-]+", link)
    assert href(Permalink(link)) == link


def test_the_home_page_is_the_file_at_the_root() -> None:
    assert output_file(HOME) == "index.html"


@pytest.mark.parametrize(
    ("chosen", "file"),
    [
        ("a/b-c", "a/b-c/index.html"),
        ("two words", "two words/index.html"),
        ("a%20b", "a b/index.html"),
        ("100%", "100%/index.html"),
        ("c#?", "c#?/index.html"),
        ("a%252e", "a%2e/index.html"),
        ("...", ".../index.html"),
    ],
)
def test_the_file_of_a_page_has_the_name_a_web_server_looks_for(chosen: str, file: str) -> None:
    assert output_file(page(chosen)) == file


def test_a_segment_kept_percent_encoded_becomes_a_folder_with_its_own_name() -> None:
    assert output_file(permalink("Tags/日本.md", {})) == "tags/日本/index.html"


@pytest.mark.parametrize(
    "chosen",
    [
        "..",
        "../up",
        "a/../../b",
        ".",
        "a/./b",
        "%2e%2e/up",
        "a%2f..%2f..%2fb",
        "..\\up",
        "a%5Cb",
        "a//b",
        "//other.example/",
        "//",
        "a\0b",
        "a%00b",
        "a\nb",
        "C:/windows",
        "c%3a",
        "%FF",
        "\ud800",
    ],
)
def test_a_permalink_that_would_leave_the_site_or_has_no_file_is_refused(chosen: str) -> None:
    with pytest.raises(PublicationError, match="permalink"):
        output_file(page(chosen))


@pytest.mark.parametrize("raw", ["", "a", "/a", "a/", "a/b"])
def test_what_is_no_path_between_two_slashes_is_refused(raw: str) -> None:
    with pytest.raises(PublicationError, match="between two"):
        output_file(Permalink(raw))


def test_a_dg_path_that_climbs_out_of_the_site_is_refused() -> None:
    with pytest.raises(PublicationError):
        output_file(permalink("Note.md", {"dg-path": "../../etc/passwd.md"}))


def test_a_segment_may_have_255_bytes_and_not_one_more() -> None:
    assert output_file(page("é" * 127 + "a")) == "é" * 127 + "a/index.html"
    assert output_file(page("%C3%A9" * 127))
    with pytest.raises(PublicationError, match="255 bytes"):
        output_file(page("é" * 128))


def test_a_refusal_names_the_note_and_says_what_to_change() -> None:
    with pytest.raises(PublicationError, match=r"Folder/Note\.md.*`/\.\./x/`") as refused:
        output_file(page("../x"), note="Folder/Note.md")
    assert "dg-permalink" in refused.value.hint


@given(st.lists(st.text(max_size=8) | st.sampled_from(["..", ".", "%2e", "%2F", "a", "%", "C:"]), max_size=4))
def test_no_permalink_has_a_file_outside_the_site(parts: list[str]) -> None:
    try:
        file = output_file(page("/".join(parts)))
    except PublicationError:
        return
    *folders, name = file.split("/")
    assert name == "index.html"
    assert not {"", ".", ".."} & set(folders)
    assert not re.search(r"[\\\0]", file)


@given(st.lists(segments, min_size=1, max_size=3))
def test_a_browser_that_follows_a_link_asks_for_the_file_of_the_page(parts: list[str]) -> None:
    chosen = page("/".join(parts))
    try:
        file = output_file(chosen)
    except PublicationError:
        reject()
    asked = urlsplit(urljoin("https://garden.example/some/page/", href(chosen)))
    assert asked.netloc == "garden.example"
    assert unquote(asked.path, errors="strict") + "index.html" == "/" + file


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Results", "results"),
        ("What follows from it?", "what-follows-from-it"),
        ("snake_case and kebab-case", "snake_case-and-kebab-case"),
        ("Über die Bandscheibe", "über-die-bandscheibe"),
        ("हिन्दी में", "हिन्दी-में"),
        ("日本語 2", "日本語-2"),
        ("H₂O & more", "h₂o-more"),
        ("⚠\ufe0f Caution", "caution"),
        ("???", "section"),
        ("", "section"),
    ],
)
def test_a_heading_has_an_id_of_its_words(heading: str, anchor: str) -> None:
    assert heading_anchor(heading) == anchor


@pytest.mark.parametrize(
    ("heading", "linked"),
    [
        ("Dose: response", "Dose response"),
        ("Dose:response", "Dose response"),
        ("A | B", "A B"),
        ("See [[Discs]] first", "See Discs first"),
        ("Issue #4 ^ now", "Issue 4 now"),
        ("Cafe\u0301", "Caf\u00e9"),
    ],
)
def test_a_link_as_obsidian_writes_it_meets_its_heading(heading: str, linked: str) -> None:
    assert heading_anchor(linked) == heading_anchor(heading)


@given(st.text())
@example("C;\u0327")
def test_an_anchor_is_never_empty_holds_no_space_and_is_its_own_anchor(text: str) -> None:
    anchor = heading_anchor(text)
    assert anchor
    assert not re.search(r"[\s\"'<>&#%?/\\]", anchor)
    assert heading_anchor(anchor) == anchor
