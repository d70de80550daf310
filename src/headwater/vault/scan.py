"""Find a vault's files: what Obsidian would show, minus what the author ignores."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import NamedTuple

from headwater.errors import ConfigError, VaultError
from headwater.problems import Problem, problem

IGNORED_FOLDERS = frozenset({"node_modules"})
"""Folders that never hold notes; names that begin with a dot are ignored as well, as in Obsidian."""

MANIFEST_NAME = ".headwater-manifest.json"
"""What marks a folder as a site Headwater wrote; such a folder inside a vault is no part of it."""

_SURROGATE = re.compile(r"[\ud800-\udfff]")
"""What Python makes of a byte in a file's name that is no UTF-8."""

_NOTE_ENDINGS = frozenset({".md", ".mD", ".Md", ".MD"})
_PATH = itemgetter(0)
_NAME = attrgetter("name")


Stamp = tuple[int, int, int, int]
"""What changes when a file does: its size, when it was modified and when anything about it changed (both in
nanoseconds), and which file it is."""


UNSETTLED: Stamp = (-1, -1, -1, -1)
"""A stamp that says nothing: the file may have changed since without another, or is gone."""


SETTLED_AFTER_NS = 100_000_000
"""A file may change once more without another time if it changed this recently; most file systems count in
milliseconds."""

COARSELY_SETTLED_AFTER_NS = 2_000_000_000
"""The same where a file's time has no fraction: some file systems count in steps of two seconds."""


class VaultFile(NamedTuple):
    """A file of the vault."""

    path: str
    """Its path in the vault: `/` between folders, Unicode NFC."""

    location: str
    """Where it is on disk."""

    stamp: Stamp
    """What the file system says of it."""


