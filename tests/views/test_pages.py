"""Which sections and tables the page of each kind has, and in which order."""

from __future__ import annotations

import pytest

from tests.views.reading import UNPUBLISHED, sections, view_of
from tests.written import WriteVault

MARKED = "---\ndg-publish: true\n---\n"
TABLE_1 = "s2020 - Table 1"

EVERY_SUPPORTER = {
    "Quick Notes/quick.md": "",
    "Insights/insight.md": "",
    "Assumptions/assumption.md": "",
    "Takeaways/takeaway.md": "",
    "Sources/s2020.md": "",
    f"Source Content/{TABLE_1}.md": "",
}
RESTS_ON_ALL = f"Rests on:: [[quick]], [[insight]], [[assumption]], [[takeaway]], [[{TABLE_1}]]"


@pytest.mark.parametrize("folder", ["Takeaways", "Insights", "Quick Notes", "Actions", "Answers", "Notes"])
def test_a_page_lists_assumptions_insights_takeaways_quick_notes_contents_and_sources(
    vault: WriteVault, folder: str
) -> None:
    opened = vault({**EVERY_SUPPORTER, f"{folder}/top.md": RESTS_ON_ALL})
    assert sections(opened, "top") == [
        (
            "references",
            [
                ("assumptions", ["assumption"]),
                ("insights", ["insight"]),
                ("takeaways", ["takeaway"]),
                ("quick-notes", ["quick"]),
                ("source-content", [TABLE_1]),
                ("original-sources", ["s2020"]),
            ],
        )
    ]


def test_a_table_without_rows_is_left_out(vault: WriteVault) -> None:
    opened = vault({"Insights/insight.md": "", "Takeaways/top.md": "Rests on:: [[insight]]"})
    assert sections(opened, "top") == [("references", [("insights", ["insight"])])]


@pytest.mark.parametrize("folder", ["Takeaways", "Assumptions", "Tags", "Sources", "Source Content", "Notes"])
def test_a_section_without_tables_is_left_out(vault: WriteVault, folder: str) -> None:
    view = view_of(vault({f"{folder}/alone.md": MARKED}), "alone")
    assert view.sections == ()


def test_supporters_of_supporters_stand_in_no_table(vault: WriteVault) -> None:
    opened = vault(
        {
            "Takeaways/top.md": "Rests on:: [[near]]",
            "Insights/near.md": f"Rests on:: [[far]], [[{TABLE_1}]]",
            "Insights/far.md": "",
            f"Source Content/{TABLE_1}.md": "",
        }
    )
    assert sections(opened, "top") == [("references", [("insights", ["near"])])]


def test_original_sources_are_all_that_can_be_reached_each_once(vault: WriteVault) -> None:
    opened = vault(
        {
            "Takeaways/top.md": "Rests on:: [[left]], [[right]], [[direct2020]]",
            "Insights/left.md": "Rests on:: [[both2020]], [[lower]]",
            "Insights/right.md": "Rests on:: [[both2020]], [[lower]]",
            "Insights/lower.md": f"Rests on:: [[{TABLE_1}]]",
            f"Source Content/{TABLE_1}.md": "",
            "Sources/s2020.md": "",
            "Sources/both2020.md": "",
            "Sources/direct2020.md": "",
            "Sources/elsewhere2020.md": "",
        }
    )
    assert sections(opened, "top") == [
        (
            "references",
            [
                ("insights", ["left", "right"]),
                ("original-sources", ["both2020", "direct2020", "s2020"]),
            ],
        )
    ]


def test_sources_below_an_unpublished_note_are_listed_though_the_note_is_not(vault: WriteVault) -> None:
    opened = vault(
        {
            "Takeaways/top.md": "Rests on:: [[private]]",
            "Insights/private.md": UNPUBLISHED + "Rests on:: [[s2020]]",
            "Sources/s2020.md": UNPUBLISHED,
        }
    )
    assert sections(opened, "top") == [("references", [("original-sources", ["s2020"])])]


