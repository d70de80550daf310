"""What Hugo and Eleventy are given to draw is what Headwater draws itself."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

ROW = re.compile(r"<tr data-note=\"[^\"]*\">.*?</tr>", re.DOTALL)
MARKDOWN_ROW = re.compile(r"^\| (.*) \|$", re.MULTILINE)
ROW_LINK = re.compile(r"\[[^\]]*\]\(/")
RELATIVE = re.compile(r'(?<=href=")\.{1,2}/[^"]*')


@pytest.fixture(scope="module")
def ours(built: Path) -> dict[str, str]:
    """Our own pages of the generated vault, links from the root, by the place they have on the site."""
    pages: dict[str, str] = {}
    for page in built.rglob("index.html"):
        place = f"/{page.parent.relative_to(built)}/".replace("/./", "/")
        pages[place] = RELATIVE.sub(partial(from_root, place), page.read_text("utf-8"))
    return pages


def from_root(place: str, link: re.Match[str]) -> str:
    """A link on the page at a place, as it is written for the others."""
    return urljoin(place, link[0])


@pytest.fixture(scope="module")
def rivals(built: Path, run_script: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sites for all other generators."""
    folder = tmp_path_factory.mktemp("theirs") / "rivals"
    done = run_script("rival_sites.py", built, folder, "hugo-markdown", "hugo-html", "eleventy")
    assert done.returncode == 0, done.stderr
    return folder


def contents_of(site: Path) -> dict[Path, tuple[dict[str, Any], str]]:
    """The front matter and the text of every content file, by its path."""
    contents = {}
    for file in (site / "content").rglob("*.md"):
        whole = file.read_text("utf-8").removeprefix("---json\n")
        front, end = json.JSONDecoder().raw_decode(whole)
        contents[file.relative_to(site / "content")] = front, whole[end:].removeprefix("\n---\n")
    return contents


@pytest.fixture(scope="module")
def hugo_html(rivals: Path) -> dict[str, str]:
    """The texts for Hugo with tables in HTML, by the place their front matter names."""
    pages: dict[str, str] = {}
    for front, text in contents_of(rivals / "hugo-html").values():
        pages |= dict.fromkeys(front["aliases"], "")
        pages[front.get("url", "/")] = text
    return pages


def test_hugo_is_given_the_same_pages(ours: dict[str, str], hugo_html: dict[str, str]) -> None:
    assert hugo_html.keys() == ours.keys()


def test_every_page_has_the_same_tables(ours: dict[str, str], hugo_html: dict[str, str]) -> None:
    assert any(ROW.search(page) for page in ours.values())
    for place, page in ours.items():
        # Ours link a claim's words to the same pages; how the links are marked up may differ.
        assert [row_of(row) for row in ROW.findall(hugo_html[place])] == [
            row_of(row) for row in ROW.findall(page)
        ]


def test_tables_in_markdown_have_the_same_words_and_links(ours: dict[str, str], rivals: Path) -> None:
    for front, text in contents_of(rivals / "hugo-markdown").values():
        rows = [row for row in MARKDOWN_ROW.findall(text) if ROW_LINK.match(row)]
        page = ours[front.get("url", "/")]
        assert [markdown_row_of(row) for row in rows] == [
            row_of(row) for row in ROW.findall(page) if 'href="' in row.partition("</th>")[0]
        ]


def test_eleventy_is_given_what_hugo_is_and_the_pages_that_hugo_adds(
    ours: dict[str, str], rivals: Path
) -> None:
    theirs = contents_of(rivals / "eleventy")
    permalinks = {front["permalink"] for front, _text in theirs.values()}
    assert permalinks == {f"{place}index.html" for place in ours} | {"/404.html"}
    for path, (front, text) in contents_of(rivals / "hugo-markdown").items():
        given, its_text = theirs[path if path.name != "_index.md" else Path("index.md")]
        assert its_text.strip() == text.strip()
        assert all(given[name] == front[name] for name in ("title", "description", "class", "kind", "meta"))


def test_a_site_is_not_written_over_another(built: Path, run_script: Run, tmp_path: Path) -> None:
    done = run_script("rival_sites.py", built, tmp_path, "eleventy")
    assert done.returncode == 2
    assert "exists" in done.stderr


def markdown_row_of(row: str) -> tuple[str, list[str]]:
    """The words of a row in Markdown and where its links lead."""
    linked = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]*)\)")
    return linked.sub(r"\1", row).replace(" | ", "", 1), [link[1] for link in linked.findall(row)]


def row_of(row: str) -> tuple[str, list[str]]:
    """The words of a row and where its links lead."""
    return re.sub(r"<[^>]+>", "", row), re.findall(r'href="([^"]*)"', row)
