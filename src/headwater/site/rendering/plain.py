"""Markdown → one line of plain text, for titles, descriptions and what is printed."""

from __future__ import annotations

import re
from html import unescape

from headwater.site.rendering import lines, links, media
from headwater.site.rendering.code import code_span
from headwater.site.rendering.marks import LESS, PLACEHOLDER, clean, placeholder
from headwater.site.rendering.markup import line
from headwater.site.rendering.sanitize import autolinked, element_of
from headwater.vault.claims import QUERY_LANGUAGES
from headwater.vault.markdown import scan
from headwater.vault.tokens import (
    CodeBlock,
    CodeSpan,
    HeadingLine,
    Html,
    InlineField,
    MarkdownLink,
    Math,
    Tag,
    Token,
    Url,
    Wikilink,
)

_SPECIAL = re.compile(r"[\\`*_<&#^\[\]$|]|~~|%%|==|::|://|^[ \t]*[-+>]", re.MULTILINE)
"""What may be markup; a text without any of it is plain as it stands."""

_MARKUP = re.compile(r"[\\`*_<\[]|~~|&[#A-Za-z]")
_IMAGE = re.compile(r'<img [^>]*?alt="([^"]*)"[^>]*>')
_ANY_TAG = re.compile(r"<[^>]*>")
_MARKER = re.compile(r"^[ \t]*(?:[-*+][ \t]+(?:\[.\][ \t]+)?|#{1,6}[ \t]+)+", re.MULTILINE)
_TABLE_RULE = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*(?::?-+:?)?[ \t]*$", re.MULTILINE)


def plain_text(text: str) -> str:
    """The words of a Markdown text, on one line.

    Links give their words, math its LaTeX, `(key:: value)` its value. Comments, queries, other fields,
    footnotes, HTML tags and all signs of markup are dropped; entities become their characters.

    Args:
        text: Markdown.
    """
    text = clean(text)
    if not _SPECIAL.search(text):
        return " ".join(text.split())
    words: list[str] = []
    markdown = lines.for_line(_MARKER.sub("", _with_words(text, words)))
    if "|" in markdown:
        markdown = _TABLE_RULE.sub("", markdown)
    if _MARKUP.search(markdown):
        html = _IMAGE.sub(lambda match: media.words_and_size(match[1])[0], line(markdown, trust_html=True))
        markdown = unescape(_ANY_TAG.sub("", html))
    shown = PLACEHOLDER.sub(lambda match: words[int(match[1])], markdown)
    return " ".join(shown.replace(LESS, "<").split())


def _with_words(text: str, words: list[str]) -> str:
    """The text with placeholders for what is neither markup nor dropped; `words` gets what they stand for."""
    out: list[str] = []
    dropped: list[int] = []
    position = 0
    for token in scan(text):
        if token.start < position:
            continue
        out.append(_between(text, position, token.start, dropped))
        position = token.end
        if isinstance(token, MarkdownLink):
            out.append("](x)")
        elif isinstance(token, HeadingLine):
            position = token.start
        elif isinstance(token, InlineField) and token.bracket == "(":
            position = token.value_start
            dropped.append(token.value_end)
        elif shown := _words_of(token, text):
            out.append(placeholder(len(words)))
            words.append(shown)
    out.append(_between(text, position, len(text), dropped))
    return "".join(out)


def _between(text: str, start: int, end: int, dropped: list[int]) -> str:
    """The text between two tokens, without the signs at the offsets that are to be dropped."""
    parts = []
    while dropped and dropped[-1] < end:
        sign = dropped.pop()
        if sign >= start:
            parts.append(text[start:sign])
            start = sign + 1
    return lines.without_false_markup("".join([*parts, text[start:end]]))


def _words_of(token: Token, text: str) -> str:
    """The words a token gives; empty for one that is dropped."""
    written = text[token.start : token.end]
    words = ""
    match token:
        case Wikilink():
            alias = media.words_and_size(token.alias)[0] if token.embed else token.alias
            words = links.words_of(token.target, token.subpath, alias)
        case Math():
            words = token.latex
        case CodeSpan():
            words = unescape(code_span(written)[len("<code>") : -len("</code>")])
        case CodeBlock() if token.language not in QUERY_LANGUAGES:
            words = f"{text[token.content_start : token.content_end]} "
        case Tag() | Url():
            words = written
        case Html():
            words = _words_of_html(written)
    return words


def _words_of_html(written: str) -> str:
    """The words of a piece of HTML; what only looks like a tag is text."""
    if autolink := autolinked(written):
        return autolink
    name = element_of(written)
    if not name:
        return written
    return " " if name == "br" else _ANY_TAG.sub("", written) if name == "pre" else ""
