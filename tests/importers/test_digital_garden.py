"""Published pages become a vault whose pages have the tables they had."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from headwater.config import Config
from headwater.errors import ImportSourceError
from headwater.evidence.build import build_graph
from headwater.evidence.kinds import vocabulary
from headwater.importers.digital_garden import import_pages, plan_import
from headwater.importers.garden_pages import GardenPage, read_pages
from headwater.importers.garden_sections import Reading
from headwater.publication import Publication, PublicNote, publish
from headwater.scope import Scope
from headwater.site.urls import Permalink, permalink
from headwater.vault.note_text import read_note
from headwater.vault.notes import NotePath
from headwater.vault.read import read_vault
from headwater.views.pages import page_view
from headwater.views.tables import ContentTable, NoteTable, Table
from tests.importers.conftest import Garden, Put

SLEEP = "Library/Tags/Slow-Wave Sleep (SWS, N3).md"
KEYS = {"Original Source": "original-sources"}


def vault_of(*pages: GardenPage) -> dict[str, str]:
    """The notes that pages came from."""
    return {str(path): text for path, text in plan_import(pages).notes.items()}


def published(folder: Path, into: Path) -> Publication:
    """What is published of the vault imported from a folder of pages."""
    import_pages([folder], into)
    contents = read_vault(into, Config())
    return publish(build_graph(contents, vocabulary(Config())), Config(), {}, Scope())


def frozen_tables(page: GardenPage) -> dict[str, list[str]]:
    """The tables a page was published with: key → the names in its rows."""
    return {
        KEYS.get(table.label, table.label.casefold().replace(" ", "-")): sorted(
            cell.text for row in table.rows for cell in row if cell.names_note
        )
        for reading, table in page.tables
        if reading is not Reading.OTHER
    }


def names_in(publication: Publication, table: Table) -> list[str]:
    if isinstance(table, NoteTable):
        return [publication.notes[path].name for path in table.rows]
    if isinstance(table, ContentTable):
        return [content.name for content in table.rows]
    return list(table.rows)


def drawn_tables(publication: Publication, note: PublicNote) -> dict[str, list[str]]:
    """The tables the page has now."""
    tables: dict[str, list[str]] = {}
    for section in page_view(publication, note).sections:
        assert section.withheld == 0
        for table in section.tables:
            assert table.key not in tables
            tables[table.key] = sorted(names_in(publication, table))
    return tables


def check_pages_and_tables(folder: Path, into: Path) -> Publication:
    publication = published(folder, into)
    by_permalink = {permalink(path, note.properties): note for path, note in publication.notes.items()}
    pages, _ = read_pages([folder])
    for page in pages:
        assert drawn_tables(publication, by_permalink[Permalink(page.permalink)]) == frozen_tables(page)
    return publication


def test_every_page_keeps_its_permalink_and_its_tables(own_pages: Path, tmp_path: Path) -> None:
    check_pages_and_tables(own_pages, tmp_path)


def test_the_real_pages_keep_their_permalinks_and_their_tables(seeds: Path, tmp_path: Path) -> None:
    publication = check_pages_and_tables(seeds, tmp_path)
    assert len(publication.notes) == 24


def test_citations_come_back_whichever_column_they_stood_in(own_pages: Path, tmp_path: Path) -> None:
    publication = published(own_pages, tmp_path)
    assert {citekey: citation.text for citekey, citation in publication.citations.items()} == {
        "haddadNighttimeRecall2019": (
            "Haddad, Rana. “Night-time Recall of Word Lists.” Memory Notes 3 (2019): 7–19."
        ),
        "okaforEveningExerciseSleep2021": (
            "Okafor, Ngozi, and Jan Lindqvist. “Evening Exercise and Sleep Depth: A Crossover Trial.” "
            "Sleep Practice 9, no. 2 (2021): 41–55. https://doi.org/10.5555/sp.2021.0041."
        ),
    }


def test_notes_are_written_as_their_author_would(own_pages: Path) -> None:
    notes = vault_of(*read_pages([own_pages])[0])
    assert notes["Library/Insights/2025-03-02 08-15-01.md"] == (
        "---\ndg-publish: true\nupdated: 2025-03-02T08:16:30+01:00\n---\n\n# Content\n"
        "- [[Slow-Wave Sleep (SWS, N3)]] lasts 12±3 min longer after [[Endurance Training|an evening run]]"
        " than after rest\n\n# Database Fields\nSupported by:: [[2025-03-01 10-00-00]], "
        "[[okaforEveningExerciseSleep2021 - Methods (sleep staging (AASM rules), n = 24)]], "
        "[[okaforEveningExerciseSleep2021 - Results (sleepers’ “deep” minutes, 12±3 %)]]\n"
    )
    assert notes["Library/Insights/2025-03-02 08-21-40.md"] == (
        "---\ndg-publish: true\n---\n\n# Content\n- **Two of three** sleepers with >= 90 min of "
        "[[Slow-Wave Sleep (SWS, N3)]] recalled more words, against <60 min\n"
    )


def test_what_readers_saw_by_name_is_published_but_sources_and_their_content(own_pages: Path) -> None:
    notes = vault_of(*read_pages([own_pages])[0])
    marked = {path for path, text in notes.items() if "dg-publish: true" in text}
    assert "Library/Insights/2025-03-03 19-05-55.md" in marked
    assert not [path for path in marked if "Evidence Sources" in path or "Source Content" in path]
    assert "Library/Tags/Melatonin.md" in marked, "a public claim links it by name"
    assert SLEEP in marked


def test_tag_is_a_field_where_the_claim_does_not_link_it(own_pages: Path) -> None:
    notes = vault_of(*read_pages([own_pages])[0])
    assert notes["Library/Quick Notes/2025-02-27 21-55-03.md"].endswith(
        "\n# Database Fields\nQuick_Notes__Tags:: [[Night Shift Work]]\n"
    )
    assert "__Tags" not in notes["Library/Quick Notes/2025-02-27 21-40-12.md"]


def test_same_pages_give_the_same_vault_in_any_order_and_twice(own_pages: Path, tmp_path: Path) -> None:
    pages = list(read_pages([own_pages])[0])
    plan = plan_import(pages)
    random.Random(1).shuffle(pages)
    assert plan_import(pages) == plan
    first = import_pages([own_pages], tmp_path)
    assert import_pages([own_pages], tmp_path).unchanged == first.written


def test_nothing_is_written_where_no_page_can_be_imported(put: Put, tmp_path: Path) -> None:
    with pytest.raises(ImportSourceError):
        import_pages([put(a="no page")], tmp_path / "vault")
    assert not (tmp_path / "vault").exists()


def test_links_out_of_the_vault_are_refused_and_reported(garden: Garden, put: Put, tmp_path: Path) -> None:
    rows = [("../../escaped.md", "a"), ("/etc/x.md", "b"), (".obsidian/app.md", "c"), ("Insights/ok.md", "d")]
    page = garden.page("/tags/t/", "# Tagged Content\n" + garden.claims("Insights", *rows))
    report = import_pages([put(page=page)], tmp_path / "vault")
    assert report.written == ("Insights/ok.md", "Tags/T.md")
    assert sum(problem.code == "unsafe-path" for problem in report.problems) == 3
    assert not (tmp_path / "escaped.md").exists()


def test_note_outside_the_folders_of_its_kind_gets_the_kind_its_table_says(garden: Garden) -> None:
    body = "# Tagged Content\n" + garden.claims("Insights", ("Elsewhere/n.md", "a"))
    notes = vault_of(garden.read("/topics/t/", body, file="p"))
    assert "kind: insight" in notes["Elsewhere/n.md"]
    assert "kind: tag" in notes["Topics/T.md"]


def test_own_claim_of_a_page_wins_over_what_other_pages_show(garden: Garden) -> None:
    path = "Insights/2025-03-02 08-15-01.md"
    tag = garden.read("/tags/t/", "# Tagged Content\n" + garden.claims("Insights", (path, "old")), file="t")
    page = garden.read("/insights/2025-03-02-08-15-01/", "# Content\n- new [[Tags/T\\|T]]", file="i")
    assert read_note(path, vault_of(tag, page)[path].encode())[0].claim == "new [[T]]"


def test_claim_most_pages_agree_on_is_taken_for_a_note_without_a_page(garden: Garden) -> None:
    path = "Insights/2025-03-02 08-15-01.md"
    pages = [
        garden.read(f"/tags/{tag}/", "# Tagged Content\n" + garden.claims("Insights", (path, claim)))
        for tag, claim in [("a", "old"), ("b", "new"), ("c", "new")]
    ]
    assert read_note(path, vault_of(*pages)[path].encode())[0].claim == "new"


def test_earlier_state_of_a_page_is_left_out_and_reported(garden: Garden) -> None:
    states = [
        garden.read("/a/", f"# Content\n- {words}", updated=f"2025-01-0{day}", file=words)
        for day, words in [(2, "later"), (1, "earlier")]
    ]
    plan = plan_import(states)
    assert "later" in plan.notes[NotePath("A.md")]
    assert [(problem.code, problem.path) for problem in plan.problems] == [("page-repeated", "earlier")]


def test_pages_that_contradict_each_other_are_reported(garden: Garden) -> None:
    rows = garden.claims("Insights", ("Insights/x.md", "a"))
    tag = garden.read("/tags/t/", "# Tagged Content\n" + rows, file="tag")
    bare_tag = garden.read("/tags/t/", "# Tagged Content\nnothing yet", file="tag")
    page = garden.read("/insights/2025-03-02-08-15-01/", "# Content\n- on [[Tags/T\\|T]]")
    assert not plan_import([bare_tag, page]).problems
    (found,) = plan_import([tag, page]).problems
    assert (found.code, found.path) == ("pages-disagree", "tag")
    assert "2025-03-02 08-15-01" in found.message


def test_table_with_fewer_rows_than_it_counts_is_reported(garden: Garden) -> None:
    table = garden.table("Insights", [[garden.note("Insights/x.md"), "a"]], count=6)
    (found,) = plan_import([garden.read("/tags/t/", "# Tagged Content\n" + table, file="p")]).problems
    assert (found.code, found.message) == (
        "incomplete-table",
        "the table 'Insights' counts 6 notes and 1 could be read",
    )


def test_list_of_the_authors_own_stays_in_the_note_with_links_of_the_vault(garden: Garden) -> None:
    table = garden.table("File", [[garden.note("Notes/x.md"), "May 1"]], ("Created",))
    links = "see [[Notes/X y\\|it]]"
    pages = [
        garden.read("/home/", f"# Newest\n{table}\n{links}", tags=["gardenEntry"], file="p"),
        garden.read("/notes/x/", file="x"),
    ]
    notes = vault_of(*pages)
    assert "| [[x]] | May 1 |" in notes["Home.md"]
    assert "[[Notes/X y|it]]" in notes["Home.md"]
    assert set(notes) == {"Home.md", "Notes/x.md"}


def test_two_notes_of_one_permalink_are_kept_apart(garden: Garden) -> None:
    rows = [("Insights/2025 01.md", "a"), ("Insights/2025-01.md", "b")]
    body = "# Tagged Content\n" + garden.claims("Insights", *rows)
    notes = vault_of(garden.read("/tags/t/", body, file="p"))
    links = [permalink(path, read_note(path, text.encode())[0].properties) for path, text in notes.items()]
    assert len(set(links)) == len(links) == 3


def test_page_of_an_evidence_source_supports_what_it_lists(garden: Garden) -> None:
    body = "# References\n" + garden.claims("Quick Notes", ("Quick Notes/2025-03-02 08-15-01.md", "a"))
    pages = [garden.read("/evidence-sources/doe-2020/", body, file="p")]
    notes = vault_of(*pages)
    assert "Supported by:: [[Doe 2020]]" in notes["Quick Notes/2025-03-02 08-15-01.md"]
