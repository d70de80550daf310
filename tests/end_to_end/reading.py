"""Read built pages as another program would: strictly, and by what the HTML says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import quote, unquote, urljoin, urlsplit

import html5lib

from headwater.site.files import Site


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """Every HTML page with its place in the output folder, and with absolute links."""
    for place, data in site.pages.items():
        if place.endswith(".html"):
            yield place, with_absolute_links(data.decode(), place)


def texts(site: Site) -> dict[str, str]:
    """Every file that Headwater made as text, by its place, with absolute links."""
    return {
        place: with_absolute_links(data.decode(errors="replace"), place) for place, data in site.pages.items()
    }


def with_absolute_links(page: str, place: str) -> str:
    """A page whose links begin at the root of the site, in place of where the page lies.

    A link that leads out of the site from there stays as it is, and is dead.
    """
    up = "../" * place.count("/") or "./"
    return _LINK.sub(lambda link: f"{link[1]}/" if link[2] == up else link[0], page)


_LINK = re.compile(r'((?:href|src)="|url=)((?:\.\./)+|\./)')


def html_errors(page: str) -> list[str]:
    """What an HTML5 parser finds wrong with a page."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(page)
    return [f"{code} at {position}" for position, code, _ in parser.errors]


class Links(HTMLParser):
    """The addresses and ids of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"href", "src"} and value is not None:
                self.addresses.append(value)
            if name == "id" and value is not None:
                self.ids.append(value)


def place_of(address: str) -> str:
    """The output file a link within the site leads to."""
    path = unquote(urlsplit(address).path).lstrip("/")
    return path + "index.html" if path == "" or path.endswith("/") else path


def dead_links(site: Site) -> list[str]:
    """Every link within the site that leads to no page, file or id."""
    ids = {place: set(Links(page).ids) for place, page in pages(site)}
    known = {*site.pages, *site.attachments}
    dead = []
    for place, page in pages(site):
        for address in Links(page).addresses:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            target = place if address.startswith("#") else place_of(urljoin(f"/{quote(place)}", address))
            fragment = unquote(parts.fragment) if target in ids else ""
            if target not in known or (fragment and fragment not in ids[target]):
                dead.append(f"{place}: {address}")
    return dead


def tables(page: str) -> dict[str, list[str]]:
    """The names of the notes in each table of a page, by the table's key."""
    found: dict[str, list[str]] = {}
    for table in re.finditer(r'<table data-table="([^"]+)".*?</table>', page, re.DOTALL):
        rows = re.findall(r'<tr data-note="([^"]*)"', table[0])
        assert table[1] not in found, "a table's key stands for one table of a page"
        found[table[1]] = [unescape_attribute(row) for row in rows]
    return found


def unescape_attribute(value: str) -> str:
    return html5lib.parseFragment(value, container="textarea").text or ""


def header(page: str, key: str) -> list[str]:
    """The header cells of a table, as text."""
    table = re.search(rf'<table data-table="{key}".*?</thead>', page, re.DOTALL)
    assert table is not None
    return [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<th[^>]*>(.*?)</th>", table[0])]
