"""Markdown → plain words, for titles, descriptions and terminals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape

from headwater.vault.markdown import scan
from headwater.vault.tokens import (
    BlockId,
    Citation,
    CodeBlock,
    CodeSpan,
    Comment,
    Highlight,
    Html,
    InlineField,
    InlineFootnote,
    MarkdownLink,
    Math,
    Token,
    Wikilink,
)

_SIGN_RUN = re.compile(r"\\[\s\S]|\*+|_+|~~+")
"""What may open or close emphasis; an escaped sign is passed over."""
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKERS = re.compile(
    # `>= 25 %` is no quotation.
    r"^[ \t]*(?:(?:>(?!=)[ \t]?)+|[-*+][ \t]+(?:\[.\][ \t]+)?|\d{1,9}[.)][ \t]+|#{1,6}[ \t]+)+",
    re.MULTILINE,
)
_CALLOUT = re.compile(r"^\[![\w-]+\][+-]?[ \t]*", re.MULTILINE)
_LINK_END = "]\x00"
_LINK_LABEL = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\x00")
"""A link's label, once what follows it is replaced by a sign that no note holds."""
_SIGNS = re.compile(r"[*_~\\\[\]!]")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]:?")
_SIGN = re.compile(r"[`$*_~\\&\n^#]")
_PAIR = re.compile(r"%%|==|::|!\[|\]\(|<[A-Za-z/!]|\[(?<!\[\[)(?!\[)")
_MARKER = re.compile(r"\s*(?:[>+-]|\d+[.)]\s)")
"""What only a scan can read; the words of claims that hold nothing but links are found without one."""
_DROPPED = (Comment, Html, Highlight, BlockId, InlineFootnote, InlineField)
_WIKILINK = re.compile(r"\[\[([^\[\]|#]+)(?:\|([^\[\]]*))?\]\]")


def plain_text(markdown: str) -> str:
    """The words of a Markdown text on one line.

    Links become their words (`[[a|b]]` → `b`, `[[path/a#h]]` → `a > h`), math its LaTeX; comments, queries,
    HTML tags, footnotes, list markers and the signs of emphasis are dropped.
    """
    if not _holds_more_than_links(markdown):
        # The words, then the target, the alias and the words behind of each link.
        parts = _WIKILINK.split(markdown)
        parts[1::3] = map(_wikilink_words, parts[1::3], parts[2::3])
        del parts[2::3]
        return " ".join("".join(parts).split())
    pieces: list[str] = []
    position = 0
    for start, end, words in sorted(_stand_ins(markdown)):
        if start >= position:
            pieces += (markdown[position:start], words)
            position = end
    pieces.append(markdown[position:])
    text = _FOOTNOTE.sub("", _CALLOUT.sub("", _MARKERS.sub("", "".join(pieces))))
    text = _without_emphasis(_unlinked(_unlinked(text)))
    return " ".join(unescape(_ESCAPED.sub(r"\1", text)).split())


def _holds_more_than_links(text: str) -> bool:
    """Whether a text must be scanned; one pattern for all that tells it would be tried at every letter."""
    return bool(_SIGN.search(text) or _MARKER.match(text) or _PAIR.search(text))


def _without_emphasis(text: str) -> str:
    """A text without the signs of emphasis that come in pairs (CommonMark 0.31.2, 6.2)."""
    runs = [match for match in _SIGN_RUN.finditer(text) if match[0][0] != "\\"]
    left = [len(run[0]) for run in runs]
    open_runs: list[int] = []
    waiting = Counter[str]()
    for index, run in enumerate(runs):
        sign = run[0][0]
        opens, closes = _flanks(text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1], sign)
        while closes and left[index] and waiting[sign]:
            opener = open_runs.pop()
            waiting[runs[opener][0][0]] -= 1
            if runs[opener][0][0] == sign:
                paired = min(left[opener], left[index])
                left[opener] -= paired
                left[index] -= paired
                if left[opener]:
                    open_runs.append(opener)
                    waiting[sign] += 1
        if opens and left[index]:
            open_runs.append(index)
            waiting[sign] += 1
    return _with_runs(text, runs, left)


def _with_runs(text: str, runs: Sequence[re.Match[str]], lengths: Sequence[int]) -> str:
    """A text whose runs of signs are cut to those lengths."""
    pieces: list[str] = []
    position = 0
    for run, length in zip(runs, lengths, strict=True):
        pieces += (text[position : run.start()], run[0][:length])
        position = run.end()
    return "".join([*pieces, text[position:]])


def _flanks(before: str, after: str, sign: str) -> tuple[bool, bool]:
    """Whether signs between two characters (none at the ends of the text) can open and close emphasis."""
    space_before, space_after = not before.strip(), not after.strip()
    mark_before = not (space_before or before.isalnum())
    mark_after = not (space_after or after.isalnum())
    left = not space_after and (not mark_after or space_before or mark_before)
    right = not space_before and (not mark_before or space_after or mark_after)
    if sign == "_":
        return left and (not right or mark_before), right and (not left or mark_after)
    return left, right


def _unlinked(text: str) -> str:
    """A text with the innermost links and images in it replaced by their labels."""
    return _LINK_LABEL.sub(r"\1", text)


def _literal(text: str) -> str:
    """Code or math, safe from being read as emphasis."""
    return _SIGNS.sub(r"\\\g<0>", text)


@lru_cache(maxsize=1 << 14)
def _wikilink_words(target: str, alias: str | None) -> str:
    """The words of a link as it is written: many claims link to the same topics in the same words."""
    return link_words(target.strip(), "", (alias or "").strip())


def link_words(target: str, subpath: str, alias: str) -> str:
    """What a wikilink shows: its alias, or the name it leads to with the heading it names."""
    if alias:
        return alias
    name = target.rpartition("/")[2].removesuffix(".md")
    if not subpath:
        return name
    heading = subpath if subpath.startswith("^") else subpath.replace("#", " > ")
    return " > ".join(part for part in (name, heading) if part)


def _stand_ins(text: str) -> Iterator[tuple[int, int, str]]:
    """What is replaced: offsets of start and end, and the words instead."""
    for token in scan(text):
        if isinstance(token, InlineField) and token.bracket != "[":
            yield token.start, token.value_start, ""
            if token.bracket:
                yield token.end - 1, token.end, ""
            continue
        if isinstance(token, Citation) and text[token.start] == "[":
            # With the space before it: the words around it are to read on.
            yield token.start - text.endswith(" ", 0, token.start), token.end, ""
            continue
        words = _words(token, text)
        if words is not None:
            yield token.start, token.end, words


def _words(token: Token, text: str) -> str | None:
    """What stands for a token; None where the text is looked at as it is."""
    if isinstance(token, Wikilink):
        return _words_of_link(token)
    if isinstance(token, MarkdownLink):
        return _LINK_END
    if isinstance(token, CodeSpan):
        return _literal(text[token.start : token.end].strip("`").strip())
    if isinstance(token, CodeBlock):
        return "" if token.language else _literal(text[token.content_start : token.content_end])
    if isinstance(token, Math):
        return _literal(token.latex)
    return "" if isinstance(token, _DROPPED) else None


def _words_of_link(link: Wikilink) -> str:
    if link.embed and not link.alias:
        return ""
    words = link_words(link.target, link.subpath, link.alias)
    return words if link.alias else _literal(words)
