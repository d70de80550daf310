"""What a link names, decided as Obsidian decides it.

An exact path wins; else a unique name; else, of several notes of that name, those in the linking
note's folder or below it come first, then the shortest path. Letter case and Unicode form do not
count. See https://help.obsidian.md/links and `getLinkpathDest` in Obsidian's API.
"""

from __future__ import annotations

import posixpath
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple, Protocol

from headwater.vault.notes import Link

MOST_SUGGESTIONS = 200
"""For how many missing names a near one is looked up; a vault with more has another trouble."""


class Resolved(NamedTuple):
    """What a link names."""

    path: str
    """The note's or attachment's path in the vault."""

    candidates: tuple[str, ...] = ()
    """Where several files fit: all of them, the chosen one first."""

    case_only: bool = False
    """Whether the link's name differs from the file's in letter case."""


class _Index(NamedTuple):
    """The files of a vault by how links name them, in the form in which paths are compared."""

    by_path: dict[str, str]
    by_name: dict[str, list[str]]
    twins: dict[str, list[str]]
    """Where several files have one path in this form: all but the first."""

    def add(self, path: str, key: str) -> None:
        """Take in a file."""
        if self.by_path.setdefault(key, path) != path:
            self.twins[key].append(path)
        self.by_name[key.rpartition("/")[2]].append(path)


class Resolves(Protocol):
    """What tells which file a link names: a `Resolver`, or what knows the files of another time."""

    def resolve(self, link: Link, origin: str) -> Resolved | None:
        """What a link names that is written in the file of a path; None where no file fits."""

    def suggestion(self, target: str) -> str:
        """The existing name nearest to one that names nothing, or an empty text."""


