"""The part of a published note that an embed shows: all of it, a section or a block."""

from __future__ import annotations

import re

from headwater.publication import PublicNote
from headwater.vault.claims import headings_of
from headwater.vault.markdown import scan
from headwater.vault.tokens import BlockId, HeadingLine

_BLANK = re.compile(r"\n[ \t]*\n")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]")


def embedded_text(note: PublicNote, subpath: str) -> str | None:
    """The Markdown an embed shows in place.

    Args:
        note: The note embedded.
        subpath: What the link says after `#`: nothing, a heading (`A`, `A#B`) or a block (`^id`).

    Returns:
        Its text, or None where the note has no such heading or block.
    """
    text = f"{note.content}\n\n{note.body}".strip("\n")
    if not subpath:
        return text
    if subpath.startswith("^"):
        return _block(text, subpath[1:].lower())
    return _section(text, subpath.rpartition("#")[2])


def _section(text: str, title: str) -> str | None:
    """A heading with all below it, up to the next heading of its level or a higher one."""
    headings = headings_of(scan(text))
    wanted = _words(title)
    for index, heading in enumerate(headings):
        if _words(heading.text) == wanted:
            following = (later.start for later in headings[index + 1 :] if later.level <= heading.level)
            return text[heading.start : next(following, len(text))].strip("\n")
    return None


def _words(title: str) -> str:
    return "".join(sign for sign in title.casefold() if sign.isalnum())


def _block(text: str, wanted: str) -> str | None:
    """The list item or paragraph that ends with `^id`, or the block above an id that stands alone."""
    heading_end = 0
    for token in scan(text):
        if isinstance(token, HeadingLine):
            heading_end = token.end
        elif isinstance(token, BlockId) and token.id.lower() == wanted:
            before = text[: token.start].rstrip()
            line_start = before.rfind("\n") + 1
            if _ITEM.match(before, line_start) and text[token.start - 1 : token.start] != "\n":
                return before[line_start:]
            blank_end = max((match.end() for match in _BLANK.finditer(before)), default=0)
            return before[max(blank_end, heading_end) :].lstrip("\n")
    return None
