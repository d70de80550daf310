"""What a source note adds to its library, what it never makes up, and what may be shown of a work."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.bibliography.csl_schema import DATES, NAMES, TEXTS
from headwater.bibliography.items import Item
from headwater.bibliography.names import names_of
from headwater.bibliography.sources import completed, public_item
from headwater.vault.notes import Note, NotePath

LEE, RAY = {"family": "Lee", "given": "Ann"}, {"family": "Ray", "given": "Bob"}
OTHERS = {"literal": "others"}


def note(**properties: object) -> Note:
    lines = {key: number for number, key in enumerate(properties, start=2)}
    return Note(NotePath("Sources/lidSteam2003.md"), properties, "", 9, property_lines=lines)


def item(**data: object) -> Item:
    return Item("lidSteam2003", {"id": "lidSteam2003", "type": "document", **data}, "library.bib", 7)


def stated(**properties: object) -> dict[str, object]:
    found = completed(note(title="Lids", **properties), None)
    assert found is not None
    return {key: value for key, value in found.data.items() if key not in ("id", "title")}


def test_a_note_alone_gives_a_work_with_its_own_place() -> None:
    found = completed(note(year=2003, Title="Lids", DOI="https://doi.org/10.5555/lids"), None)
    assert found == Item(
        "lidSteam2003",
        {
            "id": "lidSteam2003",
            "type": "document",
            "title": "Lids",
            "DOI": "10.5555/lids",
            "issued": {"date-parts": [[2003]]},
        },
        "Sources/lidSteam2003.md",
        3,
    )


def test_the_library_counts_and_the_note_fills_what_it_lacks() -> None:
    found = completed(note(title="Other", volume=4, itemType="journalArticle"), item(title="Lids", issue="2"))
    assert found is not None
    assert found.data == {
        "id": "lidSteam2003", "type": "article-journal", "title": "Lids", "issue": "2", "volume": "4",
    }  # fmt: skip
    assert (found.path, found.line) == ("library.bib", 7)


def test_without_a_title_there_is_no_work() -> None:
    assert completed(note(authors="Ann Lee", year=2003), None) is None
    assert completed(note(authors="Ann Lee"), item(volume="2")) is None


def test_nothing_is_made_up() -> None:
    assert stated(kind="evidence source", tags=["tea"], Citation="Lee, A. “Lids” 2003.", year=True) == {
        "type": "document"
    }


@pytest.mark.parametrize(
    ("properties", "field", "value"),
    [
        ({"publicationTitle": "Tea"}, "container-title", "Tea"),
        ({"Journal": "Tea"}, "container-title", "Tea"),
        ({"zotero-volume": 3}, "volume", "3"),
        ({"abstractNote": "Seen."}, "abstract", "Seen."),
        ({"Pages": "1-9"}, "page", "1-9"),
        ({"pmid": 123}, "PMID", "123"),
        ({"PMCID": "PMC9"}, "PMCID", "PMC9"),
        ({"isbn": "978-3"}, "ISBN", "978-3"),
        ({"url": "https://tea.example"}, "URL", "https://tea.example"),
        ({"date": "2003-04-05", "year": 2001}, "issued", {"date-parts": [[2003, 4, 5]]}),
        ({"date": "2003-04-05T00:00:00+02:00"}, "issued", {"date-parts": [[2003, 4, 5]]}),
        ({"date": "Spring of the year"}, "issued", {"literal": "Spring of the year"}),
        ({"type": "bookSection"}, "type", "chapter"),
        ({"type": "review"}, "type", "document"),
        ({"itemType": "patent"}, "type", "patent"),
        ({"journal": "Tea"}, "type", "article-journal"),
        ({"creators": [{"firstName": "Ann", "lastName": "Lee"}]}, "author", [LEE]),
    ],
)
def test_properties_are_understood_however_they_are_spelt(
    properties: dict[str, object], field: str, value: object
) -> None:
    assert stated(**properties)[field] == value


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Lee, Ann; Ray, Bob", [LEE, RAY]),
        ("Lee, Ann and Ray, Bob", [LEE, RAY]),
        ("Ann Lee and Bob Ray", [LEE, RAY]),
        ("Ann Lee, Bob Ray et al.", [LEE, RAY, OTHERS]),
        ("Ann Lee, and Bob Ray", [LEE, RAY]),
        ("Lee, Ann", [LEE]),
        (["Lee, Ann", "Bob Ray", 3, None], [LEE, RAY]),
        (["[[Ann Lee]]", "[[People/B|Bob Ray]]", "[[People/Bob Ray]]"], [LEE, RAY, RAY]),
        ("Lee AB, Ray C", [{"family": "Lee", "given": "AB"}, {"family": "Ray", "given": "C"}]),
        ("Lee, A. B., & Ray, C.", [{"family": "Lee", "given": "A. B."}, {"family": "Ray", "given": "C."}]),
        ("Food and Drug Administration", [{"literal": "Food and Drug Administration"}]),
        ("{Salt and Pepper}", [{"literal": "Salt and Pepper"}]),
        ("王小明; 李娜", [{"literal": "王小明"}, {"literal": "李娜"}]),
        ("Ludwig van Beethoven", [{"family": "van Beethoven", "given": "Ludwig"}]),
        (" ; , and ", []),
        ("{}; { }", []),
        (7, []),
    ],
)
def test_authors_are_told_apart(written: object, names: object) -> None:
    assert names_of(written) == names


@given(st.text(alphabet="Ab. ,;&{}[]|and#/é", max_size=40) | st.lists(st.text(max_size=10)))
def test_any_authors_become_names(written: object) -> None:
    for name in names_of(written):
        assert name
        assert all(name.values())


def test_a_private_remark_does_not_leave_the_vault() -> None:
    secret = dict.fromkeys(
        (
            "note",
            "annote",
            "keyword",
            "abstract",
            "call-number",
            "source",
            "references",
            "file",
            "tags",
            "collections",
        ),
        "SECRET",
    )
    work = item(title="Lids", custom={"retracted": "SECRET"}, **secret)
    assert public_item(work, abstract=False) == {"id": "lidSteam2003", "type": "document", "title": "Lids"}
    assert public_item(work, abstract=True)["abstract"] == "SECRET"


@pytest.mark.parametrize(
    "url",
    [
        "file:///home/me/lids.pdf", "zotero://select/items/1", "javascript:alert(1)", "http://localhost:80/x",
        "http://127.0.0.1/x", "https://me:word@tea.example", "C:\\lids.pdf", "/home/me/lids.pdf", "http://[::1",
        "x", "http://nas/lids.pdf", "http://nas.local./x", "http://wiki.team.internal/x", "http://[fe80::1]/x",
        "http://172.16.3.4/x", "http://169.254.1.1/x", "http://2130706433/x", "http://127.1/x",
        "http://box.home.arpa/x", "https://a.corp:8443/x",
    ],
)  # fmt: skip
def test_an_address_on_the_owners_machine_is_not_shown(url: str) -> None:
    assert "URL" not in public_item(item(title="Lids", URL=url), abstract=False)
    for place in ("file:///home/me/lids.pdf", "\\\\nas\\papers\\lids.pdf"):
        assert "title" not in public_item(item(title=place), abstract=False)


@pytest.mark.parametrize(
    "author",
    [
        "[[Diary]]", ["[[Diary]]"], {"family": "[[Diary]]"}, [{"family": "Lee", "given": "[[Diary]]"}],
        [["%%Diary%%"]], {"family": ["[[Diary]]"]},
    ],
)  # fmt: skip
def test_a_property_that_names_notes_however_deep_states_no_author(author: object) -> None:
    assert "author" not in stated(author=author, year=2001)


def test_what_has_not_the_form_of_an_identifier_identifies_nothing() -> None:
    remarks = dict.fromkeys(("DOI", "PMID", "PMCID", "ISBN", "ISSN"), "ask my boss")
    assert not stated(**remarks).keys() & remarks.keys()
    written = {"doi": "doi:10.1/x", "pmid": 123, "pmc": "12", "isbn": "0-306-40615-X", "issn": "1234-567x"}
    assert stated(**written).keys() >= {"PMID", "PMCID", "ISBN", "ISSN"}


def test_an_address_on_the_web_is_shown() -> None:
    assert public_item(item(URL="https://tea.example/10.1/x"), abstract=False)["URL"]


def test_every_bibliographic_field_is_known_to_be_shown_or_not() -> None:
    identifiers = {
        "URL": "https://tea.example",
        "DOI": "10.5555/tea",
        "PMID": "7",
        "PMCID": "PMC7",
        "ISBN": "978-0-306-40615-7",
        "ISSN": "2049-3630",
    }
    every = item(**dict.fromkeys(TEXTS | NAMES | DATES, "x") | identifiers)
    hidden = (TEXTS | NAMES | DATES) - public_item(every, abstract=False).keys()
    assert sorted(hidden) == [
        "abstract", "annote", "call-number", "citation-number", "keyword", "locator", "note", "references",
        "source", "year-suffix",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("DOI", "see my notes"),
        ("PMID", "lent to A."),
        ("PMID", "123, ask B."),
        ("PMCID", "PMC is down"),
        ("ISBN", "on the shelf"),
        ("ISSN", "none"),
    ],
)
def test_an_identifier_that_is_none_is_not_shown(field: str, value: str) -> None:
    assert field not in public_item(item(**{field: value}), abstract=False)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("DOI", "10.1002/(SICI)1099-0690(199806)1998:6<1071::AID-EJOC1071>3.0.CO;2-N"),
        ("DOI", "https://doi.org/10.5555/tea"),
        ("PMID", "31234567"),
        ("PMCID", "PMC6543210"),
        ("ISBN", "0-306-40615-2 (pbk.)"),
        ("ISSN", "2434-561X"),
    ],
)
def test_an_identifier_is_shown_in_every_form_it_has(field: str, value: str) -> None:
    assert public_item(item(**{field: value}), abstract=False)[field] == value
