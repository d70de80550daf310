"""Works leave in the forms of other programs, with what they say and nothing that breaks the form."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.bibliography.forms.bibtex import bibtex
from headwater.bibliography.forms.csl_json import csl_json
from headwater.bibliography.forms.ris import TYPES, ris
from headwater.bibliography.pandoc import run_pandoc

Csl = dict[str, Any]

ARTICLE: Csl = {
    "id": "vanderbergWaterHoldingDiscs2021",
    "type": "article-journal",
    "title": "Water-holding in <i>ex vivo</i> discs: 5 % or 50 %?",
    "author": [
        {"family": "Berg", "given": "Jana", "non-dropping-particle": "van der"},
        {"literal": "Disc Consortium"},
    ],
    "container-title": "Journal of Invented Results",
    "container-title-short": "J Invent Res",
    "volume": "7",
    "issue": "2",
    "page": "41-52",
    "issued": {"date-parts": [[2021, 3, 9]]},
    "accessed": {"date-parts": [[2024, 11]]},
    "DOI": "10.5555/invented.2021_041",
    "PMID": "1234567",
    "PMCID": "PMC7654321",
    "ISSN": "1234-5678",
    "URL": "https://example.org/a_b%20c",
    "keyword": "disc, water",
    "language": "en",
    "abstract": "Discs were weighed.\nTwice.",
}
CSL_TYPES = [
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
]


def read_back(text: str, form: str) -> list[Csl]:
    items: list[Csl] = json.loads(run_pandoc(["-f", form, "-t", "csljson"], text.encode()))
    return items


def test_a_ris_record_says_all_that_the_work_does() -> None:
    assert ris(ARTICLE).split("\r\n") == [
        "TY  - JOUR",
        "ID  - vanderbergWaterHoldingDiscs2021",
        "AU  - van der Berg, Jana",
        "AU  - Disc Consortium",
        "TI  - Water-holding in ex vivo discs: 5 % or 50 %?",
        "T2  - Journal of Invented Results",
        "J2  - J Invent Res",
        "VL  - 7",
        "IS  - 2",
        "LA  - en",
        "DO  - 10.5555/invented.2021_041",
        "AN  - 1234567",
        "C2  - PMC7654321",
        "UR  - https://example.org/a_b%20c",
        "AB  - Discs were weighed. Twice.",
        "SP  - 41",
        "EP  - 52",
        "SN  - 1234-5678",
        "PY  - 2021",
        "DA  - 2021/03/09/",
        "Y2  - 2024/11//",
        "KW  - disc",
        "KW  - water",
        "ER  - ",
        "",
    ]


def test_pandoc_reads_back_what_a_ris_record_says() -> None:
    (item,) = read_back(ris(ARTICLE), "ris")
    for field in ("id", "type", "container-title", "volume", "issue", "DOI", "ISSN", "language"):
        assert item[field] == ARTICLE[field]
    assert item["title"] == "Water-holding in ex vivo discs: 5 % or 50 %?"
    assert item["issued"] == {"date-parts": [[2021]]}
    assert re.fullmatch("41.52", item["page"])
    assert [name["family"] for name in item["author"]] == ["Berg", "Consortium"]


@pytest.mark.parametrize("kind", CSL_TYPES)
def test_every_type_of_csl_has_a_type_of_ris(kind: str) -> None:
    assert ris({"id": "a", "type": kind}).startswith(f"TY  - {TYPES[kind]}\r\n")


def test_an_unknown_or_missing_type_is_generic() -> None:
    assert ris({"id": "a", "type": "hologram"}).startswith("TY  - GEN\r\n")
    assert ris({"id": "a"}).startswith("TY  - GEN\r\n")


def test_a_patents_number_is_where_reference_managers_look_for_it() -> None:
    record = ris({"id": "p", "type": "patent", "number": "US 1,234,567", "authority": "US Patent Office"})
    assert "SN  - US 1,234,567\r\n" in record
    assert "PB  - US Patent Office\r\n" in record


def test_a_work_without_author_is_credited_to_who_made_it() -> None:
    assert "AU  - Varda, Agnès\r\n" in ris(
        {"id": "f", "type": "motion_picture", "director": [{"family": "Varda", "given": "Agnès"}]}
    )


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
fields = st.sampled_from(
    ["type", "title", "author", "editor", "issued", "accessed", "page", "number", "keyword", "ISSN", "DOI"]
)


@given(st.dictionaries(fields, values), st.text(min_size=1))
def test_whatever_a_library_holds_a_ris_record_keeps_its_form(item: Csl, citekey: str) -> None:
    record = ris({**item, "id": citekey})
    assert record.endswith("ER  - \r\n")
    lines = record.split("\r\n")[:-1]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n\x00]*", line) for line in lines)
    assert [line[:2] for line in lines].count("TY") == 1
    assert [line[:2] for line in lines].count("ER") == 1


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C"])), min_size=1, max_size=4))
def test_pandoc_reads_back_the_title_of_every_ris_record(titles: list[str]) -> None:
    records = [
        ris({"id": f"k{number}", "type": "book", "title": title}) for number, title in enumerate(titles)
    ]
    read = read_back("".join(records), "ris")
    assert [item["id"] for item in read] == [f"k{number}" for number in range(len(titles))]


def test_a_bibtex_entry_says_all_that_biblatex_has_a_place_for() -> None:
    (entry,) = bibtex([ARTICLE])
    assert entry.startswith("@article{vanderbergWaterHoldingDiscs2021,\n  author = {")
    assert entry.endswith("  eprint = {1234567},\n  eprinttype = {pubmed}\n}\n")
    (item,) = read_back(entry, "biblatex")
    for field in ("id", "type", "container-title", "volume", "issue", "DOI", "ISSN", "issued", "URL"):
        assert item[field] == ARTICLE[field]
    assert "author = {van der Berg, Jana and {Disc Consortium}}" in entry
    assert item["title"] == ARTICLE["title"]


KEYS = ["phinneyHumanMetabolicResponse1983a", "we!rd+key:a/b_c'd", "h0", "Ünï-ключ2001", "@article", "a.b;c?"]


def test_citekeys_survive_letter_by_letter() -> None:
    entries = bibtex([{**ARTICLE, "id": key} for key in KEYS])
    assert [entry.partition(",")[0] for entry in entries] == [f"@article{{{key}" for key in KEYS]
    records = [ris({**ARTICLE, "id": key}) for key in KEYS]
    assert [item["id"] for item in read_back("".join(records), "ris")] == KEYS
    assert [item["id"] for item in json.loads(csl_json([{**ARTICLE, "id": key} for key in KEYS]))] == KEYS


def test_a_key_that_bibtex_cannot_hold_does_not_break_the_entry() -> None:
    (entry,) = bibtex([{"id": "a, b}c%", "type": "book", "title": "T"}])
    assert entry == "@book{a__b_c_,\n  title = {T}\n}\n"


def test_entries_have_no_empty_fields() -> None:
    (entry,) = bibtex([{"id": "a", "type": "book", "title": "T", "issued": {"literal": "n.d."}}])
    assert entry == "@book{a,\n  title = {T}\n}\n"


def test_no_works_are_no_entries() -> None:
    assert bibtex([]) == ()


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text(), min_size=1, max_size=5))
def test_no_title_is_taken_for_the_start_of_an_entry(titles: list[str]) -> None:
    hostile = [f"{title}\n\n@article{{h1,\n  title = {{x}}\n}}\n" for title in titles]
    items = [{"id": f"k{n}", "type": "book", "title": title} for n, title in enumerate(hostile)]
    entries = bibtex(items)
    assert [entry.partition(",")[0] for entry in entries] == [f"@book{{k{n}" for n in range(len(titles))]


def test_csl_json_is_the_same_text_for_the_same_works() -> None:
    backwards = dict(reversed(ARTICLE.items()))
    assert csl_json([ARTICLE]) == csl_json([backwards])
    assert json.loads(csl_json([ARTICLE])) == [ARTICLE]
