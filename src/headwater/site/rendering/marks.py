"""Characters that stand for our own HTML while Markdown is turned into HTML, and why nobody can forge them.

Each special piece of a note is replaced by a placeholder, `OPEN` + its number + `CLOSE`, before the
Markdown parser and the HTML cleaner see the text, and becomes HTML of our own afterwards. That is safe
because all of these hold:

1. The marks are noncharacters, which Unicode sets aside for use inside a program (Unicode 16, 23.7).
   `clean` takes them out of every text first, and `without_bad_references` does so with the `&#…;` that
   would become one. So each mark in the HTML was put there by us.
2. They are neither spaces nor punctuation, so that to the Markdown parser a placeholder is a word, and to
   the HTML parser it is text.
3. The cleaner removes them from the values of attributes. So they stand in text alone, where our HTML, which
   is balanced, may stand too.
4. Placeholders are replaced once, from left to right; what replaces them is not looked at again.
"""

from __future__ import annotations

import html
import re
import sys

OPEN = "\ufdd0"
"""Begins a placeholder."""

CLOSE = "\ufdd1"
"""Ends a placeholder."""

CLOSE_AND_SPACE = "\ufdd2"
"""Ends a placeholder at the start of a line; the space after it keeps `_emphasis_` possible and is dropped."""

LESS = "\ufdd3"
"""A `<` that begins no tag."""

LINE = "\ufdd4"
"""Begins a line that is no block, whatever follows; with a space behind it that is dropped too."""

TO_DO = "\ufdd5"
"""The box of an open task."""

DONE = "\ufdd6"
"""The box of a task that is done."""

_NO_TEXT = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(1, 0x11))
)
"""Control characters, halves of surrogate pairs and noncharacters: no HTML document may hold them."""

PLACEHOLDER = re.compile(f"{OPEN}([0-9]+)(?:{CLOSE}|{CLOSE_AND_SPACE} ?)")
"""A placeholder; its group is the piece's number."""

_BAD = re.compile(f"[{_NO_TEXT}]")
_BAD_ASCII = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_REFERENCE = re.compile(
    r"&#(?:[xX]0*(?P<hex>[0-9A-Fa-f]{1,6})(?![0-9A-Fa-f])|0*(?P<decimal>[0-9]{1,7})(?![0-9]));?"
)


def clean(text: str) -> str:
    """A text without the characters that no HTML document may hold, our marks among them."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    bad = _BAD_ASCII if text.isascii() else _BAD
    return bad.sub("", text) if bad.search(text) else text


def without_bad_references(text: str) -> str:
    """A text without the `&#…;` that stand for such characters."""
    return _REFERENCE.sub(_good_reference, text) if "&#" in text else text


def _good_reference(match: re.Match[str]) -> str:
    code = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
    if code > sys.maxunicode or not _BAD.match(chr(code)):
        return match[0]
    # Windows-1252 letters that are written by their C1 number: what a browser shows for them.
    return _BAD.sub("", html.unescape(match[0]))


def placeholder(number: int) -> str:
    """What stands for the piece of that number inside a line."""
    return f"{OPEN}{number}{CLOSE}"


def line_placeholder(number: int) -> str:
    """What stands for the piece of that number at the start of a line."""
    return f"{OPEN}{number}{CLOSE_AND_SPACE} "


def attribute(text: str) -> str:
    """A text as the value of an attribute between double quotes."""
    return html.escape(clean(text))
