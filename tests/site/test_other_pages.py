"""Overviews, the page not found, and what all pages of a site have."""

from __future__ import annotations

from tests.end_to_end.reading import dead_links, html_errors, pages, tables
from tests.site.drawn import built, drawn, heading, part, words
from tests.written import WriteVault

STAMP = "2025-01-29 10-39-27"
INSIGHT = f"Insights/{STAMP}.md"


def test_the_header_of_every_page_leads_to_the_main_overviews(vault: WriteVault) -> None:
    files = {
        "Insights/i.md": "",
        "Takeaways/t.md": "",
        "Actions/a.md": "",
        "n.md": "",
        "Sources/s.md": "",
    }
    for page in drawn(vault, files).values():
        assert words(part(page, '<nav aria-label="Overviews">', "</nav>")) == (
            "Takeaways Insights Bibliography Map"
        )


def test_an_overview_lies_below_overview_by_its_key(vault: WriteVault) -> None:
    site = drawn(vault, {"Quick Notes/q.md": "", "Sources/s2020.md": ""})
    assert heading(site["overview/quick-notes/index.html"]) == "Quick Notes"
    assert tables(site["overview/quick-notes/index.html"]) == {"quick-notes": ["q"]}
    assert heading(site["overview/sources/index.html"]) == "Bibliography"
    assert tables(site["overview/sources/index.html"]) == {"original-sources": ["s2020"]}


def test_an_overview_makes_way_for_a_note_that_lies_in_its_place(vault: WriteVault) -> None:
    site = drawn(vault, {"Overview/Insights.md": "My own.", "Insights/i.md": ""})
    assert "My own." in site["overview/insights/index.html"]
    assert tables(site["overview/insights-all/index.html"]) == {"insights": ["i"]}
    assert '<a href="/overview/insights-all/">Insights</a>' in site["index.html"]


def test_there_is_a_page_for_addresses_that_do_not_exist(vault: WriteVault) -> None:
    page = drawn(vault, {"n.md": ""})["404.html"]
    assert heading(page) == "Page not found"
    assert '<a href="/">Go to the home page</a>' in page


def test_a_vault_with_none_of_our_kinds_is_published_as_plain_pages(vault: WriteVault) -> None:
    files = {"A day.md": "# Out walking\nSee [[Birch]].\n", "Trees/Birch.md": "White bark."}
    site = drawn(vault, files)
    assert heading(site["a-day/index.html"]) == "Out walking"
    assert '<a class="internal kind-page" href="/trees/birch/">Birch</a>' in site["a-day/index.html"]
    assert words(part(site["trees/birch/index.html"], '<section id="related-notes">', "</section>")) == (
        "Related Notes Mentioned in 1 Out walking A day"
    )
    assert tables(site["overview/pages/index.html"]) == {"pages": ["A day", "Birch"]}
    assert "<table" not in site["a-day/index.html"]


def test_every_page_is_valid_has_one_title_and_no_dead_link(vault: WriteVault) -> None:
    site = built(
        vault,
        {
            INSIGHT: "Cores dry\n\nRests on:: [[s2020]]\n\nOpposed by:: [[q]]",
            "Quick Notes/q.md": "On [[Water]]",
            "Tags/Water.md": "",
            "Sources/s2020.md": "---\nabstract: Wet.\n---\n",
            "Empty.md": "",
        },
    ).site
    assert dead_links(site) == []
    for place, page in pages(site):
        assert (place, html_errors(page), page.count("<h1")) == (place, [], 1)
        assert words(heading(page))


def test_every_site_has_its_own_style_and_icon(vault: WriteVault) -> None:
    site = built(vault, {"n.md": ""}).site
    assert b"--" in site.pages["assets/headwater.css"]
    assert site.pages["assets/favicon.svg"].startswith(b"<svg")


def test_the_same_vault_gives_the_same_bytes(vault: WriteVault) -> None:
    files = {INSIGHT: "Cores dry, see [[Water]]", "Tags/Water.md": "", "n.md": f"[[{STAMP}]]"}
    assert dict(built(vault, files).site.pages) == dict(built(vault, {}).site.pages)


def test_formulas_that_cannot_be_set_are_reported_with_their_note(vault: WriteVault) -> None:
    site = built(vault, {"n.md": "$\\unheard$ and $x$", "fine.md": "$y$"})
    assert [(found.code, found.path) for found in site.drawing.problems(None)] == [("invalid-math", "n.md")]
