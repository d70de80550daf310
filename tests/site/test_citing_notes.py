"""How readers cite the notes of a site themselves."""

from __future__ import annotations

import json
from html import unescape

import pytest

from headwater.scope import Scope
from tests.cited_notes import PUBLISHED, TAKEAWAY_PAGE, files
from tests.site.drawn import drawn, part, words
from tests.written import WriteVault, vault

__all__ = ["vault"]
SITE = "[site]\ntitle = 'Rivers'\nauthor = 'Reed, Ann'\nbase-url = 'https://example.org/garden/'\n"


def test_a_note_says_how_it_is_cited(vault: WriteVault) -> None:
    page = drawn(vault, files("") | {"headwater.toml": SITE}, Scope())[TAKEAWAY_PAGE]
    cited = words(part(page, '<p class="citation">', "</p>"))
    assert cited == (
        "Reed, Ann. “Rivers are slow.” Rivers, May 4, 2025. "
        "https://example.org/garden/takeaways/2025-05-04-09-00-00/ ."
    )


def test_a_note_says_so_as_data_for_other_forms(vault: WriteVault) -> None:
    page = drawn(vault, files("") | {"headwater.toml": SITE}, Scope())[TAKEAWAY_PAGE]
    item = json.loads(unescape(part(page, 'data-item="', '"')))
    assert item == {
        "id": "rivers-2025-05-04-09-00-00",
        "type": "webpage",
        "title": "Rivers are slow.",
        "container-title": "Rivers",
        "author": [{"family": "Reed", "given": "Ann"}],
        "issued": {"date-parts": [[2025, 5, 4]]},
        "URL": "https://example.org/garden/takeaways/2025-05-04-09-00-00/",
        "language": "en",
    }


def test_without_author_and_address_the_rest_is_told(vault: WriteVault) -> None:
    page = drawn(vault, files(""), Scope())[TAKEAWAY_PAGE]
    assert words(part(page, '<p class="citation">', "</p>")) == "“Rivers are slow.” Rivers, May 4, 2025."


@pytest.mark.parametrize("title", ["Is it slow?", 'He said "<b>slow</b>" & left', "Ends."])
def test_a_title_of_any_signs_is_cited(vault: WriteVault, title: str) -> None:
    given = {"Pages/A.md": PUBLISHED.format(f"title: {json.dumps(title)}\n")}
    page = drawn(vault, given, Scope())["pages/a/index.html"]
    sign = "" if title.endswith(("?", ".")) else "."
    assert f"“{title}{sign}” Notes." in words(part(page, '<p class="citation">', "</p>"))
    assert json.loads(unescape(part(page, 'data-item="', '"')))["title"] == title


def test_sources_and_the_home_page_are_not_cited_as_notes(vault: WriteVault) -> None:
    given = files("") | {"Home.md": PUBLISHED.format("dg-home: true\n")}
    pages = drawn(vault, given, Scope())
    assert "cite-note" not in pages["index.html"]
    assert "cite-note" not in pages["evidence-sources/adler-slow-rivers2019/index.html"]
