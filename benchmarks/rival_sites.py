"""Write the pages of a site that Headwater built as sites for other generators.

    python benchmarks/rival_sites.py /tmp/site /tmp/rivals hugo-markdown eleventy

Each page becomes a content file with the same permalink, below a folder with the name of the kind of site.
Links are resolved, sources traced and tables written out, so that the others have nothing to do but to draw
the pages. Tables and lists are Markdown, as one writes them for these generators; in `hugo-html` they stay
the HTML that they are, which Hugo only copies: the least work that leads to the same pages.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from built_pages import BuiltSite, Page, read_pages, read_site
from page_text import with_html, with_markdown

HERE = Path(__file__).parent

HUGO = {
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

HUGO_LAYOUTS = ("page.html", "home.html", "404.html")
"""The layouts that Hugo needs; all pages look alike."""

ELEVENTY_LAYOUTS = ("page.11ty.js", "redirect.11ty.js")


class Rival(Protocol):
    """Writes the site of one kind of generator."""

    def begin(self, site: BuiltSite) -> None:
        """Write what is not a page."""

    def add(self, page: Page) -> None:
        """Write a page."""


@dataclass(frozen=True, slots=True)
class HugoSite:
    """A site for Hugo, which makes redirects from aliases and the page not found from its layout."""

    folder: Path
    markdown: bool

    def begin(self, site: BuiltSite) -> None:
        """Write configuration, layouts and assets."""
        configuration = {**HUGO, "title": site.title, "params": {"navigation": site.navigation}}
        _write(self.folder / "hugo.json", json.dumps(configuration))
        layout = (HERE / "hugo" / "page.html").read_text(encoding="utf-8")
        for name in HUGO_LAYOUTS:
            _write(self.folder / "layouts" / name, layout)
        shutil.copytree(site.folder / "assets", self.folder / "static" / "assets")

    def add(self, page: Page) -> None:
        """Write a page."""
        address = {} if page.place == "/" else {"url": page.place}
        front = _json({**page.facts, "aliases": page.aliases, **address})
        text = with_markdown(page) if self.markdown else with_html(page)
        _write(self.folder / "content" / content_file(page.place, "_index.md"), f"{front}\n\n{text}")


@dataclass(frozen=True, slots=True)
class EleventySite:
    """A site for Eleventy, which makes a page of each content file and nothing else."""

    folder: Path

    def begin(self, site: BuiltSite) -> None:
        """Write configuration, layouts, assets and the page not found."""
        _write(
            self.folder / "data" / "site.json", _json({"title": site.title, "navigation": site.navigation})
        )
        for name in ELEVENTY_LAYOUTS:
            _write(self.folder / "layouts" / name, (HERE / "eleventy" / name).read_text(encoding="utf-8"))
        shutil.copy(HERE / "eleventy" / "eleventy.config.js", self.folder)
        shutil.copytree(site.folder / "assets", self.folder / "static" / "assets")
        missing = {"title": "Not found", "permalink": "/404.html", "crumbs": ()}
        self._content("404.md", missing, "# Not found\n")

    def add(self, page: Page) -> None:
        """Write a page, and one for each of its aliases."""
        front = {**page.facts, "permalink": f"{page.place}index.html"}
        self._content(content_file(page.place, "index.md"), front, with_markdown(page))
        for alias in page.aliases:
            moved = {"layout": "redirect.11ty.js", "target": page.place, "permalink": f"{alias}index.html"}
            self._content(content_file(alias, "index.md"), moved, "")

    def _content(self, name: str, front: Mapping[str, object], text: str) -> None:
        _write(self.folder / "content" / name, f"---json\n{_json(front)}\n---\n\n{text}")


def rivals(folder: Path) -> Mapping[str, Rival]:
    """The kinds of sites, each to be written below a folder."""
    return {
        "hugo-markdown": HugoSite(folder / "hugo-markdown", markdown=True),
        "hugo-html": HugoSite(folder / "hugo-html", markdown=False),
        "eleventy": EleventySite(folder / "eleventy"),
    }


def write_sites(built: Path, sites: Sequence[Rival]) -> int:
    """Write a built site's pages for other generators.

    Returns:
        How many pages were written, redirects and the page not found not counted.
    """
    common = read_site(built)
    for site in sites:
        site.begin(common)
    written = 0
    for page in read_pages(built):
        for site in sites:
            site.add(page)
        written += 1
    return written


def content_file(place: str, home: str) -> str:
    """Where the content of a page stands below the folder `content`."""
    return home if place == "/" else f"{place[1:-1]}.md"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, write the sites, say what was written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("site", metavar="SITE", type=Path, help="a site built of a generated vault")
    parser.add_argument("folder", metavar="DIR", type=Path, help="a new folder")
    kinds = rivals(Path())
    parser.add_argument("kinds", metavar="KIND", nargs="+", choices=kinds, help=f"one of {', '.join(kinds)}")
    options = parser.parse_args(arguments)
    if options.folder.exists():
        parser.error(f"{options.folder} exists")
    chosen = rivals(options.folder)
    written = write_sites(options.site, [chosen[kind] for kind in dict.fromkeys(options.kinds)])
    print(f"{options.folder}: {written:,} pages", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
