"""Links within the site, which are the same wherever they stand until a page is put together.

A row of a table or a claim is drawn once and used on pages at any depth. So every link within the site begins
with `ROOT`; once a page is drawn, `rooted` puts the page's own way to the root of the site in its place. What
comes out works wherever the site lies: under any path of any host, and in a folder that a browser opens.

`ROOT` is a control character, which no text of a page holds (`marks.clean` takes it out of all that authors
write). Were one forged, it would become no more than `../`.
"""

from __future__ import annotations

from html import escape

ROOT = "\x02"
"""Begins every link within the site; a path from the root of the site follows, without a first `/`."""

LOST = "404.html"
"""The page that a host shows in place of any that does not exist, at whatever depth that was asked for."""

_ROOT = ROOT.encode()


def from_root(link: str) -> str:
    """A link within the site as data: its path from the root of the site, `a/b/`; empty for the home page.

    What a script of the site is to follow: it puts its own `root` before it (see `headwater.site.bundles`).

    Args:
        link: As `Addresses` gives it.
    """
    return link.removeprefix(ROOT)


def rooted(page: bytes, place: str, base: str = "") -> bytes:
    """A page whose links lead where they should from where it lies.

    Args:
        page: The page, in whose links `ROOT` stands for the root of the site.
        place: Its place in the output folder.
        base: The path of the site's address, without `/` at its ends; only `LOST` needs it, which is shown at
            other places than its own.
    """
    if place == LOST:
        return page.replace(_ROOT, escape(f"/{base}/" if base else "/").encode())
    return page.replace(_ROOT, b"../" * place.count("/") or b"./")
