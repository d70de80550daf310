"""A planned vault, and how it gets onto the disk: whole files, inside the folder, never over others.

Every importer plans its notes as text first, so that importing is a pure function but for this module.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from headwater.errors import OutputError
from headwater.problems import Problem, in_order, problem
from headwater.vault.notes import NotePath


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The notes to write."""

    notes: Mapping[NotePath, str]
    """The text of each note by its path, in the order of the paths."""

    problems: tuple[Problem, ...] = ()
    """What was odd about the pages."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a plan."""

    written: tuple[NotePath, ...]
    unchanged: tuple[NotePath, ...]
    """Notes that stood there already, word for word."""

    left_alone: tuple[NotePath, ...]
    """Notes not written: another file stands there, or the system refused; `problems` says which."""

    problems: tuple[Problem, ...]
    """Those of the plan and those of writing."""


def write_import(plan: ImportPlan, into: Path) -> ImportReport:
    """Write the notes of a plan into a vault.

    A file that stands there already is never changed. Each note is written beside its place and then given
    its name, so that whoever interrupts this leaves whole notes only.

    Args:
        plan: The notes.
        into: The vault's folder; it is made where it does not exist.

    Raises:
        OutputError: The folder is a file, or cannot be made.
    """
    try:
        into.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            f"{into}: cannot hold a vault: {reason}", hint="name a folder, or a place where one can be made"
        ) from error
    root = into.resolve()
    outcomes: dict[str, list[NotePath]] = {"written": [], "unchanged": [], "left alone": []}
    problems = list(plan.problems)
    for path, text in plan.notes.items():
        outcome, found = _write_note(root, path, text.encode())
        outcomes[outcome].append(path)
        problems += found
    written, unchanged, left_alone = (tuple(paths) for paths in outcomes.values())
    return ImportReport(written, unchanged, left_alone, in_order(problems))


def _write_note(root: Path, path: NotePath, data: bytes) -> tuple[str, list[Problem]]:
    """Write one note unless a file stands there; says which of the three outcomes it was."""
    place = root / path
    try:
        if not place.parent.resolve().is_relative_to(root):
            return "left alone", [problem("symlink-out-of-vault", path)]
        place.parent.mkdir(parents=True, exist_ok=True)
        if _create(place, data):
            return "written", []
        if place.read_bytes() == data:
            return "unchanged", []
    except OSError as error:
        return "left alone", [problem("unwritable-note", path, reason=error.strerror or str(error))]
    return "left alone", [problem("note-exists", path)]


def _create(place: Path, data: bytes) -> bool:
    """Make a file with this content; False, with nothing changed, where the name is taken."""
    if os.path.lexists(place):
        return False
    beside = place.with_name(f".headwater-{secrets.token_hex(8)}.tmp")
    try:
        with beside.open("xb") as stream:
            stream.write(data)
        return _give_name(beside, place)
    finally:
        beside.unlink(missing_ok=True)


def _give_name(beside: Path, place: Path) -> bool:
    """Give a finished file its name unless another has taken it in the meantime."""
    try:
        place.hardlink_to(beside)
    except FileExistsError:
        return False
    except OSError:
        # Some file systems (FAT, some network drives) have no hard links.
        if os.path.lexists(place):
            return False
        beside.replace(place)
    return True
