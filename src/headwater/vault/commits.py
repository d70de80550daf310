"""The commits that changed a vault's files, by one call of `git log`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from headwater.errors import HistoryError
from headwater.vault.dates import parse_date
from headwater.vault.git import ask_git

_LOG = (
    "log", "--full-history", "--sparse", "--diff-merges=separate", "--raw", "-z", "--no-abbrev",
    "--find-renames=50%", "-l1000", "--relative", "--no-ext-diff", "--no-textconv", "--no-show-signature",
    "--no-notes", "--no-color", "--encoding=UTF-8", "--format=%H%x00%P%x00%aI%x00%an%x00%s",
)  # fmt: skip
"""It lists every commit, also those that leave the vault as it was: they tell which follows which."""

_STATUS = (
    "status",
    "--porcelain=v1",
    "-z",
    "--no-renames",
    "--untracked-files=all",
    "--ignore-submodules=all",
)
_FILES = frozenset({b"100644", b"100755", b"100664"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class Change(NamedTuple):
    """What a commit did to one file, seen from one of its parents."""

    path: str
    """The file's path in the vault; of a file that is gone, where it lay."""

    blob: str
    """What git names the file's bytes by; empty where the file is gone."""

    old_path: str
    """Where it lay before; another path than now if it was renamed, empty if there was none."""

    old_blob: str
    """What git names the bytes by that it held before; empty if there was none."""


class Commit(NamedTuple):
    """A commit with what it did to the vault's files."""

    id: str
    parents: tuple[str, ...]
    date: datetime | None
    """When its author wrote it; None where its date cannot be read."""

    author: str
    subject: str
    changes: tuple[tuple[Change, ...], ...]
    """What differs from each of its parents; of a merge, parents from which nothing does may be missing."""


class Log(NamedTuple):
    """Commits of a repository."""

    commits: tuple[Commit, ...]
    """Oldest first: of a merge, what its first parent rests on comes before what the others brought."""

    follows: str
    """The commit that they come after; empty where the log is whole."""

    edge: frozenset[str]
    """Commits whose parents are missing, as this is a shallow clone."""


def read_log(root: Path, follows: str = "") -> Log:
    """Every commit of the repository around a vault, by one call of `git log`.

    Args:
        root: The vault's folder.
        follows: A commit whose successors alone are asked for. Where the last commit does not descend from
            it by first parents, as after a rebase, the log is whole.

    Raises:
        HistoryError: Git is missing, or cannot tell.
    """
    edge = _edge(root)
    if _ID.fullmatch(follows) and follows not in edge:
        try:
            commits = parse_log(ask_git(root, [*_LOG, f"{follows}..HEAD", "--", "."]))
        except HistoryError:
            commits = []  # the commit is there no more, or something else that the whole log will tell
        ordered = in_order(commits)
        if _descends(ordered, follows):
            return Log(ordered, follows, edge)
        if not commits and ask_git(root, ["rev-parse", "HEAD"]).decode().strip() == follows:
            return Log((), follows, edge)
    return Log(in_order(parse_log(ask_git(root, [*_LOG, "--", "."]))), "", edge)


def _edge(root: Path) -> frozenset[str]:
    """The commits at which a shallow clone ends; finds out, too, whether there is a work tree."""
    inside, place = ask_git(root, ["rev-parse", "--is-inside-work-tree", "--git-path", "shallow"]).split(
        b"\n"
    )[:2]
    if inside != b"true":
        raise HistoryError(
            f"{root} is a git repository without files (a bare one)",
            hint="git clone it, and name the vault in the clone",
        )
    try:
        ids = (root / place.decode("utf-8", "surrogateescape")).read_text(encoding="ascii", errors="replace")
    except OSError:
        return frozenset()
    return frozenset(ids.split())


def _descends(commits: Sequence[Commit], ancestor: str) -> bool:
    """Whether the last of some commits leads by first parents, all among them, to an ancestor."""
    parents = {commit.id: commit.parents for commit in commits}
    place = commits[-1].id if commits else ""
    while place in parents:
        place = next(iter(parents[place]), "")
    return bool(place) and place == ancestor


