"""Pages of small vaults, drawn in memory, and what tests look for in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

import pytest

from headwater.pipeline import BuiltSite, draw
from headwater.scope import Scope
from tests.end_to_end.reading import pages
from tests.views.reading import EVERYTHING
from tests.written import WriteVault


def built(vault: WriteVault, files: Mapping[str, str | bytes], scope: Scope = EVERYTHING) -> BuiltSite:
    """The site of a vault that holds these files."""
    return draw(vault(files), scope)


def drawn(vault: WriteVault, files: Mapping[str, str | bytes], scope: Scope = EVERYTHING) -> dict[str, str]:
    """Every page of the site of a vault that holds these files, by its place, with absolute links."""
    return dict(pages(built(vault, files, scope).site))


def part(page: str, start: str, end: str) -> str:
    """What stands between two strings of a page."""
    assert start in page, f"there is no {start!r} on the page"
    return page.partition(start)[2].partition(end)[0]


def heading(page: str) -> str:
    """What stands in a page's title of the first level, as HTML."""
    return part(page, "<h1", "</h1>").partition(">")[2]


def words(html: str) -> str:
    """What a reader sees of some HTML: its words, one space apart."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def row(page: str, name: str) -> str:
    """The first table row of a note, as HTML."""
    found = re.search(rf'<tr data-note="{re.escape(name)}".*?</tr>', page, re.DOTALL)
    if found is None:
        pytest.fail(f"no table has a row for {name!r}")
    return found[0]
