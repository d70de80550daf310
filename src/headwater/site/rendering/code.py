"""Code blocks as HTML, coloured while building with classes that the stylesheet knows."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from headwater.site.wording import Words

if TYPE_CHECKING:
    from pygments.lexer import Lexer

MOST_CHARACTERS = 100_000
"""Longer code is not coloured: nobody reads it for its colours, and some lexers are slow."""

_NOT_IN_CLASS = re.compile(r"[^\w+#.-]+")
_QUOTE = re.compile(r"[ \t]*>[ \t]?")


def code_block(code: str, language: str, words: Words) -> str:
    """A code block as HTML.

    Args:
        code: The code, dedented.
        language: Its language as the author calls it; empty or unknown for plain text.
        words: The words of the site.

    Returns:
        A `<pre>`, or for Mermaid a labelled `<figure>` that holds the source of the diagram.
    """
    name = _NOT_IN_CLASS.sub("", language)
    label = f' class="language-{name}"' if name else ""
    if name == "mermaid":
        return (
            f'<figure class="diagram"><figcaption>{escape(words("text.diagram"))}</figcaption>'
            f'<pre tabindex="0"><code{label}>{escape(code, quote=False)}</code></pre></figure>'
        )
    return f'<pre class="code" tabindex="0"><code{label}>{_coloured(code, name)}</code></pre>'


def code_span(written: str) -> str:
    """Inline code as HTML, as CommonMark 0.31.2 reads it (6.1).

    Args:
        written: The code with its backticks.
    """
    width = len(written) - len(written.lstrip("`"))
    code = written[width:-width].replace("\n", " ")
    if len(code) > 1 and code[0] == code[-1] == " " and code.strip(" "):
        code = code[1:-1]
    return f"<code>{escape(code, quote=False)}</code>"


def dedented(lines: list[str], lead: str) -> str:
    """The lines of a code block without what the containers it stands in put before each of them.

    Args:
        lines: The lines between the fences.
        lead: What stands before the opening fence: spaces, quote signs, a list marker.
    """
    quotes = lead.count(">")
    indent = len(lead.rpartition(">")[2].expandtabs(4))
    if quotes:
        indent -= lead.rpartition(">")[2].startswith(" ")
    return "\n".join(_without_lead(line, quotes, indent) for line in lines)


def _without_lead(line: str, quotes: int, indent: int) -> str:
    for _ in range(quotes):
        match = _QUOTE.match(line)
        if match is None:
            break
        line = line[match.end() :]
    spaces = len(line) - len(line.lstrip(" \t"))
    kept = line[:spaces].expandtabs(4)[indent:] if indent > 0 else line[:spaces]
    return kept + line[spaces:]


def _coloured(code: str, language: str) -> str:
    lexer = _lexer(language) if language and len(code) <= MOST_CHARACTERS else None
    if lexer is None:
        return escape(code, quote=False)
    # Imported late: a vault without code should not pay for it.
    from pygments import highlight  # noqa: PLC0415
    from pygments.formatters import HtmlFormatter  # noqa: PLC0415

    return highlight(code, lexer, HtmlFormatter(nowrap=True)).rstrip("\n")


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415
    from pygments.util import ClassNotFound  # noqa: PLC0415

    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None
