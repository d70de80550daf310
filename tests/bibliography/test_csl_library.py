"""Libraries of CSL JSON and of RIS: fields of the right types, in one form, with their lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headwater.bibliography.csl_fields import normal_item
from headwater.bibliography.csl_library import csl_drafts
from headwater.bibliography.ris_library import ris_drafts
from tests.bibliography.reading import citekeys, read, told

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Nested values are slow to make on a busy machine."""

FIELDS = ("id", "type", "title", "author", "issued", "DOI", "PMID", "note", "volume", "custom", "date-parts")


def read_json(folder: Path, value: object) -> dict[str, object]:
    found = read(folder, json.dumps([value]), "library.json")
    return found.entries[0].data


@pytest.mark.parametrize(
    "text", ['[{"id": "a"},\n {"id": "b"}]', '{"x": [1],\n"items": [{"id": "a"}, {"id": "b"}]}']
)
def test_a_list_and_an_object_with_items_are_libraries(tmp_path: Path, text: str) -> None:
    assert citekeys(read(tmp_path, text, "library.json")) == ["a", "b"]


def test_entries_have_the_lines_they_begin_on(tmp_path: Path) -> None:
    found = read(tmp_path, '[\n  {\n    "id": "a"\n  },\n  {"id": "b"}\n]', "library.json")
    assert [entry.line for entry in found.entries] == [2, 5]


@pytest.mark.parametrize(
    ("item", "citekey"),
    [
        ({"id": "a", "citation-key": "b"}, "b"),
        ({"id": "http://zotero.org/users/1/items/A", "note": "Citation Key: b"}, "b"),
        ({"id": 7}, "7"),
    ],
)
def test_the_citekey_is_what_better_bibtex_says(
    tmp_path: Path, item: dict[str, object], citekey: str
) -> None:
    assert citekeys(read(tmp_path, json.dumps([item]), "library.json")) == [citekey]


def test_an_item_without_a_citekey_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, '[{"title": "A"},\n{"id": "http://zotero.org/users/1/items/A"}]', "library.json")
    assert told(found) == [("library-entry-without-citekey", 1), ("library-entry-without-citekey", 2)]


def test_fields_of_wrong_types_are_left_out_and_told(tmp_path: Path) -> None:
    item = {
        "id": "a",
        "title": ["A"],
        "author": [{"family": "B", "given": 3}, "C"],
        "volume": 7,
        "issued": True,
    }
    found = read(tmp_path, json.dumps([item]), "library.json")
    assert found.entries[0].data == {
        "id": "a",
        "type": "document",
        "author": [{"family": "B"}],
        "volume": "7",
    }
    assert [problem.message.split("'")[1] for problem in found.problems] == ["title", "author", "issued"]


def test_what_comes_before_a_fault_is_read_and_the_fault_is_told_with_its_line(tmp_path: Path) -> None:
    found = read(tmp_path, '[{"id": "a"},\n{"id": "b"}\n{"id": "c"}]', "library.json")
    assert (citekeys(found), told(found)) == (["a", "b"], [("invalid-library", 3)])


@pytest.mark.parametrize(
    "text",
    ["", "null", "[", '{"a": 1}', "[" * 100_000, "[" + "9" * 10_000 + "]", '[{"id": "a"', "\ufeff[", "[,]"],
)
def test_what_is_no_library_is_told(tmp_path: Path, text: str) -> None:
    assert [code for code, _ in told(read(tmp_path, text, "library.json"))] == ["invalid-library"]


@pytest.mark.parametrize(
    ("field", "written", "bare"),
    [
        ("DOI", "https://doi.org/10.1000/A(b)", "10.1000/A(b)"),
        ("DOI", " doi: https://dx.doi.org/10.1000/x ", "10.1000/x"),
        ("PMID", "PMID: 123", "123"),
        ("PMID", "https://pubmed.ncbi.nlm.nih.gov/123/", "123"),
        ("PMCID", "123", "PMC123"),
        ("PMCID", "https://pmc.ncbi.nlm.nih.gov/articles/PMC123/", "PMC123"),
        ("title", "A\x00 \x1b[0mtitle\n of\ttwo \ud800lines", "A [0mtitle of two lines"),
        ("abstract", "One\r\n\r\ntwo\x07 ", "One\n\ntwo"),
    ],
)
def test_fields_have_one_form(tmp_path: Path, field: str, written: str, bare: str) -> None:
    assert read_json(tmp_path, {"id": "a", field: written})[field] == bare


