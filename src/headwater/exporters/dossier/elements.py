"""The elements of pandoc's documents as JSON, as far as a dossier has them.

Their form is that of pandoc-types 1.23 (https://hackage.haskell.org/package/pandoc-types-1.23.1). Text is
text there: whatever it holds, no format takes it for markup. What neither XML nor UTF-8 can hold is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from headwater.site.rendering.marks import clean

Inline = dict[str, Any]
Block = dict[str, Any]
Inlines = Sequence[Inline]

API: Final = [1, 23, 1]
"""The version of pandoc-types; pandoc takes documents of its own first two numbers."""

SPACE: Final[Inline] = {"t": "Space"}
BREAK: Final[Inline] = {"t": "LineBreak"}


def words(text: str) -> list[Inline]:
    """Plain text; pandoc expects spaces to be elements of their own."""
    found: list[Inline] = []
    for number, word in enumerate(clean(text).replace("\n", " ").split(" ")):
        if number and (not found or found[-1] is not SPACE):
            found.append(SPACE)
        if word:
            found.append({"t": "Str", "c": word})
    return found


def wrapped(kind: str, content: Inlines) -> Inline:
    """`Emph`, `Strong`, `Underline`, `Strikeout`, `Superscript` or `Subscript`."""
    return {"t": kind, "c": content}


def span(content: Inlines, anchor: str = "", css_class: str = "") -> Inline:
    """Something that has an id or a class."""
    return {"t": "Span", "c": [[anchor, [css_class] if css_class else [], []], content]}


def link(content: Inlines, address: str) -> Inline:
    """A link; `#anchor` leads to a place in the document."""
    return {"t": "Link", "c": [["", [], []], content, [clean(address), ""]]}


def code(text: str) -> Inline:
    """Inline code."""
    return {"t": "Code", "c": [["", [], []], clean(text)]}


def math(latex: str) -> Inline:
    """A formula within the line."""
    return {"t": "Math", "c": [{"t": "InlineMath"}, clean(latex)]}


def footnote(content: Inlines) -> Inline:
    """A footnote of one paragraph."""
    return {"t": "Note", "c": [para(content)]}


def is_footnote(inline: Inline) -> bool:
    """Whether an element is a footnote, whose number follows the word before it at once."""
    return bool(inline["t"] == "Note")


def citation(citekey: str, prefix: str, suffix: str, mode: str) -> dict[str, Any]:
    """One work of a `cite`; `mode` is pandoc's name of it."""
    return {
        "citationId": citekey,
        "citationPrefix": words(prefix),
        "citationSuffix": words(suffix),
        "citationMode": {"t": mode},
        "citationNoteNum": 0,
        "citationHash": 0,
    }


def cite(citations: Sequence[dict[str, Any]]) -> Inline:
    """Works cited at one place, which the style writes out."""
    return {"t": "Cite", "c": [citations, []]}


def para(content: Inlines) -> Block:
    """A paragraph."""
    return {"t": "Para", "c": content}


def header(text: str) -> Block:
    """A heading of the first level, with an id of its words."""
    return {"t": "Header", "c": [1, [text.lower().replace(" ", "-"), [], []], words(text)]}


def numbered(items: Sequence[Sequence[Block]], first: int) -> Block:
    """A numbered list.

    Args:
        items: The blocks of each.
        first: The number of the first.
    """
    return {"t": "OrderedList", "c": [[first, {"t": "Decimal"}, {"t": "Period"}], items]}


def bullets(items: Sequence[Sequence[Block]]) -> Block:
    """A list without numbers."""
    return {"t": "BulletList", "c": items}


def div(anchor: str, blocks: Sequence[Block]) -> Block:
    """Blocks under an id; pandoc puts the bibliography into that of the id `refs`."""
    return {"t": "Div", "c": [[anchor, [], []], blocks]}


def meta(content: Inlines) -> dict[str, Any]:
    """A value of a document's metadata."""
    return {"t": "MetaInlines", "c": content}
