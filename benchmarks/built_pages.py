"""Read the pages of a site that Headwater built, so that other generators can be asked to draw the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

_SITE = re.compile(
    r'<a class="site-title"[^>]*>(?P<title>.*?)</a>\s*<nav[^>]*><ul>(?P<navigation>.*?)</ul></nav>', re.DOTALL
)
_PAGE = re.compile(
    r"<title>(?P<title>.*?)</title>\n"
    r'(?:<meta name="description" content="(?P<description>[^"]*)">)?.*?'
    r'<main id="main"(?: class="(?P<class>[^"]*)")?>\s*'
    r'(?:<nav class="crumbs"[^>]*><ol>(?P<crumbs>.*?)</ol></nav>\s*)?<article>\s*<header[^>]*>\s*'
    r'(?:<p class="kind">(?P<kind>.*?)</p>\s*)?<h1[^>]*>(?P<heading>.*?)</h1>\s*'
    r'(?P<glance><dl class="glance">.*?</dl>\s*)?'
    r'(?:<p class="meta">(?P<meta>.*?)</p>\s*)?</header>\s*(?P<content>.*?)</article>',
    re.DOTALL,
)
_RELATIVE = re.compile(r'(?P<name>href|src)="(?P<address>\.\.?/[^"]*)"')
_REDIRECT = re.compile(r'http-equiv="refresh" content="0; url=(?P<target>[^"]+)"')


@dataclass(frozen=True, slots=True)
class Page:
    """A page, in the parts that a layout puts together again."""

    place: str
    """Its permalink."""

    facts: Mapping[str, object]
    """What stands around its text; the names are those of the layouts."""

    heading: str
    """HTML within a line."""

    content: str
    """The HTML below the heading."""

    aliases: tuple[str, ...]
    """Permalinks that lead to it."""


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A site, as far as its pages have it in common."""

    folder: Path
    title: str
    navigation: str
    """The items of the list of overviews, in HTML."""


def read_site(folder: Path) -> BuiltSite:
    """Read what the pages of a built site have in common.

    Raises:
        SystemExit: The home page is not laid out as expected.
    """
    found = _SITE.search((folder / "index.html").read_text(encoding="utf-8"))
    if found is None:
        raise SystemExit("the home page has no title and navigation to read")
    # Every page of a rival has the same navigation: its links must not depend on the page.
    navigation = found["navigation"].replace('href="./', 'href="/')
    return BuiltSite(folder, unescape(found["title"]), navigation)


def read_pages(folder: Path) -> Iterator[Page]:
    """Read the pages of a built site, all but those that only lead to another.

    Raises:
        SystemExit: A page is not laid out as expected.
    """
    pages = {_place(page, folder): page.read_text(encoding="utf-8") for page in folder.rglob("index.html")}
    moved = {
        place: urljoin(place, found["target"])
        for place, page in pages.items()
        if (found := _REDIRECT.search(page))
    }
    for place, page in pages.items():
        if place not in moved:
            yield _page(place, page, tuple(alias for alias, target in moved.items() if target == place))


def _page(place: str, html: str, aliases: tuple[str, ...]) -> Page:
    # As one writes links for the others: from the root, the same on every page.
    rooted = _RELATIVE.sub(lambda link: f'{link["name"]}="{urljoin(place, link["address"])}"', html)
    match = _PAGE.search(rooted)
    if match is None:
        raise SystemExit(f"{place} is not laid out as expected")
    content = f"{match['glance'] or ''}{match['content']}"
    return Page(place, _facts(match), match["heading"], content, aliases)


def _facts(match: re.Match[str]) -> Mapping[str, object]:
    return {
        "title": unescape(match["title"]),
        "description": unescape(match["description"] or ""),
        "class": match["class"] or "",
        "kind": match["kind"] or "",
        "meta": match["meta"] or "",
        "crumbs": re.findall(r'<li dir="auto">(.*?)</li>', match["crumbs"] or ""),
    }


def _place(page: Path, site: Path) -> str:
    """The permalink of a page."""
    folder = page.parent.relative_to(site).as_posix()
    return "/" if folder == "." else f"/{folder}/"