def test_unpublished_supporters_are_a_number(vault: WriteVault) -> None:
    opened = vault(
        {
            "Takeaways/top.md": "Rests on:: [[a]], [[b]], [[c]]",
            "Insights/a.md": UNPUBLISHED,
            "Assumptions/b.md": UNPUBLISHED,
            "Insights/c.md": "",
        }
    )
    (section,) = view_of(opened, "top").sections
    assert section.withheld == 2
    assert sections(opened, "top") == [("references", [("insights", ["c"])])]


def test_a_note_that_rests_on_unpublished_notes_alone_says_so(vault: WriteVault) -> None:
    opened = vault({"Takeaways/top.md": "Rests on:: [[a]]", "Insights/a.md": UNPUBLISHED})
    (section,) = view_of(opened, "top").sections
    assert (section.key, section.tables, section.withheld) == ("references", (), 1)


def test_unpublished_sources_and_source_content_are_named_and_not_counted(vault: WriteVault) -> None:
    opened = vault(
        {
            "Insights/top.md": f"Rests on:: [[{TABLE_1}]], [[s2020]]",
            f"Source Content/{TABLE_1}.md": UNPUBLISHED,
            "Sources/s2020.md": UNPUBLISHED,
        }
    )
    (section,) = view_of(opened, "top").sections
    assert section.withheld == 0
    assert sections(opened, "top") == [
        ("references", [("source-content", [TABLE_1]), ("original-sources", ["s2020"])])
    ]


def test_a_table_begins_with_the_newest_note(vault: WriteVault) -> None:
    names = ["2025-01-01 00-00-00", "2025-03-01 00-00-00", "2025-02-01 00-00-00"]
    fields = ", ".join(f"[[{name}]]" for name in names)
    opened = vault(
        {f"Insights/{name}.md": "" for name in names} | {"Takeaways/top.md": f"Based on:: {fields}"}
    )
    assert sections(opened, "top") == [("references", [("insights", sorted(names, reverse=True))])]


def test_what_speaks_against_a_note_stands_in_a_section_of_its_own_below(vault: WriteVault) -> None:
    opened = vault(
        {
            "Takeaways/top.md": (
                f"Rests on:: [[for]]\n\nOpposed by:: [[against]], [[{TABLE_1}]], [[s2020]], [[private]]"
            ),
            "Insights/for.md": "",
            "Insights/against.md": "",
            "Insights/private.md": UNPUBLISHED,
            f"Source Content/{TABLE_1}.md": "",
            "Sources/s2020.md": "",
        }
    )
    assert sections(opened, "top") == [
        ("references", [("insights", ["for"])]),
        (
            "evidence-against",
            [
                ("opposing-insights", ["against"]),
                ("opposing-source-content", [TABLE_1]),
                ("opposing-original-sources", ["s2020"]),
            ],
        ),
    ]
    assert [section.withheld for section in view_of(opened, "top").sections] == [0, 1]


def test_what_speaks_against_a_supporter_is_no_evidence_against_the_note_itself(vault: WriteVault) -> None:
    opened = vault(
        {
            "Takeaways/top.md": "Rests on:: [[near]]",
            "Insights/near.md": "Opposed by:: [[against]]",
            "Insights/against.md": "",
        }
    )
    assert [title for title, _ in sections(opened, "top")] == ["references"]


def test_an_assumption_shows_what_it_supports_and_then_what_it_rests_on(vault: WriteVault) -> None:
    opened = vault(
        {
            "Assumptions/top.md": (
                "Supports:: [[quick]], [[takeaway]], [[insight]], [[assumption]], [[action]]\n\n"
                f"Rests on:: [[below]], [[{TABLE_1}]]"
            ),
            "Actions/action.md": "",
            "Insights/below.md": "",
            **EVERY_SUPPORTER,
        }
    )
    assert sections(opened, "top") == [
        (
            "supported-notes",
            [
                ("insights", ["insight"]),
                ("takeaways", ["takeaway"]),
                ("quick-notes", ["quick"]),
                ("assumptions", ["assumption"]),
                ("actions", ["action"]),
            ],
        ),
        (
            "references",
            [
                ("supporting-insights", ["below"]),
                ("source-content", [TABLE_1]),
                ("original-sources", ["s2020"]),
            ],
        ),
    ]


