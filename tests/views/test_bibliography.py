"""The sources of a site in their orders, with the years and topics they can be narrowed down by."""

from __future__ import annotations

from headwater.views.bibliography import bibliography_view
from tests.cited_notes import ADLER, BOARD, PUBLISHED, files, library
from tests.written import WriteVault, vault

__all__ = ["vault"]
KEY, OTHER = "adlerSlowRivers2019", "waterboardLevels2021"


def test_sources_stand_in_the_order_of_their_citations_and_of_their_years(vault: WriteVault) -> None:
    publication = vault(files("")).publish()
    view = bibliography_view(publication, publication.citations)
    assert view.by_citation == (KEY, OTHER)
    assert view.by_year == (OTHER, KEY)
    assert view.years == ("2021", "2019")


def test_sources_without_a_year_that_can_be_told_come_last(vault: WriteVault) -> None:
    dates = {"a": [[2020]], "b": [["soon"]], "c": None, "d": [[1066]]}
    undated = {name: value for name, value in BOARD.items() if name != "issued"}
    works = [
        {**undated, "id": key, "title": f"Of {key}"} | ({"issued": {"date-parts": parts}} if parts else {})
        for key, parts in dates.items()
    ]
    notes = {f"Evidence Sources/{key}.md": PUBLISHED.format("") for key in dates}
    publication = vault(notes | {"library.json": library(*works)}).publish()
    view = bibliography_view(publication, publication.citations)
    assert view.by_year == ("a", "d", "b", "c")
    assert view.years == ("2020", "1066")


def test_a_source_has_the_topics_of_what_was_read_off_it(vault: WriteVault) -> None:
    publication = vault(files("")).publish()
    view = bibliography_view(publication, publication.citations)
    assert dict(view.topics_of) == {KEY: ("Tags/Ponds.md",)}
    assert view.topics == ("Tags/Ponds.md",)


def test_topics_that_are_not_published_are_none(vault: WriteVault) -> None:
    publication = vault(files("") | {"Tags/Ponds.md": ""}).publish()
    view = bibliography_view(publication, publication.citations)
    assert view.topics == ()
    assert dict(view.topics_of) == {}


def test_only_what_is_listed_counts(vault: WriteVault) -> None:
    publication = vault(files("") | {"library.json": library(ADLER, BOARD)}).publish()
    view = bibliography_view(publication, [OTHER])
    assert (view.by_citation, view.years, view.topics) == ((OTHER,), ("2021",), ())
