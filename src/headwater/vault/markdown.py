"""Scan Obsidian Markdown for the pieces of `headwater.vault.tokens`, in one pass from left to right.

Whatever begins first wins, as in Obsidian: a link inside code, math or a comment is no link, a comment
sign inside code is no comment. Every look-ahead is bounded, so that scanning is linear in the text.

Syntax: https://help.obsidian.md/obsidian-flavored-markdown, https://spec.commonmark.org/0.31.2/ and,
for fields, https://blacksmithgu.github.io/obsidian-dataview/annotation/add-metadata/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from operator import itemgetter
from typing import ClassVar

from headwater.vault.tokens import (
    BlockId,
    Citation,
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
    made,
)

_START = itemgetter(0)
"""What every token begins with: its start."""

LOOK_AHEAD = 4000
"""How far, in characters, the end of a highlight or of inline math may lie from its start."""

# Each alternative begins with one fixed character, so that the search leaps from one of these to the next.
_SIGN = re.compile(
    r"\[\[(?P<target>[^\[\]\n|][^\[\]\n|\\]*+(?>(?:\\(?![|\]])[^\[\]\n|\\]*+)*))"
    r"(?:\\?\|(?P<alias>[^\[\]\n\\]*+(?>(?:(?:\\(?!\]\])|\[[^\[\]\n]*+\])[^\[\]\n\\]*+)*)))?\\?\]\]|"
    r"\\|``*|%%|<|\$\$|\$|\[\[|\[(?=[^\[\]\n:]+::)|\((?=[^()\[\]\n:]+::)|\]\(|==|#|@|\^|https?://"
)
_FENCE = re.compile(
    r"\n(?P<lead>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)"
    r"(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})(?P<info>[^\n]*+)$",
    re.MULTILINE,
)
_INDENTED = re.compile(r"(?:\A|\n[ \t]*\n)(?P<code>(?:(?: {4}|\t)[ \t]*[^\s][^\n]*(?:\n|\Z))+)")
_HOLDS_INDENTED = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]|\[\^[^\[\]\n]+\]:")
_HEADING = re.compile(r"\n {0,3}(?P<signs>#{1,6})(?>(?:[ \t]++(?P<text>[^\n]*+))?)$", re.MULTILINE)
_CLOSING_SIGNS = re.compile(r"[ \t]+#+\Z")
_SETEXT = re.compile(
    r"(?:(?<=\n\n)|\A) {0,3}(?P<text>[^\s>#|`~\-*+=][^\n]*)\n {0,3}(?P<rule>={2,}|-{2,})[ \t]*$", re.MULTILINE
)
_LINE_FIELD = re.compile(
    r"[ \t]*(?:>[ \t]*)*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[.\][ \t]+)?)?"
    r"(?P<key>[^\s:|`\[\](){}#>!$%<\\][^:\n|`\[\](){}$%<\\]{0,120}+)::(?=[ \t\"']|\[\[|$)"
    r"[ \t]*(?P<value>[^\n]*)$",
    re.MULTILINE,
)
_DESTINATION = re.compile(
    r"\]\([ \t]*(?:<(?P<angled>[^<>\n]*)>|(?P<bare>[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*))"
    r"(?P<title>[ \t\n]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*\)"
)
_BRACKET_FIELD = re.compile(r"[\[(](?P<key>[^\[\]()\n:]{1,120})::[ \t]*")
_TAG = re.compile(r"(?<!\S)#(?P<name>[\w/-]*[^\W\d][\w/-]*)")
# The signs within a citekey are those of pandoc's manual (8.20), but for those that begin something here.
_CITEKEY = re.compile(
    r"(?<![\w@/.])-?@(?:\{(?P<braced>[^{}\s]+)\}|(?P<plain>\w(?>(?:\w++|[:.#%&+?~/-](?=\w))*)))"
)
_CITATION_START = re.compile(r"\[[^\[\]\n`$<>]{0,300}\Z")
_CITATION_REST = re.compile(r"[^\[\]\n`$<>]{0,1000}\](?![(:{]|\[(?![^\[\]\n]*@))")
_BEFORE_MINUS = frozenset({"", " ", "\t", "\n", "("})
_BLOCK_ID = re.compile(r"\^(?P<id>[A-Za-z0-9-]+)[ \t]*$", re.MULTILINE)
_FOOTNOTE = re.compile(r"\^\[(?P<text>(?:[^\[\]\n]|\[\[?[^\[\]\n]*\]\]?)+)\]")
_HTML_TAG = re.compile(
    r"</?(?P<name>[A-Za-z][A-Za-z0-9-]*)"
    r"(?>(?:\s+[A-Za-z_:@][\w.:@-]*(?:\s*=\s*(?:[^\s\"'=<>`]+|'[^']{0,2000}'|\"[^\"]{0,2000}\"))?)*)\s*/?>"
)
_AUTOLINK = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>")
_INLINE_MATH = re.compile(r"\$(?![\s$])(?P<latex>(?:[^$\\\n]|\\.|\n(?![ \t]*\n)){1,2000}?)(?<!\s)\$(?!\d)")
_URL = re.compile(r"https?://[^\s<>\[\]|\"`]+")
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")
_HIGHLIGHT_END = re.compile(rf"(?:(?!\n[ \t]*\n)[\s\S]){{0,{LOOK_AHEAD}}}?[^\s=]==(?!=)")
_BRACKET = re.compile(r"[\[\]()]")
_RAW_ELEMENTS = frozenset({"script", "style", "pre", "textarea"})


def scan(text: str) -> tuple[Token, ...]:
    r"""Find every piece of Obsidian Markdown in a text, in the order of their starts.

    Args:
        text: Markdown with `\n` line ends, frontmatter removed.

    Returns:
        The tokens. Only headings, fields, highlights and footnotes have others inside them.
    """
    return tuple(_Scanner(text).tokens())


class _Scanner:
    """One pass over one text; `position` is where the next piece may begin."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.paragraph_end = -1
        self.no_backticks: dict[int, int] = {}
        self.highlighted = False
        self.no_display_math = False
        self.no_highlight_before = -1
        self.brackets: dict[int, int] = {}
        self.brackets_until = -1

    def tokens(self) -> list[Token]:
        """The pieces that begin a line and those inside lines, as they come."""
        text = self.text
        found: list[Token] = []
        sign = _SIGN.search(text)
        for line in self._line_pieces():
            start = line.start
            if sign is not None and sign.start() < start:
                sign = self._read_before(start, sign, found)
            if start >= self.position:
                found.append(line)
                self.position = position = _inside_line(line)
                if sign is not None and sign.start() < position:
                    sign = _SIGN.search(text, position)
        if sign is not None:
            self._read_before(len(text), sign, found)
        return found

    def _read_before(self, limit: int, sign: re.Match[str], found: list[Token]) -> re.Match[str] | None:
        """Read the pieces that begin before a limit, from a sign on; the first sign after them."""
        text = self.text
        following: re.Match[str] | None = sign
        while following is not None and (start := following.start()) < limit:
            written, alias = following.groups()
            if written is None:
                self._read(following, found)
            else:
                # Most signs are wikilinks: they are read here, and without the detour by their type's name.
                end = following.end()
                embed = start > self.position and text[start - 1] == "!"
                target, _, subpath = written.partition("#")
                alias = alias.strip() if alias else ""
                link = (start - embed, end, target.strip(), subpath.strip(), alias, embed)
                found.append(made(Wikilink, link))
                self.position = end
            following = _SIGN.search(text, self.position)
        return following

    def _read(self, sign: re.Match[str], found: list[Token]) -> None:
        """Add the piece that a sign begins, if it does, and go on after it."""
        token = self._readers[sign[0][0]](self, sign.start(), sign[0])
        if token is not None:
            found.append(token)
        self.position = max(self.position, sign.end() if token is None else _resume_at(token))

    def _line_pieces(self) -> list[Token]:
        """The pieces that begin a line; those inside others are skipped by `tokens`."""
        text = self.text
        pieces: list[Token] = []
        if "```" in text or "~~~" in text:
            pieces += _fenced_blocks(text)
        if "    " in text or "\t" in text:
            pieces += _indented_blocks(text)
        if "::" in text:
            pieces += map(_line_field, _lines_of(_LINE_FIELD, text, "::"))
        if "#" in text:
            pieces += map(_heading, _HEADING.finditer("\n" + text))
        if "\n--" in text or "\n==" in text:
            pieces += map(_underlined_heading, _SETEXT.finditer(text))
        pieces.sort(key=_START)
        return pieces

    def _escape(self, start: int, _sign: str) -> Token | None:
        self.position = start + 2
        return None

    def _code_span(self, start: int, sign: str) -> Token | None:
        width = len(sign)
        if self.no_backticks.get(width, -1) > start:
            return None
        end = self._end_of_paragraph(start)
        closing = re.compile(rf"(?<!`)`{{{width}}}(?!`)").search(self.text, start + width, end)
        if closing is None:
            self.no_backticks[width] = end
            return None
        return CodeSpan(start, closing.end())

    def _comment(self, start: int, _sign: str) -> Token | None:
        end = self.text.find("%%", start + 2)
        return Comment(start, len(self.text), False) if end < 0 else Comment(start, end + 2, True)

    def _angle(self, start: int, _sign: str) -> Token | None:
        text = self.text
        if text.startswith("<!--", start):
            end = text.find("-->", start + 4)
            return Comment(start, len(text), False) if end < 0 else Comment(start, end + 3, True)
        tag = _HTML_TAG.match(text, start)
        if tag is None:
            autolink = _AUTOLINK.match(text, start)
            return Html(start, autolink.end()) if autolink else None
        name = tag["name"].lower()
        if name in _RAW_ELEMENTS and tag[0][1] != "/":
            closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, tag.end())
            return Html(start, closing.end() if closing else len(text))
        return Html(start, tag.end())

    def _math(self, start: int, sign: str) -> Token | None:
        if sign == "$$":
            end = -1 if self.no_display_math else self.text.find("$$", start + 2)
            self.no_display_math = end < 0
            latex = self.text[start + 2 : end].strip()
            # A comment is the author's own: it is never carried out of the vault inside a formula.
            return Math(start, end + 2, latex, True) if end > 0 and latex and "%%" not in latex else None
        match = _INLINE_MATH.match(self.text, start)
        if match is None or "%%" in match["latex"]:
            return None
        return Math(start, match.end(), match["latex"], False)

    def _bracket(self, start: int, sign: str) -> Token | None:
        # `[[` alone begins nothing: a whole wikilink is a sign of its own.
        return self._bracket_field(start) if sign in {"[", "("} else None

    def _bracket_field(self, start: int) -> Token | None:
        match = _BRACKET_FIELD.match(self.text, start)
        end = self._closing_bracket(start) if match else -1
        if match is None or end < 0:
            return None
        bracket = self.text[start]
        return InlineField(start, end + 1, _key(match["key"]), match.end(), end, bracket)

    def _destination(self, start: int, _sign: str) -> Token | None:
        match = _DESTINATION.match(self.text, start)
        if match is None:
            return None
        label = _opening_bracket(self.text, start)
        embed = label > 0 and self.text[label - 1] == "!"
        destination = match["angled"] if match["angled"] is not None else match["bare"]
        opening = start if label < 0 else label - embed
        return MarkdownLink(start, match.end(), destination, match["title"] or "", opening, embed)

    def _highlight(self, start: int, _sign: str) -> Token | None:
        text = self.text
        if text[start - 1 : start] == "=" or text[start + 2 : start + 3] == "=":
            return None
        if self.highlighted:
            self.highlighted = False
            return Highlight(start, start + 2, False)
        if start < self.no_highlight_before or text[start + 2 : start + 3].isspace():
            return None
        if not _HIGHLIGHT_END.match(text, start + 2):
            self.no_highlight_before = min(self._end_of_paragraph(start), start + LOOK_AHEAD)
            return None
        self.highlighted = True
        return Highlight(start, start + 2, True)

    def _tag(self, start: int, _sign: str) -> Token | None:
        match = _TAG.match(self.text, start)
        return Tag(start, match.end(), match["name"]) if match else None

    def _citation(self, start: int, _sign: str) -> Token | None:
        match = _CITEKEY.match(self.text, start)
        if match is None:
            return None
        opening = _CITATION_START.search(self.text, max(self.position, start - 300), start)
        rest = _CITATION_REST.match(self.text, match.end()) if opening else None
        if opening is None or rest is None:
            within = opening is not None or self.text[start - 1 : start] == "["
            return None if within else self._bare_citation(start, match)
        first, end = opening.start(), rest.end()
        keys = (found["braced"] or found["plain"] for found in _CITEKEY.finditer(self.text, first, end))
        return Citation(first, end, tuple(keys))

    def _bare_citation(self, start: int, match: re.Match[str]) -> Citation:
        """`@citekey` in running text, or `-@citekey`, which leaves the author out."""
        minus = start > self.position and self.text[start - 1] == "-"
        without_author = minus and self.text[start - 2 : start - 1] in _BEFORE_MINUS
        first = start - 1 if without_author else start
        return Citation(first, match.end(), (match["braced"] or match["plain"],))

    def _caret(self, start: int, _sign: str) -> Token | None:
        footnote = _FOOTNOTE.match(self.text, start)
        if footnote:
            return InlineFootnote(start, footnote.end(), footnote["text"])
        match = _BLOCK_ID.match(self.text, start)
        before = self.text[start - 1 : start]
        if match is None or before not in {"", " ", "\t", "\n"}:
            return None
        return BlockId(start - (before in {" ", "\t"}), match.end(), match["id"])

    def _url(self, start: int, _sign: str) -> Token | None:
        match = _URL.match(self.text, start)
        before = self.text[start - 1 : start]
        if match is None or before.isalnum() or before in {"[", '"', "'", "=", "/"}:
            return None
        return Url(start, start + len(_trim_url(match[0])))

    def _closing_bracket(self, start: int) -> int:
        """Offset of the bracket that closes the one at `start`, on the same line; -1 for none."""
        if start >= self.brackets_until:
            line_end = self.text.find("\n", start)
            self.brackets_until = len(self.text) if line_end < 0 else line_end
            self.brackets = _matching_brackets(self.text, start, self.brackets_until)
        return self.brackets.get(start, -1)

    def _end_of_paragraph(self, start: int) -> int:
        if self.paragraph_end < start:
            match = _PARAGRAPH_END.search(self.text, start)
            self.paragraph_end = match.start() if match else len(self.text)
        return self.paragraph_end

    _readers: ClassVar[dict[str, Callable[[_Scanner, int, str], Token | None]]] = {
        "\\": _escape,
        "`": _code_span,
        "%": _comment,
        "<": _angle,
        "$": _math,
        "!": _bracket,
        "[": _bracket,
        "(": _bracket,
        "]": _destination,
        "=": _highlight,
        "#": _tag,
        "@": _citation,
        "^": _caret,
        "h": _url,
    }
    """Who reads what a sign begins, by the sign's first character."""


