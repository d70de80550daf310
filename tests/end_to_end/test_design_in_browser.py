"""What a reader sees first, how a site is walked through, and light or dark."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.end_to_end.test_browser import EXAMPLE_PAGES, example_url, low_contrasts, scriptless

__all__ = ["example_url", "scriptless"]

pytestmark = pytest.mark.browser

SMALL = ViewportSize(width=360, height=640)
SHADE = "getComputedStyle(document.body).backgroundColor"


@pytest.mark.parametrize("tab", ["page", "scriptless"])
def test_the_first_screen_of_a_phone_shows_a_claim_and_its_evidence_at_a_glance(
    tab: str, example_url: str, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(tab)
    page.set_viewport_size(SMALL)
    for kind in ("takeaway", "insight", "quick note"):
        page.goto(example_url + EXAMPLE_PAGES[kind])
        for part in ("nav.crumbs", "h1", ".glance"):
            expect(page.locator(part)).to_be_in_viewport(ratio=1)
        box = page.locator("header.site-header").bounding_box()
        assert box
        assert box["height"] <= 100


def test_the_claim_of_a_row_is_wider_than_its_id_and_on_phones_above_it(page: Page, example_url: str) -> None:
    page.goto(example_url + EXAMPLE_PAGES["takeaway"])
    row = page.locator('table[data-table="insights"] tbody tr').first
    for size in (ViewportSize(width=1440, height=900), SMALL):
        page.set_viewport_size(size)
        name, claim = row.locator("th").bounding_box(), row.locator("td").bounding_box()
        assert name
        assert claim
        if size == SMALL:
            assert claim["y"] + claim["height"] <= name["y"]
        else:
            assert claim["width"] > 3 * name["width"]


def test_the_header_counts_the_notes_of_each_kind_and_marks_the_list_that_is_open(
    page: Page, example_url: str
) -> None:
    page.goto(f"{example_url}/overview/insights/")
    link = page.get_by_label("Overviews").get_by_role("link", name="Insights")
    expect(link).to_have_attribute("aria-current", "page")
    expect(link.locator(".count")).to_have_text(page.locator("thead .count").inner_text())


def test_breadcrumbs_lead_from_an_insight_up_to_the_takeaway_that_rests_on_it(
    page: Page, example_url: str
) -> None:
    page.goto(example_url + EXAMPLE_PAGES["insight"])
    page.get_by_label("Breadcrumbs").get_by_role("link").last.click()
    expect(page).to_have_url(example_url + EXAMPLE_PAGES["takeaway"])


def test_a_chosen_theme_wins_over_the_system_s_and_is_remembered(page: Page, example_url: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(example_url)
    light = page.evaluate(SHADE)
    button = page.get_by_role("button", name=re.compile("Light or dark"))
    button.click()
    assert page.evaluate(SHADE) == light
    button.click()
    dark = page.evaluate(SHADE)
    assert dark != light
    page.goto(example_url + EXAMPLE_PAGES["takeaway"])
    expect(button).to_have_accessible_name("Light or dark: dark")
    assert page.evaluate(SHADE) == dark
    assert low_contrasts(page) == []
    button.click()
    assert page.evaluate(SHADE) == light
    assert page.evaluate("document.documentElement.dataset.theme") is None


def test_a_chosen_theme_is_there_before_anything_is_painted(page: Page, example_url: str) -> None:
    page.add_init_script("localStorage.setItem('headwater.theme', 'dark')")
    # What is deferred comes after the first paint: without it the theme must be right.
    page.route(re.compile(r"(headwater|counts)\.js"), lambda route: route.abort())
    page.emulate_media(color_scheme="light")
    page.goto(example_url, wait_until="commit")
    page.wait_for_function("document.body")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_without_scripts_there_is_no_button_that_does_nothing(scriptless: Page, example_url: str) -> None:
    scriptless.goto(example_url)
    expect(scriptless.get_by_role("search")).to_be_visible()
    expect(scriptless.locator("header button")).to_have_count(0)