def test_identifiers_are_found_in_what_zotero_calls_extra(tmp_path: Path) -> None:
    item = read_json(
        tmp_path, {"id": "a", "PMID": "1", "note": "PMID: 2\nPMCID: PMC3\nDOI: 10.1000/x\nDOI: none"}
    )
    assert (item["PMID"], item["PMCID"], item["DOI"]) == ("1", "PMC3", "10.1000/x")


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ({"date-parts": [["2001", "3", 4]]}, {"date-parts": [[2001, 3, 4]]}),
        ({"date-parts": [[2001, 13]]}, {"date-parts": [[2001]], "season": 1}),
        ({"date-parts": [[2001, 3, 99]]}, {"date-parts": [[2001, 3]]}),
        ({"date-parts": [[2001], [2002]], "circa": 1}, {"date-parts": [[2001], [2002]], "circa": True}),
        ({"raw": "2001-03"}, {"date-parts": [[2001, 3]]}),
        ({"literal": "in press"}, {"literal": "in press"}),
        ("2001~", {"date-parts": [[2001]], "circa": True}),
        (2001, {"date-parts": [[2001]]}),
        ({"date-parts": [[]]}, None),
        ({"date-parts": [[10**400]]}, None),
    ],
)
def test_dates_have_one_form(written: object, date: object) -> None:
    assert normal_item({"issued": written}, "a").data.get("issued") == date


@unhurried
@given(st.dictionaries(st.sampled_from(FIELDS), JSON))
def test_any_item_becomes_one_of_the_right_types(item: dict[str, object]) -> None:
    data = normal_item(item, "a").data
    json.dumps(data, allow_nan=False).encode()
    assert all(
        isinstance(data[field], str) for field in ("id", "type", "title", "DOI", "note") if field in data
    )
    assert normal_item(data, "a").data == data


@unhurried
@given(st.text(max_size=60) | st.lists(JSON).map(json.dumps) | st.text(alphabet='[]{}":,a1 \n', max_size=40))
def test_any_text_is_read_as_json_with_lines_of_the_file(text: str) -> None:
    found = csl_drafts(text, "library.json")
    lines = text.count("\n") + 1
    assert all(1 <= entry.line <= lines for entry in found.ready)
    assert all(1 <= problem.line <= lines for problem in found.problems)


RIS = """TY  - JOUR
ID  - kettleRis2003
AU  - Kettle, Ann
TI  - Lids & <steam>
 over two lines
Y1  - 2003/04//spring
PY  - 2003
DO  - https://doi.org/10.5555/lids
AN  - 123456
DB  - PubMed
C2  - PMC987
KW  - tea
KW  - lids
N1  - a remark
AB  - What was seen.
ER  -\x20

TY  - BOOK
TI  - No citekey
ER  -\x20
TY  - GEN
ID  - notClosed
TI  - Left open
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_ris_is_read_with_lines_and_citekeys(tmp_path: Path, end: str) -> None:
    found = read(tmp_path, "\ufeff" + RIS.replace("\n", end), "library.ris")
    assert [(entry.citekey, entry.line) for entry in found.entries] == [
        ("kettleRis2003", 1),
        ("notClosed", 21),
    ]
    assert told(found) == [("library-entry-without-citekey", 18)]
    assert found.entries[0].data == {
        "id": "kettleRis2003",
        "type": "article-journal",
        "author": [{"family": "Kettle", "given": "Ann"}],
        "title": "Lids & <steam> over two lines",
        "issued": {"date-parts": [[2003, 4]]},
        "DOI": "10.5555/lids",
        "PMID": "123456",
        "PMCID": "PMC987",
        "keyword": "tea, lids",
        "note": "a remark",
        "abstract": "What was seen.",
    }


def test_what_is_no_ris_is_told(tmp_path: Path) -> None:
    assert told(read(tmp_path, "Dear reader,\n", "library.ris")) == [("invalid-library", 1)]


@given(st.text(alphabet="TYERIDAU -\n1", max_size=60) | st.text(max_size=40))
def test_any_text_is_read_as_ris_with_lines_of_the_file(text: str) -> None:
    found = ris_drafts(text, "library.ris")
    lines = text.count("\n") + 1
    assert all(1 <= draft.line <= lines for draft in found.drafts)
    assert all(1 <= problem.line <= lines for problem in found.problems)