def parse_log(log: bytes) -> list[Commit]:
    """Read what `git log --raw -z` printed, in the order in which it did.

    Names of files are told by their place alone, as any byte but NUL may be in them.

    Raises:
        HistoryError: It is something else.
    """
    headers: dict[str, Sequence[str]] = {}
    changes: dict[str, list[list[Change]]] = {}
    last: list[Change] = []
    parts = iter(log.split(b"\0"))
    try:
        for part in parts:
            if part.startswith((b":", b"\n:")):
                last += _change(part.strip(b"\n:").split(b" "), parts)
            elif part.strip(b"\n"):
                name = part.strip(b"\n").decode("ascii")
                headers[name] = [next(parts).decode("utf-8", "replace") for _ in range(4)]
                last = []
                # A merge has a header for each of its parents.
                changes.setdefault(name, []).append(last)
    except (StopIteration, RuntimeError, ValueError) as error:
        raise HistoryError(
            "what git log printed cannot be read", hint="check that `git log` works"
        ) from error
    return [_commit(name, header, changes[name]) for name, header in headers.items()]


def _commit(name: str, header: Sequence[str], changes: Sequence[Sequence[Change]]) -> Commit:
    parents, date, author, subject = header
    told = tuple(map(tuple, changes))
    return Commit(name, tuple(parents.split()), parse_date(date), _shown(author), _shown(subject), told)


def _shown(text: str) -> str:
    """A text of somebody else as a terminal may show it: without the signs that steer one."""
    return _CONTROL.sub("\ufffd", text).strip()


def _change(facts: Sequence[bytes], parts: Iterator[bytes]) -> Iterator[Change]:
    """The change of a file; none for what is no file, such as a submodule, or has no name that can be shown.

    Args:
        facts: The modes and ids before and after, and the letter of what was done.
        parts: What follows: the file's path, of a renamed file the old and the new one.
    """
    old_mode, mode, old_blob, blob, status = facts
    first = next(parts)
    old_path, path = _path(first), _path(next(parts) if status[:1] in {b"R", b"C"} else first)
    was, is_now = old_mode in _FILES and bool(old_path), mode in _FILES and bool(path)
    if was or is_now:
        yield Change(
            path=path if is_now else old_path,
            blob=blob.decode("ascii") if is_now else "",
            old_path=old_path if was else "",
            old_blob=old_blob.decode("ascii") if was else "",
        )


def _path(name: bytes) -> str:
    """A file's path in Unicode NFC; empty where its name is no UTF-8, as nothing can show it."""
    try:
        return unicodedata.normalize("NFC", name.decode())
    except UnicodeDecodeError:
        return ""


def in_order(commits: Sequence[Commit]) -> tuple[Commit, ...]:
    """Commits put so that each comes after its parents.

    What the first parent of a merge rests on comes before what the others brought. So what descends from a
    commit by first parents comes behind everything before it, and a history can be continued.

    Args:
        commits: The commits, that from which all others are reached first.
    """
    known = {commit.id: commit for commit in commits}
    done: set[str] = set()
    ordered: list[Commit] = []
    waiting = [commits[0].id] if commits else []
    while waiting:
        commit = known[waiting[-1]]
        missing = [parent for parent in commit.parents if parent in known and parent not in done]
        if missing:
            waiting.append(missing[0])
            continue
        waiting.pop()
        done.add(commit.id)
        ordered.append(commit)
    return tuple(ordered)


def uncommitted(root: Path) -> frozenset[str]:
    """The paths of files that are not as the last commit has them, new ones and those that are gone.

    Raises:
        HistoryError: Git is missing, or cannot tell.
    """
    prefix = ask_git(root, ["rev-parse", "--show-prefix"]).removesuffix(b"\n")
    entries = ask_git(root, [*_STATUS, "--", "."]).split(b"\0")
    # Two letters and a space stand before each path.
    files = [entry[3:] for entry in entries if entry[3:].startswith(prefix)]
    paths = (_path(file.removeprefix(prefix)) for file in files)
    return frozenset(path for path in paths if path and not path.endswith("/"))
