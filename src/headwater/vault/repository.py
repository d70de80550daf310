"""Whether the git repository around a vault has moved on; asked without starting git."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_OF_HISTORY = (
    "packed-refs",
    "reftable/tables.list",
    "shallow",
    "refs/replace",
    "info/grafts",
    "config",
)
"""Files of a repository that change when its branches move, or when git would tell its history otherwise."""


def state_of_repository(root: Path) -> str:
    """What changes whenever another commit is checked out or made; empty where there is no repository.

    Args:
        root: The vault's folder.
    """
    for folder in (root.resolve(), *root.resolve().parents):
        git = folder / ".git"
        if git.exists():
            return "\n".join([str(git), *_state(_folder_of(git)), *_state_of_git()])
    return ""


def _folder_of(git: Path) -> Path:
    """The repository's own folder; of a further work tree, `.git` is a file that names it."""
    pointer = _text(git) if git.is_file() else ""
    return git.parent / pointer.removeprefix("gitdir:").strip() if pointer else git


def _state(folder: Path) -> list[str]:
    head = _text(folder / "HEAD")
    # A further work tree has its own HEAD, and shares the rest.
    shared = folder / _text(folder / "commondir").strip()
    name = head.removeprefix("ref:").strip()
    own = [_stamp(folder / "logs" / "HEAD"), _stamp(folder / "reftable" / "tables.list")]
    return [head, _text(shared / name), *own, *(_stamp(shared / place) for place in _OF_HISTORY)]


def _state_of_git() -> list[str]:
    """Which git there is, and its owner's settings: they say how it finds renames, and whom it trusts."""
    home = Path(os.environ.get("HOME") or os.environ.get("USERPROFILE") or "")
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "git" / "config"
    return [shutil.which("git") or "", _stamp(home / ".gitconfig"), _stamp(settings)]


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except (OSError, ValueError):
        return ""


def _stamp(file: Path) -> str:
    try:
        status = file.stat()
    except (OSError, ValueError):
        return ""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"
