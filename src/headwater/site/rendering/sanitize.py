"""The HTML that authors may write in their notes: an allow-list, on a real HTML5 parser.

Nothing that runs, loads, posts or restyles is on it: no script, frame, form, `style`, `on…`, `id` or
foreign class, and no address but those of `SCHEMES`. What comes out is balanced.
"""

from __future__ import annotations

import re
from html import escape

import nh3

from headwater.site.rendering.marks import PLACEHOLDER, clean

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""The schemes an address may have; without one it names a file of the vault."""

_INLINE = (
    "a abbr b bdi bdo br cite code data del dfn em i img ins kbd mark q rp rt ruby s samp small span strong "
    "sub sup time u var wbr"
)
INLINE_TAGS = frozenset(_INLINE.split())
"""What may stand within a line."""

_BLOCK = (
    "article aside blockquote caption center col colgroup dd details div dl dt figcaption figure footer "
    "h1 h2 h3 h4 h5 h6 header hgroup hr li nav ol p pre search section summary table tbody td tfoot th "
    "thead tr ul"
)
BLOCK_TAGS = frozenset(_BLOCK.split())
"""What may stand in a page besides."""

_DROPPED = (
    "applet audio button canvas datalist dialog embed form frame frameset iframe math noembed noframes "
    "noscript object optgroup option output select script style svg template textarea title video"
)
DROPPED_TAGS = frozenset(_DROPPED.split())
"""What is taken out together with its content."""

_OTHER = (
    "acronym area base basefont bgsound big body dir fieldset font head html input label legend link main "
    "map marquee menu meta meter nobr param picture plaintext progress source strike track tt xmp"
)
OTHER_TAGS = frozenset(_OTHER.split())
"""The other names of elements; everything else between `<` and `>` is no tag but text."""

RAW_TAGS = frozenset({"script", "style", "pre", "textarea"})
"""Elements that are one token with all that is in them."""

KNOWN_TAGS = INLINE_TAGS | BLOCK_TAGS | DROPPED_TAGS | OTHER_TAGS

_TAG = re.compile(
    r"</(?P<closed>[A-Za-z][A-Za-z0-9-]*)\s*>|"
    r"<(?P<opened>[A-Za-z][A-Za-z0-9-]*)(?:\s+(?:[A-Za-z_:][\w.:-]*\s*=\s*(?:[^\s\"'=<>`]+|'[^']*'|\"[^\"]*\")|"
    r"(?:allowfullscreen|async|autoplay|checked|controls|defer|disabled|hidden|loop|muted|nowrap|open|readonly|"
    r"required|reversed|selected)(?=[\s/>])))*\s*/?>",
    re.ASCII | re.IGNORECASE,
)

_ATTRIBUTES = {
    "*": {"dir", "lang", "title"},
    "a": {"href"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "img": {"alt", "height", "src", "width"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "q": {"cite"},
    "span": {"class"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "abbr", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_AUTOLINK = re.compile(r"<(?P<address>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)>")
_ROUNDS = 4
WITHHELD = "withheld"
"""The one class that is kept: what the publication boundary leaves in the place of an unpublished name."""

MOST_TAGS_PREFORMATTED = 5_000
"""The tags in a `<pre>` beyond which it is shown as its source: they may nest, which makes cleaning slow."""


def _attribute(_tag: str, name: str, value: str) -> str | None:
    """An attribute's value, or None for none; a placeholder in one would become HTML inside a tag."""
    if name == "class":
        return WITHHELD if WITHHELD in value.split() else None
    return clean(PLACEHOLDER.sub("", value))


def _cleaner(tags: frozenset[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(tags),
        clean_content_tags=set(DROPPED_TAGS),
        attributes={tag: names for tag, names in _ATTRIBUTES.items() if tag == "*" or tag in tags},
        attribute_filter=_attribute,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


_PAGE = _cleaner(INLINE_TAGS | BLOCK_TAGS)
_LINE = _cleaner(INLINE_TAGS)
_PREFORMATTED = _cleaner(INLINE_TAGS - {"a", "img", "rp", "rt", "ruby"} | {"pre"})


def sanitized(html: str, *, inline: bool = False) -> str:
    """HTML with nothing in it but what the allow-list names.

    Cleaning takes elements out of the tree, which can leave what no parser would build (a paragraph in a
    paragraph, where a button lay between). So it is repeated until it changes nothing.

    Args:
        html: Anything.
        inline: Whether blocks are taken out, too; their content stays.
    """
    return _cleaned(_LINE if inline else _PAGE, html)


def preformatted(html: str) -> str:
    """A `<pre>` with nothing in it but words and how they look; nothing of a script or a form."""
    if html.count("<") > MOST_TAGS_PREFORMATTED:
        return f"<pre>{escape(html, quote=False)}</pre>"
    return _cleaned(_PREFORMATTED, html)


def _cleaned(cleaner: nh3.Cleaner, html: str) -> str:
    for _ in range(_ROUNDS):
        cleaned = cleaner.clean(html)
        if cleaned == html:
            break
        html = cleaned
    return html


def element_of(written: str) -> str:
    """The name of the element a tag begins or ends; empty for what only looks like a tag, as `<b and >` does.

    Args:
        written: A tag, or an element of `RAW_TAGS` with its content.
    """
    match = _TAG.match(written)
    name = ((match["opened"] or match["closed"]) if match else "").lower()
    return name if name in KNOWN_TAGS else ""


def autolinked(written: str) -> str:
    """The address in `<https://…>`; empty for what is no such link."""
    match = _AUTOLINK.fullmatch(written)
    return match["address"] if match else ""
