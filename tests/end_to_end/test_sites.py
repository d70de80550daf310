"""Whole vaults become whole websites."""

from __future__ import annotations

import re

import pytest

from headwater.opened import Vault
from headwater.pipeline import BuiltSite
from tests.end_to_end.reading import dead_links, header, html_errors, pages, tables

OWN_SCRIPTS = re.compile(
    r'<script src="/assets/[^"]*"(?: defer)?></script>|<script type="application/ld\+json">'
)
"""The site's own script, and data about a source, which no browser runs."""


@pytest.fixture(params=["example_site", "spine_site"])
def site(request: pytest.FixtureRequest) -> BuiltSite:
    built: BuiltSite = request.getfixturevalue(request.param)
    return built


def test_no_link_within_a_site_is_dead(site: BuiltSite) -> None:
    assert dead_links(site.site) == []


def test_every_page_is_valid_html(site: BuiltSite) -> None:
    assert {place: errors for place, page in pages(site.site) if (errors := html_errors(page))} == {}


def test_every_page_has_one_title_of_the_first_level(site: BuiltSite) -> None:
    whole = [(place, page) for place, page in pages(site.site) if 'http-equiv="refresh"' not in page]
    assert [place for place, page in whole if page.count("<h1") != 1] == []


def test_no_page_asks_a_third_party_for_anything(site: BuiltSite) -> None:
    for _, page in pages(site.site):
        assert 'src="http' not in page
        assert "<script" not in OWN_SCRIPTS.sub("", page)
        assert not re.search(r'<link [^>]*href="(?:[a-z]+:|//)', page)


@pytest.mark.parametrize(
    "citekey", ["centenoTreatmentLumbarDegenerative2017", "orozcoIntervertebralDiscRepair2011"]
)
def test_the_library_gives_the_authors_own_citations_but_for_the_day(
    spine_site: BuiltSite, spine_vault: Vault, citekey: str
) -> None:
    note = spine_vault.find(citekey)
    written = re.sub(r"\(([A-Z][a-z]+) \d{1,2}, (\d{4})\)", r"(\1 \2)", str(note.properties["Citation"]))
    assert spine_site.publication.citations[citekey].text == written


def test_the_tag_page_of_the_shared_vault_has_the_authors_tables(spine_site: BuiltSite) -> None:
    page = spine_site.site.pages["research/tags/lumbar-spine/index.html"].decode()
    found = tables(page)
    assert {key: len(rows) for key, rows in found.items()} == {
        "takeaways": 1,
        "insights": 6,
        "quick-notes": 2,
    }
    assert header(page, "insights") == ["Insights 6", "Claim"]
    assert found["insights"][0] == "2025-01-30 12-15-27"
    assert found["insights"][-1] == "2025-01-29 10-17-29"


def test_a_takeaway_of_the_shared_vault_leads_to_its_paper(spine_site: BuiltSite) -> None:
    page = spine_site.site.pages["research/takeaways/2025-01-30-12-16-01/index.html"].decode()
    assert tables(page) == {
        "insights": ["2025-01-30 12-15-27", "2025-01-30 12-13-47", "2025-01-30 12-11-56"],
        "original-sources": ["orozcoIntervertebralDiscRepair2011"],
    }
    assert '<a class="external" rel="noopener noreferrer" href="https://doi.org/10.1097/' in page


def test_source_content_is_named_without_a_link(spine_site: BuiltSite) -> None:
    page = spine_site.site.pages["research/insights/2025-01-29-10-39-27/index.html"].decode()
    rows = tables(page)["source-content"]
    assert len(rows) == 4
    assert all(f'<td dir="auto">{row}</td>' in page for row in rows)
    assert "source-content/centeno" not in page
