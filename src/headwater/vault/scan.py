"""Find a vault's files: what Obsidian would show, minus what the author ignores."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from headwater.errors import VaultError
from headwater.problems import Problem, problem

IGNORED_FOLDERS = frozenset({"node_modules"})
"""Folders that never hold notes; names that begin with a dot are ignored as well, as in Obsidian."""

MANIFEST_NAME = ".headwater-manifest.json"
"""What marks a folder as a site Headwater wrote; such a folder inside a vault is no part of it."""


@dataclass(frozen=True, slots=True)
class VaultFile:
    """A file of the vault."""

    path: str
    """Its path in the vault: `/` between folders, Unicode NFC."""

    location: Path
    """Where it is on disk."""


@dataclass(slots=True)
class VaultFiles:
    """The files of a vault by what they are, each list in the order of their paths."""

    notes: list[VaultFile] = field(default_factory=list)
    canvases: list[VaultFile] = field(default_factory=list)
    attachments: list[VaultFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def scan_vault(root: Path, ignore: Sequence[str] = ()) -> VaultFiles:
    """List the files of a vault.

    Args:
        root: The vault's folder.
        ignore: Patterns in the form of `.gitignore`, matched against paths in the vault.

    Raises:
        VaultError: The folder does not exist, is none, or cannot be listed.
    """
    if not root.is_dir():
        what = "is no folder" if root.exists() else "does not exist"
        raise VaultError(f"the vault {str(root)!r} {what}", hint="give the folder that holds your notes")
    files = VaultFiles()
    ignored = _matcher(ignore)
    seen: dict[str, str] = {}
    for entry, relative in _walk(root, "", ignored, files.problems):
        path = unicodedata.normalize("NFC", relative)
        folded = path.casefold()
        if folded in seen:
            files.problems.append(problem("case-collision", relative, other=seen[folded]))
            path = relative if path == seen[folded] else path
        seen.setdefault(folded, path)
        _sort_in(files, VaultFile(path, Path(entry.path)))
    for group in (files.notes, files.canvases, files.attachments):
        group.sort(key=lambda file: file.path)
    return files


def _sort_in(files: VaultFiles, file: VaultFile) -> None:
    suffix = file.path.rpartition(".")[2].lower()
    if suffix == "md":
        files.notes.append(file)
    elif suffix == "canvas":
        files.canvases.append(file)
    else:
        files.attachments.append(file)


def _walk(
    folder: Path, prefix: str, ignored: Callable[[str], bool], problems: list[Problem]
) -> Iterator[tuple[os.DirEntry[str], str]]:
    """Every file below a folder with its path in the vault."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        if not prefix:
            raise VaultError(
                f"the vault {str(folder)!r} cannot be listed: {error.strerror}",
                hint="check the folder's permissions",
            ) from error
        problems.append(problem("unreadable-file", prefix.rstrip("/"), reason=error.strerror))
        return
    names = {entry.name for entry in entries}
    if MANIFEST_NAME in names:
        return
    if prefix and ".obsidian" in names:
        problems.append(problem("nested-vault", prefix.rstrip("/")))
    for entry in entries:
        path = prefix + entry.name
        if entry.name.startswith(".") or entry.name in IGNORED_FOLDERS:
            continue
        if entry.is_symlink():
            problems += _symlink(entry, path, folder, prefix)
        elif entry.is_dir():
            if not ignored(path + "/"):
                yield from _walk(Path(entry.path), path + "/", ignored, problems)
        elif not ignored(path):
            yield entry, path


def _symlink(entry: os.DirEntry[str], path: str, folder: Path, prefix: str) -> list[Problem]:
    """Links are not followed: what they lead to is read at its own place, or is not the vault's."""
    root = folder.resolve().parents[prefix.count("/") - 1] if prefix else folder.resolve()
    if Path(entry.path).resolve().is_relative_to(root):
        return []
    return [problem("symlink-out-of-vault", path)]


def _matcher(patterns: Sequence[str]) -> Callable[[str], bool]:
    if not patterns:
        return lambda path: False
    # Imported here because few vaults have patterns and the import is slow.
    import pathspec  # noqa: PLC0415

    return pathspec.GitIgnoreSpec.from_lines(patterns).match_file
