"""What stands on the page of a note around its text."""

from __future__ import annotations

import pytest

from headwater.errors import PublicationError
from tests.end_to_end.reading import Links, tables
from tests.site.drawn import built, drawn, heading, part, row, words
from tests.views.reading import EVERYTHING
from tests.written import WriteVault

STAMP = "2025-01-29 10-39-27"
INSIGHT = f"Insights/{STAMP}.md"
INSIGHT_PAGE = "insights/2025-01-29-10-39-27/index.html"


def test_a_note_named_by_a_timestamp_is_called_by_its_claim_with_its_id_beside(vault: WriteVault) -> None:
    files = {INSIGHT: "Cores *dry* out with [[Water]]", "Tags/Water.md": ""}
    page = drawn(vault, files)[INSIGHT_PAGE]
    assert heading(page) == (
        'Cores <em>dry</em> out with <a class="internal kind-tag" href="/tags/water/">Water</a>'
    )
    assert f'<code class="id">{STAMP}</code>' in page
    assert "<title>Cores dry out with Water · Notes</title>" in page


def test_a_note_that_goes_by_its_name_has_no_id_beside_it(vault: WriteVault) -> None:
    assert '<code class="id">' not in drawn(vault, {"Tags/Water.md": ""})["tags/water/index.html"]


@pytest.mark.parametrize(("folder", "kind"), [("Insights", "insight"), ("Sources", "evidence source")])
def test_a_page_tells_the_kind_of_its_note(vault: WriteVault, folder: str, kind: str) -> None:
    page = drawn(vault, {f"{folder}/n.md": ""})[f"{folder.lower()}/n/index.html"]
    assert f'<p class="kind">{kind}</p>' in page
    assert f'<main id="main" class="kind-{kind.replace(" ", "-")}">' in page


def test_a_plain_page_tells_no_kind(vault: WriteVault) -> None:
    assert '<p class="kind">' not in drawn(vault, {"Blog/n.md": ""})["blog/n/index.html"]


def test_breadcrumbs_lead_from_home_by_the_overview_of_the_kind(vault: WriteVault) -> None:
    crumbs = part(drawn(vault, {INSIGHT: ""})[INSIGHT_PAGE], '<nav class="crumbs"', "</nav>")
    assert crumbs.index('<a href="/">Home</a>') < crumbs.index('<a href="/overview/insights/">Insights</a>')


def test_the_home_page_has_no_breadcrumbs(vault: WriteVault) -> None:
    assert 'class="crumbs"' not in drawn(vault, {"a.md": "---\ndg-home: true\n---\n"})["index.html"]


def test_a_page_tells_when_its_note_was_made_and_changed(vault: WriteVault) -> None:
    text = "---\ncreated: 2025-01-02T03:04:05-05:00\nupdated: 2025-02-03\n---\n"
    page = drawn(vault, {"n.md": text})["n/index.html"]
    assert 'created <time datetime="2025-01-02T03:04:05-05:00">2025-01-02</time>' in page
    assert 'updated <time datetime="2025-02-03T00:00:00">2025-02-03</time>' in page


def test_a_note_that_was_never_changed_tells_one_date(vault: WriteVault) -> None:
    text = "---\ncreated: 2025-01-02\nupdated: 2025-01-02\n---\n"
    page = drawn(vault, {"n.md": text})["n/index.html"]
    assert "created <time" in page
    assert "updated <time" not in page


def test_the_obsidian_tags_of_a_note_stand_on_its_page(vault: WriteVault) -> None:
    page = drawn(vault, {"n.md": "---\ntags: [water, a&b]\n---\n"})["n/index.html"]
    assert '<span class="tag">#water</span>' in page
    assert '<span class="tag">#a&amp;b</span>' in page


def test_related_notes_are_links_by_title_grouped_under_their_relation(vault: WriteVault) -> None:
    files = {"Takeaways/t.md": f"Rests on:: [[{STAMP}]]", INSIGHT: "Cores dry", "n.md": f"[[{STAMP}]]"}
    site = drawn(vault, {**files, "Tags/Water.md": f"See [[{STAMP}]]"})
    page = part(site[INSIGHT_PAGE], '<section id="related-notes">', "</section>")
    groups = [words(group) for group in page.split('<div class="related" data-relation="')[1:]]
    assert groups == ['supports"> Supports 1 t', 'mentions"> Mentioned in 2 Water n']
    assert '<a class="internal kind-takeaway" href="/takeaways/t/" dir="auto">t</a>' in page


def test_a_related_note_called_by_its_claim_has_its_id_beside_it(vault: WriteVault) -> None:
    page = drawn(vault, {INSIGHT: "Cores dry. See [[n]]", "n.md": ""})["n/index.html"]
    assert f'Cores dry. See n</a> <span class="id">{STAMP}</span>' in page