def _inside_line(line: Token) -> int:
    """Where scanning goes on after what begins a line: within a heading or a field behind its marker."""
    if isinstance(line, CodeBlock):
        return line.end
    return line.value_start if isinstance(line, InlineField) else line.start + 1


def _resume_at(token: Token) -> int:
    """Where scanning goes on after a token: inside a field or a footnote, after anything else."""
    if isinstance(token, InlineField):
        return token.value_start
    return token.start + 2 if isinstance(token, InlineFootnote) else token.end


def _lines_of(pattern: re.Pattern[str], text: str, sign: str) -> Iterator[re.Match[str]]:
    """The lines that a pattern matches from their start, of those that hold a sign."""
    found = text.find(sign)
    while found >= 0:
        match = pattern.match(text, text.rfind("\n", 0, found) + 1)
        if match:
            yield match
        end = text.find("\n", found)
        found = text.find(sign, end) if end >= 0 else -1


def _fenced_blocks(text: str) -> Iterator[CodeBlock]:
    position = 0
    # With a line end before the first line, too, a line's offset in the text is that of the end before it.
    lines = "\n" + text
    while opening := _FENCE.search(lines, position):
        lead, fence, info = opening.groups()
        start, end = opening.span()
        content = min(end, len(text))
        closing = _closing_fence(fence, ">" in lead).search(text, content - 1)
        closing_start, closing_end = closing.span() if closing else (len(text), len(text))
        position = max(closing_end, end - 1)
        content_end = max(content, min(closing_start + 1, len(text)))
        yield made(CodeBlock, (start, position, _language(info), content, content_end))


