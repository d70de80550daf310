"""Literal text as Markdown: only what Obsidian or CommonMark would take for markup gets a backslash.

A claim must still read like a sentence in an editor and in a terminal, so `>= 25 %`, `10±5`, `~5`, `[12]` and
`p_value` stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Piece(NamedTuple):
    """A part of a line: what readers see, or markup around and between."""

    text: str
    literal: bool
    """Whether the text is to be shown as it is, so that its signs must not act as markup."""


_SIGN = re.compile(r"[\\`*_~$&<#^!\[\]=%:>+\-.)]")
_BLOCK_START = re.compile(
    r"\d{1,9}(?P<number>[.)])(?=\s|$)|(?P<mark>[-+](?=[\s-]|$)|>|#(?=#{0,5}(?:\s|$))|=|\[(?=.\]\s|[^\]]*\]:))"
)
"""What makes a line a list item, quote, heading, underline, task or definition (CommonMark 0.31)."""

_BEFORE_MARKUP: dict[str, re.Pattern[str]] = {
    "&": re.compile(r"#?\w+;"),
    "<": re.compile(r"[A-Za-z/!?]"),
    "[": re.compile(r"[\[^]"),
    "]": re.compile(r"[(\[]"),
    "!": re.compile(r"\["),
}
"""What must follow these signs for them to mean anything."""


def markdown_line(pieces: Sequence[Piece]) -> str:
    """Write a line as Markdown that shows every literal piece exactly as it is.

    Args:
        pieces: The parts of the line, in order, without line breaks.

    Returns:
        The line, without white space at its ends.
    """
    line = "".join(piece.text for piece in pieces)
    begin = len(line) - len(line.lstrip())
    block = _BLOCK_START.match(line, begin)
    block_sign = block.start("number" if block["number"] else "mark") if block else -1
    written = []
    offset = 0
    for piece in pieces:
        if piece.literal:
            written.append(_SIGN.sub(_Escaper(line, offset, block_sign), piece.text))
        else:
            written.append(piece.text)
        offset += len(piece.text)
    return "".join(written).strip()


@dataclass(frozen=True, slots=True)
class _Escaper:
    """Puts a backslash before a sign of one piece of a line, where it needs one."""

    line: str
    offset: int
    """Where in the line the piece begins."""
    block_sign: int
    """Where in the line a sign would begin a block; -1 for nowhere."""

    def __call__(self, match: re.Match[str]) -> str:
        sign = match[0]
        at = self.offset + match.start()
        check = _CHECKS.get(sign)
        needed = at == self.block_sign or sign in _ALWAYS or (check is not None and check(self.line, at))
        return "\\" + sign if needed else sign


def _is_before_markup(line: str, at: int) -> bool:
    return _BEFORE_MARKUP[line[at]].match(line, at + 1) is not None


def _is_second_of_two(line: str, at: int) -> bool:
    """So that neither `==`, `%%` nor `::` stands there."""
    return at > 0 and line[at - 1] == line[at]


def _may_emphasise(line: str, at: int) -> bool:
    return not (line[at - 1 : at].isspace() and line[at + 1 : at + 2].isspace())


def _is_at_word_edge(line: str, at: int) -> bool:
    return at == 0 or not (line[at - 1].isalnum() and line[at + 1 : at + 2].isalnum())


def _follows_word(line: str, at: int) -> bool:
    """Whether a tilde could close: one before a number, as in `~5` or `(~5`, cannot."""
    in_parenthesis = line[at - 1 : at] == "(" and line[at + 1 : at + 2].isalnum()
    return at > 0 and not line[at - 1].isspace() and not in_parenthesis


def _starts_word(line: str, at: int) -> bool:
    """Whether a sign stands where a tag or a block id begins."""
    return (at == 0 or line[at - 1].isspace()) and not line[at + 1 : at + 2].isspace()


def _is_caret_markup(line: str, at: int) -> bool:
    return _starts_word(line, at) or line.startswith("[", at + 1)


_ALWAYS = frozenset("\\`$")
"""The signs that act wherever they stand; a `$` may be closed by one far away."""

_CHECKS: dict[str, Callable[[str, int], bool]] = {
    "*": _may_emphasise,
    "_": _is_at_word_edge,
    "~": _follows_word,
    "&": _is_before_markup,
    "<": _is_before_markup,
    "[": _is_before_markup,
    "]": _is_before_markup,
    "!": _is_before_markup,
    "#": _starts_word,
    "^": _is_caret_markup,
    "=": _is_second_of_two,
    "%": _is_second_of_two,
    ":": _is_second_of_two,
}
"""When a sign inside a line needs its backslash; in what order the signs stand has no meaning."""
