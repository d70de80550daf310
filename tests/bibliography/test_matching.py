"""Two works are one if they have one DOI or PubMed id, however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.bibliography.items import Item
from headwater.bibliography.matching import (
    Identifiers,
    doi_in,
    identifiers_of_item,
    identifiers_of_note,
    is_doi,
    pubmed_in,
    together,
)
from headwater.vault.notes import Note, NotePath


def work(**data: object) -> Identifiers:
    return identifiers_of_item(Item("key", data, "library.json", 1))


def source(**properties: object) -> Identifiers:
    return identifiers_of_note(Note(NotePath("Sources/key.md"), properties, "", 1), ("Citation",))


@pytest.mark.parametrize(
    "written",
    [
        "10.5555/Kettle",
        " 10.5555/kettle ",
        "https://doi.org/10.5555/KETTLE",
        "http://dx.doi.org/10.5555/kettle",
        "https://doi.org/10.5555%2Fkettle",
        "doi:10.5555/kettle",
        "DOI: 10.5555/kettle.",
        "Birch, B. “Kettles.” (2015). https://doi.org/10.5555/kettle.",
        "(see https://doi.org/10.5555/kettle).",
    ],
)
def test_a_doi_is_one_however_it_is_written(written: str) -> None:
    assert doi_in(written) == "10.5555/kettle"


@pytest.mark.parametrize(
    "doi",
    [
        "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2",
        "10.1016/s0140-6736(14)60921-1",
        "10.1000.10/123",
        "10.5555/größe",
    ],
)
def test_signs_that_belong_to_a_doi_stay(doi: str) -> None:
    assert doi_in(doi) == doi
    assert is_doi(doi.upper())


@pytest.mark.parametrize(
    "text", ["", "unavailable", "0", "10.55/x", "11.5555/x", "10.5555", "10.5555/ x", "x" * 9999]
)
def test_what_holds_no_doi_has_none(text: str) -> None:
    assert doi_in(text) == ""
    assert not is_doi(text)


@pytest.mark.parametrize(
    "text", ["10.5555/kettle.", "10.5555/two words", "see 10.5555/kettle", "10.5555/a, 10.5555/b"]
)
def test_a_text_that_only_holds_a_doi_is_none(text: str) -> None:
    assert doi_in(text)
    assert not is_doi(text)


@pytest.mark.parametrize(
    "written",
    ["123", "PMID: 123", "0123", "123.0", "https://pubmed.ncbi.nlm.nih.gov/123/", " pmid123 "],
)
def test_a_pubmed_id_is_one_however_it_is_written(written: str) -> None:
    assert pubmed_in(written) == "123"


@pytest.mark.parametrize("text", ["", "0", "12a", "1234567890", "١٢٣", "1 2"])
def test_what_is_no_pubmed_id_is_none(text: str) -> None:
    assert pubmed_in(text) == ""


def test_a_work_is_known_by_its_fields_its_address_and_lines_of_extra() -> None:
    assert work(DOI="10.5555/A", PMID="7") == Identifiers(frozenset({"10.5555/a"}), frozenset({"7"}))
    assert work(note="read twice\nPMID: 8\nDOI: 10.5555/b") == Identifiers(
        frozenset({"10.5555/b"}), frozenset({"8"})
    )
    assert work(URL="https://doi.org/10.5555/c").dois == {"10.5555/c"}
    assert work(URL="https://pubmed.ncbi.nlm.nih.gov/9/").pubmed == {"9"}
    assert work(URL="https://example.org/10.5555/no", note="about DOI: 10.5555/no") == work()


def test_a_source_note_is_known_by_its_properties_and_its_ready_citation() -> None:
    assert source(doi="10.5555/a", Pmid=7) == Identifiers(frozenset({"10.5555/a"}), frozenset({"7"}))
    assert source(**{"Zotero-DOI": "10.5555/a", "pubmed_id": "7"}) == source(DOI="10.5555/a", PMID=7)
    assert source(Citation="Elm. https://doi.org/10.5555/B.").dois == {"10.5555/b"}
    assert source(DOI=["10.5555/a", "10.5555/b"]).dois == {"10.5555/a", "10.5555/b"}


@pytest.mark.parametrize("odd", [None, True, {}, [[]], [None], 1.5, "", [{"a": "10.5555/x"}]])
def test_odd_values_identify_nothing(odd: object) -> None:
    assert source(DOI=odd, PMID=odd, URL=odd, Citation=odd) == Identifiers(frozenset(), frozenset())
    assert work(DOI=odd, PMID=odd, URL=odd, note=odd) == Identifiers(frozenset(), frozenset())


def test_several_works_are_known_by_all_that_each_is_known_by() -> None:
    assert together([work(DOI="10.5555/a"), work(PMID="7")]) == work(DOI="10.5555/a", PMID="7")
    assert together([]) == work()


@given(st.text() | st.text(alphabet="10./5%()[]<>,a ", max_size=60))
def test_what_is_found_is_found_again_in_itself(text: str) -> None:
    doi = doi_in(text)
    assert doi_in(doi) == doi


def test_remarks_of_very_many_empty_lines_are_read_at_once() -> None:
    note = "\n" * 100_000 + "DOI" + "\n" * 100_000 + "PMID: 123\n"
    assert work(note=note) == Identifiers(frozenset(), frozenset({"123"}))