@dataclass(slots=True)
class VaultFiles:
    """The files of a vault by what they are, each list in the order of their paths."""

    notes: list[VaultFile] = field(default_factory=list)
    canvases: list[VaultFile] = field(default_factory=list)
    attachments: list[VaultFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def are_settled(self, looked_ns: int) -> bool:
        """Whether no file can have changed since without another stamp.

        Args:
            looked_ns: When they were looked at, in nanoseconds since 1970.
        """
        stamps = [file.stamp for file in (*self.notes, *self.canvases, *self.attachments)]
        # Mostly all are old, which is seen at one glance.
        last = max([max(modified, changed) for _, modified, changed, _ in stamps], default=0)
        if last < looked_ns - COARSELY_SETTLED_AFTER_NS and UNSETTLED not in stamps:
            return True
        return all(settled(stamp, looked_ns) != UNSETTLED for stamp in stamps)


def scan_vault(root: Path, ignore: Sequence[str] = ()) -> VaultFiles:
    """List the files of a vault.

    Args:
        root: The vault's folder.
        ignore: Patterns in the form of `.gitignore`, matched against paths in the vault.

    Raises:
        VaultError: The folder does not exist, is none, or cannot be listed.
        ConfigError: A pattern cannot be read.
    """
    if not root.is_dir():
        what = "is no folder" if root.exists() else "does not exist"
        raise VaultError(f"the vault {str(root)!r} {what}", hint="give the folder that holds your notes")
    files = VaultFiles()
    found = _walk(root, _matcher(ignore), files.problems)
    paths = [_nfc(relative) for _, relative in found]
    if len(set(map(str.casefold, paths))) < len(paths):
        paths = _told_apart(paths, [relative for _, relative in found], files.problems)
    located = [_located(path, entry) for path, (entry, _) in zip(paths, found, strict=True)]
    located.sort(key=_PATH)
    # Nearly all are notes: of these, none takes a call.
    files.notes = [file for file in located if file[0][-3:] in _NOTE_ENDINGS]
    for file in located if len(files.notes) < len(located) else ():
        _sort_in(files, file)
    return files


def _told_apart(paths: Sequence[str], written: Sequence[str], problems: list[Problem]) -> list[str]:
    """The paths of files, some of which differ in letter case or Unicode form alone; reports those.

    Args:
        paths: The paths in Unicode NFC.
        written: The same as the disk spells them.
        problems: Where to report to.
    """
    seen: dict[str, str] = {}
    apart = []
    for path, relative in zip(paths, written, strict=True):
        other = seen.setdefault(path.casefold(), path)
        if other is not path:
            problems.append(problem("case-collision", relative, other=other))
        apart.append(relative if other is not path and path == other else path)
    return apart


def belongs(ignore: Sequence[str] = ()) -> Callable[[str], bool]:
    """A function that says whether the file of a path would be listed, by its names alone.

    Args:
        ignore: The patterns of what the author ignores.

    Raises:
        ConfigError: A pattern cannot be read.
    """
    ignored = _matcher(ignore)

    @cache
    def listed(path: str) -> bool:
        """Whether a folder, whose path ends with `/`, or a file is listed; and all folders around it."""
        folder, _, name = path.rstrip("/").rpartition("/")
        shown = not name.startswith(".") and name not in IGNORED_FOLDERS
        shown = shown and (ignored is None or not ignored(path))
        return shown and (not folder or listed(folder + "/"))

    return listed


def _located(path: str, entry: os.DirEntry[str]) -> VaultFile:
    """A file with its stamp, which says nothing if the file vanished meanwhile."""
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return VaultFile(path, entry.path, UNSETTLED)
    # As calls of the type and of `_stamp_of` make it, but in half the time: for every file, at every look.
    stamp = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    return tuple.__new__(VaultFile, (path, entry.path, stamp))


def stamp_of_file(location: str) -> Stamp | None:
    """The stamp of what lies at a place on disk; None where that is no regular file."""
    try:
        status = os.lstat(location)
    except (OSError, ValueError):  # ValueError: a path that no file can have, with a null character
        return None
    return _stamp_of(status) if stat.S_ISREG(status.st_mode) else None


def _stamp_of(status: os.stat_result) -> Stamp:
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def settled(stamp: Stamp, read_ns: int) -> Stamp:
    """A file's stamp, if no later change can leave it as it is; else `UNSETTLED`.

    Args:
        stamp: What the file system said before the file was read.
        read_ns: When that was, in nanoseconds since 1970.
    """
    _, modified, changed, _ = stamp
    coarse = modified % 1_000_000_000 == 0
    last = read_ns - (COARSELY_SETTLED_AFTER_NS if coarse else SETTLED_AFTER_NS)
    return stamp if max(modified, changed) < last else UNSETTLED


def _sort_in(files: VaultFiles, file: VaultFile) -> None:
    """List a file that is no note."""
    if file[0].lower().endswith(".canvas"):
        files.canvases.append(file)
    elif file[0][-3:] not in _NOTE_ENDINGS:
        files.attachments.append(file)


def _walk(
    root: Path, ignored: Callable[[str], bool] | None, problems: list[Problem]
) -> list[tuple[os.DirEntry[str], str]]:
    """Every file of the vault with its path, as the disk spells it."""
    real_root = os.path.realpath(root)
    found = []
    folders = [(str(root), "")]
    while folders:
        folder, prefix = folders.pop()
        inner = []
        for entry in _entries(folder, prefix, problems):
            path = prefix + entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            if ignored is not None and ignored(path + "/" if is_folder else path):
                continue
            if is_folder:
                inner.append((entry.path, path + "/"))
            elif entry.is_file(follow_symlinks=False):
                found.append((entry, path))
            else:
                problems += _unusual(entry, path, real_root)
        folders += reversed(inner)
    return found


def _entries(folder: str, prefix: str, problems: list[Problem]) -> list[os.DirEntry[str]]:
    """What stands in a folder and may belong to the vault, names in Unicode NFC first."""
    try:
        with os.scandir(folder) as found:
            entries = list(found)
    except OSError as error:
        if not prefix:
            raise VaultError(
                f"the vault {folder!r} cannot be listed: {error.strerror}",
                hint="check the folder's permissions",
            ) from error
        problems.append(problem("unreadable-file", prefix.rstrip("/"), reason=error.strerror))
        return []
    names = [entry.name for entry in entries]
    if MANIFEST_NAME in names:
        return []
    if prefix and ".obsidian" in names:
        problems.append(problem("nested-vault", prefix.rstrip("/")))
    shown = [
        entry
        for entry, name in zip(entries, names, strict=True)
        if name[0] != "." and name not in IGNORED_FOLDERS
    ]
    shown.sort(key=_NAME)
    return shown if "".join(names).isascii() else _in_utf_8(shown, prefix, problems)


def _in_utf_8(
    entries: Iterable[os.DirEntry[str]], prefix: str, problems: list[Problem]
) -> list[os.DirEntry[str]]:
    """The entries of a folder that have a name in UTF-8, those in Unicode NFC first; reports the others."""
    named = []
    for entry in entries:
        if _SURROGATE.search(entry.name):
            path = prefix + _SURROGATE.sub("\ufffd", entry.name)
            problems.append(problem("unreadable-file", path, reason="its name is not UTF-8"))
        else:
            named.append(entry)
    # Of two names that are one in NFC, the one written in it gets the path that links mean.
    return sorted(named, key=lambda entry: entry.name != _nfc(entry.name))


def _unusual(entry: os.DirEntry[str], path: str, real_root: str) -> list[Problem]:
    """What is wrong with something that is neither a folder nor a file."""
    if not entry.is_symlink():
        return [problem("unreadable-file", path, reason="it is no regular file")]
    # Links are not followed: what they lead to is read at its own place, or is not the vault's.
    target = os.path.realpath(entry.path)
    if target == real_root or target.startswith(real_root.rstrip(os.sep) + os.sep):
        return []
    return [problem("symlink-out-of-vault", path)]


def _nfc(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _matcher(patterns: Sequence[str]) -> Callable[[str], bool] | None:
    """A function that says whether a path is ignored; folders end with `/`. None where nothing is."""
    if not patterns:
        return None
    # Imported here because few vaults have patterns and the import is slow.
    import pathspec  # noqa: PLC0415

    for pattern in patterns:
        try:
            pathspec.GitIgnoreSpec.from_lines([pattern])
        except (ValueError, re.error) as error:
            raise ConfigError(
                f"the pattern {pattern!r} of `ignore` cannot be read: {error}",
                hint="write it in the form of .gitignore, such as `Drafts/` or `*.tmp.md`",
            ) from error
    return pathspec.GitIgnoreSpec.from_lines(patterns).match_file