def _language(info: str) -> str:
    """What an info string says a block is written in."""
    return info.strip().partition(" ")[0].strip("{}.").lower()


@lru_cache(maxsize=64)
def _closing_fence(fence: str, quoted: bool) -> re.Pattern[str]:  # noqa: FBT001 - told in place for speed
    """What ends a block that a fence began; a quotation's block ends with the quotation, too.

    The pattern begins with the end of the line before: the search leaps from one line to the next.
    """
    end = rf"[ \t>]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$"
    return re.compile(rf"\n(?:{end}|(?![ \t]*>))" if quoted else rf"\n{end}", re.MULTILINE)


def _indented_blocks(text: str) -> Iterator[CodeBlock]:
    for match in _INDENTED.finditer(text):
        start = match.start("code")
        if not _follows_list(text, match.start()):
            yield CodeBlock(start, match.end(), "", start, match.end())


def _follows_list(text: str, start: int) -> bool:
    """Whether the indented lines at `start` continue a list item or a footnote and so are no code."""
    for line in reversed(text[max(0, start - 1000) : start].split("\n")):
        if _HOLDS_INDENTED.match(line):
            return True
        if line and not line[0].isspace():
            return False
    return False


def _heading(match: re.Match[str]) -> HeadingLine:
    """A heading found behind a line end that stands before the text, too."""
    signs, written = match.groups()
    text = written.rstrip(" \t") if written else ""
    if text.endswith("#"):
        text = _CLOSING_SIGNS.sub("", text)
    start, end = match.span()
    return made(HeadingLine, (start, end - 1, len(signs), text))


