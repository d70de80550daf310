"""Links out of tokens: what `[[…]]` and `[…](…)` name, as written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from headwater.vault.markdown import scan
from headwater.vault.notes import Link
from headwater.vault.tokens import MarkdownLink, Wikilink, made

_CODE_LINK = re.compile(r"!?\[\[(?P<target>[^\[\]\n|]+)(?:\|(?P<alias>[^\[\]\n]*))?\]\]")
_ALONE = re.compile(r"\[\[(?P<target>[^\[\]\n|#\\]+)(?:\|(?P<alias>[^\[\]\n|\\]*))?\]\]")
"""One plain wikilink and nothing else: what most properties hold. It need not be scanned for."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#\Z")


def links_in(text: str, line: int) -> tuple[Link, ...]:
    """Every link in a short text that stands on one line of a file, such as a property's value."""
    alone = _ALONE.fullmatch(text)
    if alone:
        target, alias = alone.group("target", "alias")
        link = (target.strip(), "", alias.strip() if alias else "", False, line, False, -1, -1)
        return (made(Link, link),)
    return tuple(
        link_of(token, text, line)
        for token in scan(text)
        if isinstance(token, Wikilink) or (isinstance(token, MarkdownLink) and is_internal(token.destination))
    )


def is_internal(destination: str) -> bool:
    """Whether a Markdown link's destination names a file of the vault rather than a place on the web."""
    return bool(destination) and not _SCHEME.match(destination)


def link_of(token: Wikilink | MarkdownLink, text: str, line: int) -> Link:
    """The link a token stands for.

    Args:
        token: A wikilink, or a Markdown link for which `is_internal` holds.
        text: The text the token was found in.
        line: The line it stands on in its file, from 1.
    """
    if isinstance(token, Wikilink):
        start, end, target, subpath, alias, embed = token
        return made(Link, (target, subpath, alias, embed, line, False, start, end))
    target, _, subpath = token.destination.partition("#")
    label = text[token.label_start + token.embed + 1 : token.start]
    return Link(
        unquote(target), unquote(subpath), label, token.embed, line,
        markdown=True, start=token.label_start, end=token.end,
    )  # fmt: skip


def wikilinks_in_code(body: str, start: int, end: int) -> Iterator[tuple[int, int, Link]]:
    """What looks like a wikilink between two offsets, taken for code, with its own offsets."""
    for match in _CODE_LINK.finditer(body, start, end):
        target, _, subpath = match["target"].partition("#")
        link = Link(target.strip().rstrip("\\"), subpath, (match["alias"] or "").strip(), False, 0)
        yield match.start(), match.end(), link
