"""Markdown with placeholders → HTML with placeholders that is clean and balanced."""

from __future__ import annotations

import re
from typing import Final

from pyromark import Markdown, Options

from headwater.site.rendering.lines import with_breaks
from headwater.site.rendering.marks import DONE, LINE, TO_DO
from headwater.site.rendering.sanitize import sanitized

_PARSER: Final = Markdown(
    options=Options.ENABLE_TABLES | Options.ENABLE_STRIKETHROUGH | Options.ENABLE_TASKLISTS
)
_DEFINITION = re.compile(
    r"^ {0,3}\[(?!\^)[^\[\]\n]+\]:[ \t]*[^\s<>]+(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*$", re.MULTILINE
)
_OPEN_BOX = '<input disabled="" type="checkbox"/>'
_TICKED_BOX = '<input disabled="" type="checkbox" checked=""/>'


def blocks(markdown: str, *, trust_html: bool) -> str:
    """Markdown as the HTML of blocks.

    Where the Markdown holds no `<`, the parser writes nothing but its own elements around escaped text, so
    that there is nothing to clean; addresses, which it does not judge, are judged in `elements`.

    Args:
        markdown: Markdown as `source` prepares it.
        trust_html: Whether the author's HTML is left as it is.
    """
    html = _PARSER.html(markdown)
    if "<input" in html:
        html = html.replace(_OPEN_BOX, TO_DO).replace(_TICKED_BOX, DONE)
    if "<t" in html:
        # The parser aligns cells by inline styles, which a strict CSP forbids.
        html = html.replace(' style="text-align: ', ' align="')
    if "<" not in markdown:
        return html.replace(" />", ">")
    return html if trust_html else sanitized(html)


def line(markdown: str, *, trust_html: bool) -> str:
    """Markdown as HTML that may stand within a line: lines joined by `<br>`, no blocks.

    Args:
        markdown: Markdown as `source` prepares it.
        trust_html: Whether the author's HTML is left as it is.
    """
    raw = "<" in markdown
    definitions: list[str] = []
    if "]:" in markdown:
        definitions = _DEFINITION.findall(markdown)
        markdown = _DEFINITION.sub("", markdown)
    lines = [written for written in map(str.strip, markdown.split("\n")) if written]
    # A line that begins with a word and not with a sign is no heading, list, quote, table or code.
    paragraph = with_breaks("\n".join([f"{LINE} {written}" for written in lines]))
    html = _PARSER.html("\n".join([paragraph, "", *definitions]) if definitions else paragraph)
    html = html.replace(f"{LINE} ", "").replace(LINE, "").rstrip("\n")
    # A definition that the parser does not take for one is a paragraph.
    html = html.removeprefix("<p>").removesuffix("</p>").replace("</p>\n<p>", "<br />\n")
    if not raw:
        return html.replace(" />", ">")
    return html if trust_html else sanitized(html, inline=True)
