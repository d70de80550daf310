"""What a commit did to the files of a vault, with what they held before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from headwater.evidence.past import Held, is_note
from headwater.evidence.resolve import bare_name
from headwater.vault.commits import Change
from headwater.vault.contents import VaultContents
from headwater.vault.history import NOTHING_SAID, Blobs, Facts, facts_of
from headwater.vault.notes import NotePath

ALIKE = 0.5
"""What share of the words of two claims must be the same for a note to be the other one, renamed."""


class Step(NamedTuple):
    """What became of one file."""

    path: str
    """Its path; of a file that is gone, where it lay."""

    is_there: bool
    held: Held
    """What it holds now."""

    old_path: str
    """Where it lay before; empty if there was none."""

    old: Held
    """What it held then."""


def of_commit(changes: Iterable[Change], blobs: Blobs, listed: Callable[[str], bool]) -> Iterator[Step]:
    """What a commit did to the files of a vault, seen from one of its parents.

    Args:
        changes: What it did to all files.
        blobs: What these held.
        listed: Says whether a file of a path belongs to the vault.
    """
    for change in changes:
        is_there = bool(change.blob) and listed(change.path)
        was_there = bool(change.old_path) and listed(change.old_path)
        if is_there or was_there:
            yield from _renamed(
                Step(
                    change.path if is_there else change.old_path,
                    is_there,
                    _held(blobs, change.path, change.blob) if is_there else None,
                    change.old_path if was_there else "",
                    _held(blobs, change.old_path, change.old_blob) if was_there else None,
                )
            )


def _held(blobs: Blobs, path: str, blob: str) -> Held:
    if is_note(path):
        return blobs.notes.get(blob, NOTHING_SAID)
    return blobs.canvases.get(blob) if is_canvas(path) else None


def is_canvas(path: str) -> bool:
    """Whether a file is a canvas, by its name."""
    return path[-len(".canvas") :].lower() == ".canvas"


def _renamed(step: Step) -> Iterator[Step]:
    """A step; or two, where git takes another note for the renamed one.

    Git compares files by their lines. Notes made from one template share most of them.
    """
    if not step.is_there or step.old_path in {"", step.path} or _is_same(step):
        yield step
    else:
        yield Step(step.old_path, is_there=False, held=None, old_path=step.old_path, old=step.old)
        yield step._replace(old_path="", old=None)


def _is_same(step: Step) -> bool:
    if not isinstance(step.held, Facts) or not isinstance(step.old, Facts):
        return type(step.held) is type(step.old)
    return bare_name(step.path) == bare_name(step.old_path) or _alike(step.held.claim, step.old.claim)


def _alike(claim: str, other: str) -> bool:
    if claim == other:
        return True
    words, others = Counter(claim.casefold().split()), Counter(other.casefold().split())
    return 2 * (words & others).total() >= ALIKE * (words.total() + others.total())


def of_folder(paths: Iterable[str], contents: VaultContents, held: Mapping[str, Held]) -> list[Step]:
    """What happened in a vault's folder since the last commit.

    A new note that has the name of one that is gone, or its words, is that note.

    Args:
        paths: The files that may have changed.
        contents: What is in the folder.
        held: What the files held in the last commit.
    """
    files: dict[str, Held] = dict.fromkeys(contents.attachments)
    files |= {path: one.canvas for path, one in contents.kept.canvases.items()}
    steps = []
    for path in sorted(paths):
        note = contents.by_path.get(NotePath(path))
        now = facts_of(note) if note is not None else files.get(path)
        is_there, was_there = note is not None or path in files, path in held
        if is_there or was_there:
            steps.append(Step(path, is_there, now, path if was_there else "", held.get(path)))
    return _found_again(steps)


def _found_again(steps: list[Step]) -> list[Step]:
    gone: dict[object, Step] = {}
    for step in steps:
        if not step.is_there and isinstance(step.old, Facts):
            gone |= dict.fromkeys(_marks(step.path, step.old), step)
    moved: dict[str, Step] = {}
    for step in steps:
        if step.is_there and not step.old_path and isinstance(step.held, Facts):
            found = next((gone[mark] for mark in _marks(step.path, step.held) if mark in gone), None)
            if found is not None and found.path not in moved:
                moved[found.path] = step._replace(old_path=found.path, old=found.old)
    places = {step.path for step in moved.values()}
    return [step for step in steps if step.path not in moved and step.path not in places] + [*moved.values()]


def _marks(path: str, facts: Facts) -> list[object]:
    """What a note is known again by."""
    return [bare_name(path), *([facts[:2]] if facts.claim else [])]
