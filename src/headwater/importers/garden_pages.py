"""Pages as Obsidian's Digital Garden published them, read from files of any name and validated.

A page is a note after the plugin's compiler: its properties as one JSON object between `---` lines, then its
Markdown, links spelled out to full paths, queries replaced by what they drew. See
https://github.com/oleeskild/obsidian-digital-garden, `src/compiler/`.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from headwater.errors import ImportSourceError
from headwater.importers.frozen_tables import FrozenTable, table_spans
from headwater.importers.garden_sections import Reading, Section, sections
from headwater.problems import Problem, problem
from headwater.vault.note_text import decode
from headwater.vault.notes import PropertyValue

LIMIT_MB = 30
"""Larger files are no pages."""

_FRONTMATTER = re.compile(r"---[ \t]*\n(?P<json>\{.*?\})[ \t]*\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_PLUGIN_NAMES = {
    "hide": "dg-hide",
    "hideInFiletree": "dg-hide-in-filetree",
    "hideInGraph": "dg-hide-in-graph",
    "pinned": "dg-pinned",
    "metatags": "dg-metatags",
    "noteIcon": "dg-note-icon",
    "contentClasses": "dg-content-classes",
}
"""What the plugin calls a property on the page → what the author calls it in the note."""


@dataclass(frozen=True, slots=True)
class GardenPage:
    """One published page."""

    file: str
    """The file it was read from, for reports."""

    permalink: str
    """Where the page was served: begins and ends with `/`."""

    properties: Mapping[str, PropertyValue]
    """The note's properties under the names the author knows, without the permalink."""

    sections: tuple[Section, ...]

    @property
    def tables(self) -> tuple[tuple[Reading, FrozenTable], ...]:
        """Every table with what it says about the page."""
        return tuple((section.reading, table) for section in self.sections for table in section.tables)


def read_pages(paths: Sequence[Path]) -> tuple[tuple[GardenPage, ...], tuple[Problem, ...]]:
    """Read the pages in files and folders.

    Args:
        paths: Files of any name, and folders, of which every file is tried but hidden ones.

    Returns:
        The pages in the order of their files, and a problem for each file that is no whole page.

    Raises:
        ImportSourceError: A path does not exist, or not one page could be read.
    """
    pages: list[GardenPage] = []
    problems: list[Problem] = []
    for file in _files(paths):
        page = _read_page(file)
        if isinstance(page, GardenPage):
            pages.append(page)
        else:
            problems.append(page)
    if not pages:
        raise _nothing_read(paths, problems)
    return tuple(pages), tuple(problems)


def page_of(text: str, file: str) -> GardenPage | Problem:
    """Read the text of one page.

    Args:
        text: The whole file, as `headwater.vault.note_text.decode` gives it.
        file: Where it comes from, for reports.

    Returns:
        The page, or what is wrong with it.
    """
    match = _FRONTMATTER.match(text)
    if match is None:
        return _damaged(file, "it has no frontmatter of one JSON object between two lines of ---")
    properties = _parse_properties(match["json"])
    if properties is None:
        return _damaged(file, "its frontmatter is no valid JSON")
    permalink = properties.get("permalink")
    if not isinstance(permalink, str) or not permalink.startswith("/"):
        return _damaged(file, "its frontmatter has no permalink")
    body = text[match.end() :]
    spans = table_spans(body)
    if spans is None:
        return _damaged(file, "it is cut off inside a table")
    permalink = "/" + "".join(f"{segment}/" for segment in permalink.split("/") if segment)
    return GardenPage(file, permalink, _own_names(properties), tuple(sections(body, spans)))


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            for folder, folders, names in os.walk(path):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))
        elif path.exists():
            yield path
        else:
            raise ImportSourceError(
                f"{path}: no such file or folder", hint="name files or folders of published pages"
            )


def _nothing_read(paths: Sequence[Path], problems: Sequence[Problem]) -> ImportSourceError:
    places = ", ".join(str(path) for path in paths)
    first = f"; for example, {problems[0].path} {problems[0].message}" if problems else ""
    return ImportSourceError(
        f"{places}: holds no page that can be imported{first}",
        hint="pages are what Digital Garden puts into `src/site/notes` of the site's repository",
    )


def _read_page(file: Path) -> GardenPage | Problem:
    place = file.as_posix()
    try:
        if not file.is_file():
            return _damaged(place, "it is no regular file")
        size = file.stat().st_size
        if size > LIMIT_MB * 1_000_000:
            return problem("file-too-large", place, size=size // 1_000_000, limit=LIMIT_MB)
        text, problems = decode(file.read_bytes(), place)
    except OSError as error:
        return problem("unreadable-file", place, reason=error.strerror or str(error))
    return _damaged(place, f"it {problems[0].message}") if problems else page_of(text, place)


def _damaged(file: str, reason: str) -> Problem:
    return problem("page-not-imported", file, reason=reason)


def _parse_properties(source: str) -> dict[str, PropertyValue] | None:
    """What a JSON object holds; None if it is none, or holds what no file can (half characters, NaN)."""
    try:
        properties: dict[str, PropertyValue] = json.loads(source)
        json.dumps(properties, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        return None
    return properties


def _own_names(properties: Mapping[str, PropertyValue]) -> dict[str, PropertyValue]:
    """The properties under the names they have in the note, those the plugin nests among the others."""
    nested = properties.get("dg-note-properties")
    own: dict[str, PropertyValue] = dict(nested) if isinstance(nested, Mapping) else {}
    for key, value in properties.items():
        if key not in {"permalink", "dg-note-properties"}:
            own[_PLUGIN_NAMES.get(key, key)] = value
    return {str(key): value for key, value in own.items() if key != "permalink"}