def test_a_source_shows_citation_identifiers_facts_and_abstract_above_its_text(vault: WriteVault) -> None:
    text = (
        "---\nCitation: Birch, A. Still water.\nPMID: 123\nstudy-type: trial\nabstract: Wet < dry.\n---\n"
        "My own words.\n"
    )
    page = drawn(vault, {"Sources/s2020.md": text})["sources/s2020/index.html"]
    facts = part(page, '<dl class="source">', "</dl>")
    assert words(facts) == ("Citation Birch, A. Still water. PMID 123 Study type trial Abstract Wet < dry.")
    assert 'href="https://pubmed.ncbi.nlm.nih.gov/123"' in facts
    assert page.index("</dl>") < page.index("<p>My own words.</p>")


def test_database_fields_and_queries_are_not_shown(vault: WriteVault) -> None:
    text = (
        "# Content\n- Cores dry\n# References\n```dataviewjs\ndv.table()\n```\n"
        "# Database Fields\nInsights__Tags:: [[Water]]\n"
    )
    page = drawn(vault, {INSIGHT: text, "Tags/Water.md": ""})[INSIGHT_PAGE]
    assert "dv.table" not in page
    assert "Database" not in page
    assert "Insights__Tags" not in page


def test_a_query_stands_as_the_table_it_asks_for(vault: WriteVault) -> None:
    files = {"n.md": 'All:\n```dataview\nLIST FROM "Insights"\n```\n', "Insights/i.md": "Cores dry"}
    page = drawn(vault, files)["n/index.html"]
    assert words(row(page, "i")) == "i Cores dry"
    assert "LIST FROM" not in page


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("---\ndescription: ' All \"of\" it '\n---\nCores dry", "All &quot;of&quot; it"),
        ("Cores **dry** & crack", "Cores dry &amp; crack"),
        ("word " * 60, "word " * 39 + "word…"),
    ],
)
def test_a_page_is_described_by_its_description_or_else_by_the_start_of_its_claim(
    vault: WriteVault, text: str, description: str
) -> None:
    page = drawn(vault, {INSIGHT: text})[INSIGHT_PAGE]
    assert f'<meta name="description" content="{description}">' in page


def test_a_page_that_claims_nothing_is_described_by_its_text(vault: WriteVault) -> None:
    page = drawn(vault, {"n.md": "# On water\nIt is *wet*."})["n/index.html"]
    assert '<meta name="description" content="It is wet.">' in page


def test_dg_hide_keeps_a_note_out_of_lists_but_neither_its_page_nor_its_place_in_tables(
    vault: WriteVault,
) -> None:
    hidden = "---\ndg-hide: true\nupdated: 2026-01-01\n---\nOn [[Water]]"
    site = drawn(vault, {INSIGHT: hidden, "Tags/Water.md": ""})
    assert INSIGHT_PAGE in site
    assert tables(site["tags/water/index.html"]) == {"insights": [STAMP]}
    assert "overview/insights/index.html" not in site
    assert STAMP not in site["index.html"]


def test_dg_permalink_and_dg_path_say_where_pages_lie_and_links_follow(vault: WriteVault) -> None:
    site = drawn(
        vault,
        {
            "a.md": "[[b]] and [[c]]",
            "b.md": "---\ndg-permalink: Some/Where\n---\n",
            "c.md": "---\ndg-path: New Folder/C.md\n---\n",
        },
    )
    assert {"Some/Where/index.html", "new-folder/c/index.html"} < set(site)
    assert 'href="/Some/Where/"' in site["a/index.html"]
    assert 'href="/new-folder/c/"' in site["a/index.html"]


def test_two_notes_of_one_permalink_are_an_error_that_names_both(vault: WriteVault) -> None:
    files = {"a b.md": "", "c.md": "---\ndg-permalink: A-B\n---\n"}
    with pytest.raises(PublicationError, match=r"two notes .*'a b.md' and 'c.md'"):
        built(vault, files, EVERYTHING)


@pytest.mark.parametrize("title", ["References", "Main", "Related Notes"])
def test_headings_of_the_text_yield_their_ids_to_the_sections_of_the_page(
    vault: WriteVault, title: str
) -> None:
    text = f"# Content\n- x\n\n# {title}\nMy own words.\n\n# Database Fields\nRests on:: [[i]]\n"
    page = drawn(vault, {"Takeaways/t.md": text, "Insights/i.md": "", "n.md": "[[t]]"})[
        "takeaways/t/index.html"
    ]
    ids = Links(page).ids
    assert len(ids) == len(set(ids))
    assert f"{title.lower().replace(' ', '-')}-2" in ids
