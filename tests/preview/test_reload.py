"""What the author sees in the browser while the site changes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from headwater.preview.editions import Editions
from headwater.preview.server import PreviewServer
from headwater.site.files import Site

pytestmark = pytest.mark.browser

HEAD = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title>'
    '<link rel="icon" href="data:,">{}</head><body>{}</body></html>'
)
TALL = '<p id="text">{}</p>' + "<p>line</p>" * 300


def site(text: str, other: str = "other", style: str = "") -> Site:
    link = '<link rel="stylesheet" href="/style.css">'
    return Site(
        {
            "gr\xf6\xdfe/index.html": HEAD.format(link, TALL.format(text)).encode(),
            "other/index.html": HEAD.format("", other).encode(),
            "style.css": style.encode(),
        }
    )


@pytest.fixture
def opened(page: Page, server: PreviewServer, editions: Editions) -> Page:
    """A browser that shows a page and listens for news; `window.kept` is lost when it loads the page anew."""
    editions.publish(site("old"))
    with page.expect_request("**/.headwater/events*"):
        page.goto(f"{server.url}gr\xf6\xdfe/")
    page.evaluate("window.kept = true")
    return page


def test_a_page_that_changed_is_loaded_anew_where_it_was_scrolled_to(
    opened: Page, editions: Editions
) -> None:
    opened.evaluate("scrollTo(0, 1234)")
    editions.publish(site("new"))
    expect(opened.locator("#text")).to_have_text("new")
    opened.wait_for_function("scrollY === 1234")
    assert opened.evaluate("window.kept") is None


def test_a_page_is_loaded_anew_when_its_stylesheet_changed(opened: Page, editions: Editions) -> None:
    editions.publish(site("old", style="p { color: rgb(1, 2, 3) }"))
    expect(opened.locator("#text")).to_have_css("color", "rgb(1, 2, 3)")


def test_a_page_that_did_not_change_stays(opened: Page, editions: Editions) -> None:
    # The problem comes after the change in the same stream: once it is shown, the change has been heard.
    editions.publish(site("old", other="changed"))
    editions.report("no")
    expect(opened.get_by_role("alert")).to_be_visible()
    assert opened.evaluate("window.kept") is True


def test_the_link_to_the_health_page_says_how_much_is_odd_and_never_what_is_old(
    page: Page, server: PreviewServer, editions: Editions
) -> None:
    link = '<header class="site-header"><a class="health" href="/health/">Health</a></header>'

    def told(worst: str) -> Site:
        pages = {"index.html": link, "health/index.html": f'<section data-worst="{worst}"></section>'}
        return Site({place: HEAD.format("", body).encode() for place, body in pages.items()})

    editions.publish(told("1 error"))
    page.clock.install()
    with page.expect_request("**/.headwater/events*"):
        page.goto(server.url)
    health = page.locator("a.health")
    with page.expect_response("**/health/"):
        page.clock.run_for(5_000)
    expect(health).to_have_text("Health 1 error")
    editions.publish(told("<b>2 warnings</b>".replace("<", "&lt;")))
    expect(health).to_have_text("Health")
    with page.expect_response("**/health/"):
        page.clock.run_for(5_000)
    expect(health).to_have_text("Health <b>2 warnings</b>")


def test_a_problem_is_shown_until_it_is_mended(opened: Page, editions: Editions) -> None:
    editions.report("<b>two notes</b> claim one permalink", "change one")
    expect(opened.get_by_role("alert")).to_have_text("<b>two notes</b> claim one permalink\nhint: change one")
    editions.publish(site("old"))
    expect(opened.get_by_role("alert")).to_have_count(0)
    assert opened.evaluate("window.kept") is True


def test_a_page_opened_during_a_problem_shows_it(
    page: Page, server: PreviewServer, editions: Editions
) -> None:
    editions.publish(site("old"))
    editions.report("two notes claim one permalink")
    page.goto(f"{server.url}other/")
    expect(page.get_by_role("alert")).to_have_text("two notes claim one permalink")


def test_a_missing_page_is_loaded_once_it_is_there(
    page: Page, server: PreviewServer, editions: Editions
) -> None:
    editions.publish(Site({"404.html": HEAD.format("", "nowhere").encode()}))
    with page.expect_request("**/.headwater/events*"):
        page.goto(f"{server.url}other/")
    editions.publish(site("old", other="here now"))
    expect(page.locator("body")).to_have_text("here now")


def test_a_page_of_a_preview_that_was_started_again_is_loaded_anew(
    opened: Page, server: PreviewServer
) -> None:
    server.close()
    later = Editions()
    later.publish(site("new"))
    again = PreviewServer(later, port=server.port)
    again.start()
    try:
        expect(opened.locator("#text")).to_have_text("new", timeout=30_000)
    finally:
        again.close()


def test_the_policy_stops_neither_the_script_nor_the_banner(
    page: Page, server: PreviewServer, editions: Editions
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    editions.publish(site("old"))
    editions.report("no")
    page.goto(f"{server.url}gr\xf6\xdfe/")
    expect(page.get_by_role("alert")).to_have_css("position", "fixed")
    assert said == []
