"""Characters that stand for our own HTML while Markdown becomes HTML, and why nobody can forge them.

Each special piece of a note is replaced by a placeholder, `OPEN` + its number + `CLOSE`, before the Markdown
parser and the HTML cleaner see the text, and becomes HTML of our own afterwards. That is safe because all
of these hold:

1. The marks are noncharacters, which Unicode sets aside for use inside a program (Unicode 16, 23.7), so that
   no text loses anything without them. `clean` takes them out of every text first, and
   `without_bad_references` the `&#…;` that would become one. So each mark in the HTML was put there by us.
2. They are neither spaces nor punctuation: to the Markdown parser a placeholder is a word, to the HTML parser
   it is text.
3. The cleaner, and `assemble` where nothing had to be cleaned, take them out of tags. So they stand in text
   alone, where our own HTML may stand, too, as it is balanced.
4. Placeholders are replaced once, from left to right; what replaces them is not looked at again.
"""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from html import escape, unescape
from typing import Final

OPEN = "\ufdd0"
"""Begins a placeholder."""

CLOSE = "\ufdd1"
"""Ends a placeholder."""

CLOSE_AND_SPACE = "\ufdd2"
"""Ends a placeholder at the start of a line; the space after it lets `_emphasis_` begin, and is dropped."""

LESS = "\ufdd3"
"""A `<` that begins no tag."""

LINE = "\ufdd4"
"""Begins a line that is no block, whatever follows; it is dropped with the space behind it."""

TO_DO = "\ufdd5"
"""The box of an open task."""

DONE = "\ufdd6"
"""The box of a task that is done."""

PLACEHOLDER = re.compile(f"{OPEN}([0-9]+)(?:{CLOSE}|{CLOSE_AND_SPACE} ?)")
"""A placeholder; its group is the piece's number."""

_LAST_OF_PLANES = "".join(chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
_BAD = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff{_LAST_OF_PLANES}]")
"""Control characters, halves of surrogate pairs and noncharacters: no HTML document may hold them."""

_REFERENCE = re.compile(
    r"&#(?:[xX]0*(?P<hex>[0-9A-Fa-f]{1,6})(?![0-9A-Fa-f])|0*(?P<decimal>[0-9]{1,7})(?![0-9]));?"
)

_ANY_TAG = re.compile(r"<[^>]*>")


is_printable: Final = lru_cache(maxsize=512)(str.isprintable)
"""Whether a text, no longer than a paragraph, is sure to hold none of them.

It is asked of what a page says several times, such as its title: to look at every sign takes longer than all
else that is done with it.
"""


def clean(text: str) -> str:
    """A text without the characters that no HTML document may hold, our marks among them."""
    # Much faster than the search, and true of nearly every text: none of these characters is printable.
    if text.isprintable() or text.replace("\n", " ").isprintable():
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _BAD.sub("", text)


def without_bad_references(text: str) -> str:
    """A text without the `&#…;` that stand for such characters."""
    return _REFERENCE.sub(_good_reference, text) if "&#" in text else text


def _good_reference(match: re.Match[str]) -> str:
    code = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
    if code > sys.maxunicode or not _BAD.match(chr(code)):
        return match[0]
    # A number from 128 to 159 is read as a character of Windows-1252, as browsers do.
    return _BAD.sub("", unescape(match[0]))


def placeholder(number: int) -> str:
    """What stands for the piece of that number inside a line."""
    return f"{OPEN}{number}{CLOSE}"


def line_placeholder(number: int) -> str:
    """What stands for the piece of that number at the start of a line."""
    return f"{OPEN}{number}{CLOSE_AND_SPACE} "


def without_tags(html: str) -> str:
    """The text of HTML in which every `>` of text and of attributes is escaped, as ours is."""
    return unescape(_ANY_TAG.sub("", html))


@lru_cache(maxsize=512)
def attribute(text: str) -> str:
    """A text as the value of an attribute between double quotes.

    It is kept for a while: a page says its title in several.
    """
    return escape(text if is_printable(text) else clean(text))


def address(link: str) -> str:
    """A link within the site, percent-encoded, as the value of an attribute; it may begin with `ROOT`."""
    return escape(link)
