"""What surrounds every page: head, header, breadcrumbs, footer; and the files that every site has."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import cached_property
from typing import NamedTuple

import minijinja

from headwater.site.bundles import asset, version
from headwater.site.elements import anchor, shortened, text
from headwater.site.once import Once
from headwater.site.outline import Outline, slot
from headwater.site.policy import OF_PAGES
from headwater.site.rendering.marks import address, attribute
from headwater.site.root import ROOT
from headwater.site.wording import is_right_to_left, words_of

MAIN = "main"
"""The id of the element that holds a page's own content; the template gives it."""

LONGEST_TITLE = 120
"""Characters of a page's title in the browser's tab and in search results."""


_SECTIONS = "\x01"
"""Where the sections go."""


class Crumb(NamedTuple):
    """A page on the way to this one."""

    title: str
    href: str
    kind: str = ""
    """The class of its kind, where it is a note's page; empty for others."""

    left_out: int = 0
    """How many pages between the crumb before it and this one are not named."""


class NoteFacts(NamedTuple):
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
    glance: str = ""
    """HTML of what is to be seen of its evidence at a glance, or empty."""


class PageParts(NamedTuple):
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
    sections: Sequence[bytes] = ()
    """Encoded: they make up most of a page, and are made of pieces that many pages share."""

    crumbs: tuple[Crumb, ...] = ()
    note: NoteFacts | None = None
    head: str = ""
    """More elements of the page's head."""


