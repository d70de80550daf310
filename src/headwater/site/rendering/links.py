"""Links as HTML: their words, their addresses and the elements they become.

All HTML that is made here is safe: every word and every value of an attribute is escaped, and an address
is either the caller's own or begins with a scheme of `_EXTERNAL`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from urllib.parse import quote, unquote, urlsplit

from headwater.site.rendering.lines import without_false_markup
from headwater.site.rendering.marks import address, attribute
from headwater.site.rendering.markup import line
from headwater.site.rendering.names import FileTarget, Names, PageTarget
from headwater.site.urls import heading_anchor
from headwater.vault.links import is_internal
from headwater.vault.notes import Link
from headwater.vault.plain import link_words

SAFE_IN_URL = "%/:=&?~#+!$,;'@()*[]"
"""What stays as it is in an address, besides letters and digits: reserved signs and escapes already made."""

_EXTERNAL = re.compile(r"(?:https?://|mailto:|tel:)[^\s]", re.IGNORECASE)
_FORMAT = re.compile(r"[*_`]|~~")
_BRACKET = re.compile(r"(?<!\\)[\[\]]")
_ANCHOR_TAG = re.compile(r"</?a\b[^>]*>")
_HEADING_NOISE = re.compile(r"%%.*?(?:%%|$)|<!--.*?(?:-->|$)|<[^<>]*>|\s\^[A-Za-z0-9-]+\s*$")
_NOT_IN_CLASS = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=4096)
def heading_id(markdown: str) -> str:
    """The id of a heading, from its Markdown: what is not shown leaves no trace in it."""
    return heading_anchor(_HEADING_NOISE.sub("", markdown))


def fragment(subpath: str) -> str:
    """What is added to a page's address for the heading or block that a link names, with its `#`."""
    last = subpath.rpartition("#")[2].strip()
    if not last:
        return ""
    return f"#^{quote(last[1:].lower())}" if last.startswith("^") else f"#{heading_anchor(last)}"


@lru_cache(maxsize=256)
def class_of(kind: str) -> str:
    """A kind or a type of callout, as a part of a class name; never empty."""
    return _NOT_IN_CLASS.sub("-", kind.lower()).strip("-") or "other"


def page_opening(target: PageTarget, subpath: str, words: str = "") -> str:
    """The start of a link to a page; the page's title shows on hover where the words say something else."""
    title = "" if not target.title or target.title == words else f' title="{attribute(target.title)}"'
    link = address(target.href) + fragment(subpath) if subpath else address(target.href)
    return f'<a class="internal kind-{class_of(target.kind)}" href="{link}"{title}>'


def file_opening(target: FileTarget, subpath: str) -> str:
    """The start of a link to an attachment; what follows `#` may be a page of a PDF or a time."""
    link = target.href + (f"#{quote(subpath, safe='=&,')}" if subpath else "")
    return f'<a class="file" href="{address(link)}">'


def within_page(subpath: str) -> str:
    """The start of a link to a heading or a block of the page itself."""
    return f'<a class="internal" href="{fragment(subpath)}">'


def missing(words: str) -> str:
    """What stands for a link or an embed that names nothing published; `words` is HTML."""
    return f'<span class="missing">{words}</span>'


def external(url: str) -> str | None:
    """The start of a link out of the site, or None for an address that is not safe to follow."""
    if not _EXTERNAL.match(url) or ("[" in url and not _is_address(url)):
        return None
    leading = attribute(quote(url, safe=SAFE_IN_URL))
    return f'<a class="external" href="{leading}" rel="noopener noreferrer">'


def _is_address(url: str) -> bool:
    """Whether brackets in an address stand around an IPv6 host or behind the host, as they must."""
    try:
        urlsplit(url)
    except ValueError:
        return False
    return True


def written_link(href: str, label: str, *, embed: bool) -> Link:
    """The link that `[label](href)` or `![label](href)` is; `is_internal` holds for `href`."""
    target, _, subpath = href.partition("#")
    return Link(unquote(target), unquote(subpath), label, embed, 0, markdown=True)


def opening_of(link: Link, names: Names, origin: str, home: PageTarget | None) -> str | None:
    """The start of the link that a wikilink or a Markdown link becomes.

    Args:
        link: The link as written.
        names: What links mean.
        origin: The note the link stands in.
        home: The page the text is from, where it is embedded in another.

    Returns:
        HTML, or None for a link that names nothing published.
    """
    if not link.target:
        if not names.holds(link, origin):
            return None
        return within_page(link.subpath) if home is None else page_opening(home, link.subpath)
    target = names.page_or_file(link, origin)
    if target is None:
        return None
    if isinstance(target, FileTarget):
        return file_opening(target, link.subpath)
    # A link to a heading that is no longer there leads to its page.
    subpath = link.subpath if link.subpath and names.holds(link, origin) else ""
    words = link_words(link.target, link.subpath, link.alias) if target.title else ""
    return page_opening(target, subpath, words)


def formatted(words: str) -> str:
    """Words an author chose, as HTML: bold, italic, struck out or code, as far as that."""
    if not _FORMAT.search(words):
        return escape(words, quote=False)
    return line(_BRACKET.sub(r"\\\g<0>", without_false_markup(words)), trust_html=False)


def wikilink(link: Link, names: Names, origin: str, home: PageTarget | None) -> str:
    """A wikilink as HTML."""
    words = formatted(link.alias) or escape(link_words(link.target, link.subpath, ""), quote=False)
    opening = opening_of(link, names, origin, home)
    return missing(words) if opening is None else f"{opening}{words}</a>"


@lru_cache(maxsize=1 << 14)
def link_to(target: PageTarget | FileTarget | None, name: str, alias: str) -> str:
    """A wikilink that names no heading, as HTML; many claims link to the same topics in the same words.

    Args:
        target: What it leads to; None where that is not published.
        name: What it names, as written.
        alias: The words it shows instead; or empty.
    """
    words = formatted(alias) or escape(link_words(name, "", ""), quote=False)
    match target:
        case None:
            return missing(words)
        case FileTarget():
            return f"{file_opening(target, '')}{words}</a>"
        case PageTarget():
            return f"{page_opening(target, '', link_words(name, '', alias))}{words}</a>"


def markdown_opening(href: str, names: Names, origin: str, home: PageTarget | None) -> tuple[str, str]:
    """The start and the end of what `[…](href)` and `<a href>` become; empty where nothing can be linked."""
    if is_internal(href):
        opening = opening_of(written_link(href, "", embed=False), names, origin, home)
        return ('<span class="missing">', "</span>") if opening is None else (opening, "</a>")
    opening = external(href)
    return ("", "") if opening is None else (opening, "</a>")


def bare_url(url: str) -> str:
    """An address in running text, as a link to itself where it is safe to follow."""
    words = escape(url.removeprefix("mailto:"), quote=False)
    opening = external(url)
    return words if opening is None else f"{opening}{words}</a>"


def unlinked(html: str) -> str:
    """HTML of our own without the links in it, for use within another link, which may hold none."""
    return _ANCHOR_TAG.sub("", html)


def attributes_of(text: str) -> Iterator[tuple[str, str]]:
    """The attributes of a tag that the parser or the cleaner wrote: name and value, still escaped."""
    for match in re.finditer(r'([a-z-]+)="([^"]*)"', text):
        yield match[1], match[2]
