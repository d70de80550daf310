"""Pages stay light: what a reader on a phone has to wait for."""

from __future__ import annotations

import re

import pytest

from headwater.pipeline import BuiltSite
from tests.end_to_end.reading import pages

MOST_OF_A_CLAIM = 60_000
"""Bytes of a claim's page with its stylesheet and its scripts, uncompressed and without images."""

MOST_OF_SCRIPTS = 31_000
"""Bytes of all scripts that pages run, uncompressed; not the data that some load when they need it."""

CLAIM = re.compile(r'<main [^>]*class="[^"]*kind-(?:takeaway|insight|quick-note|assumption)\b')
SCRIPT = re.compile(r'<script[^>]* src="([^"?]+)')
STYLES = re.compile(r'<link rel="stylesheet" href="([^"?]+)')


@pytest.fixture(params=["example_site", "spine_site"])
def site(request: pytest.FixtureRequest) -> BuiltSite:
    given: BuiltSite = request.getfixturevalue(request.param)
    return given


def test_the_page_of_a_claim_with_all_it_loads_is_at_most_60_kilobytes(site: BuiltSite) -> None:
    claims = {place: weight(site, page) for place, page in pages(site.site) if CLAIM.search(page)}
    assert len(claims) > 10
    assert {place: size for place, size in claims.items() if size > MOST_OF_A_CLAIM} == {}


def weight(site: BuiltSite, page: str) -> int:
    """The bytes of a page with its styles and scripts."""
    loaded = {source.rpartition("/")[2] for source in SCRIPT.findall(page) + STYLES.findall(page)}
    assert {"headwater.css", "headwater.js"} <= loaded
    return len(page.encode()) + sum(len(site.site.pages[f"assets/{name}"]) for name in loaded)


def test_all_scripts_of_a_page_together_are_at_most_31_kilobytes(site: BuiltSite) -> None:
    for place, page in pages(site.site):
        scripts = {source.rpartition("/")[2] for source in SCRIPT.findall(page)}
        sizes = {name: len(site.site.pages[f"assets/{name}"]) for name in scripts}
        assert sum(sizes.values()) <= MOST_OF_SCRIPTS, (place, sizes)


def test_pages_run_no_script_that_is_written_into_them(site: BuiltSite) -> None:
    for place, page in pages(site.site):
        inline = re.findall(r"<script(?![^>]* (?:src=|type=\"application/ld\+json\"))[^>]*>", page)
        assert inline == [], place
