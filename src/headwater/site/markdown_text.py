"""Obsidian Markdown as published → CommonMark that means the same wherever it is read.

Links become Markdown links, embeds images or links, citations their words; block ids, comments and the signs
of highlights go; headings make room for the page's title. Of HTML nothing is left but a few elements without
attributes: whoever draws the Markdown may not clean it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from headwater.bibliography.inline_html import plain_text as without_tags
from headwater.site.rendering.links import external, written_link
from headwater.site.rendering.marks import clean
from headwater.site.rendering.media import IMAGES, words_and_size
from headwater.site.rendering.names import FileTarget, Names, PageTarget
from headwater.site.rendering.sanitize import autolinked, element_of
from headwater.vault.links import is_internal, link_of
from headwater.vault.markdown import scan
from headwater.vault.notes import Link
from headwater.vault.plain import link_words
from headwater.vault.tokens import (
    BlockId,
    Citation,
    Comment,
    HeadingLine,
    Highlight,
    Html,
    InlineField,
    InlineFootnote,
    MarkdownLink,
    Token,
    Wikilink,
)

LOWEST_HEADING = 6
"""The lowest level of headings."""

_MARKUP = re.compile(r"[\\`*\[\]]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])|~(?=~)|#(?=\Z)")
"""What would be a sign of Markdown within a line."""

_SIGN = re.compile(r"[\\`*\[\]<&_~#]")
"""What there is none of in nearly every text; to look for it is much faster than to look for markup."""

_MORE_THAN_LINKS = re.compile(r"[`$\\<^@#]|%%|==|::|~~~|!\[|\]\(|\]:|\n(?: {4}|\t)|\A(?: {4}|\t)")
"""What only a scan can read; most texts are words and links."""

_WIKILINK = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]|\n]*))?\]\]")
_TAG = re.compile(r"<[^<>]*>")
_KEPT_TAG = re.compile(r"</?(?:b|br|code|del|em|i|ins|kbd|mark|s|strong|sub|sup|u) ?/?>", re.IGNORECASE)
_UNSHOWN = re.compile(r"<(?:script|style|textarea)\b", re.IGNORECASE)
_OPENS_TAG = re.compile(r"(?<!\\)<(?=[A-Za-z/!?])")
_DEFINITION = re.compile(
    r"^(?P<label> {0,3}\[(?!\^)[^\[\]\n]+\]:[ \t]*)<?(?P<place>[^\s<>]+)>?", re.MULTILINE
)


Address = Callable[[PageTarget | FileTarget], str]
"""Gives the address that a link to a page or an attachment has in Markdown."""


def escaped(words: str) -> str:
    """Plain text as Markdown that reads as it is, within a line."""
    words = words if words.isprintable() else clean(words)
    return _MARKUP.sub(r"\\\g<0>", words) if _SIGN.search(words) else words


def link(address: str, words: str) -> str:
    """A Markdown link; the words are Markdown."""
    return f"[{words}]({address})"


class CommonMark:
    """Turns published text into CommonMark."""

    def __init__(self, names: Names, address: Address) -> None:
        """Prepare.

        Args:
            names: What links and citations mean.
            address: Gives what a link leads to its address.
        """
        self._names = names
        self._address = address

    def text(self, markdown: str, origin: str) -> str:
        """A text.

        Args:
            markdown: Published Markdown, as its author wrote it.
            origin: The path of the note it stands in.
        """
        markdown = clean(markdown)
        if _MORE_THAN_LINKS.search(markdown):
            return _Converted(self._names, self._address, markdown, origin).text()
        return _WIKILINK.sub(lambda match: self._plain_link(match[1], match[2] or "", origin), markdown)

    def _plain_link(self, target: str, alias: str, origin: str) -> str:
        found = Link(target.strip(), "", alias.strip(), embed=False, line=0)
        return _linked(self._names, self._address, found, origin)


class _Converted:
    """One text on its way."""

    def __init__(self, names: Names, address: Address, text: str, origin: str) -> None:
        self._names = names
        self._address = address
        self._text = text
        self._origin = origin
        self._pieces: list[tuple[int, int, str]] = []

    def text(self) -> str:
        for token in scan(self._text):
            self._read(token)
        out: list[str] = []
        position = 0
        for start, end, words in sorted(self._pieces):
            if start >= position:
                out += (self._between(position, start), words)
                position = end
        out.append(self._between(position, len(self._text)))
        return "".join(out)

    def _read(self, token: Token) -> None:
        match token:
            case Comment() | BlockId() | Highlight():
                self._put(token.start, token.end, "")
            case Wikilink():
                found = link_of(token, self._text, 0)
                self._put(token.start, token.end, _linked(self._names, self._address, found, self._origin))
            case MarkdownLink():
                self._read_link(token)
            case Citation():
                self._read_citation(token)
            case Html():
                self._put(token.start, token.end, _shown_html(self._text[token.start : token.end]))
            case HeadingLine():
                is_marked = self._text.startswith("#", token.start) and token.level < LOWEST_HEADING
                self._put(token.start, token.start, "#" if is_marked else "")
            case _:
                self._read_other(token)

    def _read_other(self, token: Token) -> None:
        match token:
            case InlineFootnote():
                inner = _Converted(self._names, self._address, token.text, self._origin).text()
                self._put(token.start, token.end, f" ({inner})")
            case InlineField():
                self._read_field(token)
            case _:
                # Code, formulas, tags and addresses stay; nothing within them is looked at.
                self._put(token.start, token.end, self._text[token.start : token.end])

    def _put(self, start: int, end: int, words: str) -> None:
        self._pieces.append((start, end, words))

    def _between(self, start: int, end: int) -> str:
        """What stands between two tokens: no `<` in it begins a tag."""
        text = self._text[start:end]
        if "]:" in text:
            text = _DEFINITION.sub(self._defined, text)
        return _OPENS_TAG.sub(r"\<", text) if "<" in text else text

    def _defined(self, match: re.Match[str]) -> str:
        """`[label]: place`, of which only a safe place stays."""
        return f"{match['label']}{self._place(match['place'])[0] or '#'}"

    def _place(self, destination: str) -> tuple[str, bool]:
        """Where a Markdown link leads, if it may lead there; and whether that is an image of the site."""
        if not is_internal(destination):
            return ("" if external(destination) is None else destination), False
        found = written_link(destination, "", embed=False)
        target = self._names.page_or_file(found, self._origin) if found.target else None
        return (self._address(target), _is_image(target)) if target is not None else ("", False)

    def _read_link(self, token: MarkdownLink) -> None:
        place, is_image = self._place(token.destination)
        if token.label_start < token.start:
            # An image that lies elsewhere becomes a link: whoever shows the Markdown would fetch it.
            signs = (token.embed and not is_image) + (0 if place else 1)
            self._put(token.label_start, token.label_start + signs, "")
        spaced = f"<{place}>" if " " in place else place
        self._put(token.start, token.end, f"]({spaced}{token.title})" if place else "")

    def _read_citation(self, token: Citation) -> None:
        cited = self._names.cited(self._text[token.start : token.end], self._origin, briefly=True)
        if cited is not None:
            self._put(token.start, token.end, escaped(without_tags(cited)))

    def _read_field(self, token: InlineField) -> None:
        """`key:: value` → `key: value`."""
        opening = "(" if token.bracket else ""
        self._put(token.start, token.value_start, f"{opening}{escaped(token.key)}: ")
        if token.bracket:
            self._put(token.end - 1, token.end, ")")


def _linked(names: Names, address: Address, found: Link, origin: str) -> str:
    """A wikilink or an embed: an image where it shows one, a link where it leads anywhere, else its words."""
    alias = words_and_size(found.alias)[0] if found.embed else found.alias
    words = alias or escaped(link_words(found.target, found.subpath, ""))
    target = names.page_or_file(found, origin) if found.target else None
    if target is None:
        return words
    return f"{'!' if found.embed and _is_image(target) else ''}{link(address(target), words)}"


def _is_image(target: PageTarget | FileTarget) -> bool:
    return isinstance(target, FileTarget) and target.name.rpartition(".")[2].lower() in IMAGES


def _shown_html(tag: str) -> str:
    """What stays of a tag or an element: the simplest tags as they are, of others the words between them."""
    if autolinked(tag) or _KEPT_TAG.fullmatch(tag):
        return tag
    if not element_of(tag):
        return f"\\{tag}"
    return "" if _UNSHOWN.match(tag) else _OPENS_TAG.sub(r"\<", _TAG.sub("", tag))
