"""Pages as Digital Garden publishes them, written by the tests; those in pages/ have the same form."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from headwater.importers.garden_pages import GardenPage, page_of

ICON = (
    '<a class="metadata-menu fileclass-icon"><svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" '
    'viewBox="0 0 24 24" class="svg-icon"><path d="M3 3h18v18H3z"></path><path d="m3 3 18 18"></path>'
    "</svg></a>"
)


Put = Callable[..., Path]
"""The type of the fixture `put`."""


class Garden:
    """Builds the HTML and Markdown of published pages."""

    def note(self, path: str) -> str:
        """The cell of a row's note: a link by path, with the icon beside it."""
        stem = html.escape(path)
        name = html.escape(path.rpartition("/")[2].removesuffix(".md"))
        return (
            f'<span><a data-tooltip-position="top" aria-label="{stem}" data-href="{stem}" href="{stem}" '
            f'class="internal-link" target="_blank" rel="noopener nofollow" fileclass-name="Evidence">'
            f"{name}</a>{ICON}</span>"
        )

    def link(self, target: str, text: str = "") -> str:
        """A link inside a claim."""
        name = html.escape(target)
        return (
            f'<a data-href="{name}" href="{name}" class="internal-link" target="_blank" '
            f'rel="noopener nofollow">{html.escape(text or target)}</a>'
        )

    def table(
        self, label: str, rows: list[list[str]], headers: tuple[str, ...] = ("",), count: int | None = None
    ) -> str:
        """A frozen table; cells are HTML."""
        shown = len(rows) if count is None else count
        counted = f'<span>{label}</span><span class="dataview small-text">{shown}</span>'
        head = "".join(
            f'<th class="table-view-th">{cell}</th>'
            for cell in [counted, *(f"<span>{header}</span>" for header in headers)]
        )
        body = "".join(
            "<tr>" + "".join(f"<td><span>{cell}</span></td>" for cell in row) + "</tr>" for row in rows
        )
        return (
            '<div><table class="dataview table-view-table"><thead class="table-view-thead">'
            f'<tr class="table-view-tr-header">{head}</tr></thead>'
            f'<tbody class="table-view-tbody">{body}</tbody></table></div>'
        )

    def claims(self, label: str, *rows: tuple[str, str]) -> str:
        """A table of notes with their claims; the claims are HTML."""
        return self.table(label, [[self.note(path), claim] for path, claim in rows])

    def sources(self, *paths: str) -> str:
        """A table of original sources, each with a citation."""
        rows = [[self.note(path), f"Citation of {Path(path).stem}."] for path in paths]
        return self.table("Original Sources", rows, ("Citations",))

    def read(self, permalink: str, body: str = "", file: str = "page", **properties: object) -> GardenPage:
        """A whole page, read."""
        page = page_of(self.page(permalink, body, **properties), file)
        assert isinstance(page, GardenPage)
        return page

    def page(self, permalink: str, body: str = "", **properties: object) -> str:
        """A whole page."""
        head = {"dg-publish": True, "permalink": permalink} | properties
        return f"---\n{json.dumps(head, ensure_ascii=False, separators=(',', ':'))}\n---\n\n{body}\n"


@pytest.fixture(scope="session")
def garden() -> Garden:
    return Garden()


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Writes files into one folder and gives the folder."""

    def write(**files: str | bytes) -> Path:
        folder = tmp_path / "published"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            (folder / name).write_bytes(data)
        return folder

    return write


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The real pages that are no part of the project; tests that need them are skipped without them."""
    folder = Path(__file__).parents[3] / "shared" / "data" / "seeds"
    if not folder.is_dir():
        pytest.skip("the shared pages are not here")
    return folder


@pytest.fixture(scope="session")
def own_pages() -> Path:
    """Pages of our own wording in the form of published ones."""
    return Path(__file__).parent / "pages"
