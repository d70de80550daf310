"""Where the notes of published pages lay in the vault.

A page tells only its permalink, which has lost letter case and punctuation. The links to it tell more: tables
carry the note's path, wikilinks the path without `.md`, claims in tables its bare name. A path is right when
its permalink is the page's.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from headwater.evidence.resolve import Resolver, folded
from headwater.importers.garden_pages import GardenPage
from headwater.site.slugs import slugify
from headwater.site.urls import permalink
from headwater.vault.markdown import scan
from headwater.vault.notes import Link, NotePath
from headwater.vault.tokens import Wikilink

_RESERVED = re.compile(r"[\x00-\x1f\x7f\\:|#\[\]]")
"""What no note of Obsidian can have in its path (`\\`, `:`) or in a link to it (`#`, `|`, `[`, `]`)."""

_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.IGNORECASE)
_TIMESTAMP = re.compile(r"(\d{4}-\d\d-\d\d)-(\d\d-\d\d-\d\d)")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SEGMENT_BYTES = 240
"""File systems hold names of 255 bytes."""


@dataclass(frozen=True, slots=True)
class NotePaths:
    """The path of every note that the pages tell of."""

    pages: Mapping[str, NotePath]
    """By the permalink of its page."""

    unsafe: tuple[tuple[str, str], ...]
    """The files of pages and the targets on them that name no path a vault can hold."""

    known: Mapping[str, NotePath]
    """Paths that pages have and links spell out, in the one spelling they get, by their folded spellings."""

    resolver: Resolver
    """Resolves bare names among them."""

    def of(self, target: str) -> NotePath | None:
        """The path of the note a link names, or None where nothing tells it.

        Args:
            target: What the link names: a path with or without `.md`, or a name; a `#…` does not count.
        """
        path = safe_path(target)
        if path is None:
            return None
        known = self.known.get(folded(path))
        if known is not None or "/" in path:
            return known
        resolved = self.resolver.resolve(Link(path.removesuffix(".md"), "", "", embed=False, line=0), "")
        return NotePath(resolved.path) if resolved else None


def note_paths(pages: Sequence[GardenPage]) -> NotePaths:
    """Find the paths of the notes of all pages and of those they link to.

    Args:
        pages: All pages, each permalink once.
    """
    targets = [(page.file, target, names_note) for page in pages for target, names_note in _targets(page)]
    spelled = Counter[NotePath]()
    bare = Counter[str]()
    unsafe: dict[tuple[str, str], None] = {}
    for file, target, names_note in targets:
        path = safe_path(target)
        if path is None:
            unsafe[file, target] = None
        elif "/" in path or target.partition("#")[0].endswith(".md") or names_note:
            spelled[path] += 1
        else:
            bare[path.removesuffix(".md")] += 1
    by_page, known = _place(pages, _one_spelling(spelled), bare)
    return NotePaths(by_page, tuple(unsafe), known, Resolver(dict.fromkeys(known.values())))


def safe_path(target: str) -> NotePath | None:
    """The path that a link's target spells out, if a vault can hold it.

    Args:
        target: A path or name as a page has it, with or without `.md`; `#…` is dropped.

    Returns:
        The path, or None for one that is absolute, leaves the vault, lies in a hidden folder, or has
        characters or a length that no note can have.
    """
    path = unicodedata.normalize("NFC", target.partition("#")[0].strip())
    if not path or _RESERVED.search(path):
        return None
    path = path if path.endswith(".md") else path + ".md"
    for segment in path.split("/"):
        hidden = not segment.removesuffix(".md") or segment.startswith(".") or segment != segment.strip()
        if hidden or _DEVICE.match(segment) or len(segment.encode(errors="replace")) > _SEGMENT_BYTES:
            return None
    return NotePath(path)


def _targets(page: GardenPage) -> Iterator[tuple[str, bool]]:
    """What the links of a page name, and whether it stands where a row names its note."""
    for _reading, table in page.tables:
        for row in table.rows:
            for cell in row:
                yield from ((target, cell.names_note) for target in cell.targets)
    for section in page.sections:
        for token in scan(section.text):
            if isinstance(token, Wikilink) and token.target and not token.embed:
                yield token.target, False


def _one_spelling(spelled: Counter[NotePath]) -> dict[str, NotePath]:
    """The most frequent of the spellings that differ in letter case, by the folded path."""
    chosen: dict[str, NotePath] = {}
    for path in sorted(spelled, key=lambda path: (-spelled[path], path)):
        chosen.setdefault(folded(path), path)
    return chosen


def _place(
    pages: Sequence[GardenPage], known: dict[str, NotePath], bare: Counter[str]
) -> tuple[dict[str, NotePath], dict[str, NotePath]]:
    """The path of each page by its permalink, and the known paths with those of the pages."""
    candidates: dict[str, list[NotePath]] = defaultdict(list)
    for path in known.values():
        candidates[permalink(path, {})].append(path)
    rebuild = _Rebuilder(known.values(), bare)
    placed: dict[str, NotePath] = {}
    for page in sorted(pages, key=lambda page: (page.permalink not in candidates, page.permalink)):
        linked = candidates.get(page.permalink, [])
        path = linked[0] if linked else rebuild.path_of(page, taken=known)
        placed[page.permalink] = path
        known[folded(path)] = path
        # On the site these were one page, so links to them are links to it.
        known.update((folded(other), path) for other in linked[1:])
    return placed, known


class _Rebuilder:
    """Gives a path to a page that no link names."""

    def __init__(self, known: Iterable[NotePath], bare: Counter[str]) -> None:
        self._folders: dict[str, Counter[str]] = defaultdict(Counter)
        for path in known:
            folder = path.rpartition("/")[0]
            while folder:
                self._folders[_slugs(folder)][folder] += 1
                folder = folder.rpartition("/")[0]
        self._names: dict[str, str] = {}
        for name in sorted(bare, key=lambda name: (-bare[name], name)):
            self._names.setdefault(slugify(name), name)

    def path_of(self, page: GardenPage, taken: Mapping[str, NotePath]) -> NotePath:
        """The best path for a page; where it is taken already, with a number after the name."""
        stated = page.properties.get("dg-path")
        path = safe_path(stated) if isinstance(stated, str) else None
        path = path or safe_path(self._from_permalink(page)) or NotePath("Page.md")
        number = 2
        free = path
        while folded(free) in taken:
            free = NotePath(f"{path.removesuffix('.md')} {number}.md")
            number += 1
        return free

    def _from_permalink(self, page: GardenPage) -> str:
        folders, _, last = page.permalink.strip("/").rpartition("/")
        title = page.properties.get("title")
        if isinstance(title, str) and slugify(title) == last:
            name = re.sub(r"[/.]", " ", title) if safe_path(title) is None or "/" in title else title
        else:
            name = self._names.get(last) or _written_out(last) or "Home"
        folder = self._folder(folders)
        return f"{folder}/{name}" if folder else name

    def _folder(self, slugs: str) -> str:
        known = self._folders.get(slugs)
        if known:
            return min(known, key=lambda folder: (-known[folder], folder))
        parent, _, last = slugs.rpartition("/")
        return "/".join(part for part in (self._folder(parent) if parent else "", _written_out(last)) if part)


def _slugs(folder: str) -> str:
    return "/".join(slugify(segment) or segment for segment in folder.split("/"))


def _written_out(segment: str) -> str:
    """A name whose slug is, as a rule, this segment of a permalink."""
    timestamp = _TIMESTAMP.fullmatch(segment)
    if timestamp:
        return f"{timestamp[1]} {timestamp[2]}"
    if _SLUG.fullmatch(segment):
        return " ".join(word[0].upper() + word[1:] for word in segment.split("-"))
    return unquote(segment)
