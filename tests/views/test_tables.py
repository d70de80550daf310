"""Tables hold the notes of one kind each, source content by name, and sources by citation."""

from __future__ import annotations

import pytest

from headwater.publication import Publication
from headwater.vault.notes import NotePath
from headwater.views.tables import (
    content_table,
    note_table,
    note_tables,
    prefixed,
    source_table,
    table_key,
)
from tests.views.reading import note, published, rows
from tests.written import WriteVault


def all_tables(publication: Publication, *order: str) -> list[tuple[str, list[str]]]:
    return [(table.kind, rows(table)) for table in note_tables(publication, publication.notes, order)]


def test_there_is_a_table_for_each_kind_among_the_notes_and_none_without_rows(vault: WriteVault) -> None:
    publication = published(vault({"Insights/i.md": "", "Insights/j.md": "", "Tags/t.md": ""}))
    assert all_tables(publication) == [("insight", ["i", "j"]), ("tag", ["t"])]
    assert note_tables(publication, [], ["insight"]) == ()


def test_the_kinds_that_are_asked_for_come_first_the_others_in_the_order_of_the_vocabulary(
    vault: WriteVault,
) -> None:
    folders = ("Answers", "Actions", "Insights", "Quick Notes", "Tags", "Takeaways")
    publication = published(vault({f"{folder}/{folder}.md": "" for folder in folders}))
    kinds = [kind for kind, _ in all_tables(publication, "tag", "takeaway")]
    assert kinds == ["tag", "takeaway", "quick note", "insight", "action", "answer"]


def test_sources_and_source_content_stand_in_no_table_of_notes(vault: WriteVault) -> None:
    marked = "---\ndg-publish: true\n---\n"
    files = {"Sources/s2020.md": "", "Source Content/s2020 - Table 1.md": marked, "Insights/i.md": ""}
    publication = published(vault(files))
    assert len(publication.notes) == 3
    assert all_tables(publication) == [("insight", ["i"])]


def test_a_table_of_notes_begins_with_the_newest(vault: WriteVault) -> None:
    files = {"Insights/2024-01-01 00-00-00.md": "", "Insights/2025-01-01 00-00-00.md": ""}
    publication = published(vault(files))
    table = note_table(publication, "insight", publication.notes)
    assert rows(table) == ["2025-01-01 00-00-00", "2024-01-01 00-00-00"]


def test_a_table_has_a_key_made_of_the_plural_of_its_kind(vault: WriteVault) -> None:
    files = {"headwater.toml": '[kinds.insight]\nplural = "What we found"\n', "Insights/i.md": ""}
    publication = published(vault(files))
    (table,) = note_tables(publication, publication.notes, ())
    assert (table.kind, table.key) == ("insight", "what-we-found")


@pytest.mark.parametrize(
    ("plural", "key"),
    [
        ("Insights", "insights"),
        ("Quick Notes", "quick-notes"),
        ("Pros & cons_(new)", "pros-cons-new"),
        ("ÜBERSICHTEN", "übersichten"),
    ],
)
def test_the_key_of_a_table_is_lower_case_with_words_joined_by_hyphens(plural: str, key: str) -> None:
    assert table_key(plural) == key


def test_sources_stand_in_the_order_of_their_citations_whatever_the_letter_case(vault: WriteVault) -> None:
    publication = published(
        vault(
            {
                "Sources/a2020.md": "---\nCitation: Zander, A. Deep water.\n---\n",
                "Sources/b2020.md": "---\nCitation: ahorn, B. Clear water.\n---\n",
                "Sources/c2020.md": "---\nCitation: Birch, C. Still water.\n---\n",
            }
        )
    )
    (table,) = source_table(publication, ["a2020", "b2020", "c2020"])
    assert table.rows == ("b2020", "c2020", "a2020")
    assert table.key == "original-sources"


def test_sources_of_one_citation_stand_in_the_order_of_their_citekeys(vault: WriteVault) -> None:
    same = "---\nCitation: Birch, C. Still water.\n---\n"
    publication = published(vault({"Sources/b2020.md": same, "Sources/a2020.md": same}))
    (table,) = source_table(publication, ["b2020", "a2020"])
    assert table.rows == ("a2020", "b2020")


def test_without_sources_or_source_content_there_is_no_table_for_them(vault: WriteVault) -> None:
    publication = published(vault({"Insights/i.md": ""}))
    assert source_table(publication, []) == ()
    assert content_table(note(publication, "i")) == ()


def test_source_content_stands_in_the_order_of_its_names(vault: WriteVault) -> None:
    names = ("b2020 - Table 1", "a2020 - Figure 2", "a2020 - Figure 1")
    fields = ", ".join(f"[[{name}]]" for name in names)
    files = {f"Source Content/{name}.md": "" for name in names}
    publication = published(vault({**files, "Insights/i.md": f"Rests on:: {fields}"}))
    (table,) = content_table(note(publication, "i"))
    assert rows(table) == sorted(names)
    assert table.key == "source-content"


def test_a_prefix_changes_the_key_of_a_table_and_nothing_else(vault: WriteVault) -> None:
    publication = published(vault({"Insights/i.md": ""}))
    tables = note_tables(publication, [NotePath("Insights/i.md")], ())
    (table,) = prefixed("opposing-", tables)
    assert table == tables[0]._replace(key="opposing-insights")


def test_every_note_is_listed_but_the_home_note_and_what_says_dg_hide(vault: WriteVault) -> None:
    publication = published(
        vault(
            {
                "home.md": "---\ndg-home: true\n---\n",
                "hidden.md": "---\ndg-hide: true\n---\n",
                "shown.md": "---\ndg-hide: false\n---\n",
                "plain.md": "",
            }
        )
    )
    listed = [card.name for card in publication.cards.values() if card.listed]
    assert listed == ["plain", "shown"]
