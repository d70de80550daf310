"""Everything in a Markdown text that names a file, in whatever syntax; what it names is not looked up here.

The links of `headwater.vault.markdown` are but one way to name a note. A browser follows addresses in HTML,
Markdown has reference definitions, Obsidian has addresses of its own, and readers see the names in code.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import StrEnum
from html import unescape
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from headwater.vault.links import link_of
from headwater.vault.notes import Link
from headwater.vault.tokens import CodeBlock, CodeSpan, Html, MarkdownLink, Math, Token, Wikilink


class Form(StrEnum):
    """How a file is named."""

    LINK = "link"
    """By a link, or by an HTML element, whose words readers see."""

    EMBED = "embed"
    """To be shown in place."""

    DEFINITION = "definition"
    """By `[label]: address`, which readers do not see."""

    LITERAL = "literal"
    """By what would be a link elsewhere: in code, in math, in an attribute, after a backslash."""


class Reference(NamedTuple):
    """A span of a text that names a file."""

    start: int
    end: int
    targets: tuple[str, ...]
    """The paths or names it may be read as, without `#…`."""

    form: Form
    words: str = ""
    """What readers see of it besides the name; for a definition its label."""

    subpath: str = ""
    """The heading or block it names."""

    plain: bool = False
    """Whether HTML put in its place would be shown as it is written."""


def _balanced(depth: int, brackets: str) -> str:
    """A pattern for text on one line in which brackets are balanced, so many of them in one another."""
    opening, closing = map(re.escape, brackets)
    inside = other = rf"[^{opening}{closing}\n]*+"
    for _ in range(depth):
        inside = rf"{other}(?>(?:{opening}{inside}{closing}{other})*)"
    return inside


_WIKILINK_LIKE = re.compile(
    r"!?\\?\[\\?\[(?P<target>[^\[\]\n|]{1,500}?)(?:\\*\|(?P<words>[^\[\]\n]{0,500}?))?\\?\]\\?\]"
)
_MARKDOWN_LIKE = re.compile(
    rf"(?:!?\[(?P<words>{_balanced(3, '[]')})|(?<!\\))\]"
    rf"\([ \t]*(?:<(?P<angled>[^<>\n]*)>|(?P<bare>{_balanced(3, '()')}))[ \t]*\)"
)
_LINK_TITLE = re.compile(r"\s+(?:\"[^\"]*\"|'[^']*')\s*$")
_DEFINITION = re.compile(
    r"^[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]*)*\[(?!\^)(?P<label>(?:[^\[\]\\\n]|\\.)+)\]:[ \t]*(?:\n[ \t>]*)?"
    r"(?:<(?P<angled>[^<>\n]*)>|(?P<bare>[^\s<]\S*))"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$",
    re.MULTILINE,
)
_TAG = re.compile(
    r"<(?P<name>[A-Za-z][\w-]*+)(?P<attributes>(?>(?:[^<>\"']++|\"[^\"]{0,4000}\"|'[^']{0,4000}')*))>"
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[\w:.-]+)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'<>]+))"
)
_LOOSE_ATTRIBUTE = re.compile(
    r"\b(?:href|src|srcset|poster|cite)\s*=\s*(?P<value>\"[^\">\n]*\"?|'[^'>\n]*'?|[^\s\"'<>]+)",
    re.IGNORECASE,
)
_ADDRESS_ATTRIBUTE = re.compile(
    r"data-.*|(?:.*[:-])?(?:href|src|srcset|data|poster|cite|action|background|longdesc|style|content)",
    re.IGNORECASE,
)
_DEVICE_ADDRESS = re.compile(r"<?\b(?:obsidian|file):[^\s<>\[\]|\"'`]+>?", re.IGNORECASE)
_AFTER_ADDRESS = "*_~=$%.,;:!?()\\"
"""What stands right behind an address rather than in it: signs of Markdown and the end of a sentence."""

_MERMAID_TEXT = re.compile(r"(?<=[\[({>|])[\"']?(?P<target>[^\[\](){}<>|\"'\n]+)[\"']?(?=[\])}|])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_SEPARATORS = re.compile(r"[\s,()'\"]+")

LONGEST_ELEMENT = 4000
"""How far, in characters, an element's end may lie from its start."""


