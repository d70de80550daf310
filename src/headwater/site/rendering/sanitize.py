"""The HTML that authors may write in their notes: an allow-list, on a real HTML5 parser.

Nothing that runs, loads, posts or restyles is on it: no script, frame, form, `style`, `on…`, `id` or
foreign class, and no address but those of `SCHEMES`. What comes out is balanced.
"""

from __future__ import annotations

import nh3

from headwater.site.rendering.marks import PLACEHOLDER, clean

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""The schemes an address may have; without one it names a file of the vault."""

INLINE_TAGS = frozenset(
    "a abbr b bdi bdo br cite code data del dfn em i img ins kbd mark q rp rt ruby s samp small span strong "
    "sub sup time u var wbr".split()
)
"""What may stand within a line."""

BLOCK_TAGS = frozenset(
    "article aside blockquote caption center col colgroup dd details div dl dt figcaption figure footer h1 h2 "
    "h3 h4 h5 h6 header hgroup hr li main nav ol p pre search section summary table tbody td tfoot th thead tr "
    "ul".split()
)
"""What may stand in a page besides."""

DROPPED_TAGS = frozenset(
    "applet audio button canvas datalist dialog embed form frame frameset iframe math noembed noframes "
    "noscript object optgroup option output select script style svg template textarea title video".split()
)
"""What is taken out together with its content."""

OTHER_TAGS = frozenset(
    "acronym area base basefont bgsound big body dir fieldset font head html input label legend link map marquee "
    "menu meta meter nobr param picture plaintext progress source strike track tt xmp".split()
)
"""The other names of elements; everything else between `<` and `>` is no tag but text."""

KNOWN_TAGS = INLINE_TAGS | BLOCK_TAGS | DROPPED_TAGS | OTHER_TAGS

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
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "abbr", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_ROUNDS = 4


def _without_marks(_tag: str, _name: str, value: str) -> str:
    """An attribute's value; a placeholder in one would become HTML inside a tag."""
    return clean(PLACEHOLDER.sub("", value))


def _cleaner(tags: frozenset[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(tags),
        clean_content_tags=set(DROPPED_TAGS),
        attributes={tag: names for tag, names in _ATTRIBUTES.items() if tag == "*" or tag in tags},
        allowed_classes={"span": {"withheld"}},  # what the publication boundary leaves for names it takes out
        attribute_filter=_without_marks,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


_PAGE = _cleaner(INLINE_TAGS | BLOCK_TAGS)
_LINE = _cleaner(INLINE_TAGS)


def sanitized(html: str, *, inline: bool = False) -> str:
    """HTML with nothing in it but what the allow-list names.

    Cleaning takes elements out of the tree, which can leave what no parser would build (a paragraph in a
    paragraph, where a button lay between). So it is repeated until it changes nothing.

    Args:
        html: Anything.
        inline: Whether blocks are taken out, too; their content stays.
    """
    cleaner = _LINE if inline else _PAGE
    for _ in range(_ROUNDS):
        cleaned = cleaner.clean(html)
        if cleaned == html:
            break
        html = cleaned
    return html
