"""Write a Hugo site of the pages that Headwater builds from a generated vault.

    python benchmarks/hugo_site.py /tmp/vault /tmp/hugo

The vault is built once; each page becomes a content file with the same permalink. Its title, which holds the
claim and its links, becomes Markdown for Hugo to draw; the tables and lists below stay the HTML that they
are, which Hugo copies. So Hugo is given the least work that leads to the same pages: links are resolved,
sources traced, tables drawn. (Tables in Markdown take it longer: it parses a claim again in each of them.)
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
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
    r'(?:<p class="kind">(?P<kind>.*?)</p>\s*)?<h1>(?P<heading>.*?)</h1>\s*'
    r'(?:<p class="meta">(?P<meta>.*?)</p>\s*)?</header>\s*(?P<content>.*?)</article>',
    re.DOTALL,
)
_REDIRECT = re.compile(r'http-equiv="refresh" content="0; url=(?P<target>[^"]+)"')
_LINK = re.compile(r'<a [^>]*?href="(?P<address>[^"]*)"[^>]*>(?P<words>.*?)</a>')


def write_hugo_site(vault: Path, folder: Path) -> int:
    """Write the site into a folder.

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
    for place, front, text in _contents(pages):
        _write(folder / "content" / place, f"{json.dumps(front, ensure_ascii=False, indent=1)}\n\n{text}")
        written += 1
    return written


def _contents(pages: Mapping[str, str]) -> Iterator[tuple[str, Mapping[str, object], str]]:
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
            yield "_index.md", front, _text(match)
        else:
            yield f"{place[1:-1]}.md", {**front, "url": place}, _text(match)


def _front_matter(match: re.Match[str]) -> Mapping[str, object]:
    return {
        "title": unescape(match["title"]),
        "description": unescape(match["description"] or ""),
        "class": match["class"] or "",
        "kind": match["kind"] or "",
        "meta": match["meta"] or "",
        "crumbs": re.findall(r"<li>(.*?)</li>", match["crumbs"] or ""),
    }


def _text(match: re.Match[str]) -> str:
    """The title as Markdown, then the rest of the page as one block of HTML, which no empty line may end."""
    heading = _LINK.sub(r"[\g<words>](\g<address>)", match["heading"])
    content = re.sub(r"\n{2,}", "\n", match["content"])
    return f"# {heading}\n\n{content}"


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
    options = parser.parse_args(arguments)
    if options.folder.exists():
        parser.error(f"{options.folder} exists")
    written = write_hugo_site(options.vault, options.folder)
    print(f"{options.folder}: {written:,} pages", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
