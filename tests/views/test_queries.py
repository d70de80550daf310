"""The lists an overview note asks Dataview for are computed from what is published."""

from __future__ import annotations

import pytest

from headwater.views.queries import query_tables
from tests.views.reading import UNPUBLISHED, note, published, rows
from tests.written import WriteVault


def asking(*queries: str, properties: str = "") -> str:
    """A note with Dataview queries."""
    blocks = "\n\n".join(f"```dataview\n{query}\n```" for query in queries)
    return f"---\n{properties}\n---\n{blocks}\n"


def answers(
    vault: WriteVault, text: str, others: dict[str, str], path: str = "Overview.md"
) -> list[tuple[str, list[str]]]:
    """The tables that answer a note's queries: kinds and names of the notes."""
    publication = published(vault({path: text, **others}))
    name = path.rpartition("/")[2].removesuffix(".md")
    return [(table.kind, rows(table)) for table in query_tables(publication, note(publication, name))]


@pytest.mark.parametrize(
    "query",
    [
        'LIST FROM "Insights"',
        'TABLE created FROM "Insights" SORT created',
        'table without id file.link\nfrom "Insights/"',
    ],
)
def test_a_list_or_table_of_a_folder_is_a_table_of_its_notes(vault: WriteVault, query: str) -> None:
    others = {"Insights/i.md": "", "Insights/Deeper/j.md": "", "Takeaways/t.md": ""}
    assert answers(vault, asking(query), others) == [("insight", ["i", "j"])]


def test_a_folder_whose_name_begins_alike_is_another_folder(vault: WriteVault) -> None:
    others = {"In/a.md": "", "Inside/b.md": ""}
    assert answers(vault, asking('LIST FROM "In"'), others) == [("page", ["a"])]


def test_a_folder_of_several_kinds_gives_a_table_of_each_from_the_last_kind_to_the_first(
    vault: WriteVault,
) -> None:
    others = {f"Research/{folder}/{folder}.md": "" for folder in ("Insights", "Takeaways", "Quick Notes")}
    kinds = [kind for kind, _ in answers(vault, asking('LIST FROM "Research"'), others)]
    assert kinds == ["takeaway", "insight", "quick note"]


def test_a_note_that_several_queries_list_stands_in_its_table_once(vault: WriteVault) -> None:
    text = asking('LIST FROM "Insights"', 'LIST FROM "Insights/New"')
    assert answers(vault, text, {"Insights/New/i.md": ""}) == [("insight", ["i"])]


def test_unpublished_and_hidden_notes_and_the_page_itself_are_not_listed(vault: WriteVault) -> None:
    others = {"Blog/a.md": "", "Blog/b.md": UNPUBLISHED, "Blog/c.md": "---\ndg-hide: true\n---\n"}
    found = answers(vault, asking('LIST FROM "Blog"'), others, path="Blog/Overview.md")
    assert found == [("page", ["a"])]


def test_the_home_page_has_its_own_lists_in_place_of_its_queries(vault: WriteVault) -> None:
    text = asking('LIST FROM "Insights"', properties="dg-home: true")
    assert answers(vault, text, {"Insights/i.md": ""}) == []


def test_a_note_of_a_kind_with_tables_of_its_own_answers_no_query(vault: WriteVault) -> None:
    text = asking('LIST FROM "Insights"')
    assert answers(vault, text, {"Insights/i.md": ""}, path="Tags/Overview.md") == []


@pytest.mark.parametrize("query", ["LIST FROM #water", 'TASK FROM "Insights"', 'LIST FROM "Nowhere"'])
def test_a_query_of_anything_else_gives_no_table(vault: WriteVault, query: str) -> None:
    assert answers(vault, asking(query), {"Insights/i.md": ""}) == []


def test_a_query_of_a_question_is_answered(vault: WriteVault) -> None:
    others = {"Insights/i.md": ""}
    assert answers(vault, asking('LIST FROM "Insights"'), others, "Questions/q.md") == [("insight", ["i"])]
