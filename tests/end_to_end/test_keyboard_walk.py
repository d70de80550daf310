"""From a takeaway down to the paper it rests on and back up, by the keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.end_to_end.test_browser import DESK, FOCUSED, PHONE, example_url

__all__ = ["example_url"]

pytestmark = pytest.mark.browser

TAKEAWAY = "/research/takeaways/2025-06-15-10-08-27/"
MOST_STOPS = 150

FOCUSED_LINK = "() => document.activeElement.closest('a:not(svg a)')?.href || ''"


def walk(page: Page, address: str) -> str:
    """Go with Tab to the first link whose address fits a pattern, and make sure that it can be seen there."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        href: str = page.evaluate(FOCUSED_LINK)
        focused = page.evaluate(FOCUSED)
        if re.search(address, href) and focused["inMain"]:
            assert focused["inView"]
            assert focused["outlined"]
            return href
    raise AssertionError(address)


def follow(page: Page, address: str) -> str:
    """Open such a link with Enter."""
    href = walk(page, address)
    page.keyboard.press("Enter")
    page.wait_for_url(href)
    return href


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_keyboard_leads_from_a_takeaway_to_the_doi_of_its_source_and_back(
    page: Page, example_url: str, size: ViewportSize
) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size(size)
    start = example_url + TAKEAWAY
    page.goto(start)
    follow(page, "/research/[a-z0-9-]*insights/")
    follow(page, "/evidence-sources/")
    assert walk(page, "^https://doi.org/10").startswith("https://doi.org/")
    page.keyboard.press("Shift+Tab")
    follow(page, "/research/[a-z0-9-]*insights/")
    follow(page, "/research/takeaways/")
    assert page.url == start
