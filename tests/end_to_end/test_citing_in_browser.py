"""Readers narrow a bibliography down and take citations along, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import html5lib
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from headwater.bibliography.pandoc import run_pandoc
from headwater.building import build
from tests.cited_notes import PUBLISHED, files
from tests.end_to_end.test_browser import hosted

pytestmark = pytest.mark.browser

TITLE = 'Of {slow} & "wide" rivers: 50% #1 _a_ ~ \\ ^'
AUTHOR = "Reed & Søn"
NOTE = "/takeaways/2025-05-04-09-00-00/"
SOURCES = "/overview/sources/"
KEYS = ["adlerSlowRivers2019", "waterboardLevels2021"]
FORMS = {"BibTeX": "biblatex", "RIS": "ris", "CSL JSON": "csljson"}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("citing")
    given = files() | {
        "headwater.toml": f"[site]\nauthor = '{AUTHOR}'\n\n[citations]\nsource-pages = true\n",
        "Pages/Odd.md": PUBLISHED.format(f"title: {json.dumps(TITLE)}\n") + "Words.\n",
    }
    for path, text in given.items():
        place = root / "vault" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    build(root / "vault", root / "site", cache=False)
    return root / "site"


@pytest.fixture(scope="module")
def url(output: Path) -> Iterator[str]:
    with hosted(output) as origin:
        yield origin


def shown(page: Page) -> list[str | None]:
    rows = page.locator("tbody tr").all()
    return [row.get_attribute("data-note") for row in rows if row.is_visible()]


def taken(page: Page, form: str) -> str:
    """What is saved by a click on a button."""
    with page.expect_download() as download:
        page.get_by_role("button", name=form, exact=True).last.click()
    return Path(download.value.path()).read_text(encoding="utf-8")


def titles(data: str, form: str) -> list[str]:
    read = json.loads(run_pandoc(["-f", form, "-t", "csljson"], data.encode()))
    return sorted(str(item["title"]) for item in read)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_a_bibliography_is_narrowed_down_without_a_script(
    browser: Browser, url: str, scheme: Literal["light", "dark"], width: int
) -> None:
    size = ViewportSize(width=width, height=900)
    context = browser.new_context(java_script_enabled=False, color_scheme=scheme, viewport=size)
    page = context.new_page()
    page.goto(url + SOURCES)
    assert shown(page) == KEYS
    page.get_by_label("Year").select_option("2021")
    assert shown(page) == [KEYS[1]]
    page.get_by_label("Topic").select_option(label="Ponds")
    assert shown(page) == []
    page.get_by_label("Year").select_option("all")
    assert shown(page) == [KEYS[0]]
    context.close()


def test_a_bibliography_is_narrowed_down_by_keyboard(page: Page, url: str) -> None:
    page.goto(url + SOURCES)
    page.get_by_label("Year").focus()
    page.keyboard.press("2")
    page.keyboard.press("0")
    page.keyboard.press("2")
    assert shown(page) == [KEYS[1]]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "narrow-topic"


def test_a_browser_that_cannot_narrow_down_offers_no_form(page: Page, url: str) -> None:
    rule = "@supports selector(:has(a))"
    page.route(
        "**/narrow.css",
        lambda route: route.fulfill(
            body=route.fetch().text().replace(rule, "@supports selector(:unheard-of(a))"),
            content_type="text/css",
        ),
    )
    page.goto(url + SOURCES)
    expect(page.locator("form.narrow")).to_be_hidden()
    assert shown(page) == KEYS


def test_both_orders_lead_to_one_another(page: Page, url: str) -> None:
    page.goto(url + SOURCES)
    page.get_by_role("link", name="by year").click()
    assert shown(page) == KEYS[::-1]
    page.get_by_label("Year").select_option("2019")
    assert shown(page) == [KEYS[0]]
    page.get_by_role("link", name="by author").click()
    assert shown(page) == KEYS


@pytest.mark.parametrize("form", FORMS)
def test_the_sources_of_a_page_are_saved_in_every_form(page: Page, url: str, form: str) -> None:
    page.goto(url + NOTE)
    with page.expect_download() as download:
        page.locator("#references").get_by_role("button", name=form).click()
    data = Path(download.value.path()).read_text(encoding="utf-8")
    assert titles(data, FORMS[form]) == ["Levels of Ponds", "Slow Rivers Carry Less"]
    expect(page.locator("#references").get_by_role("status")).to_have_text("Saved")


def test_the_sources_of_a_page_are_copied_as_text(browser: Browser, url: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(url + NOTE)
    page.locator("#references").get_by_role("button", name="Copy text").click()
    expect(page.locator("#references").get_by_role("status")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    first, second = copied.splitlines()
    assert first.startswith(
        "Adler, Mara, and Ole Quist. “Slow Rivers Carry Less.” Journal of Imagined Rivers"
    )
    assert second == "Water Board. Levels of Ponds. Water Board, 2021."
    context.close()


@pytest.mark.parametrize("form", FORMS)
def test_a_note_of_any_title_is_cited_in_every_form(page: Page, url: str, form: str) -> None:
    page.goto(url + "/pages/odd/")
    page.get_by_text("Cite this note").click()
    data = taken(page, form)
    (item,) = json.loads(run_pandoc(["-f", FORMS[form], "-t", "csljson"], data.encode()))
    assert item["title"].replace("\xa0", " ").replace("“", '"').replace("”", '"') == TITLE
    assert item["URL"] == f"{url}/pages/odd/"
    # Pandoc takes an institution's name in RIS apart; its words are there.
    told = json.dumps(item["author"], ensure_ascii=False)
    assert all(word in told for word in AUTHOR.split())


def test_a_page_without_script_offers_nothing_that_does_not_work(browser: Browser, url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url + NOTE)
    assert page.locator("button").count() == 0
    page.get_by_text("Cite this note").click()
    expect(page.locator("details.cite-note .citation")).to_be_visible()
    context.close()


def test_a_page_from_the_disk_says_what_cannot_be_had_there(page: Page, output: Path) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((output / "takeaways/2025-05-04-09-00-00/index.html").as_uri())
    page.locator("#references").get_by_role("button", name="BibTeX").click()
    expect(page.locator("#references").get_by_role("status")).to_have_text(
        "Not to be had from here: open the page on its website"
    )
    assert errors == []


def test_no_page_asks_anybody_else_for_anything(page: Page, url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for place in (NOTE, SOURCES, "/source/waterboardLevels2021/", "/evidence-sources/adler-slow-rivers2019/"):
        page.goto(url + place)
    page.goto(url + NOTE)
    page.locator("#references").get_by_role("button", name="Copy text").click()
    assert asked
    assert [one for one in asked if not one.startswith((url, "blob:", "data:"))] == []


@pytest.mark.parametrize("width", [360, 1440])
def test_no_page_about_sources_is_wider_than_the_window(browser: Browser, url: str, width: int) -> None:
    page = browser.new_page(viewport=ViewportSize(width=width, height=800))
    for place in (NOTE, SOURCES, f"{SOURCES}by-year/", "/evidence-sources/adler-slow-rivers2019/"):
        page.goto(url + place)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_every_page_is_valid_html(output: Path) -> None:
    for place in output.rglob("*.html"):
        html5lib.HTMLParser(strict=True).parse(place.read_text(encoding="utf-8"))
