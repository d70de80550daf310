"""Notes that rest on retracted or doubted sources say so, and by which way; nothing else does."""

from __future__ import annotations

import pytest

from headwater.publication.flags import MOST_FLAGS
from headwater.publication.note import Flag
from headwater.scope import Scope
from headwater.vault.notes import NotePath
from tests.cited_notes import ADLER, BOARD, PUBLISHED, TAKEAWAY, files, library
from tests.site.drawn import drawn, part, words
from tests.views.reading import note
from tests.written import WriteVault, vault

__all__ = ["vault"]
NAME = "2025-05-04 09-00-00"
INSIGHT = NotePath("Insights/2025-05-01 08-00-00.md")
RETRACTED = {**ADLER, "keyword": "retracted"}
PAGE = "takeaways/2025-05-04-09-00-00/index.html"


def test_a_note_is_flagged_with_the_way_from_the_source_up(vault: WriteVault) -> None:
    flags = note(vault(files() | {"library.json": library(RETRACTED, BOARD)}).publish(), NAME).flags
    assert flags == (Flag("adlerSlowRivers2019", (None, NotePath(INSIGHT))),)


def test_withheld_steps_of_the_way_are_nothing_but_their_number(vault: WriteVault) -> None:
    library_of_both = library(ADLER, {**BOARD, "keyword": "retracted"})
    flags = note(vault(files() | {"library.json": library_of_both}).publish(), NAME).flags
    assert flags == (Flag("waterboardLevels2021", (None, None)),)


def test_the_author_s_own_preview_shows_the_whole_way(vault: WriteVault) -> None:
    opened = vault(files() | {"library.json": library(ADLER, {**BOARD, "keyword": "retracted"})})
    (flag,) = note(opened.publish(Scope(withheld_too=True)), NAME).flags
    assert flag.way == (
        "Source Content/waterboardLevels2021 - Table 2.md",
        "Insights/2025-05-02 08-00-00.md",
    )


def test_a_corrected_source_flags_nothing_above_it(vault: WriteVault) -> None:
    record = (
        '{"version":1,"data":null,"newest":null,"records":[\n{"doi":"10.5555/rivers.2019.201","pubmed":"",'
        '"nature":"%s","date":"2024-01-02","notice_doi":"","notice_pubmed":"","reasons":["Error"],"record":"1"}\n]}'
    )
    corrected = files() | {".headwater/retractions.json": record % "correction"}
    publication = vault(corrected).publish()
    assert note(publication, NAME).flags == ()
    assert publication.citations["adlerSlowRivers2019"].state == "corrected"
    doubted = vault({".headwater/retractions.json": record % "expression of concern"}).publish()
    assert [flag.citekey for flag in note(doubted, NAME).flags] == ["adlerSlowRivers2019"]
    assert doubted.citations["adlerSlowRivers2019"].notices[0].reasons == ("Error",)


def test_a_source_itself_and_what_does_not_rest_on_it_are_not_flagged(vault: WriteVault) -> None:
    publication = vault(files() | {"library.json": library(RETRACTED, BOARD)}).publish()
    flagged = {path for path, one in publication.notes.items() if one.flags}
    assert flagged == {TAKEAWAY, INSIGHT}


def test_no_page_names_more_flagged_sources_than_anybody_reads(vault: WriteVault) -> None:
    sources = [f"retracted{number}" for number in range(MOST_FLAGS + 5)]
    works = [{**ADLER, "id": key, "DOI": f"10.5555/{key}", "keyword": "retracted"} for key in sources]
    notes = {f"Evidence Sources/{key}.md": PUBLISHED.format("") for key in sources}
    links = ", ".join(f"[[{key}]]" for key in sources)
    quick = {"Quick Notes/All.md": PUBLISHED.format("") + f"# Content\n- All.\n\nSupported By:: {links}\n"}
    publication = vault(notes | quick | {"library.json": library(*works)}).publish()
    assert len(note(publication, "All").flags) == MOST_FLAGS


@pytest.mark.parametrize("options", ["", "source-pages = true"])
def test_pages_mark_what_was_retracted_and_what_rests_on_it(vault: WriteVault, options: str) -> None:
    given = files("", options) | {"library.json": library(ADLER, {**BOARD, "keyword": "retracted"})}
    pages = drawn(vault, given, Scope())
    caution = part(pages[PAGE], '<section id="caution">', "</section>")
    assert words(caution).endswith(
        "waterboardLevels2021 retracted Retraction. "
        "waterboardLevels2021 → unpublished note → unpublished note → this note"
    )
    row = part(pages["overview/sources/index.html"], '<tr data-note="waterboardLevels2021"', "</tr>")
    assert '<span class="badge notice grave">retracted</span>' in row
    assert ("source/waterboardLevels2021/index.html" in pages) == bool(options)
    if options:
        own = pages["source/waterboardLevels2021/index.html"]
        notice = part(own, "<dt>Notice</dt>", "</dd>")
        assert words(notice) == "Retraction retracted"
        assert "badge notice grave" in notice


def test_where_nothing_was_retracted_no_page_warns(vault: WriteVault) -> None:
    pages = drawn(vault, files(), Scope())
    assert not [place for place, page in pages.items() if "Caution" in page or "notice" in page]
