"""The text of a page, as it is given to other generators: Markdown, or HTML that they only copy."""

from __future__ import annotations

import re

from built_pages import Page

_LINK = re.compile(r'<a [^>]*?href="(?P<address>[^"]*)"[^>]*>(?P<words>.*?)</a>')
_TABLE = re.compile(
    r'<div class="table-scroll"><table[^>]*>\n<thead>(?P<head>.*?)</thead>\n<tbody>\n(?P<rows>.*?)</tbody>'
    r"</table></div>",
    re.DOTALL,
)
_ROW = re.compile(r"<tr[^>]*>(?P<cells>.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t[hd][^>]*>(?P<cell>.*?)</t[hd]>", re.DOTALL)
_ITEM = re.compile(r"<li>(?P<item>.*?)</li>", re.DOTALL)
_HEADING = re.compile(r"<h(?P<level>[23])>(?P<words>.*?)</h[23]>")
_COUNT = re.compile(r'<span class="count">(\d+)</span>')


def with_markdown(page: Page) -> str:
    """The title, tables, lists and headings as Markdown; what is none of these stays HTML."""
    content = _TABLE.sub(_table, page.content)
    content = _ITEM.sub(lambda match: f"\n- {_words(match['item'])}", content)
    content = _HEADING.sub(
        lambda match: f"\n\n{'#' * int(match['level'])} {_words(match['words'])}\n", content
    )
    return _title(page) + re.sub(r"</?(?:section|ul|ol|div)[^>]*>", "\n\n", content)


def with_html(page: Page) -> str:
    """The title as Markdown, and all else as one block of HTML, which no empty line may end."""
    return _title(page) + re.sub(r"\n{2,}", "\n", page.content)


def _title(page: Page) -> str:
    return f"# {_words(page.heading)}\n\n"


def _table(match: re.Match[str]) -> str:
    rows = [_CELL.findall(row["cells"]) for row in _ROW.finditer(match["head"] + match["rows"])]
    lines = [f"| {' | '.join(_words(cell).replace('|', '&#124;') for cell in row)} |" for row in rows]
    return "\n\n" + "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]]) + "\n\n"


def _words(html: str) -> str:
    """HTML within a line with its links as Markdown."""
    return _LINK.sub(r"[\g<words>](\g<address>)", _COUNT.sub(r"\1", html))
