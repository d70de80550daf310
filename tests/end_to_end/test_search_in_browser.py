"""What readers find on a built site, in a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from headwater.building import build
from headwater.scope import Scope
from headwater.site.bundles import asset
from headwater.site.search.folding import folded, terms
from headwater.site.search.places import ending_of, shard_of
from tests.end_to_end.test_browser import hosted
from tests.site.search.spellings import SPELLINGS

pytestmark = pytest.mark.browser

NOTES = {
    "Takeaways/2025-03-01 10-00-00.md": "# Content\n- Cold slows [[Mesenchymal Stem Cells (MSCs)]]\n",
    "Takeaways/2025-03-02 10-00-00.md": "# Content\n- TGF-β1 and CO₂ make collagen stiffer\n",
    "Insights/2024-03-01 10-00-00.md": "# Content\n- Collagen turns over slowly\n\nTags:: [[Collagen]]\n",
    "Insights/2024-03-02 10-00-00.md": "# Content\n- Discs are cold\n\nSlowly turns a wheel of **zircon**\n",
    "Insights/2023-03-02 10-00-00.md": "# Content\n- 椎間板の水分は減る\n",
    "Tags/Mesenchymal Stem Cells (MSCs).md": "---\naliases: [Stromal Cells]\n---\n",
    "Tags/Collagen.md": "",
    "Evidence Sources/smithHibernation2020.md": "---\nCitation: 'Müller J. Bears in winter. 2020.'\n---\n",
    "Secret.md": "---\npublish: false\n---\nUnfindable",
} | {f"Pages/Filler {number}.md": "Words that fill pages" for number in range(30)}


@pytest.fixture(scope="session")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site of `NOTES`."""
    root = tmp_path_factory.mktemp("searched")
    for path, text in NOTES.items():
        (root / "vault" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "vault" / path).write_text(text, encoding="utf-8")
    build(root / "vault", root / "site", Scope(all=True), cache=False)
    return root / "site"


@pytest.fixture(scope="session")
def searched_url(searched: Path) -> Iterator[str]:
    with hosted(searched) as origin:
        yield origin


def found(page: Page, url: str, query: str) -> list[str]:
    """The titles of the results of a query, as an address gives it."""
    page.goto(f"{url}/search/?{query}")
    expect(page.locator(".found")).not_to_be_empty()
    return page.locator(".results li > a").all_inner_texts()


COLD, STIFF = "Cold slows Mesenchymal Stem Cells (MSCs)", "TGF-β1 and CO₂ make collagen stiffer"
SLOW, DISCS = "Collagen turns over slowly", "Discs are cold"
CELLS, BEARS = "Mesenchymal Stem Cells (MSCs)", "Müller J. Bears in winter. 2020."


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=cold", [COLD, DISCS]),
        ("q=coll", ["Collagen", STIFF, SLOW]),
        ("q=MSC", [CELLS, COLD]),
        ("q=msc+cold", [COLD]),
        ("q=stromal", [CELLS]),
        ("q=CO2", [STIFF]),
        ("q=tgf+beta", [STIFF]),
        ("q=tgfb", [STIFF]),
        ("q=tgfbeta1", [STIFF]),
        ("q=collagne", ["Collagen", STIFF, SLOW]),
        ("q=kollagen", ["Collagen", STIFF, SLOW]),
        ("q=clolagenn", ["Collagen", STIFF, SLOW]),
        ("q=zircon", [DISCS]),
        ("q=muller+2020", [BEARS]),
        ("q=smithHib", [BEARS]),
        ("q=椎間板", ["椎間板の水分は減る"]),
        ("q=水", ["椎間板の水分は減る"]),
        ('q="turns over"', [SLOW]),
        ('q="over turns"', []),
        ('q="slowly turns"', [DISCS]),
        ("q=unfindable", []),
        ("q=cold&kind=insight", [DISCS]),
        ("q=cold&year=2025", [COLD]),
        ("tag=Collagen", [SLOW]),
        ("kind=takeaway", [STIFF, COLD]),
        ("q=2024-03-02", [DISCS]),
        ("q=<b>cold</b>", [COLD, DISCS]),
    ],
)
def test_a_query_finds_these_in_this_order(
    page: Page, searched_url: str, query: str, expected: list[str]
) -> None:
    assert found(page, searched_url, query) == expected


def test_where_nothing_holds_all_words_what_holds_most_is_shown_and_said_to(
    page: Page, searched_url: str
) -> None:
    assert found(page, searched_url, "q=zircon+collagen+stiffer") == [STIFF]
    expect(page.locator(".found")).to_have_text("Nothing holds all of these words. 1 with some of them:")


def test_results_tell_kind_and_id_and_mark_what_was_found(page: Page, searched_url: str) -> None:
    found(page, searched_url, "q=zircon+disc")
    result = page.locator(".results li").first
    expect(result.locator(".kind")).to_have_text("insight")
    expect(result.locator(".id")).to_have_text("2024-03-02 10-00-00")
    expect(result.locator("mark")).to_have_text(["Discs"])
    found(page, searched_url, "q=zircon")
    expect(page.locator(".results .excerpt mark")).to_have_text(["zircon"])


