"""The page at `/`, with a home note and without."""

from __future__ import annotations

from headwater.scope import MARKED
from tests.site.drawn import drawn, heading, part, words
from tests.written import WriteVault

STAMP = "2025-01-29 10-39-27"
INSIGHT = f"Insights/{STAMP}.md"


HOME = "---\ndg-home: true\n---\nWelcome.\n"


def test_the_home_note_is_at_the_root_with_its_own_words_and_what_there_is(vault: WriteVault) -> None:
    stamped = "---\nupdated: 2025-02-01\n---\nCores dry"
    page = drawn(vault, {"Start here.md": HOME, INSIGHT: stamped})["index.html"]
    assert heading(page) == "Start here"
    assert "<p>Welcome.</p>" in page
    listed = words(part(page, '<section id="newest-notes">', "</article>"))
    assert listed == (
        f"Newest Notes 2025-01-29 insight Cores dry {STAMP} "
        f"Last Changed 2025-02-01 insight Cores dry {STAMP} Everything Insights 1"
    )


def test_pinned_notes_stand_first_on_the_home_page(vault: WriteVault) -> None:
    pinned = "---\ncreated: 2025-01-01\ndg-pinned: true\n---\nWater first."
    page = drawn(vault, {"Start here.md": HOME, "Tags/Water.md": pinned, INSIGHT: "Cores dry"})["index.html"]
    assert words(part(page, '<section id="pinned">', "</section>")) == "Pinned 2025-01-01 tag Water"
    assert page.index('id="pinned"') < page.index('id="newest-notes"')


def test_the_title_of_the_home_note_is_that_of_the_site(vault: WriteVault) -> None:
    site = drawn(vault, {"Start here.md": HOME, "n.md": ""})
    assert '<a class="site-title" dir="auto" href="/">Start here</a>' in site["n/index.html"]
    assert "<title>n · Start here</title>" in site["n/index.html"]
    assert "<title>Start here</title>" in site["index.html"]


def test_links_to_the_address_of_the_home_note_lead_to_the_root(vault: WriteVault) -> None:
    page = drawn(vault, {"Notes/Start here.md": HOME})["notes/start-here/index.html"]
    assert '<meta http-equiv="refresh" content="0; url=/">' in page
    assert '<a href="/">here</a>' in page


def test_a_note_that_lies_where_the_home_note_would_keeps_its_place(vault: WriteVault) -> None:
    site = drawn(vault, {"A b.md": HOME, "a-b.md": "Another."})
    assert "Another." in site["a-b/index.html"]


def test_a_vault_without_a_home_note_gets_a_home_of_what_there_is(vault: WriteVault) -> None:
    page = drawn(vault, {INSIGHT: "Cores dry", "Tags/Water.md": ""})["index.html"]
    assert heading(page) == "Notes"
    assert '<a href="/overview/insights/">Insights</a> <span class="count">1</span>' in page
    assert (
        '<a class="internal kind-insight" href="/insights/2025-01-29-10-39-27/" dir="auto">Cores dry</a>'
        in page
    )


def test_an_unpublished_home_note_is_replaced_by_a_home_of_what_there_is(vault: WriteVault) -> None:
    site = drawn(vault, {"Start here.md": HOME, "n.md": "---\ndg-publish: true\n---\n"}, MARKED)
    assert heading(site["index.html"]) == "Notes"
    assert "start-here/index.html" not in site


def test_the_configuration_gives_a_site_its_title_and_description(vault: WriteVault) -> None:
    toml = '[site]\ntitle = "Wells & Springs"\ndescription = "On water."\nlanguage = "de"\n'
    page = drawn(vault, {"headwater.toml": toml, "n.md": ""})["index.html"]
    assert heading(page) == "Wells &amp; Springs"
    assert '<meta name="description" content="On water.">' in page
    assert '<html lang="de">' in page
