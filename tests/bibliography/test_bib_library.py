"""BibTeX libraries: every entry with its line and fields; a broken one costs itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.bibliography import bib_library
from headwater.bibliography.bib_library import bib_drafts
from headwater.bibliography.bibtex import LONGEST_STRING, read_bib
from headwater.bibliography.entries import ReadLibrary
from headwater.bibliography.libraries import read_library
from headwater.bibliography.library_names import LibraryFile
from tests.bibliography.reading import AWKWARD, citekeys, counted_runs, read, told

GOOD = "@misc{good%d, title = {Good %d}, date = {2001}}\n"


@pytest.fixture(scope="module")
def awkward() -> ReadLibrary:
    return read_library(LibraryFile("awkward.bib", str(AWKWARD)))


def data(found: ReadLibrary, citekey: str) -> dict[str, object]:
    return next(entry.data for entry in found.entries if entry.citekey == citekey)


def test_every_work_is_read_with_the_line_of_its_entry(awkward: ReadLibrary) -> None:
    lines = AWKWARD.read_text(encoding="utf-8").splitlines()
    assert citekeys(awkward) == [
        "müllerÜberKännchen2019a",
        "lidChild2001",
        "kettleConf2001",
        "steepTimes1999",
        "odd key:1/2'a(b)",
        "dollarUnclosed2005",
        "mintOnline2018",
    ]
    assert all(entry.citekey in lines[entry.line - 1] for entry in awkward.entries)
    assert awkward.problems == ()


def test_latex_braces_organisations_ranges_and_others_are_understood(awkward: ReadLibrary) -> None:
    item = data(awkward, "müllerÜberKännchen2019a")
    assert item["title"] == "Über Kännchen: DNA and <i>Camellia sinensis</i> in 3 % of Cups & Mugs"
    assert item["author"] == [
        {"family": "Müller", "given": "Józef"},
        {"literal": "World Kettle Organization"},
        {"family": "Łuk", "given": "Čen"},
        {"literal": "others"},
    ]
    assert item["issued"] == {"date-parts": [[2019, 3], [2019, 5, 2]]}
    assert item["container-title"] == "Journal of Kettle Studies"


def test_what_pandoc_drops_is_kept(awkward: ReadLibrary) -> None:
    item = data(awkward, "müllerÜberKännchen2019a")
    assert item["PMID"] == "30000001"
    assert item["PMCID"] == "PMC7000001"
    assert item["keyword"] == "tea, private shelf"
    assert item["abstract"] == "Water was boiled, with % signs and braces."
    assert item["note"] == "Bought from the shop next door"
    assert item["custom"] == {"retracted": "2021-01-05"}
    assert "URL" not in item


def test_a_doi_is_bare(awkward: ReadLibrary) -> None:
    assert data(awkward, "müllerÜberKännchen2019a")["DOI"] == "10.5555/kettle.2019"


def test_an_entry_takes_what_it_lacks_from_those_it_names(awkward: ReadLibrary) -> None:
    item = data(awkward, "lidChild2001")
    assert item["container-title"] == "Proceedings of the kettle meeting"
    assert item["publisher-place"] == "Oslo"
    assert item["publisher"] == "Steam"
    assert item["issued"] == {"date-parts": [[2001]]}


def test_strings_of_strings_and_months_are_put_in(awkward: ReadLibrary) -> None:
    item = data(awkward, "steepTimes1999")
    assert item["container-title"] == "Journal of Kettle Studies, New Series"
    assert item["issued"] == {"date-parts": [[1999, 3]]}


def test_what_is_no_latex_and_no_date_stays_as_it_is_written(awkward: ReadLibrary) -> None:
    assert data(awkward, "dollarUnclosed2005")["title"] == "It cost 100% of one $"
    assert data(awkward, "odd key:1/2'a(b)")["issued"] == {"literal": "forthcoming"}


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("@misc{bad, title = {open,\n author = {X}}\n", 2, "opened and not closed"),
        ("@misc{bad,\n title = {A} author = {B}}\n", 3, "comma after the field 'title'"),
        ("@misc{bad,\n title = }\n", 3, "a value in braces"),
        ('@misc{bad, title = "a}b"}\n', 2, "closes a brace that was not opened"),
        ("@string{bad = unheard # {x}}\n", 2, "string 'bad'"),
    ],
)
def test_a_broken_entry_costs_itself_and_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, says: str
) -> None:
    found = read(tmp_path, GOOD % (1, 1) + text + GOOD % (2, 2))
    assert citekeys(found) == ["good1", "good2"]
    assert told(found) == [("library-entry-not-read", line)]
    assert says in found.problems[0].message


def test_an_entry_that_only_pandoc_refuses_is_found_in_few_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = bib_library.bib_drafts

    def with_one_refused(text: str, path: str) -> object:
        found = sound(text, path)
        drafts = [
            draft._replace(piece=draft.piece._replace(text="@misc{x y z"))
            if draft.citekey == "good40"
            else draft
            for draft in found.drafts
        ]
        return found._replace(drafts=tuple(drafts))

    monkeypatch.setattr("headwater.bibliography.libraries._FORMS", {".bib": with_one_refused})
    runs = counted_runs(monkeypatch)
    found = read(tmp_path, "".join(GOOD % (number, number) for number in range(64)))
    assert len(found.entries) == 63
    assert told(found) == [("library-entry-not-read", 41)]
    assert len(runs) < 20


def test_good_entries_take_one_run_of_pandoc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = counted_runs(monkeypatch)
    assert len(read(tmp_path, "".join(GOOD % (number, number) for number in range(50))).entries) == 50
    assert len(runs) == 1


@pytest.mark.parametrize("opening", ["@misc{", "@misc(", "@misc{x"])
def test_a_key_of_very_many_spaces_is_read_at_once(opening: str) -> None:
    assert [found.key for found in read_bib(f"{opening}{' ' * 100_000}{{").broken] == [""]
    assert read_bib(f"@misc{{ \n k{' ' * 1000}\n, title = {{T}}}}").entries[0].key == "k"


def test_a_circle_of_crossrefs_is_told_and_does_not_hang_pandoc(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "@book{a, title={A}, crossref={b}}\n@book{b, title={B}, crossref={a}}\n"
        "@book{c, title={C}, xdata={c}}\n",
    )
    assert told(found) == [("library-field-not-read", line) for line in (1, 2, 3)]
    assert [entry.data["title"] for entry in found.entries] == ["A", "B", "C"]


def test_a_long_chain_of_crossrefs_is_read(tmp_path: Path) -> None:
    chain = "".join(f"@book{{k{n}, title={{T{n}}}, crossref={{k{n + 1}}}}}\n" for n in range(300))
    assert len(read(tmp_path, chain).entries) == 300


def test_a_string_that_none_defines_is_told_and_taken_as_text(tmp_path: Path) -> None:
    found = read(tmp_path, "@article{a, title = {A},\n journal = jks}")
    assert told(found) == [("undefined-bib-string", 1)]
    assert found.entries[0].data["container-title"] == "jks"


def test_an_entry_without_a_citekey_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, "\n@misc{, title = {A}}\n")
    assert told(found) == [("library-entry-without-citekey", 2)]


def test_strings_that_double_at_each_step_come_to_an_end() -> None:
    doubling = "@string{s0 = {0123456789}}\n" + "".join(
        f"@string{{s{n + 1} = s{n} # s{n}}}\n" for n in range(60)
    )
    found = read_bib(doubling + "@misc{a, title = s60}")
    assert found.broken
    assert all(len(value) < 3 * LONGEST_STRING for entry in found.entries for value in entry.fields.values())


def test_braces_that_never_close_take_no_longer_for_being_many() -> None:
    text = "@misc{a, title = {open\n" * 20_000
    assert len(read_bib(text).broken) == 20_000


def test_a_file_of_crlf_and_byte_order_mark_is_read(tmp_path: Path) -> None:
    text = AWKWARD.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    found = read(tmp_path, b"\xef\xbb\xbf" + text)
    plain = read_library(LibraryFile("awkward.bib", str(AWKWARD)))
    assert found.entries == plain.entries


def test_a_file_that_is_not_utf_8_is_told_and_read(tmp_path: Path) -> None:
    found = read(tmp_path, "@misc{a,\n title = {Tee für zwei}}".encode("latin-1"))
    assert told(found) == [("not-utf-8", 2)]
    assert found.entries[0].data["title"] == "Tee f\ufffdr zwei"


@given(st.text(alphabet='@{}(),="#%\\ \nab1é', max_size=80) | st.text(max_size=40))
def test_any_text_is_taken_apart_into_lines_of_the_file(text: str) -> None:
    found = bib_drafts(text, "library.bib")
    lines = text.count("\n") + 1
    assert all(1 <= draft.line <= lines for draft in found.drafts)
    assert all(1 <= problem.line <= lines for problem in found.problems)


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet='{}$\\&%_^~"ab ,-', max_size=30), st.text(alphabet="12/-~.?a", max_size=10))
def test_any_field_leaves_the_entry_after_it_as_it_is(title: str, date: str) -> None:
    text = f"@misc{{odd, title = {{{title}}}, date = {{{date}}}}}\n" + GOOD % (1, 1)
    drafts = bib_drafts(text, "library.bib")
    assert drafts.drafts[-1].citekey == "good1" or drafts.problems
