"""The rows of tables, for readers and for other programs; unpublished notes are named or counted."""

from __future__ import annotations

import pytest

from headwater.scope import Scope
from headwater.site.rows import LONGEST_CLAIM
from tests.end_to_end.reading import header, tables
from tests.site.drawn import drawn, heading, part, row, words
from tests.views.reading import UNPUBLISHED
from tests.written import WriteVault

STAMP = "2025-01-29 10-39-27"
INSIGHT = f"Insights/{STAMP}.md"
INSIGHT_PAGE = "insights/2025-01-29-10-39-27/index.html"


def test_a_table_says_its_key_and_each_row_the_name_of_its_note(vault: WriteVault) -> None:
    page = drawn(vault, {INSIGHT: "On [[Water & <ice>]]", "Tags/Water & <ice>.md": ""})
    assert tables(page["tags/water-and-ice/index.html"]) == {"insights": [STAMP]}
    assert tables(page["overview/tags/index.html"]) == {"tags": ["Water & <ice>"]}


def test_the_first_header_cell_carries_the_count_and_the_second_says_what_stands_below(
    vault: WriteVault,
) -> None:
    files = {
        "Takeaways/t.md": "Rests on:: [[i]], [[j]], [[s2020]], [[s2020 - Table 1]]",
        "Insights/i.md": "",
        "Insights/j.md": "",
        "Sources/s2020.md": "",
        "Source Content/s2020 - Table 1.md": "",
    }
    page = drawn(vault, files)["takeaways/t/index.html"]
    assert header(page, "insights") == ["Insights 2", "Claim"]
    assert header(page, "original-sources") == ["Original Source 1", "Citation"]
    assert header(page, "source-content") == ["Source Content 1"]


def test_the_tables_of_a_page_stand_in_the_order_of_its_view(vault: WriteVault) -> None:
    files = {
        "Takeaways/t.md": "Rests on:: [[q]], [[i]], [[a]], [[s2020]]\n\nOpposed by:: [[x]]",
        **{f"{folder}.md": "" for folder in ("Quick Notes/q", "Insights/i", "Assumptions/a")},
        "Sources/s2020.md": "",
        "Insights/x.md": "",
    }
    page = drawn(vault, files)["takeaways/t/index.html"]
    assert list(tables(page)) == [
        "assumptions",
        "insights",
        "quick-notes",
        "original-sources",
        "opposing-insights",
    ]
    assert page.index("<h2>References</h2>") < page.index("<h2>Evidence Against</h2>")


def test_a_row_holds_the_id_of_the_note_as_a_link_and_its_claim(vault: WriteVault) -> None:
    page = drawn(vault, {INSIGHT: "Cores dry out, says [[Water]]", "Tags/Water.md": ""})
    assert row(page["tags/water/index.html"], STAMP) == (
        f'<tr data-note="{STAMP}"><th scope="row"><a class="id" href="/insights/2025-01-29-10-39-27/">'
        f'{STAMP}</a></th><td dir="auto">Cores dry out, says '
        '<a class="internal kind-tag" href="/tags/water/">Water'
        "</a></td></tr>"
    )


@pytest.mark.parametrize("sign", [">=", "<=", "<", ">", "&"])
def test_signs_in_a_claim_are_text_in_its_row_and_in_its_title(vault: WriteVault, sign: str) -> None:
    site = drawn(vault, {INSIGHT: f"Cores {sign} 25 % of [[Water]]", "Tags/Water.md": ""})
    told = f"Cores {sign} 25 % of Water"
    assert words(row(site["tags/water/index.html"], STAMP)) == f"{STAMP} {told}"
    assert words(heading(site[INSIGHT_PAGE])) == told


def test_a_claim_of_several_lines_is_one_cell(vault: WriteVault) -> None:
    files = {INSIGHT: "# Content\n- Cores dry\n- Rims crack, says [[Water]]", "Tags/Water.md": ""}
    page = drawn(vault, files)["tags/water/index.html"]
    assert '<td dir="auto">Cores dry<br>\nRims crack' in row(page, STAMP)


def test_the_overview_of_tags_tells_how_many_notes_each_holds(vault: WriteVault) -> None:
    files = {"Insights/i.md": "On [[Water]]", "Insights/j.md": "On [[Water]]", "Tags/Water.md": ""}
    page = drawn(vault, files)["overview/tags/index.html"]
    assert header(page, "tags") == ["Tags 1", "Notes"]
    assert words(row(page, "Water")) == "Water 2"


