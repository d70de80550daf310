"""The passages of a note's text: what is cut out of it, and the parts that are left."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Iterator, Sequence

from headwater.vault.claims import as_claim, section, without
from headwater.vault.notes import Heading, Note

Cut = tuple[int, int, str]
"""A span of a text and what stands there instead."""


def is_whole_lines(text: str, start: int, end: int) -> bool:
    """Whether a span holds whole lines, so that without it the lines around it read as before."""
    return (start == 0 or text[start - 1] == "\n") and (end == len(text) or "\n" in text[end - 1 : end + 1])


def disjoint(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same characters in spans of which none overlaps another.

    Args:
        spans: Some spans, in order.
    """
    found: list[tuple[int, int]] = []
    reached = 0
    for start, end in spans:
        if start >= reached:
            found.append((start, end))
            reached = end
        elif end > reached:
            found[-1] = (found[-1][0], end)
            reached = end
    return found


def parts(text: str, headings: Sequence[Heading]) -> tuple[str, str, str]:
    """The text under `# Content`, the rest, and the claim.

    Args:
        text: A note's body.
        headings: The headings in it.
    """
    where = section(headings, "Content", len(text))
    content, rest = _content_and_rest(text, where, ())
    return content, rest, as_claim(content if where else rest)


def parts_of_note(
    note: Note, hidden: Iterable[tuple[int, int]], empty: Collection[tuple[int, int]]
) -> tuple[str, str, str]:
    """The same parts of a note's body without what is hidden; the claim need not be looked for again.

    Args:
        note: The note.
        hidden: The spans of its body that are not shown, `empty` among them.
        empty: The headings under which nothing is left, as `emptied` gives them.
    """
    where = section(note.headings, "Content", len(note.body))
    content, rest = _content_and_rest(note.body, where, sorted(hidden))
    start, end = where[1:] if where else (0, len(note.body))
    for heading, _ in empty:
        if start <= heading < end:
            return content, rest, as_claim(content if where else rest)
    return content, rest, note.claim


def _content_and_rest(
    text: str, content: tuple[int, int, int] | None, hidden: Sequence[tuple[int, int]]
) -> tuple[str, str]:
    """The text under `# Content`, empty where there is no such heading, and all the rest.

    Args:
        text: A note's body.
        content: Where its content lies, as `headwater.vault.claims.section` tells.
        hidden: The spans that are left out, in order.
    """
    if content is None:
        return "", without(text, hidden).strip("\n")
    heading, start, end = content
    rest = without(text, hidden, 0, heading) + without(text, hidden, end)
    return without(text, hidden, start, end).strip("\n"), rest.strip("\n")


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
    spans = sorted(hidden)
    starts = [start for start, _ in spans]
    ends = _section_ends(headings, len(text))
    for heading, end in zip(reversed(headings), reversed(ends), strict=True):
        first = bisect_left(starts, heading.end)
        if first < len(starts) and starts[first] < end and not without(text, spans, heading.end, end).strip():
            insort(spans, (heading.start, end))
            yield heading.start, end


def _section_ends(headings: Sequence[Heading], length: int) -> list[int]:
    """Where the section of each heading ends: at the next heading of its level or above."""
    ends = [length] * len(headings)
    unended: list[int] = []
    for index, heading in enumerate(headings):
        while unended and headings[unended[-1]].level >= heading.level:
            ends[unended.pop()] = heading.start
        unended.append(index)
    return ends


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
