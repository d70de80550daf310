"""Pointing at a link, coming to it by the keyboard or pressing it for long shows what it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Locator, Page, expect

from headwater.building import build
from tests.end_to_end.conftest import REPOSITORY
from tests.end_to_end.test_browser import hosted

pytestmark = pytest.mark.browser

TAKEAWAY = "/research/takeaways/2025-06-15-10-08-27/"
NAME = "2025-06-09 07-30-44"
CLAIM = "Nine men between 44 and 62"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("previews") / "site"
    build(REPOSITORY / "examples" / "spine", folder, cache=False)
    return folder


@pytest.fixture(scope="module")
def origin(site: Path) -> Iterator[str]:
    with hosted(site) as address:
        yield address


@pytest.fixture
def shown(page: Page) -> Locator:
    """The preview that is seen."""
    return page.locator("#preview:not([hidden])")


def link_on(page: Page, origin: str) -> Locator:
    page.goto(origin + TAKEAWAY)
    link = page.locator("table.notes").get_by_role("link", name=NAME)
    link.scroll_into_view_if_needed()
    return link


def test_pointing_at_a_link_shows_the_claim_until_the_pointer_has_left_both(
    page: Page, origin: str, shown: Locator
) -> None:
    link = link_on(page, origin)
    link.hover()
    expect(shown).to_contain_text(CLAIM)
    expect(shown).to_contain_text("1 source")
    assert link.get_attribute("aria-describedby") == shown.get_attribute("id")
    assert shown.get_attribute("role") == "tooltip"
    shown.hover()
    page.wait_for_timeout(400)
    expect(shown).to_be_visible()
    page.locator("h1").hover()
    expect(shown).to_have_count(0)
    assert link.get_attribute("aria-describedby") is None


def test_the_keyboard_shows_a_preview_and_escape_sends_it_away(
    page: Page, origin: str, shown: Locator
) -> None:
    link = link_on(page, origin)
    page.keyboard.press("Tab")
    link.focus()
    expect(shown).to_contain_text(CLAIM)
    page.mouse.move(5, 5)
    page.wait_for_timeout(400)
    expect(shown).to_be_visible()
    page.keyboard.press("Escape")
    expect(shown).to_have_count(0)
    expect(link).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(shown).to_contain_text(CLAIM)
    page.keyboard.press("Tab")
    expect(shown).not_to_contain_text(CLAIM)


def test_a_file_with_previews_is_loaded_once_and_is_small(page: Page, origin: str, shown: Locator) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    link = link_on(page, origin)
    assert not [url for url in asked if "/previews/" in url]
    for _ in range(2):
        link.hover()
        expect(shown).to_be_visible()
        page.keyboard.press("Escape")
        page.locator("h1").hover()
        expect(shown).to_have_count(0)
        page.wait_for_timeout(300)
        link.scroll_into_view_if_needed()
    assert len([url for url in asked if "/previews/" in url]) == 2


def test_previews_are_shown_where_the_site_is_read_from_a_folder(
    page: Page, site: Path, shown: Locator
) -> None:
    page.goto(f"file://{site}{TAKEAWAY}index.html")
    page.locator("table.notes").get_by_role("link", name=NAME).hover()
    expect(shown).to_contain_text(CLAIM)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_preview_lies_within_the_window(page: Page, origin: str, shown: Locator, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(origin + TAKEAWAY)
    links = page.locator("table.notes th a")
    for number in range(links.count()):
        links.nth(number).scroll_into_view_if_needed()
        links.nth(number).hover()
        expect(shown).to_be_visible()
        box = shown.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= 640
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.keyboard.press("Escape")


def test_links_that_lead_to_no_note_have_no_preview(page: Page, origin: str, shown: Locator) -> None:
    page.goto(origin + TAKEAWAY)
    for link in (page.locator(".crumbs a").first, page.locator(".site-header a").first):
        link.hover()
        page.wait_for_timeout(500)
        expect(shown).to_have_count(0)


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(
        viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True
    ) as context:
        yield context


def touch(session: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    session.send(
        "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]}
    )


def middle(link: Locator) -> tuple[float, float]:
    box = link.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_long_press_shows_a_preview_and_a_tap_elsewhere_sends_it_away(
    phone: BrowserContext, origin: str
) -> None:
    page = phone.new_page()
    link, session = link_on(page, origin), phone.new_cdp_session(page)
    shown = page.locator("#preview:not([hidden])")
    touch(session, "touchStart", middle(link))
    expect(shown).to_contain_text(CLAIM)
    touch(session, "touchEnd")
    page.wait_for_timeout(400)
    expect(shown).to_be_visible()
    assert page.url == origin + TAKEAWAY
    page.touchscreen.tap(350, 5)
    expect(shown).to_have_count(0)


def test_a_tap_follows_the_link_and_a_drag_scrolls_the_page(phone: BrowserContext, origin: str) -> None:
    page = phone.new_page()
    link, session = link_on(page, origin), phone.new_cdp_session(page)
    page.evaluate("scrollTo(0, 300)")
    x, y = middle(link)
    touch(session, "touchStart", (x, y))
    for step in range(1, 12):
        touch(session, "touchMove", (x, y - 15 * step))
    page.wait_for_timeout(600)
    touch(session, "touchEnd")
    expect(page.locator("#preview:not([hidden])")).to_have_count(0)
    assert page.evaluate("scrollY") > 350
    link.tap()
    page.wait_for_url("**/2025-06-09-07-30-44/")
