"""What surrounds every page: head, header, breadcrumbs, footer; and the files that every site has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

import minijinja
import xxhash

from headwater.site.elements import anchor, shortened, text
from headwater.site.rendering.marks import attribute

ASSETS = ("headwater.css", "favicon.svg")
"""The files of `headwater/site/assets`; every site has them in its folder `assets`."""

MAIN = "main"
"""The id of the element that holds a page's own content; the template gives it."""

LONGEST_TITLE = 120
"""Characters of a page's title in the browser's tab and in search results."""


@dataclass(frozen=True, slots=True)
class Crumb:
    """A page on the way to this one."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """What stands around a note's title."""

    id: str
    """Its name; empty where that is the title."""

    kind: str
    """The name of its kind, or empty for plain pages."""

    kind_class: str
    created: str
    """HTML of a `time` element, or empty."""

    updated: str
    withheld: bool
    tags: tuple[str, ...]
    home: bool


@dataclass(frozen=True, slots=True)
class PageParts:
    """Everything that differs between pages; HTML unless it says otherwise."""

    title: str
    """Plain text."""

    heading: str = ""
    """The title where it holds markup."""

    anchor: str = ""
    """The id of the title, as plain text; empty for none."""

    description: str = ""
    """Plain text."""

    body: str = ""
    sections: str = ""
    crumbs: Sequence[Crumb] = field(default=())
    note: NoteFacts | None = None


class Shell:
    """Puts the parts of a page into the site's template."""

    def __init__(self, site_title: str, language: str, base: str, navigation: Sequence[str]) -> None:
        """Prepare the template.

        Args:
            site_title: The site's name.
            language: The BCP 47 tag of its language.
            base: What begins every link: empty, or the path of the site's address without its last `/`.
            navigation: HTML of what the header links to.
        """
        self._language = language
        self._site_title = site_title
        # Escaped here, once and for all pages alike: the engine's own escaping turns every / into &#x2f;.
        self._environment = minijinja.Environment(
            templates={"page.html": asset("templates", "page.html")}, auto_escape_callback=_as_it_is
        )
        version = xxhash.xxh3_64_hexdigest(asset("assets", "headwater.css").encode())[:8]
        for name, value in {
            "site_title": text(site_title),
            "language": attribute(language),
            "home_href": attribute(f"{base}/"),
            "stylesheet": attribute(f"{base}/assets/headwater.css?v={version}"),
            "favicon": attribute(f"{base}/assets/favicon.svg"),
            "navigation": "".join(f"<li>{item}</li>\n" for item in navigation),
        }.items():
            self._environment.add_global(name, value)

    def page(self, parts: PageParts) -> bytes:
        """A whole page."""
        page: str = self._environment.render_template(
            "page.html",
            title=text(shortened(parts.title, LONGEST_TITLE)),
            heading=parts.heading or text(parts.title),
            anchor=attribute(parts.anchor),
            description=attribute(parts.description),
            body=parts.body,
            sections=parts.sections,
            crumbs=[anchor(crumb.href, crumb.title) for crumb in parts.crumbs],
            note=_escaped(parts.note) if parts.note else None,
        )
        return page.encode()

    def redirect(self, href: str) -> bytes:
        """A page that has moved to another place."""
        place = attribute(href)
        return (
            f'<!DOCTYPE html>\n<html lang="{attribute(self._language)}">\n<head>\n<meta charset="utf-8">\n'
            f"<title>{text(self._site_title)}</title>\n"
            f'<meta http-equiv="refresh" content="0; url={place}">\n<link rel="canonical" href="{place}">\n'
            f'</head>\n<body>\n<p>This page has moved <a href="{place}">here</a>.</p>\n</body>\n</html>\n'
        ).encode()


def _as_it_is(_template: str) -> bool:
    """Tell the engine to escape nothing: what it is given is HTML already."""
    return False


def _escaped(note: NoteFacts) -> dict[str, object]:
    """A note's facts as HTML."""
    return {
        "id": text(note.id),
        "kind": text(note.kind),
        "kind_class": attribute(note.kind_class),
        "created": note.created,
        "updated": note.updated,
        "withheld": note.withheld,
        "tags": [text(tag) for tag in note.tags],
        "home": note.home,
    }


@cache
def asset(folder: str, name: str) -> str:
    """The text of a file in `headwater/site`."""
    return (resources.files("headwater.site") / folder / name).read_text(encoding="utf-8")
