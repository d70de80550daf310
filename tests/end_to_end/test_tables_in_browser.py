"""Readers sort tables, filter long ones, and find all of a very long one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from headwater.building import build
from tests.end_to_end.test_accessibility import broken_rules
from tests.end_to_end.test_browser import hosted

pytestmark = pytest.mark.browser

NUMBER = 400
CLAIMS = {1: "Água is wet", 7: "Cores lose water", 10: "zebras run", 30: "Élan and water", 300: "Zoos"}


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("tables")
    (folder / "vault" / "Insights").mkdir(parents=True)
    (folder / "vault" / "Tags").mkdir()
    for one in range(NUMBER):
        claim = CLAIMS.get(one, f"Something about [[Rivers]], number {one}")
        note = folder / "vault" / "Insights" / f"Note {one}.md"
        note.write_text(f"---\ndg-publish: true\n---\n# Content\n{claim}\n", encoding="utf-8")
    for name in ("Rivers", "Springs", "Lakes", "Seas"):
        tag = folder / "vault" / "Tags" / f"{name}.md"
        tag.write_text("---\ndg-publish: true\n---\n", encoding="utf-8")
    build(folder / "vault", folder / "site", cache=False)
    with hosted(folder / "site") as address:
        yield address


@pytest.fixture
def table(page: Page, origin: str) -> Locator:
    page.goto(f"{origin}/overview/insights/")
    return page.locator("table[data-table=insights]")


def names(table: Locator, most: int = 4) -> list[str]:
    return table.locator("tbody th").all_inner_texts()[:most]


def test_a_header_sorts_up_then_down_then_as_it_was(page: Page, table: Locator) -> None:
    before = names(table)
    head = table.locator("thead th").first
    button = head.get_by_role("button", name=f"Insights {NUMBER}")
    button.focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert names(table) == ["Note 0", "Note 1", "Note 2", "Note 3"]
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert names(table, 2) == [f"Note {NUMBER - 1}", f"Note {NUMBER - 2}"]
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") is None
    assert names(table) == before
    expect(button).to_be_focused()


def test_claims_are_sorted_as_readers_would_and_one_column_at_a_time(table: Locator) -> None:
    heads = table.locator("thead th")
    heads.nth(0).get_by_role("button").click()
    heads.nth(1).get_by_role("button", name="Claim").click()
    assert heads.nth(0).get_attribute("aria-sort") is None
    assert names(table, 3) == ["Note 1", "Note 7", "Note 30"]
    heads.nth(1).get_by_role("button").click()
    assert names(table, 2) == ["Note 300", "Note 10"]


def test_a_filter_finds_all_words_without_their_accents_also_in_what_is_folded_away(
    page: Page, table: Locator
) -> None:
    field = page.get_by_role("searchbox", name="Filter: Insights")
    said = page.locator(".filter [role=status]")
    field.fill("WATER élan")
    assert names(table) == ["Note 30"]
    expect(said).to_have_text(f"1 of {NUMBER}")
    field.fill("agua")
    assert names(table) == ["Note 1"]
    expect(page.locator("details.more")).to_be_hidden()
    field.press("Escape")
    expect(field).to_have_value("")
    expect(said).to_have_text("")
    assert table.locator("tbody tr").count() == 200
    expect(page.locator("details.more summary")).to_have_text(f"Show {NUMBER - 200} more")


def test_a_filter_changes_neither_the_columns_nor_where_the_page_stands(page: Page, table: Locator) -> None:
    field = page.locator("main").get_by_role("searchbox")
    fixed = [field, *table.locator("thead th").all()]
    before = [in_pixels(one) for one in fixed]
    field.fill("zebras")
    assert names(table) == ["Note 10"]
    assert [in_pixels(one) for one in fixed] == before


def in_pixels(element: Locator) -> list[int]:
    """Where an element lies, and how wide and high it is."""
    box = element.bounding_box()
    assert box is not None
    return [round(box[side]) for side in ("x", "y", "width", "height")]


def test_all_of_a_long_table_is_there_without_a_script(browser: Browser, origin: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{origin}/overview/insights/")
        rows = page.locator("tbody tr")
        assert rows.count() == NUMBER
        expect(rows.last).to_be_hidden()
        page.locator("details.more summary").click()
        expect(rows.last).to_be_visible()
        expect(page.locator("main").get_by_role("searchbox")).to_have_count(0)


def test_short_tables_have_no_filter(page: Page, origin: str) -> None:
    page.goto(f"{origin}/overview/tags/")
    expect(page.locator("thead button")).to_have_count(2)
    expect(page.locator("main").get_by_role("searchbox")).to_have_count(0)


@pytest.mark.parametrize("width", [360, 1280])
def test_sorted_and_filtered_tables_and_previews_can_be_used_by_everybody(
    page: Page, origin: str, table: Locator, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    for head in table.locator("thead button").all():
        box = head.bounding_box()
        assert box
        assert box["height"] >= 24
        head.click()
    page.locator("main").get_by_role("searchbox").fill("something")
    page.keyboard.press("Tab")
    page.locator("tbody td a").first.focus()
    expect(page.locator("#preview:not([hidden])")).to_contain_text("Rivers")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert broken_rules(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
