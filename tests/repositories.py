"""Git repositories with fixed dates and authors, for the tests that ask git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

AUTHOR = "Ada Example"


def environment(when: str) -> dict[str, str]:
    """The environment for git in which nothing of this machine counts."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return ours | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": when,
        "GIT_COMMITTER_DATE": when,
        "GIT_AUTHOR_NAME": AUTHOR,
        "GIT_AUTHOR_EMAIL": "ada@example.org",
        "GIT_COMMITTER_NAME": AUTHOR,
        "GIT_COMMITTER_EMAIL": "ada@example.org",
    }


def git(root: Path, *arguments: str, when: str = "2025-01-01T12:00:00+01:00") -> str:
    """Run git in a folder."""
    command = ["git", "-C", str(root), "-c", "init.defaultBranch=main", *arguments]
    run = subprocess.run(command, check=True, env=environment(when), capture_output=True, text=True)
    return run.stdout


def new_repository(root: Path) -> Path:
    """A new folder with an empty repository."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "--quiet")
    return root


def write(root: Path, files: Mapping[str, str | None]) -> None:
    """Write files, path → what stands in it; None deletes one."""
    for path, text in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            place.unlink()
        else:
            place.write_text(text, encoding="utf-8")


def commit(
    root: Path, files: Mapping[str, str | None] | None = None, *, day: int = 1, subject: str = ""
) -> str:
    """Write files, commit everything at noon of a day of January 2025, and give the commit's id."""
    write(root, files or {})
    when = f"2025-01-{day:02}T12:00:00+01:00"
    git(root, "add", "--all", when=when)
    git(root, "commit", "--quiet", "--allow-empty", "--message", subject or f"Day {day}", when=when)
    return git(root, "rev-parse", "HEAD").strip()
