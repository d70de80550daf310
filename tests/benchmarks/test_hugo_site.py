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
    done = run_script("hugo_site.py", generated, site, "--tables", "html")
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


def test_tables_in_markdown_have_the_same_words_and_links(
    ours: dict[str, str], generated: Path, run_script: Run, tmp_path: Path
) -> None:
    assert run_script("hugo_site.py", generated, tmp_path / "site").returncode == 0
    for place, page in ours.items():
        file = tmp_path / "site" / "content" / (f"{place[1:-1]}.md" if place != "/" else "_index.md")
        if file.exists():
            written = re.findall(r"^\| (.*) \|$", file.read_text("utf-8"), re.MULTILINE)
            assert [markdown_row_of(row) for row in written if ROW_LINK.match(row)] == [
                row_of(row) for row in ROW.findall(page) if 'href="' in row.partition("</th>")[0]
            ]


ROW_LINK = re.compile(r"\[[^\]]*\]\(/")


def markdown_row_of(row: str) -> tuple[str, list[str]]:
    """The same of a row in Markdown."""
    linked = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]*)\)")
    return linked.sub(r"\1", row).replace(" | ", "", 1), [link[1] for link in linked.findall(row)]


def row_of(row: str) -> tuple[str, list[str]]:
    """The words of a row and where its links lead."""
    return re.sub(r"<[^>]+>", "", row), re.findall(r'href="([^"]*)"', row)
