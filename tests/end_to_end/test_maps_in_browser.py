"""Maps of evidence in a real browser: by keyboard, on a phone, by the rules of accessibility."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.end_to_end.test_accessibility import broken_rules
from tests.end_to_end.test_browser import PHONE, Scheme, example_url

__all__ = ["example_url"]

pytestmark = pytest.mark.browser

TAKEAWAY = "/research/takeaways/2025-03-23-20-41-36/"
TOO_WIDE = """[...document.querySelectorAll('.map rect ~ text')]
  .filter((text) => text.getBBox().width > 150).map((text) => text.textContent)"""


def test_the_keyboard_goes_from_note_to_note_and_opens_one(page: Page, example_url: str) -> None:
    page.goto(example_url + TAKEAWAY)
    links = page.locator(".map a")
    assert links.count() > 2
    links.nth(0).focus()
    page.keyboard.press("Tab")
    aim = links.nth(1).evaluate("(link) => link.href.baseVal")
    assert page.evaluate("document.activeElement.href.baseVal") == aim
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith(aim.lstrip("./")))


def test_what_has_the_focus_has_thick_lines(page: Page, example_url: str) -> None:
    page.goto(example_url + TAKEAWAY)
    page.locator(".map g:has(> path) > a").first.focus()
    width = "getComputedStyle(document.querySelector('.map g:focus-within > path')).strokeWidth"
    assert page.evaluate(width) == "2.5px"


def test_a_map_scrolls_in_itself_and_shows_its_own_note_first(page: Page, example_url: str) -> None:
    page.set_viewport_size(PHONE | {"width": 360})
    page.goto(example_url + TAKEAWAY)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    seen = page.locator(".map").bounding_box()
    here = page.locator(".map .here rect").bounding_box()
    assert seen is not None
    assert here is not None
    assert seen["x"] - 1 <= here["x"] <= seen["x"] + seen["width"] - here["width"] + 1


def test_every_line_of_text_fits_its_box_in_this_browser(page: Page, example_url: str) -> None:
    page.goto(example_url + TAKEAWAY)
    assert page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_map_breaks_no_rule_of_axe_core(page: Page, example_url: str, scheme: Scheme) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(example_url + TAKEAWAY)
    assert broken_rules(page) == []
