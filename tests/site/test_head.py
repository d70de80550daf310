"""Pages tell other programs what they are, and nothing in a claim can break out of that."""

from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from headwater.site.metadata import json_ld_html, written
from tests.site.drawn import built, drawn
from tests.written import WriteVault

STAMP = "2025-01-29 10-39-27"
BASE = "https://example.org/garden/"
CONFIG = f'[site]\ntitle = "Rivers"\nbase_url = "{BASE}"\nauthor = "Lake, Ada"\nlanguage = "en-GB"\n'
SOURCE = "---\nDOI: 10.5555/lakes\nCitation: Lake, Ada. Of Lakes. 1999.\n---\n"
FILES = {
    "headwater.toml": CONFIG,
    f"Takeaways/{STAMP}.md": (
        "---\ncreated: 2025-01-29T10:39:27-05:00\nupdated: 2025-02-03T08:00:00-05:00\n---\n"
        'Lakes <i>are</i> "wet" & wide</script>\n\nRests on:: [[lake1999]]'
    ),
    "Evidence Sources/lake1999.md": SOURCE,
    "Home.md": "---\ndg-home: true\n---\nWelcome",
}
PAGE = f"takeaways/{STAMP.replace(' ', '-')}/index.html"
URL = f"{BASE}takeaways/{STAMP.replace(' ', '-')}/"

PROPERTIES: dict[str, set[str]] = {
    "Claim": {
        "appearance", "author", "dateModified", "datePublished", "identifier", "inLanguage", "isBasedOn",
        "text",
    },
    "ScholarlyArticle": {
        "abstract", "author", "datePublished", "identifier", "inLanguage", "isPartOf", "name", "pageEnd",
        "pageStart", "publisher", "url",
    },
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"item", "name", "position"},
    "WebSite": {"author", "description", "inLanguage", "name", "potentialAction", "url"},
    "SearchAction": {"query-input", "target"},
    "EntryPoint": {"urlTemplate"},
    "Person": {"familyName", "givenName", "name"},
}  # fmt: skip
"""What schema.org defines for the types that pages use (`query-input` is its form for actions)."""


def described(page: str) -> list[dict[str, Any]]:
    """The things that a page's JSON-LD describes."""
    written = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(written) <= 1
    told = json.loads(written[0]) if written else {"@graph": []}
    return list(told.get("@graph", [told]))


def unknown_properties(thing: object) -> set[str]:
    """What schema.org does not define of a thing and all within it."""
    if isinstance(thing, list):
        return set().union(*map(unknown_properties, thing))
    if not isinstance(thing, dict):
        return set()
    kind = thing.get("@type")
    allowed = {"@context", "@id", "@type"} | (PROPERTIES[kind] if kind else set())
    return (set(thing) - allowed).union(*(unknown_properties(value) for value in thing.values()))


def properties(page: str) -> dict[str, str]:
    """The page's OpenGraph tags."""
    return dict(re.findall(r'<meta property="([^"]*)" content="([^"]*)">', page))


def test_the_page_of_a_claim_says_what_it_is_and_where(vault: WriteVault) -> None:
    page = drawn(vault, FILES)[PAGE]
    assert f'<link rel="canonical" href="{URL}">' in page
    assert '<link rel="alternate" type="text/markdown" href="index.md">' in page
    tags = properties(page)
    assert tags["og:title"].startswith("Lakes are &quot;wet&quot; &amp; wide")
    assert (tags["og:type"], tags["og:url"], tags["og:site_name"]) == ("article", URL, "Rivers")
    assert tags["og:locale"] == "en_GB"
    assert tags["article:published_time"] == "2025-01-29T10:39:27-05:00"
    assert tags["article:modified_time"] == "2025-02-03T08:00:00-05:00"


def test_a_claim_is_described_with_the_sources_it_rests_on(vault: WriteVault) -> None:
    claim, way = described(drawn(vault, FILES)[PAGE])
    assert claim["@type"] == "Claim"
    assert claim["identifier"] == STAMP
    assert claim["author"]["name"] == "Ada Lake"
    assert claim["isBasedOn"] == [{"@type": "ScholarlyArticle", "@id": "https://doi.org/10.5555/lakes"}]
    assert [step["item"] for step in way["itemListElement"]] == [BASE, f"{BASE}overview/takeaways/", URL]


def test_pages_use_no_property_that_schema_org_does_not_define(vault: WriteVault) -> None:
    for place, page in drawn(vault, FILES).items():
        for thing in described(page):
            assert (place, unknown_properties(thing)) == (place, set())


def test_the_home_page_says_how_the_site_is_searched(vault: WriteVault) -> None:
    (website,) = (
        thing for thing in described(drawn(vault, FILES)["index.html"]) if thing["@type"] == "WebSite"
    )
    assert website["potentialAction"]["target"]["urlTemplate"] == f"{BASE}search/?q={{words}}"


def test_without_an_address_no_page_names_one(vault: WriteVault) -> None:
    files = {**FILES, "headwater.toml": '[site]\ntitle = "Rivers"\n'}
    site = built(vault, files).site
    assert not [place for place in site.pages if place.endswith((".xml", "robots.txt", ".png"))]
    for page in drawn(vault, files).values():
        assert "canonical" not in page or "refresh" in page
        assert "og:url" not in page
        assert all(thing["@type"] not in {"BreadcrumbList", "WebSite"} for thing in described(page))


def test_a_head_grows_by_little_beside_what_it_describes(vault: WriteVault) -> None:
    page = drawn(vault, FILES)[PAGE]
    head = page.partition("</head>")[0]
    tags = re.findall(r'<(?:meta property|link rel="(?:canonical|alternate)|meta name="twitter)[^>]*>', head)
    assert sum(map(len, tags)) < 1_400
    assert len(json.dumps(described(page))) < 1_400


@given(st.dictionaries(st.sampled_from(["name", "text"]), st.text(st.characters(codec="utf-8"))))
def test_nothing_that_is_described_ends_its_element(thing: dict[str, str]) -> None:
    html = json_ld_html(written({**thing, "@type": "Claim"}), written({"text": "</script><!--<script>"}))
    assert re.fullmatch(r"<script[^<>]*>[^<>\u2028\u2029]*</script>\n", html)
