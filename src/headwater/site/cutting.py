"""Cuts HTML that stands within a line, so that a long text is told by its beginning."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import unescape
from itertools import islice

ELLIPSIS = "…"
"""What stands where something was cut."""

PLAIN = frozenset(
    [
        "abbr",
        "b",
        "bdi",
        "bdo",
        "br",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
        "var",
    ]
)
"""The elements that only say how words look: they may stand where nothing can be clicked."""

_PIECE = re.compile(
    r"<math\b.*?</math>|<(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*)(?P<more>[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*)>|"
    r"[^<]+|<",
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]*>")
_LINK_TAG = re.compile(r"<a(?: [a-z]+=\"[^\"<>]*\")*>|</a>")
"""The tags of nearly every claim, which holds no others."""

_HARMLESS = re.compile(r"\s(?:class|dir|lang)=\"[^\"]*\"")
_VOID = frozenset({"br", "img", "input", "wbr"})
_WORD_OR_SIGN = re.compile(r"&[#\w]+;|.", re.DOTALL)


def cut(html: str, most: int, only: Collection[str] | None = None) -> str:
    """The beginning of a text, cut at a word's end, with an ellipsis; all of it where it is short enough.

    Args:
        html: A balanced text that may stand within a line, as the renderer gives it.
        most: How many characters of its words are kept; a formula is kept whole, or left out.
        only: The names of the elements that are kept, of whose attributes only those for looks are; of the
            others the words alone. None for all elements, as they are.

    Returns:
        Balanced HTML.
    """
    if only is None and len(html) <= most:
        return html
    if only is not None and "a" not in only:
        unlinked = _LINK_TAG.sub("", html)
        if len(unlinked) <= most and "<" not in unlinked:
            return unlinked
    return "".join(_Cutter(most, only).pieces(html))


class _Cutter:
    def __init__(self, most: int, only: Collection[str] | None) -> None:
        self._room = most
        self._only = only
        self._open: list[str] = []

    def pieces(self, html: str) -> Iterator[str]:
        for match in _PIECE.finditer(html):
            if match["name"]:
                yield self._tag(match)
                continue
            words = match[0]
            is_formula = words.startswith("<math")
            length = len(unescape(_TAG.sub("", words) if is_formula else words))
            if length > self._room:
                yield ELLIPSIS if is_formula else _beginning(words, self._room)
                break
            self._room -= length
            yield words
        yield from (f"</{name}>" for name in reversed(self._open))

    def _tag(self, match: re.Match[str]) -> str:
        name = match["name"].lower()
        if self._only is not None and name not in self._only:
            # Words that a line broke apart must not become one.
            return " " if name == "br" else ""
        if match["end"]:
            if name in self._open:
                while self._open.pop() != name:
                    pass
            return match[0]
        if name not in _VOID:
            self._open.append(name)
        return match[0] if self._only is None else f"<{name}{''.join(_HARMLESS.findall(match['more']))}>"


def _beginning(words: str, most: int) -> str:
    """So many characters of a text that holds no tags, and no half of a word or of a character reference."""
    signs = [match[0] for match in islice(_WORD_OR_SIGN.finditer(words), most + 1)]
    kept = "".join(signs[:most])
    if not signs[most : most + 1] or not signs[most].isspace():
        kept = kept.rpartition(" ")[0] or kept
    return kept.rstrip(" ,:\n") + ELLIPSIS
