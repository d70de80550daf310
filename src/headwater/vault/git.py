"""Ask git about the repository around a vault; nothing in it is changed, and nothing is fetched."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from headwater.errors import HistoryError

_POINTERS = frozenset(
    {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX"}
)

_SETTINGS = (
    "core.quotePath=false",
    "core.fsmonitor=false",
    "core.untrackedCache=false",
    "log.showRoot=true",
    "log.follow=false",
    "diff.ignoreSubmodules=all",
)
"""Settings under which git answers alike for everybody; with a file monitor it would start a program."""


class _Refusal(NamedTuple):
    """A reason for which git gives no answer."""

    sign: str
    """Words of git's own message, in English."""

    message: str
    hint: str


_REFUSALS = (
    _Refusal(
        "not a git repository",
        "{root} is in no git repository, so there is no history of its notes",
        "to keep one from now on: git init, git add, git commit",
    ),
    _Refusal(
        "dubious ownership",
        "git does not trust the repository around {root}, which belongs to another user",
        "if you trust it: git config --global --add safe.directory FOLDER, with the folder that holds `.git`",
    ),
    _Refusal(
        "does not have any commits yet",
        "the git repository around {root} has no commits yet",
        "the history begins with the first: git add, git commit",
    ),
    _Refusal(
        "must be run in a work tree",
        "{root} is a git repository without files (a bare one)",
        "git clone it, and name the vault in the clone",
    ),
    _Refusal(
        "unrecognized argument",
        "this git is too old to tell the history of {root}",
        "install git 2.31 or newer",
    ),
    _Refusal(
        "promisor",
        "the git repository around {root} holds only a part of its old files (a partial clone)",
        "fetch them all: git fetch --refetch --no-filter",
    ),
)


def ask_git(root: Path, arguments: Sequence[str], given: bytes = b"") -> bytes:
    """What git prints about the repository around a folder.

    Args:
        root: The folder; git runs there.
        arguments: The command of git with its options.
        given: What it reads from standard input.

    Raises:
        HistoryError: Git is missing, or gives no answer; the message says why, and the hint what to do.
    """
    # Imported here because most runs do not ask git and the import is slow.
    import subprocess  # noqa: PLC0415

    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    command = ["git", "-C", str(root), *settings, *arguments]
    try:
        run = subprocess.run(  # noqa: S603 - the command is ours; the folder is an argument of its own
            command, input=given, capture_output=True, check=False, env=git_environment()
        )
    except FileNotFoundError as error:
        raise HistoryError(
            "git is not installed, and the history of notes is kept nowhere else",
            hint="install it from https://git-scm.com",
        ) from error
    except OSError as error:
        raise HistoryError(
            f"git cannot be run: {error.strerror}", hint="check that `git log` works"
        ) from error
    if run.returncode:
        raise _refused(root, run.stderr.decode("utf-8", "replace"))
    return run.stdout


def git_environment() -> dict[str, str]:
    """Our environment without what points git at another repository, as it does inside a hook of git."""
    ours = {name: value for name, value in os.environ.items() if name not in _POINTERS}
    # A clone without its old files would fetch them one by one, over the network; and messages in other
    # languages could not be told apart.
    return ours | {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C", "LANGUAGE": "C"}


def _refused(root: Path, said: str) -> HistoryError:
    for refusal in _REFUSALS:
        if refusal.sign in said:
            return HistoryError(refusal.message.format(root=str(root)), hint=refusal.hint)
    reasons = [
        line.partition(": ")[2] for line in said.splitlines() if line.startswith(("fatal: ", "error: "))
    ]
    reason = reasons[0] if reasons else "it gave no reason"
    return HistoryError(
        f"git cannot tell the history of {root}: {reason}", hint="check that `git log` works there"
    )
