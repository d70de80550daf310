"""The sections of a note and the claim in it.

A claim is the text under `# Content`, or the whole body where there is no such heading, without what
is machinery: queries, fields, comments, block ids, list markers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from headwater.vault.notes import Heading
from headwater.vault.tokens import CodeBlock, Comment, HeadingLine, InlineField, Token, made

QUERY_LANGUAGES = frozenset(
    (
        "dataview",
        "dataviewjs",
        "tasks",
        "query",
        "base",
        "button",
        "meta-bind",
        "meta-bind-button",
        "mdm",
        "templater",
    )
)
"""Languages of code blocks that Obsidian's plugins run and replace by what they compute."""

_MARKER = re.compile(r"\n[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[.\][ \t]+)?")
_LINKS = re.compile(r"(?>(?:!?\[\[[^\[\]\n]*+\]\]|[\s,;])*)")
_BLOCK_ID = re.compile(r"(?:^|[ \t])\^[A-Za-z0-9-]+[ \t]*$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_HEADING_MARKS = re.compile(r"^ {0,3}#{1,6}[ \t]+", re.MULTILINE)


def headings_of(tokens: Iterable[Token]) -> tuple[Heading, ...]:
    """The headings among a body's tokens."""
    lines = [token for token in tokens if isinstance(token, HeadingLine)]
    return tuple([made(Heading, (level, text, start, end)) for start, end, level, text in lines])


def section(headings: Sequence[Heading], title: str, length: int) -> tuple[int, int, int] | None:
    """Where the section under the first heading of that title lies.

    Args:
        headings: The headings of a body, in their order.
        title: The heading's text; letter case does not count.
        length: The length of the body, in characters.

    Returns:
        The offsets of the heading's line, of the section's text and of its end (the next heading of the
        same or a higher level), or None where there is no such heading.
    """
    titles = [heading.text.strip().casefold() for heading in headings]
    title = title.casefold()
    if title not in titles:
        return None
    index = titles.index(title)
    level, _, start, end = headings[index]
    following = (later.start for later in headings[index + 1 :] if later.level <= level)
    return start, end, next(following, length)


def machinery(body: str, tokens: Sequence[Token], headings: Sequence[Heading]) -> tuple[tuple[int, int], ...]:
    """The spans of a body that are read and never shown.

    These are comments, the blocks of Obsidian's query languages, fields that fill their line with links, and
    the section `# Database Fields`.

    Returns:
        Offsets of start and end, in order; they may overlap.
    """
    spans = [
        (token.start, token.end)
        for token in tokens
        if isinstance(token, Comment)
        or (isinstance(token, CodeBlock) and token.language in QUERY_LANGUAGES)
        or (isinstance(token, InlineField) and not token.bracket and is_relation_line(body, token))
    ]
    fields = section(headings, "Database Fields", len(body))
    if fields:
        spans.append((fields[0], fields[2]))
    return tuple(sorted(spans))


def is_relation_line(body: str, field: InlineField) -> bool:
    """Whether a field that fills its line holds links and nothing else, or nothing at all."""
    return _LINKS.fullmatch(body, field.value_start, field.value_end) is not None


def without(text: str, spans: Iterable[tuple[int, int]], start: int = 0, end: int | None = None) -> str:
    """A text, or the part of it between two offsets, with some spans of it left out."""
    end = len(text) if end is None else end
    pieces = []
    position = start
    for span_start, span_end in spans:
        if span_end <= position:
            continue
        if span_start >= end:
            break
        if span_start > position:
            pieces.append(text[position:span_start])
        position = span_end
    if position < end:
        pieces.append(text[position:end])
    return "".join(pieces)


def content_span(headings: Sequence[Heading], length: int) -> tuple[int, int]:
    """Where a note's content lies: under the heading `Content`, or the whole body of that length."""
    content = section(headings, "Content", length)
    return (content[1], content[2]) if content else (0, length)


def as_claim(text: str) -> str:
    """Content as a claim: heading signs, list markers and block ids dropped, one line for each item."""
    text = _MARKER.sub("\n", "\n" + text)[1:]
    if "#" in text:
        text = _HEADING_MARKS.sub("", text)
    if "^" in text:
        text = _BLOCK_ID.sub("", text)
    text = text.strip()
    return _BLANK_LINES.sub("\n", text) if "\n" in text else text