def _underlined_heading(match: re.Match[str]) -> HeadingLine:
    level = 1 if match["rule"][0] == "=" else 2
    return HeadingLine(match.start(), match.end(), level, match["text"].rstrip())


def _line_field(match: re.Match[str]) -> InlineField:
    start, end = match.span()
    return made(InlineField, (start, end, _key(match[1]), match.start(2), end, ""))


def _key(written: str) -> str:
    """A field's name without the bold or italic signs around it."""
    return written.strip().strip("*_").strip()


def _matching_brackets(text: str, start: int, end: int) -> dict[int, int]:
    """The offset of each opening bracket's closing one between two offsets; `[` and `(` apart."""
    open_brackets: dict[str, list[int]] = {"]": [], ")": []}
    pairs: dict[int, int] = {}
    for match in _BRACKET.finditer(text, start, end):
        sign = match[0]
        if sign in "[(":
            open_brackets["]" if sign == "[" else ")"].append(match.start())
        elif open_brackets[sign]:
            pairs[open_brackets[sign].pop()] = match.start()
    return pairs


def _opening_bracket(text: str, end: int) -> int:
    """Offset of the `[` that the `]` at `end` closes, not further off than `LOOK_AHEAD`; -1 for none."""
    lowest = max(0, end - LOOK_AHEAD)
    opening = text.rfind("[", lowest, end)
    for _ in range(8):
        if opening < 0 or text.count("[", opening + 1, end) == text.count("]", opening + 1, end):
            break
        opening = text.rfind("[", lowest, opening)
    return opening


def _trim_url(url: str) -> str:
    """Drop the punctuation after a bare address that belongs to the sentence (GFM, autolinks)."""
    url = url.rstrip(".,;:!?'*_~")
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1].rstrip(".,;:!?'*_~")
    return url
