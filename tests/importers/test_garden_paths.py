"""The path of a page's note comes from the links to it, else from its permalink."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.importers.digital_garden import plan_import
from headwater.importers.garden_pages import GardenPage
from headwater.importers.garden_paths import NotePaths, note_paths, safe_path
from headwater.site.urls import permalink
from headwater.vault.frontmatter import read_frontmatter
from tests.importers.conftest import Garden


def paths_of(*pages: GardenPage) -> NotePaths:
    return note_paths(pages)


def test_link_in_a_table_of_another_page_names_the_path(garden: Garden) -> None:
    linked = "Library/Insights/2025-03-02 08 15 01.md"
    page = garden.read("/library/insights/2025-03-02-08-15-01/")
    tag = garden.read("/library/tags/x/", "# Tagged Content\n" + garden.claims("Insights", (linked, "a")))
    assert paths_of(page, tag).pages["/library/insights/2025-03-02-08-15-01/"] == linked


def test_wikilink_of_another_page_names_the_path(garden: Garden) -> None:
    page = garden.read("/library/tags/t-cells-cd-4/")
    other = garden.read("/a/", "- about [[Library/Tags/T-Cells (CD4)\\|T cells]]")
    assert paths_of(page, other).pages["/library/tags/t-cells-cd-4/"] == "Library/Tags/T-Cells (CD4).md"


def test_name_in_a_claim_and_folder_of_other_notes_make_the_path(garden: Garden) -> None:
    claim = f"about {garden.link('T-Cells (CD4)')}"
    rows = garden.claims("Insights", ("LIBRARY/Insights/2025-03-02 08-15-01.md", claim))
    page = garden.read("/library/tags/t-cells-cd-4/", "# Tagged Content\n" + rows)
    assert paths_of(page).pages["/library/tags/t-cells-cd-4/"] == "LIBRARY/Tags/T-Cells (CD4).md"


@pytest.mark.parametrize(
    ("page", "path"),
    [
        ("/research/insights/2025-01-30-12-16-01/", "Research/Insights/2025-01-30 12-16-01.md"),
        ("/research/tags/back-pain/", "Research/Tags/Back Pain.md"),
        ("/welcome/", "Welcome.md"),
        ("/notes/%E7%9D%A1%E7%9C%A0/", "Notes/睡眠.md"),
        ("/", "Home.md"),
    ],
)
def test_page_that_no_link_names_gets_a_path_from_its_permalink(garden: Garden, page: str, path: str) -> None:
    assert paths_of(garden.read(page)).pages == {page: path}


def test_title_is_the_name_where_its_slug_is_the_permalinks(garden: Garden) -> None:
    page = garden.read("/notes/why-do-we-dream/", title="Why do we dream?")
    assert paths_of(page).pages["/notes/why-do-we-dream/"] == "Notes/Why do we dream?.md"


def test_path_that_gives_another_permalink_keeps_the_pages_in_a_property(garden: Garden) -> None:
    plan = plan_import([garden.read("/Blog/2024/My_Post/")])
    ((path, text),) = plan.notes.items()
    properties = read_frontmatter(text, path)[0].properties
    assert permalink(path, {}) != "/Blog/2024/My_Post/"
    assert permalink(path, properties) == "/Blog/2024/My_Post/"


def test_two_pages_never_share_a_path(garden: Garden) -> None:
    found = paths_of(garden.read("/a/b/"), garden.read("/A/B/"), garden.read("/a/../b/"))
    assert len({path.casefold() for path in found.pages.values()}) == 3


def test_spellings_that_differ_in_case_are_one_note_in_the_commonest(garden: Garden) -> None:
    one, other = "Library/Tags/Deep Sleep", "Library/Tags/Deep sleep"
    page = garden.read("/a/", f"[[{other}\\|a]] [[{one}\\|b]] [[{one}\\|c]]")
    assert paths_of(page).of(other) == one + ".md"


@pytest.mark.parametrize(
    "target",
    [
        "../../etc/passwd",
        "Library/../../x.md",
        "/etc/passwd",
        "C:/Windows/x.md",
        "C:\\x.md",
        ".obsidian/app.json",
        "Library/.obsidian/plugins/x.md",
        "Library//x.md",
        "Library/./x.md",
        "Library /x.md",
        "a\x00b.md",
        "a\nb.md",
        "a|b.md",
        "NUL.md",
        "Library/.md",
        "x" * 300,
        "",
        "#heading",
    ],
)
def test_target_that_no_vault_can_hold_is_no_path(target: str) -> None:
    assert safe_path(target) is None


@pytest.mark.parametrize(
    "name", ["a, “b” (c (d), 5 %) ± ’e", 'x "y"', "Why?", "10^6 cells", "a & b", "睡眠", "v1.2", "e\u0301"]
)
def test_odd_names_are_paths(name: str) -> None:
    path = safe_path(f"Library/{name}.md")
    assert path is not None
    assert path.startswith("Library/")


@given(st.text())
def test_path_never_leaves_the_vault_nor_is_hidden(target: str) -> None:
    path = safe_path(target)
    assert path is None or (
        path.endswith(".md")
        and not path.startswith("/")
        and all(part and not part.startswith(".") for part in path.split("/"))
    )


@given(st.text(st.sampled_from("ab-1/.%~ÄA "), max_size=12))
def test_every_permalink_gets_a_path_that_keeps_it(garden: Garden, inner: str) -> None:
    page = garden.read(f"/{inner}")
    plan = plan_import([page])
    ((path, text),) = plan.notes.items()
    assert safe_path(path) == path
    assert permalink(path, read_frontmatter(text, path)[0].properties) == page.permalink
