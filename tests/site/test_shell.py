"""What surrounds every page, given the page's parts."""

from __future__ import annotations

from headwater.site.root import LOST, ROOT, rooted
from headwater.site.shell import LONGEST_TITLE, Crumb, NoteFacts, PageParts, Shell
from tests.end_to_end.reading import html_errors
from tests.site.drawn import heading, part

SHELL = Shell("Wells & <Springs>", "en-GB", [f'<a href="{ROOT}overview/tags/">Tags</a>'])
HOSTILE = '"><script>alert(1)</script>&'


def page(parts: PageParts, shell: Shell = SHELL) -> str:
    html = rooted(shell.page(parts), LOST, "garden").decode()
    assert html_errors(html) == []
    return html


def facts(*, home: bool = False, hostile: str = "") -> NoteFacts:
    return NoteFacts(f"note{hostile}", f"kind{hostile}", "kind", "", "", False, (f"tag{hostile}",), home)


def test_no_plain_text_of_a_page_becomes_markup() -> None:
    crumbs = (Crumb(f"up{HOSTILE}", f"/up/{HOSTILE}"),)
    parts = PageParts(f"A{HOSTILE}", description=HOSTILE, crumbs=crumbs, note=facts(hostile=HOSTILE))
    html = page(parts, Shell(HOSTILE, HOSTILE, []))
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") >= 8


def test_the_heading_keeps_its_markup_and_the_title_in_the_tab_is_plain() -> None:
    html = page(PageParts("Dry cores", heading="Dry <em>cores</em>"))
    assert heading(html) == "Dry <em>cores</em>"
    assert part(html, "<title>", "</title>") == "Dry cores · Wells &amp; &lt;Springs&gt;"


def test_without_a_heading_of_its_own_a_page_is_headed_by_its_title() -> None:
    assert heading(page(PageParts("Cores < rims"))) == "Cores &lt; rims"


def test_a_long_title_is_cut_in_the_tab_and_whole_on_the_page() -> None:
    title = "word " * 60 + "end"
    html = page(PageParts(title))
    assert heading(html) == title
    assert len(part(html, "<title>", " ·")) <= LONGEST_TITLE + 1


def test_a_page_without_a_description_has_none_for_search_engines() -> None:
    assert 'name="description"' not in page(PageParts("A"))


def test_every_page_leads_home_and_to_the_overviews_and_skips_to_its_text() -> None:
    html = page(PageParts("A"))
    assert '<a class="site-title" dir="auto" href="/garden/">Wells &amp; &lt;Springs&gt;</a>' in html
    assert '<li><a href="/garden/overview/tags/">Tags</a></li>' in html
    assert '<a class="skip" href="#main">' in html
    assert '<main id="main">' in html


def test_a_site_without_overviews_has_no_navigation() -> None:
    assert "<nav" not in page(PageParts("A"), Shell("A", "en", []))


def test_the_stylesheet_lies_on_the_site_itself_and_its_address_changes_with_it() -> None:
    assert '<link rel="stylesheet" href="/garden/assets/headwater.css?v=' in page(PageParts("A"))


def test_the_facts_of_a_note_stand_below_its_title_but_not_on_the_home_page() -> None:
    assert '<code class="id">note</code>' in page(PageParts("A", note=facts()))
    assert '<code class="id">' not in page(PageParts("A", note=facts(home=True)))


def test_a_note_without_facts_has_no_empty_line_for_them() -> None:
    bare = NoteFacts("", "", "page", "", "", False, (), False)
    assert 'class="meta"' not in page(PageParts("A", note=bare))
    for one in ({"id": "a"}, {"created": "a"}, {"updated": "a"}, {"withheld": True}, {"tags": ("a",)}):
        assert 'class="meta"' in page(PageParts("A", note=bare._replace(**one)))


def test_no_text_of_a_page_brings_in_what_no_html_document_may_hold() -> None:
    bad = "a\x1b\x08\x7f\x85\ufdd0\ufffeb"
    parts = PageParts(bad, description=bad, crumbs=(Crumb(bad, "/a/"),), note=facts(hostile=bad))
    html = page(parts, Shell(bad, bad, []))
    assert html.count("ab") >= 8


def test_the_text_of_a_page_stands_above_its_sections() -> None:
    html = page(PageParts("A", body="<p>text</p>", sections=[b"<section><h2>B</h2></section>"]))
    assert html.index("<p>text</p>") < html.index("<section>")
    assert '<div class="text">' not in page(PageParts("A"))


def test_a_page_that_moved_leads_on_without_a_script() -> None:
    html = SHELL.redirect("/garden/?a&b").decode()
    assert html_errors(html) == []
    assert '<meta http-equiv="refresh" content="0; url=/garden/?a&amp;b">' in html
    assert '<link rel="canonical" href="/garden/?a&amp;b">' in html
    assert '<a href="/garden/?a&amp;b">here</a>' in html


def test_what_was_drawn_before_makes_no_difference_to_a_page() -> None:
    shared = Shell("A", "en", [])
    bare = NoteFacts("", "", "page", "", "", False, (), False)
    several = [
        PageParts(title, heading, anchor, "of it", body, [b"<p>below</p>"], crumbs, note)
        for title in ("A", "B", "C", "0", "")
        for heading, anchor, body in (("", "", ""), ("<i>h</i>", "h", "<p>1</p>"))
        for crumbs in ((), (Crumb("up", "/up/"),), (Crumb("down", "/down/"),))
        for note in (None, bare, bare._replace(tags=("t", "u")), bare._replace(tags=("v",), created="c"))
    ]
    assert [shared.page(parts) for parts in several] == [
        Shell("A", "en", []).page(parts) for parts in several
    ]