def test_a_source_stands_with_its_citation_in_which_addresses_are_links(vault: WriteVault) -> None:
    cited = "---\nCitation: Birch & Ash. <i>Still water</i>. https://doi.org/10.1000/still.\n---\n"
    page = drawn(vault, {"Sources/s2020.md": cited})["overview/sources/index.html"]
    found = row(page, "s2020")
    assert words(part(found, '<td class="citation">', "<a")) == "Birch & Ash. <i>Still water</i>."
    assert found.endswith('href="https://doi.org/10.1000/still">https://doi.org/10.1000/still</a>.</td></tr>')


def test_every_supporter_is_on_the_page_of_a_note_that_answers_queries_as_well(vault: WriteVault) -> None:
    query = '```dataview\nLIST FROM "Insights"\n```'
    files = {"n.md": f"{query}\n\nRests on:: [[i]]", "Insights/i.md": "", "Insights/j.md": ""}
    page = drawn(vault, files)["n/index.html"]
    assert tables(page) == {"supporting-insights": ["i"], "insights": ["i", "j"]}


CITING = {
    "Insights/i.md": "Rests on:: [[s2020]], [[s2020 - Table 1]]",
    "Sources/s2020.md": "---\ndg-publish: false\nCitation: Birch, A. Still water.\n---\n",
    "Source Content/s2020 - Table 1.md": "An excerpt.",
}


def test_an_unpublished_source_stands_by_citekey_and_citation_without_a_link(vault: WriteVault) -> None:
    found = row(drawn(vault, CITING)["insights/i/index.html"], "s2020")
    assert words(found) == "s2020 Birch, A. Still water."
    assert "<a" not in found


def test_unpublished_source_content_stands_by_its_name_without_a_link(vault: WriteVault) -> None:
    found = row(drawn(vault, CITING)["insights/i/index.html"], "s2020 - Table 1")
    assert found == '<tr data-note="s2020 - Table 1"><td dir="auto">s2020 - Table 1</td></tr>'


def test_published_sources_and_source_content_are_links(vault: WriteVault) -> None:
    marked = {path: "---\ndg-publish: true\n---\n" for path in CITING if path.startswith("Source")}
    page = drawn(vault, {**CITING, **marked})["insights/i/index.html"]
    assert '<a class="id" href="/sources/s2020/">s2020</a>' in row(page, "s2020")
    assert '<a href="/source-content/s2020-table-1/">' in row(page, "s2020 - Table 1")


@pytest.mark.parametrize(
    ("names", "told"), [("[[a]]", "1 unpublished note"), ("[[a]], [[b]]", "2 unpublished notes")]
)
def test_other_unpublished_supporters_are_counted(vault: WriteVault, names: str, told: str) -> None:
    files = {"Insights/a.md": UNPUBLISHED, "Insights/b.md": UNPUBLISHED}
    page = drawn(vault, {"Takeaways/t.md": f"Rests on:: {names}", **files})["takeaways/t/index.html"]
    assert words(part(page, '<section id="references">', "</section>")) == f"References {told}"


def test_the_authors_preview_marks_them_on_their_pages_and_in_tables(vault: WriteVault) -> None:
    files = {
        "Tags/Water.md": "",
        "Insights/i.md": UNPUBLISHED + "On [[Water]]",
        "Insights/j.md": "[[Water]]",
    }
    site = drawn(vault, files, Scope(all=True, withheld_too=True))
    badge = '<span class="badge">not published</span>'
    assert badge in site["insights/i/index.html"]
    page = site["tags/water/index.html"]
    assert badge in row(page, "i")
    assert '<tr data-note="i" class="is-withheld">' in page
    assert badge not in row(page, "j")
    assert badge not in site["insights/j/index.html"]


def test_a_link_in_a_claim_to_its_own_note_leads_to_that_note_from_every_table(vault: WriteVault) -> None:
    text = "# Content\n- See [[#Notes]], on [[T]]\n\n# Notes\nWords.\n"
    page = drawn(vault, {"Insights/2025-01-01 00-00-00.md": text, "Tags/T.md": ""})["tags/t/index.html"]
    assert 'href="/insights/2025-01-01-00-00-00/#notes"' in page


def test_a_claim_of_thousands_of_words_is_cut_in_tables_and_whole_on_its_page(vault: WriteVault) -> None:
    claim = "Cores lose [[Water]] with age. " * 1000
    pages = drawn(vault, {"Tags/Water.md": "", "Insights/2025-01-29 10-39-27.md": claim})
    cell = part(row(pages["tags/water/index.html"], "2025-01-29 10-39-27"), '<td dir="auto">', "</td>")
    assert len(words(cell)) < LONGEST_CLAIM + 40
    assert cell.endswith("…")
    assert cell.count("<a ") == cell.count("</a>") > 5
    page = pages["insights/2025-01-29-10-39-27/index.html"]
    assert words(heading(page)) == "Cores lose Water with age. Cores lose Water with age."
    assert page.count("Water</a>") >= 1000
