"""Programs find the pages of a site by its sitemap, `robots.txt` and `llms.txt`."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from headwater.site import found
from tests.site.drawn import built
from tests.written import WriteVault

BASE = "https://example.org/a&b/"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FILES = {
    "headwater.toml": f'[site]\ntitle = "Rivers"\ndescription = "Of water."\nbase_url = "{BASE}"\n',
    "Takeaways/2025-01-29 10-39-27.md": "---\nupdated: 2025-02-03T08:00:00Z\n---\nLakes are wet",
    "Insights/i.md": "Water [flows]",
    "Insights/hidden.md": "---\ndg-hide: true\n---\nNot listed",
}


def entries(data: bytes, root: str, item: str) -> dict[str, str]:
    """The addresses of a sitemap with the days of their last change, read as strictly as its schema is."""
    tree = ET.fromstring(data)
    assert tree.tag == NAMESPACE + root
    listed: dict[str, str] = {}
    for entry in tree:
        assert entry.tag == NAMESPACE + item
        values = {child.tag.removeprefix(NAMESPACE): child.text or "" for child in entry}
        assert list(values) in (["loc"], ["loc", "lastmod"])
        assert values["loc"].startswith("https://")
        listed[values["loc"]] = values.get("lastmod", "")
    return listed


def test_a_sitemap_lists_every_page_that_is_not_hidden_with_its_true_date(vault: WriteVault) -> None:
    pages = built(vault, FILES).site.pages
    assert entries(pages["sitemap.xml"], "urlset", "url") == {
        BASE: "2025-02-03",
        f"{BASE}overview/takeaways/": "2025-02-03",
        f"{BASE}overview/insights/": "",
        f"{BASE}insights/i/": "",
        f"{BASE}takeaways/2025-01-29-10-39-27/": "2025-02-03",
        f"{BASE}map/": "2025-02-03",
    }
    assert pages["robots.txt"] == f"User-agent: *\nAllow: /\n\nSitemap: {BASE}sitemap.xml\n".encode()


def test_very_many_pages_are_listed_in_several_sitemaps(
    vault: WriteVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found, "MOST_ADDRESSES", 3)
    pages = built(vault, FILES).site.pages
    assert entries(pages["sitemap.xml"], "sitemapindex", "sitemap") == {
        f"{BASE}sitemap-1.xml": "2025-02-03",
        f"{BASE}sitemap-2.xml": "2025-02-03",
    }
    parts = [entries(pages[f"sitemap-{number}.xml"], "urlset", "url") for number in (1, 2)]
    assert list(map(len, parts)) == [3, 3]


def test_language_models_are_told_the_newest_notes_and_how_to_get_the_rest(
    vault: WriteVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found, "MOST_LISTED", 1)
    more = {"Insights/2025-03-01 10-00-00.md": "Rivers run"}
    told = built(vault, {**FILES, **more}).site.pages["llms.txt"].decode()
    assert told.startswith("# Rivers\n\n> Of water.\n\n")
    takeaways, insights = told.split("\n## ")[1:]
    assert takeaways == (
        f"Takeaways\n\n- [2025-01-29 10-39-27]({BASE}takeaways/2025-01-29-10-39-27/index.md): Lakes are wet\n"
    )
    assert insights.endswith(f": Rivers run\n- [1 more]({BASE}overview/insights/)\n")
    assert f"{BASE}sitemap.xml" in told
