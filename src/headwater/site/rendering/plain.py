"""Markdown → one line of plain text, for titles, descriptions and what is printed."""

from __future__ import annotations

import re
from html import escape, unescape

from headwater.site.rendering import lines, links, media
from headwater.site.rendering.code import code_span
from headwater.site.rendering.marks import LESS, PLACEHOLDER, clean, placeholder, without_bad_references
from headwater.site.rendering.markup import line
from headwater.vault.claims import QUERY_LANGUAGES
from headwater.vault.links import link_of
from headwater.vault.markdown import scan
from headwater.vault.tokens import (
    BlockId,
    CodeBlock,
    CodeSpan,
    Comment,
    HeadingLine,
    Highlight,
    Html,
    InlineField,
    InlineFootnote,
    MarkdownLink,
    Math,
    Tag,
    Token,
    Url,
    Wikilink,
)

_SPECIAL = re.compile(r"[\\`*_~<>&#^\[\](){}=$%|!+-]|://|::|\d[.)]")
_MARKUP = re.compile(r"[\\`*_~<&\[]")
_IMAGE = re.compile(r'<img [^>]*?alt="([^"]*)"[^>]*>')
_ANY_TAG = re.compile(r"<[^>]*>")
_MARKER = re.compile(r"^[ \t]*(?:[-*+][ \t]+(?:\[.\][ \t]+)?|#{1,6}[ \t]+)+", re.MULTILINE)
_TABLE_RULE = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*(?::?-+:?)?[ \t]*$", re.MULTILINE)
_NOTHING = (BlockId, Comment, Highlight, InlineFootnote)


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
        html = _IMAGE.sub(r"\1", line(markdown, trust_html=True))
        markdown = unescape(_ANY_TAG.sub("", html)).replace(LESS, "<")
    return " ".join(PLACEHOLDER.sub(lambda match: words[int(match[1])], markdown).split())


def _with_words(text: str, words: list[str]) -> str:
    """The text with placeholders for what is neither markup nor dropped; `words` gets what they stand for."""
    out: list[str] = []
    position = 0
    for token in scan(text):
        if token.start < position:
            continue
        out.append(_between(text[position : token.start]))
        position, shown = _reading(token, text)
        if shown is not None:
            out.append(placeholder(len(words)))
            words.append(shown)
        elif isinstance(token, MarkdownLink):
            out.append("](x)")
    out.append(_between(text[position:]))
    return "".join(out)


def _between(text: str) -> str:
    text = without_bad_references(text)
    if "<" in text:
        text = text.replace("\\<", LESS).replace("<", LESS)
    return lines.with_tildes(text) if "~" in text else text


def _reading(token: Token, text: str) -> tuple[int, str | None]:
    """Where reading goes on after a token, and the words it gives; None for none."""
    if isinstance(token, Wikilink):
        link = link_of(token, text, 0)
        alias = media.words_and_size(link.alias)[0] if link.embed else link.alias
        return token.end, links.words_of(link.target, link.subpath, alias)
    raise NotImplementedError


__all__ = ["plain_text"]
