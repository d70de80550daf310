"""What Hugo is given to draw is what Headwater draws itself."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import headwater

Run = Callable[..., subprocess.CompletedProcess[str]]

ROW = re.compile(r"<tr data-note=\"[^\"]*\">.*?</tr>", re.DOTALL)


@pytest.fixture(scope="module")
def ours(generated: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Our own pages of the generated vault, by the place they have on the site."""
    site = tmp_path_factory.mktemp("ours") / "site"
    headwater.build(generated, site)
    pages = site.rglob("index.html")
    return {
        f"/{page.parent.relative_to(site)}/".replace("/./", "/"): page.read_text("utf-8") for page in pages
    }


@pytest.fixture(scope="module")
def theirs(generated: Path, run_script: Run, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The content files for Hugo, by the place their front matter names."""
    site = tmp_path_factory.mktemp("theirs") / "site"
    done = run_script("hugo_site.py", generated, site)
    assert done.returncode == 0, done.stderr
    pages = {}
    for file in (site / "content").rglob("*.md"):
        front, end = json.JSONDecoder().raw_decode(file.read_text("utf-8"))
        text = file.read_text("utf-8")[end:]
        pages[front.get("url", "/")] = text
        pages |= dict.fromkeys(front.get("aliases", ()), "")
    return pages


def test_it_has_the_same_pages(ours: dict[str, str], theirs: dict[str, str]) -> None:
    assert theirs.keys() == ours.keys()


def test_every_page_has_the_same_tables(ours: dict[str, str], theirs: dict[str, str]) -> None:
    assert any(ROW.search(page) for page in ours.values())
    for place, page in ours.items():
        # Ours link a claim's words to the same pages; how the links are marked up may differ.
        assert [row_of(row) for row in ROW.findall(theirs[place])] == [
            row_of(row) for row in ROW.findall(page)
        ]


def row_of(row: str) -> tuple[str, list[str]]:
    """The words of a row and where its links lead."""
    return re.sub(r"<[^>]+>", "", row), re.findall(r'href="([^"]*)"', row)
