"""Write a Hugo site of the pages that Headwater builds from a generated vault.

    python benchmarks/hugo_site.py /tmp/vault /tmp/hugo

The vault is built once; each page becomes a content file with the same permalink. Links are resolved, sources
traced and tables written out for Hugo, so that it has nothing to do but to draw the pages. Its title and its
tables and lists are Markdown, as one writes them for Hugo. With `--tables html` the tables and lists stay the
HTML that they are, which Hugo only copies: the least work that leads to the same pages.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from pathlib import Path

import headwater

LAYOUT = Path(__file__).with_name("hugo_layouts") / "page.html"
LAYOUTS = ("page.html", "home.html", "404.html")
"""The layouts a site needs; all pages look alike."""

CONFIGURATION = {
    "baseURL": "https://example.org/",
    "locale": "en",
    "disableKinds": ["section", "taxonomy", "term", "rss", "sitemap", "robotstxt"],
    "markup": {
        "goldmark": {
            "renderer": {"unsafe": True},
            "parser": {"autoHeadingID": False},
            "extensions": {"typographer": {"disable": True}},
        }
    },
}
"""Nothing is made but pages, and nothing is done to their text but what CommonMark asks for."""

_SITE = re.compile(
    r'<a class="site-title"[^>]*>(?P<title>.*?)</a>\s*<nav[^>]*><ul>(?P<navigation>.*?)</ul></nav>', re.DOTALL
)
_PAGE = re.compile(
    r"<title>(?P<title>.*?)</title>\n"
    r'(?:<meta name="description" content="(?P<description>[^"]*)">)?.*?'
    r'<main id="main"(?: class="(?P<class>[^"]*)")?>\s*'
    r'(?:<nav class="crumbs"[^>]*><ol>(?P<crumbs>.*?)</ol></nav>\s*)?<article>\s*<header[^>]*>\s*'
    r'(?:<p class="kind">(?P<kind>.*?)</p>\s*)?<h1[^>]*>(?P<heading>.*?)</h1>\s*'
    r'(?:<p class="meta">(?P<meta>.*?)</p>\s*)?</header>\s*(?P<content>.*?)</article>',
    re.DOTALL,
)
_REDIRECT = re.compile(r'http-equiv="refresh" content="0; url=(?P<target>[^"]+)"')
_LINK = re.compile(r'<a [^>]*?href="(?P<address>[^"]*)"[^>]*>(?P<words>.*?)</a>')


_TABLE = re.compile(
    r'<div class="table-scroll"><table[^>]*>\n<thead>(?P<head>.*?)</thead>\n<tbody>\n(?P<rows>.*?)</tbody>'
    r"</table></div>",
    re.DOTALL,
)
_ROW = re.compile(r"<tr[^>]*>(?P<cells>.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t[hd][^>]*>(?P<cell>.*?)</t[hd]>", re.DOTALL)
_ITEM = re.compile(r"<li>(?P<item>.*?)</li>", re.DOTALL)
_HEADING = re.compile(r"<h(?P<level>[23])>(?P<words>.*?)</h[23]>")
_COUNT = re.compile(r'<span class="count">(\d+)</span>')


def write_hugo_site(vault: Path, folder: Path, *, markdown_tables: bool = True) -> int:
    """Write the site into a folder.

    Args:
        vault: A generated vault.
        folder: A new folder.
        markdown_tables: Whether tables and lists are Markdown, or HTML that Hugo copies.

    Returns:
        How many pages were written as content; Hugo adds redirects and the page not found.
    """
    with tempfile.TemporaryDirectory(prefix="headwater-pages-") as scratch:
        built = Path(scratch) / "site"
        headwater.build(vault, built)
        shutil.copytree(built / "assets", folder / "static" / "assets")
        pages = {_place(page, built): page.read_text(encoding="utf-8") for page in built.rglob("index.html")}
    for name in LAYOUTS:
        _write(folder / "layouts" / name, LAYOUT.read_text(encoding="utf-8"))
    site = _SITE.search(pages["/"])
    if site is None:
        raise SystemExit("the home page has no title and navigation to read")
    params = {"navigation": site["navigation"]}
    configuration = {**CONFIGURATION, "title": unescape(site["title"]), "params": params}
    _write(folder / "hugo.json", json.dumps(configuration))
    written = 0
    below = _as_markdown if markdown_tables else _as_it_is
    for place, front, text in _contents(pages, below):
        _write(folder / "content" / place, f"{json.dumps(front, ensure_ascii=False, indent=1)}\n\n{text}")
        written += 1
    return written


def _contents(
    pages: Mapping[str, str], below: Callable[[str], str]
) -> Iterator[tuple[str, Mapping[str, object], str]]:
    """The place, the front matter and the text of the content file for each page that is no redirect."""
    moved = {place: found["target"] for place, page in pages.items() if (found := _REDIRECT.search(page))}
    for place, page in pages.items():
        if place in moved:
            continue
        match = _PAGE.search(page)
        if match is None:
            raise SystemExit(f"{place} is not laid out as expected")
        aliases = [alias for alias, target in moved.items() if target == place]
        front = {**_front_matter(match), "aliases": aliases}
        if place == "/":
            yield "_index.md", front, _text(match, below)
        else:
            yield f"{place[1:-1]}.md", {**front, "url": place}, _text(match, below)


def _front_matter(match: re.Match[str]) -> Mapping[str, object]:
    return {
        "title": unescape(match["title"]),
        "description": unescape(match["description"] or ""),
        "class": match["class"] or "",
        "kind": match["kind"] or "",
        "meta": match["meta"] or "",
        "crumbs": re.findall(r"<li>(.*?)</li>", match["crumbs"] or ""),
    }


def _text(match: re.Match[str], below: Callable[[str], str]) -> str:
    """The title as Markdown, then the rest of the page."""
    return f"# {_words(match['heading'])}\n\n{below(match['content'])}"


def _as_it_is(content: str) -> str:
    """The HTML as one block, which no empty line may end."""
    return re.sub(r"\n{2,}", "\n", content)


def _as_markdown(content: str) -> str:
    """Tables, lists and headings as Markdown; what is neither stays HTML."""
    content = _TABLE.sub(_markdown_table, content)
    content = _ITEM.sub(lambda match: f"\n- {_words(match['item'])}", content)
    content = _HEADING.sub(
        lambda match: f"\n\n{'#' * int(match['level'])} {_words(match['words'])}\n", content
    )
    return re.sub(r"</?(?:section|ul|ol|div)[^>]*>", "\n\n", content)


def _markdown_table(match: re.Match[str]) -> str:
    rows = [_CELL.findall(row["cells"]) for row in _ROW.finditer(match["head"] + match["rows"])]
    lines = [f"| {' | '.join(_words(cell).replace('|', '&#124;') for cell in row)} |" for row in rows]
    return "\n\n" + "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]]) + "\n\n"


def _words(html: str) -> str:
    """HTML within a line with its links as Markdown."""
    return _LINK.sub(r"[\g<words>](\g<address>)", _COUNT.sub(r"\1", html))


def _place(page: Path, site: Path) -> str:
    """The permalink of a page."""
    folder = page.parent.relative_to(site).as_posix()
    return "/" if folder == "." else f"/{folder}/"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, write the site, say what was written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("vault", metavar="VAULT", type=Path, help="a generated vault")
    parser.add_argument("folder", metavar="DIR", type=Path, help="a new folder")
    parser.add_argument(
        "--tables", choices=("markdown", "html"), default="markdown", help="how tables are given to Hugo"
    )
    options = parser.parse_args(arguments)
    if options.folder.exists():
        parser.error(f"{options.folder} exists")
    written = write_hugo_site(options.vault, options.folder, markdown_tables=options.tables == "markdown")
    print(f"{options.folder}: {written:,} pages", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
