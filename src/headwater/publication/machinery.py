"""What stands in a text and is for nobody's eyes: comments wherever they stand, and what plugins run.

`headwater.vault.claims.machinery` names what Obsidian hides. Here is added what would leave the vault
although its author means it for himself: comments within links, tags and addresses, HTML declarations, and
Dataview's queries within a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from headwater.vault.claims import headings_of, machinery
from headwater.vault.tokens import CodeBlock, CodeSpan, Html, MarkdownLink, Token, Url, Wikilink

_COMMENT = re.compile(r"%%.*?%%", re.DOTALL)
_COMMENT_IN_HTML = re.compile(r"%%.*?%%|<!--.*?(?:-->|\Z)", re.DOTALL)
_DECLARATION = re.compile(r"<!\[CDATA\[.{0,4000}?\]\]>|<![A-Za-z][^>]{0,4000}>|<\?.{0,4000}?\?>", re.DOTALL)
_INLINE_QUERY = re.compile(r"`+\s*(?:\$=|=\s)")
_SCRIPT = re.compile(r"<(?:script|style)\b", re.IGNORECASE)


def hidden_spans(text: str, tokens: Sequence[Token]) -> tuple[tuple[int, int], ...]:
    """The spans of a text that are read and never shown; they may overlap, and reading again may find more.

    Args:
        text: Markdown.
        tokens: What `headwater.vault.markdown.scan` finds in it.
    """
    spans = machinery(text, tokens, headings_of(tokens))
    within = [span for token in tokens for span in _within(token, text)]
    found = sorted({*spans, *within, *_declarations(text, tokens)})
    glued = next((token for token in tokens if isinstance(token, Url) and _holds_comment(token, text)), None)
    if glued is None:
        return tuple(found)
    # A comment right behind an address was taken for a part of it, so what follows was read out of step.
    start = text.index("%%", glued.start)
    end = text.find("%%", start + 2)
    return (*(span for span in found if span[0] < start), (start, len(text) if end < 0 else end + 2))


def _holds_comment(token: Url, text: str) -> bool:
    return "%%" in text[token.start : token.end]


def _within(token: Token, text: str) -> Iterator[tuple[int, int]]:
    """What is hidden within a token."""
    match token:
        case CodeSpan() if _INLINE_QUERY.match(text, token.start):
            yield token.start, token.end
        case Html() if not _SCRIPT.match(text, token.start):
            yield from (match.span() for match in _COMMENT_IN_HTML.finditer(text, token.start, token.end))
        case Wikilink():
            yield from (match.span() for match in _COMMENT.finditer(text, token.start, token.end))
        case MarkdownLink() if "%%" in token.title:
            start = text.rindex(token.title, token.start, token.end)
            yield from (match.span() for match in _COMMENT.finditer(text, start, token.end))
        case _:
            pass


def _declarations(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """`<!…>` and `<?…?>`, which no browser shows, outside of code."""
    if "<!" not in text and "<?" not in text:
        return
    code = [(token.start, token.end) for token in tokens if isinstance(token, CodeBlock | CodeSpan)]
    for match in _DECLARATION.finditer(text):
        if not any(start <= match.start() < end for start, end in code):
            yield match.span()
