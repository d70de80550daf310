"""Attachments shown in place: images, sound and moving pictures; other files as links.

No page makes a browser ask a third party for anything: an image that lies elsewhere becomes a link to it.
"""

from __future__ import annotations

import re
from html import escape
from urllib.parse import quote

from headwater.site.rendering.links import external, file_opening, missing, opening_of, written_link
from headwater.site.rendering.marks import address, attribute, clean
from headwater.site.rendering.names import FileTarget
from headwater.site.rendering.pieces import Part
from headwater.site.rendering.tree import Surroundings
from headwater.vault.links import is_internal

IMAGES = frozenset({"apng", "avif", "bmp", "gif", "ico", "jpeg", "jpg", "png", "svg", "webp"})
SOUNDS = frozenset({"3gp", "aac", "flac", "m4a", "mp3", "oga", "ogg", "opus", "wav"})
FILMS = frozenset({"m4v", "mkv", "mov", "mp4", "ogv", "webm"})

_SIZE = re.compile(r"\s*(?P<width>\d{1,5})(?:\s*x\s*(?P<height>\d{1,5}))?\s*")


def shown_file(target: FileTarget, subpath: str, alias: str) -> str:
    """An attachment in place, as HTML that may stand within a line.

    Args:
        target: The attachment.
        subpath: What follows `#`: a time in a film, a page of a PDF.
        alias: What the author writes behind `|`: words, a size, or both.
    """
    stem, _, extension = target.name.rpartition(".")
    extension = extension.lower()
    words, width, height = words_and_size(alias)
    words = words or stem or target.name
    if extension in IMAGES:
        size = (f' width="{width}"' if width else "") + (f' height="{height}"' if height else "")
        return f'<img src="{address(target.href)}" alt="{attribute(words)}"{size} loading="lazy">'
    element = "audio" if extension in SOUNDS else "video" if extension in FILMS else ""
    link = f"{file_opening(target, subpath)}{escape(clean(words if alias else target.name), quote=False)}</a>"
    if not element:
        return link
    time = f"#{quote(subpath, safe='=&,')}" if subpath else ""
    source = address(target.href + time)
    label = attribute(words)
    return f'<{element} controls preload="none" src="{source}" aria-label="{label}">{link}</{element}>'


def words_and_size(alias: str) -> tuple[str, str, str]:
    """The words and the size in `words|300x200`, as text; empty where there are none."""
    words, _, last = alias.rpartition("|")
    size = _SIZE.fullmatch(last)
    if size is None:
        return alias.strip(), "", ""
    return words.strip(), size["width"], size["height"] or ""


def image_elsewhere(url: str, alias: str, unnamed: str) -> str:
    """A link to an image that is not part of the site, under its own words.

    Args:
        url: Where it lies.
        alias: The words and the size its author gives it.
        unnamed: What it is called where nothing says that.
    """
    opening = external(url)
    words = escape(words_and_size(alias)[0] or url.rpartition("/")[2] or unnamed, quote=False)
    return missing(words) if opening is None else f"{opening}{words}</a>"


def image(src: str, alias: str, page: Surroundings, part: Part) -> str:
    """What `![alias](src)` or `<img>` becomes: the image, a link where it cannot be shown, or its words."""
    if not is_internal(src):
        return image_elsewhere(src, alias, page.words("text.image"))
    link = written_link(src, alias, embed=True)
    words, _, _ = words_and_size(alias)
    if not part.inline:
        target = page.names.embedded(link, part.origin)
        if isinstance(target, FileTarget):
            return shown_file(target, link.subpath, alias)
    # What was percent-encoded in the address, no one has looked at yet.
    words = escape(clean(words or link.target.rpartition("/")[2]) or page.words("text.image"), quote=False)
    opening = opening_of(link, page.names, part.origin, part.home)
    return missing(words) if opening is None else f"{opening}{words}</a>"