class Resolver:
    """Resolves links against all files of a vault."""

    def __init__(self, notes: Iterable[str], attachments: Iterable[str] = ()) -> None:
        """Index a vault.

        Args:
            notes: The paths of all notes.
            attachments: The paths of all other files, canvases included.
        """
        self._notes = tuple(notes)
        self._attachments = tuple(attachments)
        self._cache: dict[tuple[str, str], Resolved | None] = {}
        self._anywhere: dict[str, Resolved] = {}
        self._suggested: dict[str, str] = {}

    @cached_property
    def _index(self) -> _Index:
        """The files by path and name; a trace, which looks for no link, does without."""
        index = _Index({}, defaultdict(list), defaultdict(list))
        by_path = index.by_path
        for path in self._notes:
            key = folded(path)
            index.add(path, key[:-3])
            by_path.setdefault(key, path)
        for path in self._attachments:
            key = folded(path)
            if "." in key.rpartition("/")[2] and by_path.get(key, ".md").lower().endswith(".md"):
                # `[[scan.png]]` is the image, even where a note `scan.png.md` lies beside it.
                by_path[key] = path
            index.add(path, key)
        return index

    def resolve(self, link: Link, origin: str) -> Resolved | None:
        """Find what a link names.

        Args:
            link: The link as written.
            origin: The path of the note it is written in.

        Returns:
            What it names, or None where no file fits.
        """
        target = link.target
        if not target:
            return Resolved(origin)
        known = self._anywhere.get(target)
        if known is not None:
            return known
        key = (target, origin.rpartition("/")[0])
        if key not in self._cache:
            found = self._cache[key] = self._find(*key)
            if found is not None and not found.candidates and "/" not in target:
                # A name that a single file has leads to it from every folder.
                self._anywhere[target] = found
        return self._cache[key]

    def is_same_everywhere(self, link: Link) -> bool:
        """Whether a link that was resolved is known to name the same in every folder."""
        return link.target in self._anywhere

    def _find(self, target: str, folder: str) -> Resolved | None:
        wanted = folded(target)
        named = self._index.by_name.get(wanted, ())
        if len(named) == 1 and not wanted.endswith(".md"):
            # What most links are: a name without a folder that a single file has.
            return self._resolved(named, target)
        if wanted.startswith(("./", "../")):
            relative = posixpath.normpath(posixpath.join(folded(folder), wanted))
            return self._exact(relative, target)
        if folder and "/" in wanted:
            # A Markdown link's path may be relative to the note without saying so.
            beside = self._exact(posixpath.normpath(f"{folded(folder)}/{wanted}"), target)
        else:
            beside = None
        wanted = wanted.removeprefix("/")
        return self._exact(wanted, target) or self._nearest(wanted, target, folder) or beside

    def _exact(self, wanted: str, target: str) -> Resolved | None:
        path = self._index.by_path.get(wanted) or self._index.by_path.get(wanted.removesuffix(".md"))
        if path is None:
            return None
        if wanted in self._index.twins:
            path = _spelled(target, (path, *self._index.twins[wanted])) or path
        # A bare name in the vault's own folder is an exact path and yet one of several of that name.
        others = self._fitting(wanted, "") if "/" not in wanted else []
        return self._resolved([path, *(other for other in others if other != path)], target)

    def _nearest(self, wanted: str, target: str, folder: str) -> Resolved | None:
        fitting = self._fitting(wanted, folder)
        return self._resolved(fitting, target) if fitting else None

    def _fitting(self, wanted: str, folder: str) -> list[str]:
        """The files whose path ends like that, those in a folder or below it first, then by length."""
        name = wanted.rpartition("/")[2]
        named = chain.from_iterable(
            self._index.by_name.get(key, ()) for key in dict.fromkeys((name, name.removesuffix(".md")))
        )
        prefix = folder + "/" if folder else ""
        fitting = [path for path in named if _ends_with(folded(path), wanted)]
        return sorted(fitting, key=lambda path: (not path.startswith(prefix), len(path), path))

    def _resolved(self, fitting: Sequence[str], target: str) -> Resolved:
        path = fitting[0]
        name = path.rpartition("/")[2]
        written = target.rpartition("/")[2]
        if not written.isascii():
            written = unicodedata.normalize("NFC", written)
        case_only = written != name and written != name.removesuffix(".md")
        return Resolved(path, tuple(fitting) if len(fitting) > 1 else (), case_only)

    def named_like(self, paths: Iterable[str]) -> tuple[list[str], list[str]]:
        """The files whose name one of some paths has, too, as far as links can tell names apart.

        A link that names one of the paths here names the same in a resolver that knows these files alone.

        Returns:
            The paths of the notes and of the other files, in the order in which they were given.
        """
        names = set(map(bare_name, paths))
        notes, others = (
            [path for path in known if bare_name(path) in names] for known in (self._notes, self._attachments)
        )
        return notes, others

    def forget_suggestions(self) -> None:
        """Begin anew to count the missing names for which near ones are looked up."""
        self._suggested.clear()

    def suggestion(self, target: str) -> str:
        """The existing name nearest to one that names nothing, or an empty text."""
        wanted = folded(target).rpartition("/")[2].removesuffix(".md")
        if not wanted or len(self._suggested) > MOST_SUGGESTIONS:
            return ""
        if wanted not in self._suggested:
            # Imported here because only a link that names nothing needs it.
            import difflib  # noqa: PLC0415

            begins_alike = [name for name in self._index.by_name if name[:2] == wanted[:2]]
            near = difflib.get_close_matches(wanted, begins_alike, n=1, cutoff=0.85)
            self._suggested[wanted] = self._index.by_name[near[0]][0].rpartition("/")[2] if near else ""
        return self._suggested[wanted].removesuffix(".md")


def folded(path: str) -> str:
    """The form in which paths are compared: Unicode NFC, without letter case."""
    if path.isascii():
        return path.casefold()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


@lru_cache(maxsize=1 << 17)
def bare_name(path: str) -> str:
    """A file's name without `.md`, however often that stands there: `a.md` may mean `a.md.md`."""
    name = folded(path).rpartition("/")[2]
    while name.endswith(".md"):
        name = name[:-3]
    return name


def _spelled(target: str, paths: Iterable[str]) -> str:
    """The path among some that a link spells out letter by letter, or an empty text."""
    written = unicodedata.normalize("NFC", target).removeprefix("/")
    return next((path for path in paths if written in {path, path.removesuffix(".md")}), "")


def _ends_with(path: str, wanted: str) -> bool:
    return f"/{path}".endswith((f"/{wanted}", f"/{wanted}.md"))
