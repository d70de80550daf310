"""The HTML tables that Dataview left on a published page, read back as values.

Digital Garden runs a `dataviewjs` block when it publishes a note and freezes what the block drew: in a
`<div>`, a `<table class="dataview table-view-table">` with its count in a span of the first header.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from headwater.importers.cells import Cell, CellReader

_OPENING = re.compile(r"(?:<div\b[^<>]*>\s*)?<table\b[^<>]*\bdataview\b[^<>]*>", re.IGNORECASE)
_CLOSING = re.compile(r"</table\s*>(?:\s*</div\s*>)?", re.IGNORECASE)
_UNFINISHED = re.compile(r"(?:<div\b[^<>]*>\s*(?:<[^<>]*)?|<(?:div|/?t[a-z]+)\b[^<>]*)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FrozenTable:
    """One table of a page."""

    label: str
    """What the first header says: `Insights`, `Original Sources`; empty for a table without a header."""

    count: int | None
    """The count in the first header, or None."""

    headers: tuple[str, ...]
    """The text of every header, without the count."""

    rows: tuple[tuple[Cell, ...], ...]

    @property
    def targets(self) -> tuple[str, ...]:
        """What the links in its cells name, as written, in their order."""
        return tuple(target for row in self.rows for cell in row for target in cell.targets)

    @property
    def markdown(self) -> str:
        """The same table in Markdown; empty for one without cells."""
        rows = [[header.replace("|", "\\|") for header in self.headers]]
        rows += [
            [cell.markdown.replace("|", "\\|").replace("\n", "<br>") for cell in row] for row in self.rows
        ]
        width = max(map(len, rows))
        lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in rows]
        lines.insert(1, "|" + " --- |" * width)
        return "\n".join(lines) if width else ""


def table_spans(text: str) -> tuple[tuple[int, int], ...] | None:
    """Find the frozen tables of a page.

    Args:
        text: The page's Markdown.

    Returns:
        Offsets of the start and end of each table with the `<div>` around it, or None where a table begins
        and does not end, so that the page must have been cut off.
    """
    spans = []
    position = 0
    while opening := _OPENING.search(text, position):
        closing = _CLOSING.search(text, opening.end())
        if closing is None or _OPENING.search(text, opening.end(), closing.start()):
            return None
        position = closing.end()
        spans.append((opening.start(), position))
    return None if _UNFINISHED.search(text, position) else tuple(spans)


def read_table(html: str) -> FrozenTable:
    """Read one frozen table.

    Args:
        html: The table's HTML, from one of `table_spans`.
    """
    reader = _TableReader()
    reader.feed(html)
    reader.close()
    headers = tuple(cell.text for cell in reader.headers)
    label = headers[0] if headers else ""
    rows = tuple(tuple(row) for row in reader.rows if row)
    return FrozenTable(label, reader.count, headers, rows)


class _TableReader(HTMLParser):
    """Sorts a table's HTML into header cells and rows; what is inside a cell is a `CellReader`'s."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.headers: list[Cell] = []
        self.rows: list[list[Cell]] = []
        self.count: int | None = None
        self._cell: CellReader | None = None
        self._in_count = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self._cell = CellReader()
        elif tag == "span" and "small-text" in attributes.get("class", "").split():
            self._in_count = True
        elif self._cell is not None:
            self._cell.open(tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"} and self._cell is not None:
            cells = self.headers if tag == "th" else self._row()
            cells.append(self._cell.cell())
            self._cell = None
        elif tag == "span":
            self._in_count = False
        elif self._cell is not None:
            self._cell.close(tag)

    def handle_data(self, data: str) -> None:
        if self._in_count:
            self.count = int(data) if data.strip().isdecimal() and len(data) < 10 else None  # noqa: PLR2004
        elif self._cell is not None:
            self._cell.text(data)

    def _row(self) -> list[Cell]:
        """The row that cells go to now."""
        if not self.rows:
            self.rows.append([])
        return self.rows[-1]
