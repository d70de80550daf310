"""What citations are on a page and as text: one line of words, emphasis and links to the web."""

from __future__ import annotations

import re
from html import unescape

import nh3

NOTE_ANCHOR = "cited-"
"""What a number above the line links to: the note of that number has this and the number for its `id`."""

_ADDRESS = re.compile(rf"https?://\S+|#{NOTE_ANCHOR}[0-9]+", re.ASCII | re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")
# A tag as the cleaner writes it: a `>` may stand in an attribute, a quotation mark only around one.
_TAG = re.compile(r'<[^>"]*(?:"[^"]*"[^>"]*)*>')
_RAISED = re.compile(r"<(sup|sub)>([^<]*)</\1>")
_ABOVE = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_BELOW = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Classes but for small capitals go, and addresses that lead elsewhere than to the web or a note."""
    if tag == "a" and name == "href":
        return value if _ADDRESS.fullmatch(value) else None
    return value if (tag, name, value) == ("span", "class", "smallcaps") else None


_CLEANER = nh3.Cleaner(
    tags={"a", "em", "span", "strong", "sub", "sup"},
    attributes={"a": {"href"}, "span": {"class"}},
    attribute_filter=_attribute,
    url_schemes={"http", "https"},
    link_rel=None,
)


def cleaned(html: str) -> str:
    """HTML with nothing in it but inline emphasis, small capitals and links, on one line."""
    return _SPACE.sub(" ", _CLEANER.clean(html)).strip()


def plain_text(html: str) -> str:
    """Cleaned HTML as plain text; raised and lowered digits as such, where Unicode has them."""
    return unescape(_TAG.sub("", _RAISED.sub(_shifted, html)))


def _shifted(match: re.Match[str]) -> str:
    table = _ABOVE if match[1] == "sup" else _BELOW
    return match[2].translate(table) if all(ord(letter) in table for letter in match[2]) else match[2]
