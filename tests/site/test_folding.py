"""What is far down a very long table or list is folded away, and there without a script."""

from __future__ import annotations

import re

from headwater.site.folding import MOST_ITEMS, MOST_ROWS
from tests.site.drawn import drawn, part, words
from tests.written import WriteVault


def garden(number: int) -> dict[str, str | bytes]:
    """A tag, and so many claims that have it; each is mentioned on a page."""
    claims = {f"Insights/Claim {one}.md": f"Cores lose [[Water]], {one}" for one in range(number)}
    return {**claims, "Tags/Water.md": ""}


def test_a_tag_with_very_many_notes_shows_the_first_and_folds_the_others_away(vault: WriteVault) -> None:
    number = MOST_ROWS * 2
    pages = drawn(vault, garden(number))
    for place in ("tags/water/index.html", "overview/insights/index.html"):
        page = pages[place]
        rows = [re.findall("<tr data-note=", half) for half in page.split('<details class="more">')]
        assert [len(half) for half in rows] == [MOST_ROWS, number - MOST_ROWS]
        assert words(part(page, "<summary>", "</summary>")) == f"Show {number - MOST_ROWS} more"
        assert page.count('data-table="insights"') == 1
        assert page.count(f'<span class="count">{number}</span>') == 2
        assert page.count("<details") == page.count("</details>")


def test_a_table_with_few_more_rows_is_shown_as_it_is(vault: WriteVault) -> None:
    assert 'class="more"' not in drawn(vault, garden(MOST_ROWS + 5))["tags/water/index.html"]


def test_a_very_long_list_of_related_notes_is_folded(vault: WriteVault) -> None:
    number = MOST_ITEMS * 2
    notes = {f"Page {one}.md": "See [[Water]]" for one in range(number)}
    page = drawn(vault, {**notes, "Water.md": ""})["water/index.html"]
    lists = part(page, 'data-relation="mentions"', "</div>").split("<details")
    assert [half.count("<li>") for half in lists] == [MOST_ITEMS, number - MOST_ITEMS]


def test_the_bibliography_stays_in_one_piece_as_readers_narrow_it_down(vault: WriteVault) -> None:
    sources = {f"Evidence Sources/reedRivers{1000 + one}.md": "" for one in range(MOST_ROWS * 2)}
    page = drawn(vault, sources)["overview/sources/index.html"]
    assert page.count("<tr data-note=") == MOST_ROWS * 2
    assert 'class="more"' not in page