def test_what_rests_on_a_note_that_an_assumption_supports_is_not_on_its_page(vault: WriteVault) -> None:
    opened = vault(
        {
            "Assumptions/top.md": "Supports:: [[near]]",
            "Insights/near.md": "Supports:: [[far]]",
            "Takeaways/far.md": "",
        }
    )
    assert sections(opened, "top") == [("supported-notes", [("insights", ["near"])])]


def test_a_tag_lists_what_is_tagged_takeaways_first(vault: WriteVault) -> None:
    folders = ("Assumptions", "Quick Notes", "Insights", "Takeaways", "Questions")
    opened = vault(
        {f"{folder}/{folder}.md": "On [[Water]]" for folder in folders}
        | {"Tags/Water.md": "", "Insights/private.md": UNPUBLISHED + "On [[Water]]"}
    )
    assert sections(opened, "Water") == [
        (
            "tagged-content",
            [
                ("takeaways", ["Takeaways"]),
                ("insights", ["Insights"]),
                ("quick-notes", ["Quick Notes"]),
                ("assumptions", ["Assumptions"]),
                ("questions", ["Questions"]),
            ],
        )
    ]


def test_a_source_shows_what_was_read_off_it_and_then_what_rests_on_it_by_kind(vault: WriteVault) -> None:
    opened = vault(
        {
            "Sources/s2020.md": "",
            f"Source Content/{TABLE_1}.md": "",
            "Quick Notes/direct.md": "Source:: [[s2020]]",
            "Quick Notes/indirect.md": "Rests on:: [[insight]]",
            "Insights/insight.md": f"Rests on:: [[{TABLE_1}]]",
            "Insights/elsewhere.md": "",
            "Takeaways/takeaway.md": "Rests on:: [[insight]], [[direct]]",
        }
    )
    assert sections(opened, "s2020") == [
        ("read-off-this-source", [("source-content", [TABLE_1]), ("quick-notes", ["direct"])]),
        (
            "what-rests-on-it",
            [
                ("takeaways", ["takeaway"]),
                ("insights", ["insight"]),
                ("resting-quick-notes", ["indirect"]),
            ],
        ),
    ]


def test_published_source_content_shows_what_was_read_off_it_and_its_source(vault: WriteVault) -> None:
    opened = vault(
        {
            "Sources/s2020.md": "",
            f"Source Content/{TABLE_1}.md": MARKED,
            "Insights/insight.md": f"Rests on:: [[{TABLE_1}]]",
            "Takeaways/takeaway.md": "Rests on:: [[insight]]",
        }
    )
    assert sections(opened, TABLE_1) == [
        ("read-off-this-content", [("insights", ["insight"])]),
        ("references", [("original-sources", ["s2020"])]),
    ]


@pytest.mark.parametrize("folder", ["Takeaways", "Assumptions", "Sources", "Notes"])
def test_no_two_tables_of_a_page_have_one_key(vault: WriteVault, folder: str) -> None:
    query = '```dataview\nLIST FROM "Insights"\n```\n'
    others = {f"Insights/{name}.md": "" for name in ("up", "down", "against")}
    text = f"{query}\nRests on:: [[up]]\n\nSupports:: [[down]]\n\nOpposed by:: [[against]]\n"
    opened = vault({f"{folder}/top.md": text, **others})
    keys = [key for _, tables in sections(opened, "top") for key, _ in tables]
    assert len(keys) == len(set(keys)) > 0
