"""Citations in running text, as pandoc writes them: `[see @orozco2011, 825; -@lin2020]`, `@orozco2011 [825]`.

The syntax is that of pandoc's manual, "Citations" (https://pandoc.org/MANUAL.html#citation-syntax). Whether
an `@` begins a citation is decided by the citekeys there are: all else is text, such as an address.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from enum import StrEnum
from typing import NamedTuple


class Mode(StrEnum):
    """How a work is cited. The values are pandoc's own names."""

    NORMAL = "NormalCitation"
    """In parentheses or a footnote."""

    IN_TEXT = "AuthorInText"
    """As a part of the sentence."""

    WITHOUT_AUTHOR = "SuppressAuthor"
    """In parentheses, without the author, whom the sentence names."""


class Cite(NamedTuple):
    """One work that is cited."""

    citekey: str
    prefix: str = ""
    suffix: str = ""
    """What follows, such as a locator; `, 825` as well as ` and elsewhere`."""

    mode: Mode = Mode.NORMAL


class Cluster(NamedTuple):
    """Works that are cited at one place of a text."""

    start: int
    """Offset of its first character."""

    end: int
    """Offset of the first character after it."""

    cites: tuple[Cite, ...]


_KEY = r"@(?:\{(?P<braced>[^{}\n]{1,500})\}|(?P<plain>[^\W_][\w:.#$%&+?<>~/'’*!-]*+))"
_CITE = re.compile(rf"(?<![\w@\\]){_KEY}")
_PART = re.compile(rf"(?P<prefix>[^@]*?)(?P<minus>-?){_KEY}(?P<suffix>.*)", re.DOTALL)
_BRACKETS = re.compile(r"(?<![\[\]!\\])\[(?P<inside>[^\[\]@]{0,500}@[^\[\]]{1,2000})\](?![\[(:])")
_LOCATOR = re.compile(r"\s?\[(?P<inside>[^\[\]@\n]{1,500})\](?![\[(:])")


def clusters(text: str, known: Container[str]) -> tuple[Cluster, ...]:
    """The citations in a text, in their order.

    Args:
        text: Markdown; what is said in code and math is not told from the rest here.
        known: The citekeys there are. A bracket is a citation if all of its keys are among them.
    """
    found = list(_bracketed(text, known))
    taken = [(cluster.start, cluster.end) for cluster in found]
    return tuple(sorted([*found, *_in_text(text, known, taken)]))


def _bracketed(text: str, known: Container[str]) -> Iterator[Cluster]:
    for match in _BRACKETS.finditer(text):
        cites = [_part(part, known) for part in match["inside"].split(";")]
        whole = tuple(cite for cite in cites if cite is not None)
        if len(whole) == len(cites):
            yield Cluster(match.start(), match.end(), whole)


def _part(part: str, known: Container[str]) -> Cite | None:
    """What stands between two semicolons as a citation, if it is one."""
    match = _PART.fullmatch(part)
    if match is None or (match["prefix"][-1:].isalnum() and not match["minus"]):
        return None
    citekey, rest = _known_key(match, known)
    mode = Mode.WITHOUT_AUTHOR if match["minus"] else Mode.NORMAL
    return Cite(citekey, match["prefix"].strip(), rest + match["suffix"].rstrip(), mode) if citekey else None


def _known_key(match: re.Match[str], known: Container[str]) -> tuple[str, str]:
    """The longest known citekey that a key begins with, but for signs at its end, and what is left of it.

    A key may end in a sign that ends the sentence as well, so only the citekeys there are can tell.
    """
    if match["braced"]:
        return (match["braced"] if match["braced"] in known else ""), ""
    written = match["plain"]
    length = len(written)
    while length:
        if written[:length] in known:
            return written[:length], written[length:]
        if written[length - 1].isalnum():
            break
        length -= 1
    return "", ""


def _in_text(text: str, known: Container[str], taken: list[tuple[int, int]]) -> Iterator[Cluster]:
    position = 0
    for match in _CITE.finditer(text):
        while position < len(taken) and taken[position][1] <= match.start():
            position += 1
        if position < len(taken) and taken[position][0] <= match.start():
            continue
        citekey, rest = _known_key(match, known)
        if not citekey:
            continue
        locator = None if rest else _LOCATOR.match(text, match.end())
        end = locator.end() if locator else match.end() - len(rest)
        suffix = f", {locator['inside']}" if locator else ""
        yield Cluster(match.start(), end, (Cite(citekey, "", suffix, Mode.IN_TEXT),))
