"""What is to be seen of a claim's evidence at a glance."""

from __future__ import annotations

import re

import pytest

from tests.site.drawn import drawn, part, words
from tests.written import WriteVault

SOURCE = "Sources/smith2020.md"


def at_a_glance(page: str) -> str:
    return words(part(page, '<dl class="glance">', "</dl>"))


def test_a_claim_says_what_it_rests_on_and_how_far_down_that_lies(vault: WriteVault) -> None:
    files = {
        SOURCE: "---\nyear: 2020\n---\n",
        "Insights/i.md": "Supported By:: [[smith2020]]",
        "Takeaways/t.md": "Supported By:: [[i]], [[smith2020]]",
    }
    site = drawn(vault, files)
    assert at_a_glance(site["insights/i/index.html"]) == "Rests on 1 source 2020 How far down 1 step"
    takeaway = site["takeaways/t/index.html"]
    assert at_a_glance(takeaway) == "Rests on 1 source 2020 How far down 1–2 steps"
    assert takeaway.index("<h1") < takeaway.index('class="glance"') < takeaway.index('id="facts"')


def test_a_claim_without_a_source_warns_of_it_first(vault: WriteVault) -> None:
    page = drawn(vault, {"Takeaways/t.md": ""})["takeaways/t/index.html"]
    assert at_a_glance(page) == "Mind no source below it"
    assert '<a href="#facts">no source below it</a>' in page


def test_circles_and_assumptions_are_told(vault: WriteVault) -> None:
    files = {
        SOURCE: "",
        "Assumptions/a.md": "",
        "Insights/i.md": "Supported By:: [[j]], [[a]], [[smith2020]]",
        "Insights/j.md": "Supported By:: [[i]]",
    }
    told = at_a_glance(drawn(vault, files)["insights/i/index.html"])
    assert "Takes for granted 1 assumption" in told
    assert told.endswith("Mind circular support")


@pytest.mark.parametrize("folder", ["Tags", "Pages", "Sources"])
def test_what_claims_nothing_has_nothing_to_be_seen(vault: WriteVault, folder: str) -> None:
    page = drawn(vault, {f"{folder}/n.md": ""})[f"{folder.lower()}/n/index.html"]
    assert 'class="glance"' not in page


def test_of_a_very_long_way_down_the_first_steps_are_drawn(vault: WriteVault) -> None:
    files = {SOURCE: "", "Insights/i0.md": "Supported By:: [[smith2020]]"}
    files |= {f"Insights/i{one}.md": f"Supported By:: [[i{one - 1}]]" for one in range(1, 60)}
    page = drawn(vault, files)["insights/i59/index.html"]
    assert "60 steps" in at_a_glance(page)
    width = re.search(r'class="plumb" width="(\d+)"', page)
    assert width is not None
    assert int(width[1]) < 100
