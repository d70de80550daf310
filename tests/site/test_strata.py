"""The shape of the whole, on the home page."""

from __future__ import annotations

from tests.site.drawn import drawn, part, words
from tests.views.reading import UNPUBLISHED
from tests.written import WriteVault


def shape(page: str) -> str:
    return part(page, '<ol class="strata">', "</ol>")


def test_the_layers_lie_from_takeaways_down_to_sources_with_how_many_reach_one(vault: WriteVault) -> None:
    files = {
        "Sources/smith2020.md": "",
        "Source Content/smith2020 - Figure 1.md": UNPUBLISHED,
        "Insights/i.md": "Supported By:: [[smith2020 - Figure 1]]",
        "Insights/j.md": "",
        "Takeaways/t.md": "Supported By:: [[i]]",
        "Assumptions/a.md": "Supports:: [[t]]",
        "Actions/act.md": "",
        "Tags/Water.md": "",
    }
    page = drawn(vault, files)["index.html"]
    assert words(shape(page)) == (
        "Takeaways 1 all reach a source Insights 2 1 of 2 reach a source Assumptions 1 "
        "Source Content 1 Evidence Sources 1"
    )
    assert '<a href="/overview/insights/">Insights</a>' in shape(page)
    assert page.index('class="strata"') < page.index('id="everything"')


def test_what_reaches_no_source_is_drawn_paler(vault: WriteVault) -> None:
    page = drawn(vault, {"Insights/i.md": "", "Takeaways/t.md": ""})["index.html"]
    assert shape(page).count('class="faint"') == 2
    assert "0 of 1 reach a source" in shape(page)


def test_a_single_layer_has_no_shape(vault: WriteVault) -> None:
    assert 'class="strata"' not in drawn(vault, {"Insights/i.md": "", "n.md": ""})["index.html"]
