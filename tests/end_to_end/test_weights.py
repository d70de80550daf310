"""Pages stay light: what a reader on a phone has to wait for."""

from __future__ import annotations

import re

import pytest

from headwater.pipeline import BuiltSite
from tests.end_to_end.reading import pages

MOST_OF_A_CLAIM = 60_000
"""Bytes of a claim's page, uncompressed and without images."""

MOST_OF_SCRIPTS = 25_000
"""Bytes of all scripts that pages run, uncompressed; not the data that some load when they need it."""

CLAIM = re.compile(r'<main [^>]*class="[^"]*kind-(?:takeaway|insight|quick-note|assumption)\b')
SCRIPT = re.compile(r'<script[^>]* src="([^"?]+)')


@pytest.fixture(params=["example_site", "spine_site"])
def site(request: pytest.FixtureRequest) -> BuiltSite:
    given: BuiltSite = request.getfixturevalue(request.param)
    return given


def test_the_page_of_a_claim_is_at_most_60_kilobytes(site: BuiltSite) -> None:
    claims = {place: len(page.encode()) for place, page in pages(site.site) if CLAIM.search(page)}
    assert len(claims) > 10
    assert {place: size for place, size in claims.items() if size > MOST_OF_A_CLAIM} == {}


def test_all_scripts_of_a_page_together_are_at_most_25_kilobytes(site: BuiltSite) -> None:
    for place, page in pages(site.site):
        scripts = {source.rpartition("/")[2] for source in SCRIPT.findall(page)}
        sizes = {name: len(site.site.pages[f"assets/{name}"]) for name in scripts}
        assert sum(sizes.values()) <= MOST_OF_SCRIPTS, (place, sizes)


def test_pages_run_no_script_that_is_written_into_them(site: BuiltSite) -> None:
    for place, page in pages(site.site):
        inline = re.findall(r"<script(?![^>]* (?:src=|type=\"application/ld\+json\"))[^>]*>", page)
        assert inline == [], place