def references(text: str, tokens: Sequence[Token]) -> tuple[Reference, ...]:
    """Everything in a text that may name a file, in the order of the starts; spans may lie in one another.

    Args:
        text: Markdown.
        tokens: What `headwater.vault.markdown.scan` finds in it.
    """
    return tuple(sorted(_Finder(text, tokens).references(), key=lambda found: (found.start, -found.end)))


def wikilink(link: Link) -> Reference:
    """What a wikilink in running text refers to."""
    form = Form.EMBED if link.embed else Form.LINK
    return Reference(link.start, link.end, (link.target,), form, link.alias, link.subpath)


def readings(address: str) -> tuple[str, ...]:
    """The paths that an address may mean: as it is written, and as Markdown, HTML and browsers decode it.

    A place on the web means none.
    """
    if address.startswith(("https://", "http://", "mailto:")):
        return ()
    decoded = unescape(_ESCAPED.sub(r"\1", address)).strip()
    if _DEVICE_ADDRESS.match(decoded):
        return _device_paths(decoded.strip("<>"))
    found = []
    for written in dict.fromkeys((address, decoded)):
        path = written.partition("#")[0]
        found += [unquote(path), path, unquote(path.partition("?")[0])]
    return tuple(target for target in dict.fromkeys(found) if target.strip("/. "))


def _device_paths(address: str) -> tuple[str, ...]:
    """The paths in `obsidian://open?file=…` and `file:///…`, whole and by their last part."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ()
    values = [unquote(parts.path), *(value for _, value in parse_qsl(parts.query))]
    paths = [value.partition("#")[0] for value in values]
    return tuple(
        dict.fromkeys(
            target for path in paths for target in (path, path.rpartition("/")[2]) if target.strip("/")
        )
    )


class _Finder:
    """Looks for references in one text."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.literal = [(token.start, token.end) for token in tokens if isinstance(token, _LITERAL)]
        self.literal_starts = [start for start, _ in self.literal]
        self.links: set[int] = set()

    def references(self) -> Iterator[Reference]:
        text = self.text
        yield from self._links()
        if "[[" in text or "[\\[" in text:
            yield from self._wikilinks_elsewhere()
        if "](" in text:
            yield from self._markdown_links_elsewhere()
        if "]:" in text:
            yield from self._definitions()
        if "<" in text and "=" in text:
            yield from self._elements()
        lower = text.lower()
        if "obsidian:" in lower or "file:" in lower:
            for match in _DEVICE_ADDRESS.finditer(text):
                targets = dict.fromkeys((*readings(match[0]), *readings(match[0].rstrip(_AFTER_ADDRESS))))
                yield self._found(match.start(), match.end(), tuple(targets), Form.LITERAL)
        if "internal-link" in text:
            yield from self._diagrams()

    def _found(
        self, start: int, end: int, targets: tuple[str, ...], form: Form, words: str = ""
    ) -> Reference:
        return Reference(start, end, targets, form, words, plain=self._is_literal(start))

    def _is_literal(self, offset: int) -> bool:
        """Whether HTML at an offset would not be read as such, as that lies within code, math or a tag."""
        index = bisect_left(self.literal_starts, offset) - 1
        return index >= 0 and offset < self.literal[index][1]

    def _links(self) -> Iterator[Reference]:
        for token in self.tokens:
            if isinstance(token, Wikilink):
                self.links.add(token.start)
                yield wikilink(link_of(token, self.text, 0))
            elif isinstance(token, MarkdownLink):
                self.links.add(token.label_start)
                targets = readings(token.destination)
                words = self.text[token.label_start : token.start].lstrip("!").removeprefix("[")
                form = Form.EMBED if token.embed else Form.LINK
                subpath = unquote(token.destination.partition("#")[2])
                yield Reference(token.label_start, token.end, targets, form, words, subpath)

    def _wikilinks_elsewhere(self) -> Iterator[Reference]:
        for match in _WIKILINK_LIKE.finditer(self.text):
            if match.start() not in self.links:
                target = _ESCAPED.sub(r"\1", match["target"]).partition("#")[0].strip()
                targets = tuple(dict.fromkeys((target, *readings(match["target"]))))
                yield self._found(match.start(), match.end(), targets, Form.LITERAL, match["words"] or "")

    def _markdown_links_elsewhere(self) -> Iterator[Reference]:
        for match in self._markdown_like(0, len(self.text)):
            if match.start() not in self.links:
                written = match["angled"] if match["angled"] is not None else match["bare"]
                targets = (*readings(written), *readings(_LINK_TITLE.sub("", written)))
                yield self._found(match.start(), match.end(), targets, Form.LITERAL, match["words"] or "")

    def _markdown_like(self, start: int, end: int) -> Iterator[re.Match[str]]:
        """What looks like Markdown links, and what looks like such in their words."""
        for match in _MARKDOWN_LIKE.finditer(self.text, start, end):
            yield match
            if "](" in (match["words"] or ""):
                yield from self._markdown_like(*match.span("words"))

    def _definitions(self) -> Iterator[Reference]:
        for match in _DEFINITION.finditer(self.text):
            written = match["angled"] if match["angled"] is not None else match["bare"]
            yield self._found(match.start(), match.end(), readings(written), Form.DEFINITION, match["label"])

    def _elements(self) -> Iterator[Reference]:
        """HTML elements that have an address; their content is their words."""
        inside: list[tuple[int, int]] = []
        for match, outer_end in self._tags(0, len(self.text)):
            targets = tuple(_addresses(match["attributes"]))
            if outer_end == len(self.text):
                inside.append(match.span())
            if targets:
                closing = re.compile(rf"</{match['name']}\s*>", re.IGNORECASE).search(
                    self.text, match.end(), min(match.end() + LONGEST_ELEMENT, outer_end)
                )
                end = closing.end() if closing else match.end()
                words = self.text[match.end() : closing.start()] if closing else ""
                form = Form.LINK if closing else Form.EMBED
                yield self._found(match.start(), end, targets, form, words)
        starts = [start for start, _ in inside]
        for match in _LOOSE_ATTRIBUTE.finditer(self.text):
            index = bisect_left(starts, match.start()) - 1
            if index < 0 or match.start() >= inside[index][1]:
                targets = readings(match["value"].strip("\"'"))
                yield self._found(match.start(), match.end(), targets, Form.LITERAL)

    def _tags(self, start: int, end: int) -> Iterator[tuple[re.Match[str], int]]:
        """The tags in a span, with its end, and those written within the attributes of others."""
        for match in _TAG.finditer(self.text, start, end):
            yield match, end
            if "<" in match["attributes"]:
                yield from self._tags(*match.span("attributes"))

    def _diagrams(self) -> Iterator[Reference]:
        """The texts in a Mermaid diagram, which Obsidian makes links of the class `internal-link`."""
        for token in self.tokens:
            if isinstance(token, CodeBlock) and token.language == "mermaid":
                for match in _MERMAID_TEXT.finditer(self.text, token.content_start, token.content_end):
                    yield self._found(match.start(), match.end(), (match["target"].strip(),), Form.LITERAL)