class Shell:
    """Puts the parts of a page into the site's template; the links of what comes out begin with `ROOT`."""

    def __init__(
        self,
        site_title: str,
        language: str,
        navigation: Sequence[str],
        search: str = f"{ROOT}search/",
        policy: str = OF_PAGES,
        head: str = "",
    ) -> None:
        """Prepare the template.

        Args:
            site_title: The site's name.
            language: The BCP 47 tag of its language, in which the site itself speaks if it can.
            navigation: HTML of what the header links to.
            search: The link to the page that searches the site.
            policy: The Content Security Policy that pages carry; empty for none.
            head: More elements of the head of every page.
        """
        self._language = language
        self._policy = f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n' if policy else ""
        self._words = words_of(language)
        self._direction = ' dir="rtl"' if is_right_to_left(language) else ""
        self._site_title = text(site_title)
        self._own_title = self._site_title.encode()
        self._outlines: dict[Hashable, tuple[Outline, bytes]] = {}
        self._crumbs = Once(self._crumb)
        # Escaped here, once and for all pages alike: the engine's own escaping turns every / into &#x2f;.
        self._environment = minijinja.Environment(
            templates={"page.html": asset("templates", "page.html")}, auto_escape_callback=_as_it_is
        )
        for name, value in {
            "site_title": self._site_title,
            "policy": self._policy,
            "language": attribute(language),
            "direction": self._direction,
            "common_head": head,
            "home_href": ROOT,
            "stylesheet": f"{ROOT}assets/headwater.css?v={version(self._words, 'headwater.css')}",
            "script": f"{ROOT}assets/headwater.js?v={version(self._words, 'headwater.js')}",
            "theme": f"{ROOT}assets/theme.js?v={version(self._words, 'theme.js')}",
            # Not with a version: its counts change with every note, and then every page would.
            "counts": f"{ROOT}assets/counts.js",
            "search_href": address(search),
            "favicon": f"{ROOT}assets/favicon.svg",
            "navigation": "".join(f"<li>{item}</li>\n" for item in navigation),
        }.items():
            self._environment.add_global(name, value)
        self._environment.add_global("say", self._words)

    @cached_property
    def sheet(self) -> str:
        """What the head of pages has besides that are no claim's: a stylesheet."""
        href = f"{ROOT}assets/sheets.css?v={version(self._words, 'sheets.css')}"
        return f'<link rel="stylesheet" href="{href}">\n'

    @cached_property
    def movable_sheet(self) -> str:
        """The same, and a script, for pages with something large to move about."""
        source = f"{ROOT}assets/sheets.js?v={version(self._words, 'sheets.js')}"
        return f'{self.sheet}<script src="{source}" defer></script>\n'

    def page(self, parts: PageParts) -> bytes:
        """A whole page."""
        texts = _texts(parts, b"".join(map(self._crumbs.__getitem__, parts.crumbs)))
        shape = self._shape(parts, texts)
        outline = self._outlines.get(shape)
        if outline is None:
            outline = self._outlines[shape] = self._outline(parts, texts)
        top, bottom = outline
        return b"".join([*top.filled(texts), *parts.sections, bottom])

    def _shape(self, parts: PageParts, texts: Sequence[bytes]) -> Hashable:
        """All that the template may ask of a page: pages that agree in it have one outline."""
        note = parts.note
        facts = (note.kind, note.kind_class, note.withheld, note.home) if note else None
        return (texts[0] == self._own_title, tuple(map(bool, texts)), facts)

    def _outline(self, parts: PageParts, texts: Sequence[bytes]) -> tuple[Outline, bytes]:
        """The template with slots for a page's texts, up to its sections; and what follows these."""
        slots = [slot(number) if words else "" for number, words in enumerate(texts)]
        if texts[0] == self._own_title:
            slots[0] = self._site_title  # the template leaves it out where it is the page's own
        named = dict(zip(_NAMES, slots, strict=False))
        note = parts.note and {
            **named,
            "kind": text(parts.note.kind),
            "kind_class": attribute(parts.note.kind_class),
            "withheld": parts.note.withheld,
            "tags": slots[len(_NAMES) :],
            "home": parts.note.home,
        }
        page = self._environment.render_template("page.html", **named, sections=_SECTIONS, note=note)
        top, _, bottom = page.partition(_SECTIONS)
        return Outline(top), bottom.encode()

    def _crumb(self, crumb: Crumb) -> bytes:
        """A step on the way, which many pages share, after those that are left out."""
        between = self._words("trail.left-out", n=crumb.left_out)
        gap = f'<li class="gap"><span title="{attribute(between)}">…</span></li>\n' if crumb.left_out else ""
        link = anchor(crumb.href, crumb.title, f"kind-{crumb.kind}" if crumb.kind else "")
        return f'{gap}<li dir="auto">{link}</li>\n'.encode()

    def redirect(self, href: str) -> bytes:
        """A page that has moved to another place."""
        place = address(href)
        moved = self._words("moved", here=f'<a href="{place}">{self._words("here")}</a>')
        return (
            f'<!DOCTYPE html>\n<html lang="{attribute(self._language)}"{self._direction}>\n'
            f'<head>\n<meta charset="utf-8">\n'
            f"{self._policy}<title>{self._site_title}</title>\n"
            f'<meta http-equiv="refresh" content="0; url={place}">\n<link rel="canonical" href="{place}">\n'
            f"</head>\n<body>\n<p>{moved}</p>\n</body>\n</html>\n"
        ).encode()


def _as_it_is(_template: str) -> bool:
    """Tell the engine to escape nothing: what it is given is HTML already."""
    return False


_NAMES = (
    "title", "heading", "anchor", "description", "body", "head", "crumbs",
    "id", "created", "updated", "glance",
)  # fmt: skip
"""The texts of a page, as the template calls them; the note's tags follow."""


def _texts(parts: PageParts, crumbs: bytes) -> list[bytes]:
    """What differs between pages of one shape, as HTML; empty where there is nothing."""
    texts = [
        text(shortened(parts.title, LONGEST_TITLE)),
        parts.heading or text(parts.title),
        attribute(parts.anchor) if parts.anchor else "",
        attribute(parts.description),
        parts.body,
        parts.head,
    ]
    # Each by itself: one sign of another script would have the encoder look at every sign of a whole page.
    encoded = [*map(str.encode, texts), crumbs]
    note = parts.note
    if note:
        encoded += map(str.encode, (text(note.id), note.created, note.updated, note.glance))
        encoded += [text(tag).encode() for tag in note.tags]
    return encoded
