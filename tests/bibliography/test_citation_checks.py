"""Each rule about sources and citations, on a vault that breaks it and on one that does not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.bibliography.checks import RULES, check_citations
from headwater.bibliography.checks.citation_differs import Difference, first_difference
from headwater.bibliography.checks.cited import Cited
from headwater.bibliography.items import Item, Library
from headwater.bibliography.retraction_records import Nature
from headwater.bibliography.retractions import Notice
from headwater.opened import Vault
from tests.written import WriteVault

CHAIN = {
    "Sources/birch.md": "",
    "Sources/oak.md": "",
    "Source Content/birch - Figure 1.md": "Supports:: [[i]]",
    "Insights/i.md": "Takeaways:: [[t]]",
    "Insights/other.md": "Supported by:: [[oak]]",
    "Takeaways/t.md": "",
}


def notice(nature: Nature, day: date | None = date(2020, 1, 31), doi: str = "10.5555/n") -> Notice:
    return Notice(nature, day, doi, "", (), "Retraction Watch")


def library(*works: tuple[str, Mapping[str, object]]) -> Library:
    """Works in `library.bib`, each on the line of its number."""
    return Library({key: Item(key, data, "library.bib", line) for line, (key, data) in enumerate(works, 1)})


NO_LIBRARY = Library({})


def reported(
    opened: Vault,
    code: str,
    works: Library = NO_LIBRARY,
    formatted: Mapping[str, str] | None = None,
    notices: Mapping[str, tuple[Notice, ...]] | None = None,
) -> list[str]:
    """Place and message of every problem of one code."""
    cited = Cited(opened.graph, works, formatted or {}, notices or {})
    return [f"{found.place} {found.message}" for found in check_citations(cited) if found.code == code]


def codes(opened: Vault, notices: Mapping[str, tuple[Notice, ...]]) -> list[str]:
    """The codes of problems about notices, by file."""
    cited = Cited(opened.graph, Library({}), {}, notices)
    return [found.code for found in check_citations(cited) if "entry" not in found.code]


def test_a_retracted_source_is_reported_with_day_notice_and_who_says_so(vault: WriteVault) -> None:
    notices = {"birch": (notice(Nature.RETRACTION),)}
    assert reported(vault(CHAIN), "retracted-source", notices=notices) == [
        "Sources/birch.md was retracted on 2020-01-31 (Retraction Watch, https://doi.org/10.5555/n)"
    ]


def test_a_notice_of_unknown_day_and_place_is_reported_without_them(vault: WriteVault) -> None:
    notices = {"birch": (notice(Nature.RETRACTION, None, ""),)}
    assert reported(vault(CHAIN), "retracted-source", notices=notices) == [
        "Sources/birch.md was retracted (Retraction Watch)"
    ]


def test_every_claim_below_a_retracted_source_is_reported_with_the_way(vault: WriteVault) -> None:
    notices = {"birch": (notice(Nature.RETRACTION),)}
    assert reported(vault(CHAIN), "rests-on-retracted", notices=notices) == [
        "Insights/i.md rests on a retracted source: birch → birch - Figure 1 → i",
        "Takeaways/t.md rests on a retracted source: birch → birch - Figure 1 → i → t",
    ]


def test_a_claim_on_several_retracted_sources_is_reported_once_with_the_nearest(vault: WriteVault) -> None:
    opened = vault({**CHAIN, "Sources/oak.md": "Supports:: [[t]]"})
    notices = {name: (notice(Nature.RETRACTION),) for name in ("birch", "oak")}
    found = [text for text in reported(opened, "rests-on-retracted", notices=notices) if "t.md" in text]
    assert found == ["Takeaways/t.md rests on a retracted source: oak → t, and on 1 more"]


def test_of_a_long_way_the_source_and_the_end_are_named(vault: WriteVault) -> None:
    files = {f"Insights/n{number:02}.md": f"Supports:: [[n{number + 1:02}]]" for number in range(30)}
    opened = vault({"Sources/birch.md": "Supports:: [[n00]]", **files, "Insights/n30.md": ""})
    found = reported(opened, "rests-on-retracted", notices={"birch": (notice(Nature.RETRACTION),)})
    assert len(found) == 31
    assert found[-1].endswith("birch → … 24 more … → n24 → n25 → n26 → n27 → n28 → n29 → n30")
    assert found[6].endswith("birch → n00 → n01 → n02 → n03 → n04 → n05 → n06")
    assert found[7].endswith("birch → … 1 more … → n01 → n02 → n03 → n04 → n05 → n06 → n07")


@pytest.mark.parametrize(
    ("nature", "expected"),
    [
        (Nature.CONCERN, ["rests-on-concern", "source-of-concern", "rests-on-concern"]),
        (Nature.CORRECTION, ["rests-on-corrected", "corrected-source", "rests-on-corrected"]),
        (Nature.REINSTATEMENT, ["reinstated-source"]),
    ],
)
def test_other_notices_are_problems_of_their_own(
    vault: WriteVault, nature: Nature, expected: list[str]
) -> None:
    found = [code for code in codes(vault(CHAIN), {"birch": (notice(nature),)}) if code in expected]
    assert found == expected


def test_a_source_that_was_reinstated_is_not_retracted_but_says_so(vault: WriteVault) -> None:
    notices = {"birch": (notice(Nature.RETRACTION), notice(Nature.REINSTATEMENT, date(2021, 5, 6)))}
    found = codes(vault(CHAIN), notices)
    assert "reinstated-source" in found
    assert not {"retracted-source", "rests-on-retracted"}.intersection(found)


def test_without_notices_nothing_is_flagged(vault: WriteVault) -> None:
    assert codes(vault(CHAIN), {}) == codes(vault(CHAIN), {"elsewhere": (notice(Nature.RETRACTION),)})


def test_a_source_that_no_library_has_is_reported_where_there_is_a_library(vault: WriteVault) -> None:
    opened = vault({"Sources/birch.md": "", "Sources/Oak.md": ""})
    works = library(("birch", {}), ("oak", {}))
    assert reported(opened, "citekey-without-entry", works) == [
        "Sources/Oak.md source 'Oak' has no entry in the library"
    ]
    assert "perhaps 'oak'" in check_citations(Cited(opened.graph, works, {}, {}))[0].hint
    assert reported(opened, "citekey-without-entry") == []


def test_unused_entries_are_one_problem_for_each_library(vault: WriteVault) -> None:
    works = library(("birch", {}), *((f"key{number}", {}) for number in range(4_999)))
    assert reported(vault({"Sources/birch.md": ""}), "unused-entry", works) == [
        "library.bib 4,999 of 5,000 entries are used by no note: key0, key1, key2, …"
    ]


def test_entries_that_running_text_cites_are_used(vault: WriteVault) -> None:
    cited = Cited(vault({"a.md": ""}).graph, library(("birch", {})), {}, {}, named=frozenset({"birch"}))
    assert check_citations(cited) == ()


def test_one_doi_under_two_citekeys_is_reported_with_both(vault: WriteVault) -> None:
    works = library(("birch", {"DOI": "10.5555/A"}), ("birchA", {"DOI": "https://doi.org/10.5555/a"}))
    opened = vault(
        {"Sources/birch.md": "---\nDOI: 10.5555/a\n---\n", "Sources/elm.md": "---\nDOI: 10.5555/a\n---\n"}
    )
    assert reported(opened, "duplicate-doi", works) == [
        "Sources/elm.md 'elm' has the DOI 10.5555/a, as 'birch' has in library.bib:1",
        "library.bib:2 'birchA' has the DOI 10.5555/a, as 'birch' has in library.bib:1",
    ]


def test_one_doi_in_entry_and_note_of_one_citekey_is_no_duplicate(vault: WriteVault) -> None:
    opened = vault({"Sources/birch.md": "---\nDOI: 10.5555/A\nURL: https://doi.org/10.5555/a\n---\n"})
    assert reported(opened, "duplicate-doi", library(("birch", {"DOI": "10.5555/a"}))) == []


def test_a_malformed_doi_is_reported_with_its_line(vault: WriteVault) -> None:
    works = library(
        ("a", {}), ("b", {"DOI": "10.5555"}), ("c", {"DOI": "10.5555/x."}), ("d", {"DOI": "10.5555/x"})
    )
    opened = vault({"Sources/birch.md": "---\ntitle: x\ndoi: see 10.5555/y\n---\n"})
    assert reported(opened, "malformed-doi", works) == [
        "Sources/birch.md:3 'see 10.5555/y' is no DOI",
        "library.bib:2 '10.5555' is no DOI",
        "library.bib:3 '10.5555/x.' is no DOI",
    ]


def test_what_a_malformed_doi_may_mean_is_suggested(vault: WriteVault) -> None:
    cited = Cited(vault({"a.md": ""}).graph, library(("c", {"DOI": "10.5555/x."})), {}, {})
    assert [found.hint for found in check_citations(cited) if found.code == "malformed-doi"] == [
        "write the DOI as the publisher has it, perhaps 10.5555/x; correct it where the library comes from"
    ]


@pytest.mark.parametrize(
    "value", ["", "[]", "10.5555/x", "https://doi.org/10.5555/x", "[10.5555/x, '10.5555/Y']"]
)
def test_a_doi_that_is_one_or_is_left_empty_is_not_reported(vault: WriteVault, value: str) -> None:
    assert reported(vault({"Sources/birch.md": f"---\nDOI: {value}\n---\n"}), "malformed-doi") == []


def test_a_pasted_citation_that_is_not_the_library_s_is_reported_with_the_first_difference(
    vault: WriteVault,
) -> None:
    opened = vault(
        {"Sources/birch.md": "---\ntitle: x\nCitation: Birch, B. “Kettles.” Tea 3 (May 2015).\n---\n"}
    )
    formatted = {"birch": "Birch, B. “Kettles.” Tea 4 (May 2015)."}
    (found,) = reported(opened, "citation-differs", formatted=formatted)
    assert found.startswith("Sources/birch.md:3 property 'Citation' differs")
    assert found.endswith("'3 (May 2015).' where the library gives '4 (May 2015).'")
    assert reported(opened, "citation-differs") == []


def test_the_marks_of_emphasis_in_a_pasted_citation_do_not_count(vault: WriteVault) -> None:
    opened = vault(
        {"Sources/birch.md": "---\nCitation: Birch. *Tea* 3. https://doi.org/10.5555/a_b_c\n---\n"}
    )
    formatted = {"birch": "Birch. Tea 3. https://doi.org/10.5555/a_b_c"}
    assert reported(opened, "citation-differs", formatted=formatted) == []


@pytest.mark.parametrize(
    ("note", "formatted"),
    [
        ("Tea 3 (September 22, 2017): 1", "Tea 3 (September 2017): 1"),
        ("Tea 3 (22 September 2017): 1", "Tea 3 (September 2017): 1"),
        ("Tee 3 (22. September 2017)", "Tee 3 (September 2017)"),
        ("Tea 3 (September 2017): 1", "Tea 3 (September 22, 2017): 1"),
        ('"Lids."', "“Lids.”"),
        ("'Lids'", "‘Lids’"),
        ("Birch,  B.\u00a0\nLids", "Birch, B. Lids"),
        ("Gro\u0308\u00dfe", "Gr\u00f6\u00dfe"),
        ("Li\u00adds\u200b", "Lids"),
    ],
)
def test_what_does_not_matter_is_no_difference(note: str, formatted: str) -> None:
    assert first_difference(note, formatted) is None


@pytest.mark.parametrize(
    ("note", "formatted", "difference"),
    [
        ("Tea 3, 2017", "Tea 4, 2017", Difference("3, 2017", "4, 2017")),
        ("Tea (September 22, 2017)", "Tea (September 23, 2017)", Difference("22, 2017)", "23, 2017)")),
        ("Tea (September 22, 2018)", "Tea (September 2017)", Difference("22, 2018)", "2017)")),
        ("Tea 3 2017", "Tea, 2017", Difference("3 2017", ", 2017")),
        ("pages 1-2", "pages 1–2", Difference("-2", "–2")),
        ("Tea", "Tea.", Difference("", ".")),
        ("Tea.", "", Difference("Tea.", "")),
        ("Birch", "birch", Difference("Birch", "birch")),
    ],
)
def test_what_matters_is_shown_from_the_first_difference_on(
    note: str, formatted: str, difference: Difference
) -> None:
    assert first_difference(note, formatted) == difference


@given(st.text(), st.text())
def test_a_text_differs_from_another_both_ways_or_not_at_all(first: str, second: str) -> None:
    assert first_difference(first, first) is None
    assert (first_difference(first, second) is None) == (first_difference(second, first) is None)


def test_a_source_with_a_ready_citation_alone_is_reported(vault: WriteVault) -> None:
    opened = vault(
        {
            "Sources/birch.md": "---\nyear: 2015\nCitation: Birch. Kettles.\n---\n",
            "Sources/elm.md": "---\ntitle: Cups\nCitation: Elm. Cups.\n---\n",
            "Sources/oak.md": "---\nCitation: Oak. Spoons.\n---\n",
            "Sources/ash.md": "",
        }
    )
    (found,) = reported(opened, "citation-only", library(("oak", {"title": "Spoons"})))
    assert found.startswith("Sources/birch.md:3 all that is known of the source is the text in 'Citation'")


def test_all_rules_are_run_and_their_problems_ordered_by_file(vault: WriteVault) -> None:
    opened = vault(
        {
            **CHAIN,
            "Sources/birch.md": "---\nCitation: x\nDOI: y\n---\n",
            "Sources/oak.md": "---\nCitation: x\nDOI: 10.5555/a\n---\n",
        }
    )
    works = library(("birch", {}), ("elm", {"DOI": "10.5555/a"}))
    cited = Cited(opened.graph, works, {"birch": "z"}, {"birch": (notice(Nature.RETRACTION),)})
    problems = check_citations(cited)
    assert {found.code for found in problems} == {
        "citation-differs",
        "citation-only",
        "citekey-without-entry",
        "duplicate-doi",
        "malformed-doi",
        "rests-on-retracted",
        "retracted-source",
        "unused-entry",
    }
    assert len(RULES) == 8
    assert list(problems) == sorted(problems)


CITING = {
    "Sources/birch.md": "",
    "Insights/i.md": "Oaks grow slowly [@oak; @o'neil2020, p. 3].",
    "here.json": '[{"id": "elm", "title": "Elms"}]',
}


def test_of_a_library_that_could_not_be_read_no_work_is_called_missing(vault: WriteVault) -> None:
    all_there, one_gone = '["here.json"]', '["here.json", "gone.bib"]'
    blamed = {"citekey-without-entry", "unknown-citation", "missing-library"}

    def found(libraries: str) -> list[str]:
        opened = vault(CITING | {"headwater.toml": f"[citations]\nlibraries = {libraries}"})
        return [one.code for one in opened.problems if one.code in blamed]

    assert found(one_gone) == ["missing-library"]
    assert found(all_there) == ["unknown-citation", "unknown-citation", "citekey-without-entry"]


def test_a_citekey_that_ends_at_a_sign_is_shown_the_way_to_write_it_whole(vault: WriteVault) -> None:
    hints = [one.hint for one in vault(CITING).problems if one.code == "unknown-citation"]
    assert [hint.partition(", or add")[0] for hint in hints] == [
        "correct the citekey (if ' is part of it, write @{…})",
        "correct the citekey",
    ]