def test_typing_shows_results_and_keeps_the_query_in_the_address(page: Page, searched_url: str) -> None:
    page.goto(f"{searched_url}/search/")
    page.locator("main [name=q]").press_sequentially("colla")
    expect(page.locator(".found")).to_have_text("3 results")
    expect(page).to_have_url(f"{searched_url}/search/?q=colla")
    page.locator("[name=kind]").select_option("insight")
    expect(page.locator(".found")).to_have_text("1 result")
    expect(page).to_have_url(f"{searched_url}/search/?q=colla&kind=insight")
    page.locator(".results a").click()
    expect(page.locator("h1")).to_have_text(SLOW)
    page.go_back()
    expect(page.locator(".results li > a")).to_have_text([SLOW])
    expect(page.locator("main [name=q]")).to_have_value("colla")


def test_facets_tell_how_many_results_each_would_leave(page: Page, searched_url: str) -> None:
    found(page, searched_url, "q=coll&kind=insight")
    kinds = ["any", "takeaway (1)", "insight (1)", "tag (1)"]
    expect(page.locator("[name=kind] option")).to_have_text(kinds)
    expect(page.locator("[name=year] option")).to_have_text(["any", "2024 (1)"])
    expect(page.locator("[name=tag] option")).to_have_text(["any", "Collagen (1)"])


def test_keys_lead_to_the_search_and_through_its_results(page: Page, searched_url: str) -> None:
    found(page, searched_url, "q=cold")
    page.keyboard.press("/")
    box = page.locator("main [name=q]")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".results a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(re.compile("Cold slows"))


def test_more_results_are_shown_when_asked_for(page: Page, searched_url: str) -> None:
    assert len(found(page, searched_url, "q=fill")) == 10
    expect(page.locator(".found")).to_have_text("30 results")
    page.get_by_role("button", name="Show more").click()
    expect(page.locator(".results li")).to_have_count(20)
    expect(page.locator(".results a").nth(10)).to_be_focused()


def test_a_page_that_is_not_there_offers_to_search_for_the_words_of_its_address(
    page: Page, searched_url: str
) -> None:
    page.goto(f"{searched_url}/notes/cold-discs%20%E6%A4%8E.html")
    expect(page.locator("main [name=q]")).to_have_value("notes cold discs 椎")
    page.locator("main form").get_by_role("button").click()
    expect(page.locator(".results li").first).to_contain_text("Discs are cold")


def test_without_a_script_the_search_page_leads_to_the_overviews(browser: Browser, searched_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{searched_url}/search/")
    assert "Search needs a script" in page.locator("main").inner_text()
    assert "Takeaways" in page.locator("main").inner_text()
    context.close()


def test_search_works_from_files_without_a_host(page: Page, searched: Path) -> None:
    page.goto(f"{(searched / 'search' / 'index.html').as_uri()}?q=cold")
    expect(page.locator(".results li > a")).to_have_text([COLD, DISCS])
    href = page.locator(".results a").first.get_attribute("href")
    assert href == f"{searched.as_uri()}/takeaways/2025-03-01-10-00-00/index.html"


def test_an_index_that_is_not_there_is_told(page: Page, searched_url: str) -> None:
    page.route("**/assets/search/t*.js*", lambda route: route.abort())
    page.goto(f"{searched_url}/search/?q=cold")
    expect(page.locator(".found")).to_have_text(re.compile("could not be loaded"))


@pytest.fixture(scope="module")
def folding(browser: Browser) -> Iterator[Page]:
    """A page that has the script's way to fold words, and to find shards."""
    page = browser.new_page()
    page.add_script_tag(
        content=f"""{asset("assets/scripts", "search-folding.js")}
      window.allTerms = (chunk) => [...new Set(
        waysOf(chunk).flatMap((ways) => ways.flat()))];
      window.fold = fold;"""
    )
    yield page
    page.close()


@pytest.mark.parametrize("chunk", SPELLINGS)
def test_the_script_finds_a_word_by_the_same_terms(folding: Page, chunk: str) -> None:
    assert sorted(folding.evaluate("(chunk) => allTerms(chunk)", chunk)) == sorted(SPELLINGS[chunk])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cn", "Co")), max_size=12), max_size=60))
def test_the_script_folds_all_texts_alike(folding: Page, texts: list[str]) -> None:
    assert folding.evaluate("(texts) => texts.map(fold)", texts) == list(map(folded, texts))
    chunks = [chunk for text in texts for chunk in text.split()]
    told = folding.evaluate("(chunks) => chunks.map(allTerms)", chunks)
    assert [sorted(one) for one in told] == [sorted(terms(chunk)) for chunk in chunks]


def test_the_script_looks_where_terms_lie(page: Page) -> None:
    words = ["cold", "co", "a", "β", "冷却水", "𠀀𠀁", "zebra"]
    page.set_content("<p>")
    page.add_script_tag(
        content=f"""(() => {{ {asset("assets/scripts", "search-loading.js")}
      {asset("assets/scripts", "search-finding.js").partition("// Document →")[0]}
      const asked = [];
      site = {{ shards: 256, endings: 64 }};
      window.headwater = {{ load: async (name) => {{ asked.push(name.split("/").pop()); return ""; }} }};
      window.look = async (word) => {{
        asked.length = 0;
        await misspelt(word);
        return asked;
      }}; }})();"""
    )
    for word in words:
        looked = json.loads(page.evaluate("async (word) => JSON.stringify(await look(word))", word))
        assert f"t{shard_of(word, 256)}" in looked
        assert f"v{ending_of(word, 64)}" in looked
