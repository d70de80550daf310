"""The bibliography's pages: their orders, the form that narrows them down, and its stylesheet."""

from __future__ import annotations

import re

import pytest

from headwater.pipeline import draw
from headwater.site.bibliography import _quoted
from tests.cited_notes import ADLER, PUBLISHED, files, library
from tests.end_to_end.reading import texts
from tests.site.drawn import part, row
from tests.written import WriteVault, vault

__all__ = ["vault"]
PLACE = "overview/sources/index.html"
BY_YEAR = "overview/sources/by-year/index.html"
STYLES = "overview/sources/narrow.css"


def pages(vault: WriteVault, given: dict[str, str]) -> dict[str, str]:
    return texts(draw(vault(given)).site)


def test_a_row_says_what_it_can_be_narrowed_down_by(vault: WriteVault) -> None:
    page = pages(vault, files(""))[PLACE]
    assert 'data-year="2019" data-topics="1"' in row(page, "adlerSlowRivers2019")
    assert 'data-year="2021" data-topics=""' in row(page, "waterboardLevels2021")


def test_each_choice_of_the_form_has_its_rule(vault: WriteVault) -> None:
    drawn = pages(vault, files(""))
    form = part(drawn[PLACE], '<form class="narrow">', "</form>")
    assert re.findall(r'<option value="([^"]+)">([^<]+)', form) == [
        ("2021", "2021"),
        ("2019", "2019"),
        ("1", "Ponds"),
    ]
    for value in ("2021", "2019"):
        rule = (
            f'option[value="{value}"]:checked) tr[data-year]:not([data-year="{value}"]) {{ display: none }}'
        )
        assert rule in drawn[STYLES]
    assert 'tr[data-year]:not([data-topics~="1"]) { display: none }' in drawn[STYLES]


def test_the_form_is_hidden_unless_the_browser_can_do_what_it_is_for(vault: WriteVault) -> None:
    lines = pages(vault, files(""))[STYLES].splitlines()
    assert lines[:2] == [
        ".narrow { display: none }",
        "@supports selector(:has(a)) { .narrow { display: flex } }",
    ]


def test_both_pages_link_one_another_and_the_stylesheet(vault: WriteVault) -> None:
    drawn = pages(vault, files(""))
    assert '<b aria-current="page">by author</b> · <a href="/overview/sources/by-year/">' in drawn[PLACE]
    assert '<a href="/overview/sources/">by author</a> · <b aria-current="page">by year</b>' in drawn[BY_YEAR]
    for place in (PLACE, BY_YEAR):
        assert '<link rel="stylesheet" href="/overview/sources/narrow.css">' in drawn[place]
        assert 'href="/cite/bibliography.bib" download' in drawn[place]


def test_where_there_is_no_choice_there_is_no_form(vault: WriteVault) -> None:
    undated = {name: value for name, value in ADLER.items() if name != "issued"}
    given = {
        "Evidence Sources/adlerSlowRivers2019.md": PUBLISHED.format(""),
        "library.json": library(undated),
    }
    assert '<form class="narrow"' not in pages(vault, given)[PLACE]


def test_a_citekey_of_any_signs_leaves_its_row_whole(vault: WriteVault) -> None:
    key = 'odd & "quoted" <key>'
    given = {
        f"Evidence Sources/{key}.md": PUBLISHED.format(""),
        "library.json": library({**ADLER, "id": key}),
    }
    page = pages(vault, given)[PLACE]
    assert '<tr data-note="odd &amp; &quot;quoted&quot; &lt;key&gt;" data-year="2019"' in page


@pytest.mark.parametrize(("value", "quoted"), [("2019", "2019"), ('a"]', r"a\22 \5d "), ("a\nb", r"a\a b")])
def test_no_value_ends_the_quotes_of_a_selector(value: str, quoted: str) -> None:
    assert _quoted(value) == quoted
