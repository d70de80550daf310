"""Pages that Digital Garden published come back, by import and build, as pages with the same tables."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from headwater.importers.digital_garden import import_pages
from headwater.opening import open_vault
from headwater.pipeline import draw
from headwater.site.files import Site
from tests.end_to_end.conftest import SHARED
from tests.end_to_end.reading import dead_links, header, tables

KEYS = {"Original Source": "original-sources"}


def frozen(page: str) -> tuple[str, dict[str, list[str]]]:
    """The permalink of a published page and the names of the notes in each of its frozen tables."""
    permalink = json.loads(page.split("---\n")[1])["permalink"]
    found = {}
    for table in re.findall(r"<table class=\"dataview.*?</table>", page, re.DOTALL):
        title = re.findall(r"<th[^>]*><span>([^<]*)</span>", table)[0]
        rows = re.findall(r'<tr><td>.*?data-href="[^"]*/([^"/]*)\.md".*?</tr>', table, re.DOTALL)
        found[KEYS.get(title, title.lower().replace(" ", "-"))] = rows
    return permalink, found


def site_of(pages: Path, into: Path) -> Site:
    import_pages([pages], into)
    return draw(open_vault(into)).site


@pytest.fixture(params=["seeds", "own"])
def pages(request: pytest.FixtureRequest) -> Path:
    own = Path(__file__).parents[1] / "importers" / "pages"
    if request.param == "own":
        return own
    if not (SHARED / "seeds").is_dir():
        pytest.skip("the shared pages are not beside this checkout")
    return SHARED / "seeds"


def test_every_imported_page_has_the_tables_it_was_published_with(pages: Path, tmp_path: Path) -> None:
    site = site_of(pages, tmp_path / "vault")
    for file in pages.iterdir():
        permalink, expected = frozen(file.read_text())
        page = site.pages[permalink.lstrip("/") + "index.html"].decode()
        assert {key: sorted(rows) for key, rows in tables(page).items()} == {
            key: sorted(rows) for key, rows in expected.items()
        }
        for key, rows in expected.items():
            assert header(page, key)[0].endswith(f" {len(rows)}")


def test_an_imported_garden_has_no_dead_links(pages: Path, tmp_path: Path) -> None:
    assert dead_links(site_of(pages, tmp_path / "vault")) == []


def test_no_claim_of_an_imported_garden_loses_a_word(pages: Path, tmp_path: Path) -> None:
    site = site_of(pages, tmp_path / "vault")
    assert not [place for place in site.pages if b"unpublished note" in site.pages[place]]
