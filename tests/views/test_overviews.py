"""Overviews list all of a kind; the home page says how much there is, what is new and what changed."""

from __future__ import annotations

from headwater.opened import Vault
from headwater.views.overviews import LATEST, HomeView, Overview, home_view, overviews
from tests.views.reading import UNPUBLISHED, published, rows
from tests.written import WriteVault


def all_overviews(vault: Vault) -> list[Overview]:
    return list(overviews(published(vault)))


def kinds(vault: Vault) -> list[str]:
    return [overview.kind for overview in all_overviews(vault)]


def home(vault: Vault) -> HomeView:
    publication = published(vault)
    return home_view(publication, overviews(publication))


def names(paths: tuple[str, ...]) -> list[str]:
    return [path.rpartition("/")[2].removesuffix(".md") for path in paths]


def dated(created: str, updated: str = "") -> str:
    return f"---\ncreated: {created}\nupdated: {updated}\n---\n"


def test_every_kind_that_has_published_notes_has_an_overview_of_them_all(vault: WriteVault) -> None:
    files = {"Insights/i.md": "", "Insights/j.md": "", "Insights/k.md": UNPUBLISHED, "Actions/a.md": ""}
    (insights, actions) = all_overviews(vault({**files, "Takeaways/t.md": UNPUBLISHED}))
    assert (insights.key, insights.kind, insights.count) == ("insights", "insight", 2)
    assert [rows(table) for table in insights.tables] == [["i", "j"]]
    assert actions.kind == "action"


def test_overviews_come_in_the_order_of_what_a_reader_is_after(vault: WriteVault) -> None:
    folders = (
        "Actions",
        "Assumptions",
        "Evidence Sources",
        "Insights",
        "Notes",
        "Questions",
        "Quick Notes",
        "Tags",
        "Takeaways",
    )
    assert kinds(vault({f"{folder}/{folder}.md": "" for folder in folders})) == [
        "takeaway",
        "insight",
        "quick note",
        "assumption",
        "tag",
        "evidence source",
        "action",
        "question",
        "page",
    ]


def test_a_kind_of_the_configuration_has_an_overview_too(vault: WriteVault) -> None:
    toml = '[kinds.spring]\nfolders = ["Springs"]\nplural = "Fresh Springs"\n'
    (overview,) = all_overviews(vault({"headwater.toml": toml, "Springs/a.md": ""}))
    assert (overview.key, overview.kind) == ("fresh-springs", "spring")


def test_the_bibliography_holds_every_source_that_published_notes_rest_on_or_that_is_published(
    vault: WriteVault,
) -> None:
    (bibliography,) = [
        overview
        for overview in all_overviews(
            vault(
                {
                    "Sources/told2020.md": "",
                    "Sources/under2020.md": UNPUBLISHED,
                    "Sources/against2020.md": UNPUBLISHED,
                    "Sources/unrelated2020.md": UNPUBLISHED,
                    "Insights/i.md": "Rests on:: [[under2020]]\nOpposed by:: [[against2020]]",
                }
            )
        )
        if overview.kind == "evidence source"
    ]
    assert (bibliography.key, bibliography.count) == ("sources", 3)
    assert [rows(table) for table in bibliography.tables] == [["against2020", "told2020", "under2020"]]


def test_without_sources_there_is_no_bibliography(vault: WriteVault) -> None:
    assert kinds(vault({"Insights/i.md": "", "Sources/s2020.md": UNPUBLISHED})) == ["insight"]


def test_the_home_note_and_hidden_notes_stand_in_no_overview(vault: WriteVault) -> None:
    opened = vault(
        {
            "Home.md": "---\ndg-home: true\n---\n",
            "Hidden.md": "---\ndg-hide: true\n---\n",
            "Insights/i.md": "---\ndg-hide: true\n---\n",
            "Note.md": "",
        }
    )
    (pages,) = all_overviews(opened)
    assert [rows(table) for table in pages.tables] == [["Note"]]


def test_the_home_page_counts_the_notes_of_every_overview(vault: WriteVault) -> None:
    counts = home(vault({"Insights/i.md": "", "Insights/j.md": "", "Note.md": ""})).counts
    assert [(overview.kind, overview.count) for overview in counts] == [("insight", 2), ("page", 1)]


def test_the_home_page_lists_the_ten_newest_notes_of_all_kinds(vault: WriteVault) -> None:
    days = [f"2025-01-{day:02} 00-00-00" for day in range(1, 14)]
    folders = ("Insights", "Tags", "Notes")
    opened = vault({f"{folders[number % 3]}/{day}.md": "" for number, day in enumerate(days)})
    assert names(home(opened).newest) == days[: -LATEST - 1 : -1]
    assert LATEST == 10


def test_a_note_without_a_date_is_not_new(vault: WriteVault) -> None:
    assert names(home(vault({"a.md": "", "b.md": dated("2025-01-01")})).newest) == ["b"]


def test_the_home_page_lists_the_ten_notes_that_changed_last(vault: WriteVault) -> None:
    changes = {f"n{day:02}.md": dated("2025-01-01", f"2025-02-{day:02}") for day in range(1, 14)}
    assert names(home(vault(changes)).changed) == [f"n{day:02}" for day in range(13, 3, -1)]


def test_notes_that_changed_at_once_stand_in_the_order_of_their_names(vault: WriteVault) -> None:
    same = dated("2025-01-01", "2025-02-01")
    assert names(home(vault({"Z/a.md": same, "A/b.md": same})).changed) == ["a", "b"]


def test_a_note_that_was_never_changed_after_it_was_made_is_not_among_the_changed(
    vault: WriteVault,
) -> None:
    opened = vault(
        {
            "new.md": dated("2025-01-01T10:00:00", "2025-01-01T10:00:00"),
            "changed.md": dated("2025-01-01T10:00:00", "2025-01-01T10:00:01"),
            "untold.md": dated("2025-01-01T10:00:00"),
        }
    )
    assert names(home(opened).changed) == ["changed"]


def test_the_home_note_and_hidden_notes_are_neither_new_nor_changed(vault: WriteVault) -> None:
    text = "---\n{}: true\ncreated: 2025-01-01\nupdated: 2025-02-01\n---\n"
    view = home(vault({"Home.md": text.format("dg-home"), "Hidden.md": text.format("dg-hide")}))
    assert (view.newest, view.changed) == ((), ())


def test_two_kinds_of_one_plural_have_an_overview_each(vault: WriteVault) -> None:
    toml = '[kinds.spring]\nplural = "Sources"\nfolders = ["Springs"]\n'
    found = all_overviews(
        vault({"headwater.toml": toml, "Springs/a.md": "", "Evidence Sources/s2020.md": ""})
    )
    assert [(overview.key, overview.kind) for overview in found] == [
        ("sources", "evidence source"),
        ("sources-too", "spring"),
    ]


def test_a_hidden_source_is_not_in_the_bibliography(vault: WriteVault) -> None:
    files = {"Sources/a2020.md": "---\ndg-hide: true\n---\n", "Sources/b2021.md": ""}
    (bibliography,) = all_overviews(vault(files))
    assert bibliography.count == 1
    assert rows(bibliography.tables[0]) == ["b2021"]
