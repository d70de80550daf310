"""Markdown as written → Markdown that any CommonMark parser reads as Obsidian would, with placeholders.

One pass over the tokens of a text. What only Obsidian knows becomes a piece; what is not shown is left out;
the rest stays as it is, save for the few signs that would mean something else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from headwater.site.rendering import read_blocks, read_links, read_signs
from headwater.site.rendering.reading import Reading
from headwater.vault import tokens
from headwater.vault.markdown import scan

_READERS: Final[dict[type, Callable[[Reading, Any], int]]] = {
    tokens.BlockId: read_signs.read_block_id,
    tokens.Citation: read_links.read_citation,
    tokens.CodeBlock: read_blocks.read_code_block,
    tokens.CodeSpan: read_signs.read_code_span,
    tokens.Comment: read_signs.read_comment,
    tokens.HeadingLine: read_blocks.read_heading,
    tokens.Highlight: read_signs.read_highlight,
    tokens.Html: read_signs.read_html,
    tokens.InlineField: read_signs.read_field,
    tokens.InlineFootnote: read_signs.read_footnote,
    tokens.MarkdownLink: read_links.read_markdown_link,
    tokens.Math: read_signs.read_math,
    tokens.Tag: read_signs.read_tag,
    tokens.Url: read_links.read_url,
    tokens.Wikilink: read_links.read_wikilink,
}
"""Who writes what a token becomes, and says where reading goes on: after it, or within it."""


def prepared(reading: Reading) -> str:
    """The whole of a text, as Markdown with placeholders; the pieces are kept in the reading's part."""
    position = 0
    for token in scan(reading.text):
        if token.start >= position:
            reading.put_text(position, token.start)
            position = max(token.start, _READERS[type(token)](reading, token))
    reading.put_text(position, len(reading.text))
    return "".join(reading.out)