_LITERAL = (CodeBlock, CodeSpan, Math, Html)


def _addresses(attributes: str) -> Iterator[str]:
    """What an element's address attributes may be read as; some hold several, as `srcset` does."""
    for match in _ATTRIBUTE.finditer(attributes):
        if _ADDRESS_ATTRIBUTE.fullmatch(match["name"]):
            value = next(value for value in match.group("double", "single", "bare") if value is not None)
            yield from readings(value)
            for part in _SEPARATORS.split(value):
                yield from readings(part)


def label_key(label: str) -> str:
    """The form in which labels of reference definitions are compared."""
    return " ".join(label.split()).casefold()


_USE = re.compile(
    r"!?\[(?P<words>(?:[^\[\]\\\n]|\\.|\[[^\[\]\n]*\])*)\]"
    r"(?:[ \t]?\[(?P<label>(?:[^\[\]\\\n]|\\.)*)\])?(?![\[(:])"
)


def uses(text: str, labels: frozenset[str]) -> Iterator[tuple[str, Reference]]:
    """Where a text uses reference definitions: `[words][label]`, `[label][]` or `[label]`.

    Args:
        text: Markdown.
        labels: The definitions' labels, as `label_key` gives them.

    Yields:
        Each use with the label it uses.
    """
    for match in _USE.finditer(text):
        label = label_key(match["label"] or match["words"])
        if label in labels:
            yield label, Reference(match.start(), match.end(), (), Form.LINK, match["words"])
