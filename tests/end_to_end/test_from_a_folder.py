"""A site opened in a browser from the folder it lies in, without a server and without a network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Browser, Page, expect

from headwater.building import build
from tests.end_to_end.conftest import REPOSITORY

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's site in a folder whose name holds what means something in addresses."""
    inside = tmp_path_factory.mktemp("of a reader")
    vault = copytree(REPOSITORY / "examples" / "spine", inside / "vault")
    return build(vault, inside / "My garden & co #1? 100%").output


@pytest.fixture
def opened(browser: Browser, folder: Path) -> Iterator[Page]:
    """The home page, offline; whatever is asked for beside files, refused or not found fails the test."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    odd: list[str] = []
    page.on("request", lambda asked: None if asked.url.startswith("file://") else odd.append(asked.url))
    # Whoever leaves a page stops what it was still loading.
    stopped = "net::ERR_ABORTED"
    page.on("requestfailed", lambda asked: odd.append(asked.url) if asked.failure != stopped else None)
    page.on("console", lambda message: odd.append(message.text))
    page.on("pageerror", lambda error: odd.append(str(error)))
    page.goto((folder / "index.html").as_uri())
    yield page
    context.close()
    assert odd == []


def test_every_link_leads_on_from_page_to_page_and_back_home(opened: Page) -> None:
    opened.locator(".site-header nav a").first.click()
    expect(opened).to_have_url(re.compile(r"/index\.html$"))
    first = opened.locator("main table.notes th a").first
    name = first.inner_text()
    first.click()
    expect(opened.locator("main")).to_contain_text(name)
    opened.locator("main .text a.internal, main h1 a.internal, main table a").first.click()
    expect(opened.locator("h1")).to_be_visible()
    opened.locator("a.site-title").click()
    expect(opened).to_have_url(re.compile(r"%25/index\.html$"))


def test_links_are_completed_for_the_keyboard_and_only_when_they_are_followed(opened: Page) -> None:
    link = opened.locator(".site-header nav a").first
    assert not (link.get_attribute("href") or "").endswith("index.html")
    link.press("Enter")
    expect(opened).to_have_url(re.compile(r"/index\.html$"))
    expect(opened.locator("main h1")).to_be_visible()


def test_styles_and_scripts_are_there(opened: Page) -> None:
    assert opened.evaluate("getComputedStyle(document.body).marginTop") == "0px"
    assert opened.evaluate("[...document.styleSheets].every((sheet) => sheet.href.startsWith('file:'))")
    assert opened.evaluate("document.scripts.length") >= 1
