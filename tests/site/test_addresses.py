"""Where pages and files lie, and what links in published text lead to."""

from __future__ import annotations

import re

import pytest

from headwater.errors import PublicationError
from headwater.publication import Publication
from headwater.site.addresses import Addresses
from headwater.site.render import EmbeddedText, FileTarget, PageTarget
from headwater.site.root import ROOT
from headwater.vault.notes import Link, NotePath
from tests.site.drawn import built, drawn, part
from tests.views.reading import UNPUBLISHED, published
from tests.written import WriteVault

PAGE = NotePath("Notes/A page.md")


@pytest.fixture
def publication(vault: WriteVault) -> Publication:
    return published(
        vault(
            {
                PAGE: "![[A scan.png]] and [[Home]]",
                "Home.md": "---\ndg-home: true\n---\n# Part\nWords.\n",
                "Insights/claim.md": "",
                "Private.md": UNPUBLISHED,
                "Pictures/A scan.png": b"",
                "Pictures/unused.png": b"",
            }
        )
    )


def link(target: str, subpath: str = "") -> Link:
    return Link(target, subpath, "", embed=False, line=1)


def test_a_page_lies_at_its_permalink_and_the_home_note_at_the_root(publication: Publication) -> None:
    addresses = Addresses(publication)
    assert addresses.page(PAGE).href == f"{ROOT}notes/a-page/"
    assert addresses.outputs[PAGE] == "notes/a-page/index.html"
    assert addresses.page(NotePath("Home.md")).href == ROOT
    assert addresses.outputs[NotePath("Home.md")] == "index.html"


def test_the_target_of_a_link_tells_the_kind_of_the_note(publication: Publication) -> None:
    assert Addresses(publication).page_or_file(link("claim"), PAGE) == PageTarget(
        f"{ROOT}insights/claim/", "", "insight"
    )


def test_a_link_leads_to_published_notes_and_to_files_they_show_and_nowhere_else(
    publication: Publication,
) -> None:
    addresses = Addresses(publication)
    assert addresses.page_or_file(link("A scan.png"), PAGE) == FileTarget(
        f"{ROOT}files/Pictures/A%20scan.png", "A scan.png"
    )
    for target in ("Private", "unused.png", "nothing"):
        assert addresses.page_or_file(link(target), PAGE) is None


def test_an_embed_shows_a_note_a_part_of_it_or_a_file(publication: Publication) -> None:
    addresses = Addresses(publication)
    shown = addresses.embedded(link("Home", "Part"), PAGE)
    assert shown == EmbeddedText("Home.md#Part", "# Part\nWords.", PageTarget(ROOT, "", "page"), "Home.md")
    assert isinstance(addresses.embedded(link("A scan.png"), PAGE), FileTarget)
    for missing in (link("Home", "No such part"), link("Private"), link("nothing")):
        assert addresses.embedded(missing, PAGE) is None


def test_two_permalinks_that_differ_in_letter_case_are_one(vault: WriteVault) -> None:
    files = {"a.md": "---\ndg-permalink: Water\n---\n", "water.md": ""}
    with pytest.raises(PublicationError, match="two notes would have the permalink") as raised:
        Addresses(published(vault(files)))
    assert "dg-permalink" in (raised.value.hint or "")


def test_a_permalink_that_leads_out_of_the_site_is_an_error_that_names_the_note(vault: WriteVault) -> None:
    opened = vault({"a.md": "---\ndg-permalink: /../a/\n---\n"})
    with pytest.raises(PublicationError, match=r"a\.md"):
        Addresses(published(opened))


def test_only_files_that_published_notes_show_are_copied_under_their_paths(vault: WriteVault) -> None:
    files = {"a.md": "![[p.png]]", "b.md": UNPUBLISHED + "![[q.png]]", "Pictures/p.png": "", "q.png": ""}
    assert list(built(vault, files).site.attachments) == ["files/Pictures/p.png"]


def test_a_link_to_a_heading_that_is_not_there_leads_to_its_page(vault: WriteVault) -> None:
    text = "[[n#Part]] [[n#Gone]] [[#Gone]] [[n#^here]] [[n#^gone]] [[a.pdf#page=2]]"
    files: dict[str, str | bytes] = {"m.md": text, "n.md": "Words ^here\n\n## Part\n", "a.pdf": b""}
    page = drawn(vault, files)["m/index.html"]
    assert re.findall(r'href="([^"]*)"', part(page, '<div class="text">', "</div>")) == [
        "/n/#part",
        "/n/",
        "/n/#^here",
        "/n/",
        "/files/a.pdf#page=2",
    ]
    assert '<span class="missing">Gone</span>' in page


def test_links_to_the_heading_that_is_a_page_s_title_lead_to_the_title(vault: WriteVault) -> None:
    pages = drawn(vault, {"m.md": "[[n#A *b*]]", "n.md": "# A *b*\nWords."})
    assert 'href="/n/#a-b"' in pages["m/index.html"]
    assert '<h1 dir="auto" id="a-b">' in pages["n/index.html"]


def test_links_to_the_block_that_is_a_claim_lead_to_the_title(vault: WriteVault) -> None:
    claim = "# Content\n- Cores dry out ^cores\n"
    pages = drawn(vault, {"m.md": "[[2025-01-29 10-39-27#^cores]]", "Insights/2025-01-29 10-39-27.md": claim})
    assert 'href="/insights/2025-01-29-10-39-27/#^cores"' in pages["m/index.html"]
    assert '<h1 dir="auto" id="^cores">' in pages["insights/2025-01-29-10-39-27/index.html"]
