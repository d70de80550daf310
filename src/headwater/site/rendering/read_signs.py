"""What stands within a line → pieces: code, math, highlights, fields, footnotes, tags, HTML."""

from __future__ import annotations

import re
from html import escape

from headwater.site.rendering.code import code_span
from headwater.site.rendering.elements import AS_IS
from headwater.site.rendering.lines import without_false_markup
from headwater.site.rendering.marks import without_bad_references
from headwater.site.rendering.math import MathError, mathml, source_of
from headwater.site.rendering.pieces import Block, BlockAnchor, Closing, FootnoteReference, Opening
from headwater.site.rendering.read_links import put_url
from headwater.site.rendering.reading import Reading
from headwater.site.rendering.sanitize import RAW_TAGS, autolinked, element_of, preformatted
from headwater.vault.claims import is_relation_line
from headwater.vault.tokens import (
    BlockId,
    CodeSpan,
    Comment,
    Highlight,
    Html,
    InlineField,
    InlineFootnote,
    Math,
    Tag,
)

DEEPEST_HTML = 500
"""How deep HTML may nest; the cleaner's time grows with the square of it. Deeper tags are text."""

_ENDS_BY_ITSELF = frozenset(
    {"br", "dd", "dt", "hr", "img", "input", "li", "p", "pre", "td", "th", "tr", "wbr"}
)
_FIELD_LEAD = re.compile(r"[ \t]*(?:>[ \t]*)*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[.\][ \t]+)?)?")
_QUOTE_SIGNS = re.compile(r"\n[ \t]*>[ \t>]*")


def read_comment(_reading: Reading, token: Comment) -> int:
    """A comment is its author's own."""
    return token.end


def read_code_span(reading: Reading, token: CodeSpan) -> int:
    """Inline code, with all that is written in it."""
    reading.put(code_span(reading.text[token.start : token.end]))
    return token.end


def read_tag(reading: Reading, token: Tag) -> int:
    """An Obsidian tag."""
    reading.put(f'<span class="tag">#{escape(token.name, quote=False)}</span>')
    return token.end


def read_math(reading: Reading, token: Math) -> int:
    """A formula, or its source where it cannot be set."""
    latex = token.latex
    if "\n" in reading.text[token.start : token.end]:
        written = reading.text[token.start : token.end].strip("$")
        latex = _QUOTE_SIGNS.sub("\n", written).strip()
    display = token.display and not reading.part.inline
    formula = mathml(latex, display=display)
    if isinstance(formula, MathError):
        reading.math_errors.append(formula)
        reading.put(source_of(formula))
    else:
        reading.put(Block(f'<div class="math">{formula}</div>', formula) if display else formula)
    return token.end


def read_highlight(reading: Reading, token: Highlight) -> int:
    """The start or the end of a highlight."""
    if token.opens:
        reading.put(Opening("<mark>", "=="))
        reading.highlight = len(reading.part.pieces) - 1
    else:
        reading.put(Closing(reading.highlight, "</mark>", "=="))
    return token.end


def read_block_id(reading: Reading, token: BlockId) -> int:
    """`^id` becomes the id of its block."""
    if not reading.part.inline:
        reading.put(BlockAnchor(token.id))
    return token.end


def read_footnote(reading: Reading, token: InlineFootnote) -> int:
    """A footnote written in place."""
    if not reading.part.inline:
        reading.put(FootnoteReference("", token.text))
    return token.end


def read_field(reading: Reading, token: InlineField) -> int:
    """A field: `[key:: value]` shows both, `(key:: value)` the value; a line of mere links is dropped."""
    if token.bracket == "(":
        reading.fields.append((token.value_end, -1, ")"))
        return token.value_start
    key = escape(token.key, quote=False)
    if token.bracket:
        _open_field(reading, token, f"{key}</span> ", "]")
        return token.value_start
    lead = _FIELD_LEAD.match(reading.text, token.start)
    written = lead[0] if lead else ""
    if is_relation_line(reading.text, token):
        reading.out.append(written[: written.rfind(">") + 1])
        return token.end
    reading.out.append(written)
    _open_field(reading, token, f"{key}:</span> ", "")
    return token.value_start


def _open_field(reading: Reading, token: InlineField, key: str, sign: str) -> None:
    html = f'<span class="field"><span class="field-key">{key}'
    reading.put(Opening(html, f"{token.bracket}{token.key}:: "))
    reading.fields.append((token.value_end, len(reading.part.pieces) - 1, sign))


def read_html(reading: Reading, token: Html) -> int:
    """A tag, an element of `RAW_TAGS`, or `<https://…>`; what only looks like a tag is text."""
    written = reading.text[token.start : token.end]
    name = element_of(written)
    if address := autolinked(written):
        put_url(reading, address, token.start)
    elif reading.trust_html:
        _put_trusted(reading, written, name)
    elif not name or _nests_too_deep(reading, name, written):
        reading.out.append(without_false_markup(written))
    elif name == "br":
        reading.put("<br>")
    elif name in RAW_TAGS:
        _put_raw(reading, without_bad_references(written))
    else:
        reading.out.append(without_bad_references(written))
        reading.part.finished = False
    return token.end


def _nests_too_deep(reading: Reading, name: str, written: str) -> bool:
    """Count an element in or out, and say whether it lies deeper than any author means it to."""
    if written[1] == "/":
        reading.depth = max(reading.depth - 1, 0)
    elif name not in _ENDS_BY_ITSELF and reading.depth < DEEPEST_HTML:
        reading.depth += 1
    elif name not in _ENDS_BY_ITSELF:
        return True
    return False


def _put_raw(reading: Reading, written: str) -> None:
    """Clean an element by itself, as what is in it is no Markdown."""
    html = preformatted(written)
    inline = html.replace("<pre>", "").replace("</pre>", "")
    reading.put(inline if reading.part.inline else Block(html, inline))


def _put_trusted(reading: Reading, written: str, name: str) -> None:
    """Leave HTML as its author wrote it."""
    reading.part.finished = False
    if name in RAW_TAGS:
        reading.put(Block(written, written))
    elif name in {"a", "img"} and not written.startswith("</"):
        reading.out.append(f"{written[: len(name) + 1]} {AS_IS}{written[len(name) + 1 :]}")
    else:
        reading.out.append(written)
