"""Markdown → plain words, for titles, descriptions and terminals."""

from __future__ import annotations

import re
from html import unescape

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
    Token,
    Wikilink,
)

_EMPHASIS = re.compile(r"(?<![\\\w])(\*{1,3}|_{1,3}|~~)(?=\S)(.+?)(?<=[^\s\\])\1(?!\w)|(?<!\\)(\*{1,2})(?=\S)(.+?)(?<=[^\s\\])\3")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKERS = re.compile(r"^[ \t]*(?:(?:>[ \t]?)+|[-*+][ \t]+(?:\[.\][ \t]+)?|\d{1,9}[.)][ \t]+|#{1,6}[ \t]+)+", re.MULTILINE)
_CALLOUT = re.compile(r"^\[![\w-]+\][+-]?[ \t]*", re.MULTILINE)
_LINK_END = "]\x00"
_LINK_LABEL = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\x00")
"""A link's label, once what follows it is replaced by a sign that no note holds."""
_SIGNS = re.compile(r"[*_~\\\[\]!]")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:?")
_SPECIAL = re.compile(
    r"[`$*_~\\&\n^#]|%%|<[A-Za-z/!]|==|::|^\s*(?:[>+-]|\d+[.)]\s)|!\[|\]\(|(?<!\[)\[(?!\[)"
)
"""What only a scan can read; the words of claims that hold nothing but links are found without one."""
_WIKILINK = re.compile(r"\[\[([^\[\]|#]+)(?:\|([^\[\]]*))?\]\]")


def plain_text(markdown: str) -> str:
    """The words of a Markdown text on one line.

    Links become their words (`[[a|b]]` → `b`, `[[path/a#h]]` → `a > h`), math its LaTeX; comments, queries,
    HTML tags, footnotes, list markers and the signs of emphasis are dropped.
    """
    if not _SPECIAL.search(markdown):
        return " ".join(_WIKILINK.sub(_wikilink_words, markdown).split())
    pieces: list[str] = []
    position = 0
    for token in scan(markdown):
        words = _words(token, markdown)
        if token.start < position or words is None:
            continue
        pieces += (markdown[position : token.start], words)
        position = token.value_start if isinstance(token, InlineField) and not token.bracket else token.end
    pieces.append(markdown[position:])
    text = _FOOTNOTE.sub("", _CALLOUT.sub("", _MARKERS.sub("", "".join(pieces))))
    text = _EMPHASIS.sub(lambda match: match[2] or match[4], _unlinked(_unlinked(text)))
    return " ".join(unescape(_ESCAPED.sub(r"\1", text)).split())


def _unlinked(text: str) -> str:
    """A text with the innermost links and images in it replaced by their labels."""
    return _LINK_LABEL.sub(r"\1", text)


def _literal(text: str) -> str:
    """Code or math, safe from being read as emphasis."""
    return _SIGNS.sub(r"\\\g<0>", text)


def _wikilink_words(match: re.Match[str]) -> str:
    return link_words(match[1].strip(), "", (match[2] or "").strip())


def link_words(target: str, subpath: str, alias: str) -> str:
    """What a wikilink shows: its alias, or the name it leads to with the heading it names."""
    if alias:
        return alias
    name = target.rpartition("/")[2].removesuffix(".md")
    heading = subpath if subpath.startswith("^") else subpath.replace("#", " > ")
    return " > ".join(part for part in (name, heading) if part)


def _words(token: Token, text: str) -> str | None:
    """What stands for a token; None where the text is looked at as it is."""
    match token:
        case Wikilink():
            return "" if token.embed and not token.alias else link_words(token.target, token.subpath, token.alias)
        case MarkdownLink():
            return _LINK_END
        case CodeSpan():
            return _literal(text[token.start : token.end].strip("`").strip())
        case CodeBlock():
            return text[token.content_start : token.content_end] if not token.language else ""
        case Math():
            return _literal(token.latex)
        case Comment() | Html() | Highlight() | BlockId() | InlineFootnote():
            return ""
        case InlineField():
            return "" if token.bracket != "(" else plain_text(text[token.value_start : token.value_end])
        case HeadingLine():
            return None
        case _:
            return None
