"""Old addresses of notes, and what readers find there."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urljoin

import pytest

from headwater.building import build
from headwater.problems import Problem
from tests.site.drawn import built
from tests.views.reading import EVERYTHING, UNPUBLISHED
from tests.written import WriteVault


def noted(*lines: str) -> str:
    return "\n".join(["---", *lines, "---", ""])


def drawn(vault: WriteVault, files: Mapping[str, str]) -> tuple[dict[str, str], list[Problem]]:
    """The files of a site by their places, and what is said of old addresses."""
    site = built(vault, files)
    pages = {
        place: data.decode() for place, data in site.site.pages.items() if not place.startswith("assets/")
    }
    return pages, [found for found in site.problems if found.code == "no-redirect"]


def leads(pages: Mapping[str, str], place: str) -> str:
    """Where the page at a place sends its readers; empty if it is no such page."""
    _, _, rest = pages[place].partition('<meta http-equiv="refresh" content="0; url=')
    href = rest.partition('"')[0]
    if not href:
        return ""
    assert f'<link rel="canonical" href="{href}">' in pages[place]
    assert f'<a href="{href}">' in pages[place]
    return urljoin(f"/{place}", href)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("/research/old/", "research/old/index.html"),
        ("research/old", "research/old/index.html"),
        ("/old/index.html", "old/index.html"),
        ("/old.html", "old.html/index.html"),
        ("/b%C3%BCcher/", "bücher/index.html"),
        ("/椎間板/", "椎間板/index.html"),
    ],
)
def test_an_address_that_an_author_lists_leads_to_the_note(
    address: str, place: str, vault: WriteVault
) -> None:
    pages, problems = drawn(vault, {"Insights/i.md": noted(f"redirect_from: {address}")})
    assert leads(pages, place) == "/insights/i/"
    assert problems == []


def test_several_addresses_lead_to_one_note_and_hosts_are_told_of_all(vault: WriteVault) -> None:
    toml = '[site]\nbase_url = "https://example.org/garden/"\n'
    note = noted("redirect_from:", "  - /a/", "  - /b c:*/", "aliases: [Other name]")
    pages, _ = drawn(vault, {"headwater.toml": toml, "Insights/i.md": note})
    assert pages["_redirects"] == (
        "/garden/a/ /garden/insights/i/ 301\n"
        "/garden/b%20c%3A%2A/ /garden/insights/i/ 301\n"
        "/garden/insights/other-name/ /garden/insights/i/ 301\n"
    )
    assert leads(pages, "insights/other-name/index.html") == "/insights/i/"


def test_an_alias_leads_on_from_beside_the_page_wherever_that_lies(vault: WriteVault) -> None:
    note = noted("dg-permalink: /chosen/place/", "aliases: [MSCs, 椎間板, '/']")
    pages, problems = drawn(vault, {"Insights/i.md": note})
    assert leads(pages, "chosen/ms-cs/index.html") == "/chosen/place/"
    assert leads(pages, "chosen/椎間板/index.html") == "/chosen/place/"
    assert problems == []


def test_a_page_comes_before_any_old_address(vault: WriteVault) -> None:
    files = {
        "Insights/i.md": noted(
            "redirect_from: [/insights/j/, /overview/insights/, /insights/i/]", "aliases: [J]"
        ),
        "Insights/j.md": "Text of j\n",
    }
    pages, problems = drawn(vault, files)
    assert "Text of j" in pages["insights/j/index.html"]
    assert leads(pages, "overview/insights/index.html") == leads(pages, "insights/i/index.html") == ""
    assert "_redirects" not in pages
    assert [found.message.removeprefix("readers cannot be led on from ") for found in problems] == [
        "'/insights/j/': the page of 'Insights/j.md' lies there",
        "'/overview/insights/': the site needs the place for a file of its own",
    ]


def test_of_two_notes_that_claim_an_address_the_first_has_it_and_both_are_named(vault: WriteVault) -> None:
    files = {
        "Insights/a.md": noted("aliases: [Old]"),
        "Insights/b.md": noted("redirect_from: /Insights/Old/"),
        "Insights/c.md": noted("redirect_from: /insights/old/"),
    }
    pages, problems = drawn(vault, files)
    assert leads(pages, "Insights/Old/index.html") == "/insights/b/"
    assert sorted((found.path, found.message.rpartition(": ")[2]) for found in problems) == [
        ("Insights/a.md", "'Insights/b.md' claims it, too, and comes first"),
        ("Insights/c.md", "'Insights/b.md' claims it, too, and comes first"),
    ]


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "''",
        "/../up/",
        "/a//b/",
        "/index.html/",
        "/assets/headwater.css/",
        "/files/x.png/",
        "/_redirects/",
        "/.headwater-lock/",
        f"/{'x' * 300}/",
    ],
)
def test_an_address_where_no_page_can_lie_is_refused_and_nothing_else_is(
    address: str, vault: WriteVault
) -> None:
    files = {
        "Insights/i.md": noted(f"redirect_from: {address}") + "![[x.png]]\n",
        "x.png": "",
        "Home.md": noted("dg-home: true"),
    }
    opened = vault(files)
    report = build(opened.root, opened.root.parent / f"{opened.root.name}-site", EVERYTHING, cache=False)
    assert [found.path for found in report.problems if found.code == "no-redirect"] == ["Insights/i.md"]


def test_no_name_and_no_address_of_a_withheld_note_reaches_the_site(vault: WriteVault) -> None:
    secret = UNPUBLISHED.replace("---\n", "---\naliases: [CANARY]\nredirect_from: /canary/\n", 1)
    note = noted('aliases: ["[[Secret CANARY]]"]')
    pages, problems = drawn(vault, {"Secret CANARY.md": secret, "a.md": note})
    assert not [place for place, page in pages.items() if "canary" in f"{place}{page}".casefold()]
    assert "_redirects" not in pages
    assert problems == []


def test_the_path_that_a_chosen_permalink_hides_stays_hidden(vault: WriteVault) -> None:
    pages, _ = drawn(vault, {"Private folder/i.md": noted("dg-permalink: /open/")})
    assert not [place for place, page in pages.items() if "private" in f"{place}{page}".casefold()]


def test_the_address_of_the_home_note_by_its_path_leads_home(vault: WriteVault) -> None:
    pages, _ = drawn(vault, {"Notes/Start.md": noted("dg-home: true")})
    assert leads(pages, "notes/start/index.html") == "/"
    assert pages["_redirects"] == "/notes/start/ / 301\n"


def test_addresses_beneath_the_file_of_a_page_lead_nowhere_as_that_is_no_folder(vault: WriteVault) -> None:
    listed = "redirect_from: [/insights/i/index.html/x/, /insights/i/index.md/x/, /old/index.html/x/, /old/]"
    pages, problems = drawn(vault, {"Insights/i.md": noted(listed)})
    assert not [place for place in pages if "index.html/" in place or "index.md/" in place]
    assert leads(pages, "old/index.html") == "/insights/i/"
    assert len(problems) == 3


def test_of_addresses_that_differ_in_case_alone_the_first_has_a_page_so_that_every_disk_can_hold_it(
    vault: WriteVault,
) -> None:
    pages, problems = drawn(vault, {"Insights/i.md": noted("redirect_from: [/Old/, /old/]")})
    assert [place for place in pages if place.casefold() == "old/index.html"] == ["Old/index.html"]
    assert problems == []
