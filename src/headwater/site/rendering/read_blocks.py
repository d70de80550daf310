"""What takes whole lines → pieces: code blocks and headings."""

from __future__ import annotations

import re
from html import escape

from headwater.site.rendering.code import code_block, dedented
from headwater.site.rendering.links import heading_id
from headwater.site.rendering.pieces import Block, HeadingStart
from headwater.site.rendering.reading import Reading
from headwater.vault.claims import QUERY_LANGUAGES
from headwater.vault.tokens import CodeBlock, HeadingLine

_FENCE_LEAD = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?=`{3}|~{3})")
_MARKER = re.compile(r"[-*+.)]")
_RULE = re.compile(r"\n[ \t>]*(?:-+|=+)[ \t]*(?:\n|\Z)")
_HEADING_LEAD = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)| {0,3}", re.MULTILINE)


def read_code_block(reading: Reading, token: CodeBlock) -> int:
    """A code block; a query that Obsidian's plugins would have run is dropped."""
    if token.language in QUERY_LANGUAGES:
        return token.end
    text = reading.text
    fence = _FENCE_LEAD.match(text, token.start) if token.content_start > token.start else None
    lead = fence[0] if fence else ""
    lines = text[token.content_start : token.content_end].removesuffix("\n").split("\n")
    code = dedented(lines, lead if fence else "    ")
    inline = f"<code>{escape(' '.join(code.split()), quote=False)}</code>"
    if reading.part.inline:
        reading.out.append(f"\n{reading.part.place(inline)}\n")
    else:
        block = Block(code_block(code, token.language, reading.words), inline)
        _put_block(reading, lead, reading.part.place(block), token.end)
    return token.end


def _put_block(reading: Reading, lead: str, placeholder: str, end: int) -> None:
    """Write a block's placeholder where its lines were, as a paragraph of its own.

    Within a list item there is no empty line around it, which would make the list a loose one; there the
    paragraph is divided when the page is assembled.
    """
    text = reading.text
    quotes = "".join(sign if sign == ">" else " " for sign in lead).rstrip()
    alone = not lead or (">" in lead and not _MARKER.search(lead))
    before = f"{quotes}\n" if alone and reading.out and reading.out[-1].endswith("\n") else ""
    ended = text.endswith("\n", 0, end)
    after = f"\n{quotes}" if alone or _RULE.match(text, end - ended) else ""
    reading.out.append(f"{before}{lead}{placeholder}{after}" + "\n" * ended)


def read_heading(reading: Reading, token: HeadingLine) -> int:
    """A heading; what follows its signs is read on its own."""
    text = reading.text
    lead = _HEADING_LEAD.match(text, token.start)
    content = lead.end() if lead else token.start
    if not reading.part.inline:
        signs = text[token.start : content].rstrip()
        reading.out.append(f"{signs} " if signs else "")
        reading.out.append(reading.part.place_at_line(HeadingStart(heading_id(token.text))))
    return content
