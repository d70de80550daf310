"""Notices reach the sources they are about, and a reinstated source is not retracted any more."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from headwater.bibliography.items import Item, Library
from headwater.bibliography.kept_retractions import KeptRetractions
from headwater.bibliography.retraction_records import Nature, Record
from headwater.bibliography.retractions import Notice, State, holding, notices_of, state_of
from headwater.vault.notes import Note, NotePath


def record(
    nature: Nature = Nature.RETRACTION, day: date | None = None, doi: str = "", pubmed: str = ""
) -> Record:
    return Record(doi, pubmed, nature, day, "10.5555/notice", "", ("Error",), "1")


def library(**works: dict[str, str]) -> Library:
    return Library({citekey: Item(citekey, data, "library.json", 1) for citekey, data in works.items()})


def note(name: str, **properties: object) -> Note:
    return Note(NotePath(f"Sources/{name}.md"), properties, "", 1)


def about(works: Library, notes: list[Note], *records: Record) -> dict[str, list[tuple[Nature, str]]]:
    """Nature and origin of every notice, by citekey."""
    found = notices_of(works, notes, KeptRetractions(records), ("Citation",))
    return {citekey: [(one.nature, one.origin) for one in notices] for citekey, notices in found.items()}


def notice(nature: Nature, year: int | None = None) -> Notice:
    return Notice(nature, date(year, 1, 1) if year else None, "", "", (), "Retraction Watch")


def test_a_work_of_the_library_is_found_by_doi_and_by_pubmed_id() -> None:
    works = library(birch={"DOI": "10.5555/A"}, ash={"PMID": "7"}, oak={"DOI": "10.5555/b"})
    assert about(works, [], record(doi="10.5555/a"), record(pubmed="7")) == {
        "ash": [(Nature.RETRACTION, "Retraction Watch")],
        "birch": [(Nature.RETRACTION, "Retraction Watch")],
    }


def test_a_source_note_is_found_by_its_own_properties_and_those_of_its_entry() -> None:
    works = library(birch={"DOI": "10.5555/a"})
    found = about(
        works, [note("birch"), note("elm", Citation="https://doi.org/10.5555/c.")], record(doi="10.5555/c")
    )
    assert list(found) == ["elm"]
    assert list(about(works, [note("birch", DOI="10.5555/wrong")], record(doi="10.5555/a"))) == ["birch"]


def test_a_record_that_matches_twice_is_one_notice() -> None:
    works = library(birch={"DOI": "10.5555/a", "PMID": "7"})
    assert (
        len(about(works, [note("birch", DOI="10.5555/a")], record(doi="10.5555/a", pubmed="7"))["birch"]) == 1
    )


def test_marks_of_the_library_and_of_the_note_count_without_any_file() -> None:
    works = library(birch={"keyword": "Retracted Publication"}, oak={})
    assert about(works, [note("ash", retracted=True), note("oak")]) == {
        "ash": [(Nature.RETRACTION, "Sources/ash.md")],
        "birch": [(Nature.RETRACTION, "library.json")],
    }


def test_works_without_identifiers_match_no_record_without_them() -> None:
    assert about(library(oak={}), [note("elm")], record(doi="10.5555/a"), record(pubmed="7")) == {}


def test_notices_come_in_the_order_of_their_days() -> None:
    records = [
        record(Nature.REINSTATEMENT, date(2022, 1, 1), "10.5555/a"),
        record(Nature.CORRECTION, None, "10.5555/a"),
        record(Nature.RETRACTION, date(2021, 1, 1), "10.5555/a"),
    ]
    works = library(birch={"DOI": "10.5555/a"})
    for order in permutations(records):
        assert [nature for nature, _ in about(works, [], *order)["birch"]] == [
            Nature.CORRECTION,
            Nature.RETRACTION,
            Nature.REINSTATEMENT,
        ]


@pytest.mark.parametrize(
    ("notices", "state"),
    [
        ([], None),
        ([(Nature.CORRECTION, 2020)], State.CORRECTED),
        ([(Nature.CORRECTION, 2020), (Nature.CONCERN, 2019)], State.CONCERN),
        ([(Nature.CONCERN, 2019), (Nature.RETRACTION, 2020)], State.RETRACTED),
        ([(Nature.RETRACTION, 2020), (Nature.REINSTATEMENT, 2021)], State.REINSTATED),
        ([(Nature.RETRACTION, 2020), (Nature.REINSTATEMENT, 2020)], State.REINSTATED),
        ([(Nature.RETRACTION, None), (Nature.REINSTATEMENT, 2020)], State.REINSTATED),
        ([(Nature.RETRACTION, 2020), (Nature.REINSTATEMENT, None)], State.REINSTATED),
        ([(Nature.REINSTATEMENT, 2020), (Nature.RETRACTION, 2021)], State.RETRACTED),
        ([(Nature.CONCERN, 2019), (Nature.REINSTATEMENT, 2021)], State.REINSTATED),
        (
            [(Nature.RETRACTION, 2020), (Nature.REINSTATEMENT, 2021), (Nature.CORRECTION, 2021)],
            State.CORRECTED,
        ),
    ],
)
def test_the_gravest_notice_that_still_holds_is_the_state(
    notices: list[tuple[Nature, int | None]], state: State | None
) -> None:
    for order in permutations(notice(*each) for each in notices):
        assert state_of(order) is state


def test_a_reinstatement_takes_back_and_is_taken_back() -> None:
    out, back, out_again = (
        notice(Nature.RETRACTION, 2020),
        notice(Nature.REINSTATEMENT, 2021),
        notice(Nature.RETRACTION, 2022),
    )
    assert holding([out, back]) == (back,)
    assert holding([out, back, out_again]) == (out_again,)
