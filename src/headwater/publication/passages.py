"""The passages of a note's text: what is cut out of it, and the parts that are left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from headwater.vault.claims import as_claim, content_span, section, without
from headwater.vault.notes import Heading, Note

Cut = tuple[int, int, str]
"""A span of a text and what stands there instead."""


def is_whole_lines(text: str, start: int, end: int) -> bool:
    """Whether a span holds whole lines, so that without it the lines around it read as before."""
    return (start == 0 or text[start - 1] == "\n") and (end == len(text) or "\n" in text[end - 1 : end + 1])


def parts(text: str, headings: Sequence[Heading]) -> tuple[str, str, str]:
    """The text under `# Content`, the rest, and the claim.

    Args:
        text: A note's body.
        headings: The headings in it.
    """
    content, rest = _content_and_rest(text, headings, ())
    return content, rest, as_claim(content if section(headings, "Content", len(text)) else rest)


def parts_of_note(
    note: Note, hidden: Iterable[tuple[int, int]], empty: Iterable[tuple[int, int]]
) -> tuple[str, str, str]:
    """The same parts of a note's body without what is hidden; the claim need not be looked for again.

    Args:
        note: The note.
        hidden: The spans of its body that are not shown, `empty` among them.
        empty: The headings under which nothing is left, as `emptied` gives them.
    """
    content, rest = _content_and_rest(note.body, note.headings, hidden)
    start, end = content_span(note.headings, len(note.body))
    unchanged = not any(start <= heading < end for heading, _ in empty)
    return content, rest, note.claim if unchanged else as_claim(content if start else rest)


def _content_and_rest(
    text: str, headings: Sequence[Heading], hidden: Iterable[tuple[int, int]]
) -> tuple[str, str]:
    """The text under `# Content`, empty where there is no such heading, and all the rest."""
    spans = sorted(hidden)
    content = section(headings, "Content", len(text))
    if content is None:
        return "", without(text, spans).strip("\n")
    rest = without(text, sorted([*spans, (content[0], content[2])]))
    return without(text, spans, content[1], content[2]).strip("\n"), rest.strip("\n")


def emptied(
    text: str, headings: Sequence[Heading], hidden: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The headings under which nothing is left without what is hidden: spans with all that is below them.

    Args:
        text: A note's body.
        headings: The headings in it.
        hidden: The spans that are not shown.
    """
    if not hidden:
        return
    spans = list(hidden)
    for index in range(len(headings) - 1, -1, -1):
        heading = headings[index]
        end = _section_end(headings, index, len(text))
        holds_hidden = any(heading.end <= start < end for start, _ in hidden)
        if holds_hidden and not without(text, sorted(spans), heading.end, end).strip():
            spans.append((heading.start, end))
            yield heading.start, end


def _section_end(headings: Sequence[Heading], index: int, length: int) -> int:
    level = headings[index].level
    return next((later.start for later in headings[index + 1 :] if later.level <= level), length)


def cut(text: str, cuts: Iterable[Cut]) -> str:
    """A text with some spans of it replaced; of overlapping ones the first counts, and nothing else stays."""
    pieces: list[str] = []
    position = 0
    for start, end, replacement in sorted(cuts):
        if start >= position:
            pieces += (text[position:start], replacement)
        position = max(position, end)
    pieces.append(text[position:])
    return "".join(pieces)
