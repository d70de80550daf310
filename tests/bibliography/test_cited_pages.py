"""A note can be cited: its page is a work like any other."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from headwater.bibliography.cited_pages import CitedPage, page_citekey, page_item
from headwater.bibliography.forms.bibtex import bibtex
from headwater.bibliography.forms.ris import ris

PAGE = CitedPage(
    "2025-03-04 20-00-00",
    "Brew green tea at about 70 °C",
    "Tea Garden",
    "https://example.org/tea/",
    "Example, Ada",
    date(2025, 3, 5),
    "en",
)


def test_a_note_is_a_web_page_of_its_site() -> None:
    assert page_item(PAGE).data == {
        "id": "tea-garden-2025-03-04-20-00-00",
        "type": "webpage",
        "title": "Brew green tea at about 70 °C",
        "container-title": "Tea Garden",
        "URL": "https://example.org/tea/",
        "language": "en",
        "author": [{"family": "Example", "given": "Ada"}],
        "issued": {"date-parts": [[2025, 3, 5]]},
    }


def test_a_note_of_nobody_and_no_date_can_be_cited() -> None:
    item = page_item(CitedPage("Home", "Home", "", "https://example.org/"))
    assert item.citekey == "note-home"
    assert set(item.data) == {"id", "type", "title", "URL"}


def test_a_name_without_comma_is_not_taken_apart() -> None:
    item = page_item(PAGE._replace(author="Tea Society of Kyoto"))
    assert item.data["author"] == [{"literal": "Tea Society of Kyoto"}]


def test_a_note_leaves_in_the_forms_of_other_works() -> None:
    data = page_item(PAGE).data
    assert "TY  - ELEC\r\n" in ris(data)
    assert bibtex([data])[0].startswith("@online{tea-garden-2025-03-04-20-00-00,\n")


@given(st.text(min_size=1), st.text())
def test_every_citekey_is_one_that_bibtex_takes(name: str, site: str) -> None:
    key = page_citekey(PAGE._replace(name=name, site_title=site))
    assert key.strip("-").replace("-", "a").isalnum()
    assert key.isascii()


def test_notes_in_another_script_have_citekeys_of_their_own() -> None:
    keys = {page_citekey(PAGE._replace(name=name)) for name in ("緑茶", "紅茶")}
    assert len(keys) == 2
