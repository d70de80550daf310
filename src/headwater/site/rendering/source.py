"""Markdown as written → Markdown that any CommonMark parser reads as Obsidian would, with placeholders.

One pass over the tokens of a text. What only Obsidian knows becomes a piece; what is not shown is left out;
the rest stays as it is, save for the few signs that would mean something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import escape
from urllib.parse import quote

from headwater.site.rendering import lines, links, media
from headwater.site.rendering.assemble import AS_IS
from headwater.site.rendering.code import code_block, code_span, dedented
from headwater.site.rendering.marks import LESS, without_bad_references
from headwater.site.rendering.math import MathError, mathml, source_of
from headwater.site.rendering.names import EmbeddedText, Names
from headwater.site.rendering.pieces import (
    Block,
    BlockAnchor,
    Closing,
    Embed,
    FootnoteReference,
    HeadingStart,
    Opening,
    Part,
)
from headwater.site.rendering.sanitize import KNOWN_TAGS, sanitized
from headwater.site.urls import heading_anchor
from headwater.vault.claims import QUERY_LANGUAGES, is_relation_line
from headwater.vault.links import link_of
from headwater.vault.markdown import scan
from headwater.vault.notes import Link
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

_CODE_LEAD = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?=`{3}|~{3})")
_FIELD_LEAD = re.compile(r"[ \t]*(?:>[ \t]*)*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[.\][ \t]+)?)?")
_HEADING_LEAD = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)|[ ]{0,3}", re.MULTILINE)
_HEADING_NOISE = re.compile(r"(?:%%.*?(?:%%|$)|<!--.*?(?:-->|$)|<[^<>]*>|\s\^[A-Za-z0-9-]+\s*$)")
_RULE = re.compile(r"\n[ \t>]*(?:-+|=+)[ \t]*(?:\n|\Z)")
_REFERENCE_LEAD = re.compile(r"[ \t>]{0,8}\[(?!\^)[^\[\]\n]+\]:[ \t]*")
_TAG = re.compile(
    r"</[A-Za-z][A-Za-z0-9-]*\s*>|"
    r"<[A-Za-z][A-Za-z0-9-]*(?:\s+(?:[A-Za-z_:][\w.:-]*\s*=\s*(?:[^\s\"'=<>`]+|'[^']*'|\"[^\"]*\")|"
    r"(?:allowfullscreen|async|autoplay|checked|controls|defer|disabled|hidden|loop|muted|nowrap|open|readonly|"
    r"required|reversed|selected)(?=[\s/>])))*\s*/?>",
    re.ASCII | re.IGNORECASE,
)
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_RAW = ("<script", "<style", "<pre", "<textarea")


class Preparation:
    """Turns one text into Markdown with placeholders."""

    def __init__(self, text: str, part: Part, names: Names, *, trust_html: bool) -> None:
        self.text = text
        self.part = part
        self.names = names
        self.trust_html = trust_html
        self.math_errors: list[MathError] = []
        self.out: list[str] = []
        self._rough = "<" in text or "&#" in text or "~" in text
        self._ends: list[tuple[int, int, str]] = []
        self._highlight = -1

    def markdown(self) -> str:
        """The whole text, prepared."""
        text, out = self.text, self.out
        position = 0
        for token in scan(text):
            start = token[0]
            if start < position:
                continue
            if self._ends:
                position = self._end_fields(position, start)
            if start > position:
                out.append(self._plain(position, start) if self._rough else text[position:start])
            position = max(start, _READERS[type(token)](self, token))
        if self._ends:
            position = self._end_fields(position, len(text))
        out.append(self._plain(position, len(text)) if self._rough else text[position:])
        return "".join(out)

    def _plain(self, start: int, end: int) -> str:
        """What stands between two tokens: no `<` in it begins a tag."""
        text = without_bad_references(self.text[start:end])
        if "<" in text:
            text = text.replace("\\<", LESS).replace("<", LESS)
        return lines.with_tildes(text) if "~" in text else text

    def _end_fields(self, position: int, until: int) -> int:
        """Close the fields that end before an offset, and copy the text up to the last of them."""
        while self._ends and self._ends[-1][0] <= until:
            end, opening, literal = self._ends.pop()
            if end > position:
                self.out.append(self._plain(position, end))
                position = end
            html = "</span>" if opening >= 0 else ""
            if opening >= 0:
                self.out.append(self.part.place(Closing(opening, html, literal)))
            position = max(position, end + len(literal))
        return position

    def _wikilink(self, token: Wikilink) -> int:
        link = link_of(token, self.text, 0)
        part = self.part
        if token.embed:
            self.out.append(part.place(self._embed(link)))
        else:
            self.out.append(part.place(links.wikilink(link, self.names, part.origin, part.home)))
        return token.end

    def _embed(self, link: Link) -> str | Embed:
        part = self.part
        words = links.words_of(link.target, link.subpath, media.words_and_size(link.alias)[0])
        if part.inline:
            return links.wikilink(replace(link, alias=words), self.names, part.origin, part.home)
        target = self.names.embedded(link, part.origin)
        shown = escape(words, quote=False)
        if isinstance(target, EmbeddedText):
            return Embed(target, f"{links.page_opening(target.target, link.subpath, words)}{shown}</a>", words)
        return links.missing(shown) if target is None else media.shown_file(target, link.subpath, link.alias)

    def _markdown_link(self, token: MarkdownLink) -> int:
        # Angle brackets would be a tag wherever the parser sees no link; escapes mean the same to it.
        destination = re.sub(r"[\s<>()]", lambda match: quote(match[0], safe=""), token.destination)
        title = self._plain_text(token.title)
        self.out.append(f"]({without_bad_references(destination)}{title})")
        return token.end

    def _plain_text(self, text: str) -> str:
        return without_bad_references(text).replace("<", LESS)

    def _url(self, token: Url) -> int:
        text = self.text
        url = text[token.start : token.end]
        if self._is_definition(token.start):
            self.out.append(without_bad_references(url))
        else:
            self.out.append(self.part.place(links.bare_url(url)))
        return token.end

    def _is_definition(self, start: int) -> bool:
        """Whether an address stands in `[label]: address`, which the parser reads, and readers never see."""
        text = self.text
        if not text[max(start - 6, 0) : start].rstrip(" \t").endswith("]:"):
            return False
        return _REFERENCE_LEAD.fullmatch(text, text.rfind("\n", 0, start) + 1, start) is not None

    def _tag(self, token: Tag) -> int:
        self.out.append(self.part.place(f'<span class="tag">#{escape(token.name)}</span>'))
        return token.end

    def _math(self, token: Math) -> int:
        latex = token.latex
        if "\n" in latex:
            latex = re.sub(r"\n[ \t]*>[ \t>]*", "\n", latex)
        set_math = mathml(latex, display=token.display and not self.part.inline)
        if isinstance(set_math, MathError):
            self.math_errors.append(set_math)
            self.out.append(self.part.place(source_of(set_math)))
        elif token.display and not self.part.inline:
            self.out.append(self.part.place(Block(f'<div class="math">{set_math}</div>', set_math)))
        else:
            self.out.append(self.part.place(set_math))
        return token.end

    def _code_span(self, token: CodeSpan) -> int:
        self.out.append(self.part.place(code_span(self.text[token.start : token.end])))
        return token.end

    def _code_block(self, token: CodeBlock) -> int:
        text = self.text
        match = _CODE_LEAD.match(text, token.start)
        lead = match[0] if match and token.content_start > token.start else ""
        if token.language in QUERY_LANGUAGES:
            return token.end
        written = text[token.content_start : token.content_end].removesuffix("\n").split("\n")
        code = dedented(written, lead if token.content_start > token.start else "    ")
        inline = f"<code>{escape(' '.join(code.split()), quote=False)}</code>"
        piece = inline if self.part.inline else Block(code_block(code, token.language), inline)
        self._place_block(lead, self.part.place(piece), token.end)
        return token.end

    def _place_block(self, lead: str, placeholder: str, end: int) -> None:
        """Put a block's placeholder where its lines were, as a paragraph of its own.

        Within a list item there is no empty line around it, which would make the list a loose one; there the
        paragraph is divided in `assemble`.
        """
        quotes = re.sub(r"[^>]", " ", lead).rstrip()
        alone = not lead or (">" in lead and not re.search(r"[-*+.)]", lead))
        before = f"{quotes}\n" if alone and self.out and self.out[-1].endswith("\n") else ""
        text = self.text
        after = f"\n{quotes}" if alone or _RULE.match(text, end - text.endswith("\n", 0, end)) else ""
        if text.endswith("\n", 0, end):
            after += "\n"
        self.out.append(f"{before}{lead}{placeholder}{after}")

    def _comment(self, token: Comment) -> int:
        return token.end

    def _html(self, token: Html) -> int:
        written = self.text[token.start : token.end]
        if self.trust_html:
            return self._trusted(written, token.end)
        name = _NAME.match(written)
        if name is None:
            address = without_bad_references(written[1:-1])
            defined = self._is_definition(token.start)
            self.out.append(address if defined else self.part.place(links.bare_url(address)))
        elif name[1].lower() not in KNOWN_TAGS or not _TAG.match(written):
            self.out.append(self._plain_text(written))
        elif written.lower().startswith(_RAW):
            html = sanitized(without_bad_references(written), inline=self.part.inline)
            self.out.append(self.part.place(html if self.part.inline else Block(html, sanitized(html, inline=True))))
        elif name[1].lower() == "br":
            self.out.append(self.part.place("<br>"))
        else:
            self.out.append(without_bad_references(written))
        return token.end

    def _trusted(self, written: str, end: int) -> int:
        """Leave a tag as its author wrote it."""
        if written.lower().startswith(_RAW):
            written = self.part.place(Block(written, written))
        elif written[:3].lower() == "<a " or written[:5].lower() == "<img ":
            name, rest = written.split(" ", 1)
            written = f"{name} {AS_IS} {rest}"
        self.out.append(written)
        return end

    def _heading(self, token: HeadingLine) -> int:
        lead = _HEADING_LEAD.match(self.text, token.start)
        content = lead.end() if lead else token.start
        if self.part.inline:
            return content
        anchor = heading_anchor(_HEADING_NOISE.sub("", token.text))
        self.out.append(self.text[token.start : content].rstrip("\n"))
        if lead and "#" in lead[0] and not lead[0].endswith((" ", "\t")):
            self.out.append(" ")
        self.out.append(self.part.place_at_line(HeadingStart(anchor)))
        return content

    def _highlight_sign(self, token: Highlight) -> int:
        if token.opens:
            self.out.append(self.part.place(Opening("<mark>", "==")))
            self._highlight = len(self.part.pieces) - 1
        else:
            self.out.append(self.part.place(Closing(self._highlight, "</mark>", "==")))
        return token.end

    def _block_id(self, token: BlockId) -> int:
        if not self.part.inline:
            self.out.append(self.part.place(BlockAnchor(token.id)))
        return token.end

    def _footnote(self, token: InlineFootnote) -> int:
        if not self.part.inline:
            self.out.append(self.part.place(FootnoteReference("", token.text)))
        return token.end

    def _field(self, token: InlineField) -> int:
        key = escape(token.key, quote=False)
        if token.bracket == "(":
            self._ends.append((token.value_end, -1, ")"))
            return token.value_start
        if token.bracket:
            opening = Opening(f'<span class="field"><span class="field-key">{key}</span> ', f"[{key}:: ")
            self.out.append(self.part.place(opening))
            self._ends.append((token.value_end, len(self.part.pieces) - 1, "]"))
            return token.value_start
        lead = _FIELD_LEAD.match(self.text, token.start)
        written = lead[0] if lead else ""
        if is_relation_line(self.text, token):
            self.out.append(written[: written.rfind(">") + 1])
            return token.end
        opening = Opening(f'<span class="field"><span class="field-key">{key}:</span> ', f"{key}:: ")
        self.out.append(written + self.part.place(opening))
        self._ends.append((token.value_end, len(self.part.pieces) - 1, ""))
        return token.value_start


_READERS: dict[type, Callable[[Preparation, Token], int]] = {
    BlockId: Preparation._block_id,
    CodeBlock: Preparation._code_block,
    CodeSpan: Preparation._code_span,
    Comment: Preparation._comment,
    HeadingLine: Preparation._heading,
    Highlight: Preparation._highlight_sign,
    Html: Preparation._html,
    InlineField: Preparation._field,
    InlineFootnote: Preparation._footnote,
    MarkdownLink: Preparation._markdown_link,
    Math: Preparation._math,
    Tag: Preparation._tag,
    Url: Preparation._url,
    Wikilink: Preparation._wikilink,
}
