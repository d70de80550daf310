"""What a commit changed in claims and in what supports them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from headwater.evidence.past import Held, Pair, Past
from headwater.evidence.steps import Step
from headwater.vault.history import Facts

Said = Mapping[str, frozenset[Pair]]
"""What supports what by each of some files."""


class ClaimChange(StrEnum):
    """What became of a note's claim; of its text, where its kind makes no claims."""

    WRITTEN = "written"
    """The note is new, or there again."""

    REWORDED = "reworded"
    DELETED = "deleted"
    """There is no such note any more."""


class Told(NamedTuple):
    """What one commit changed about one note; other notes are told by their numbers (see `Past`)."""

    note: int
    commit: int
    """The number of the commit among those that were told of."""

    path: str
    """Where the note lay then."""

    change: ClaimChange | None = None
    """What became of its claim; None where it stayed as it was."""

    before: str = ""
    after: str = ""
    added: tuple[tuple[int, str], ...] = ()
    """The notes that support it since, with their claims at that time."""

    removed: tuple[tuple[int, str], ...] = ()
    """Those that no longer do, with their last claims."""


def tell(past: Past, commit: int, parents: Sequence[Sequence[Step]], missing: int = 0) -> list[Told]:
    """Let a commit change the files, and tell what it changed about each note.

    Of a merge only what it says itself is told: what it has from none of its parents.

    Args:
        past: The files as they are before; they are changed.
        commit: The number of the commit.
        parents: What the commit did, seen from each of its parents.
        missing: How many parents are not among them, as nothing differs from these.
    """
    own = [] if missing else _of_all(parents)
    befores: list[Said] = [_said_before(past, steps) for steps in zip(*own, strict=True)]
    before, after = _change(past, list(chain(*parents)))
    if len(parents) == 1:
        # What other files say has changed, too, where they name one that came or went.
        befores = [{**before, **said} for said in befores] or [before]
    else:
        after = {steps[0].path: after.get(steps[0].path, frozenset()) for steps in own}
    notes: dict[int, Told] = {}
    for steps in own:
        _tell_claim(past, commit, steps, notes)
    _tell_support(past, commit, _changed_pairs(past, befores, after), notes)
    return list(notes.values())


def _of_all(parents: Sequence[Sequence[Step]]) -> list[tuple[Step, ...]]:
    """The steps of each file that differs from all parents."""
    by_path = [{step.path: step for step in steps} for steps in parents]
    return [
        tuple(steps[path] for steps in by_path)
        for path in by_path[0]
        if all(path in steps for steps in by_path[1:])
    ]


def _said_before(past: Past, steps: Iterable[Step]) -> Said:
    """What the files of some steps said before; on a branch that is not what the last commit left."""
    return {
        step.old_path: past.said.get(step.old_path, frozenset())
        if past.held.get(step.old_path) == step.old
        else past.says(step.old_path, step.old)
        for step in steps
        if step.old_path
    }


def _change(past: Past, steps: Sequence[Step]) -> tuple[Said, Said]:
    """Change the files, and give what those said before and say now whose statements were read again."""
    placed: dict[str, Held] = {}
    moved: dict[str, str] = {}
    gone = {step.path for step in steps if not step.is_there}
    for step in steps:
        if step.is_there and not (step.path in past.held and past.held[step.path] == step.held):
            placed[step.path] = step.held
        if step.is_there and step.old_path not in {"", step.path}:
            # Of a merge, what was renamed on one side may lie at its new place already.
            if step.path in past.held:
                gone.add(step.old_path)
            else:
                moved[step.old_path] = step.path
    return past.change(gone, moved, placed)


def _changed_pairs(past: Past, befores: Sequence[Said], after: Said) -> tuple[set[Pair], set[Pair]]:
    """The pairs that hold since a commit, and those that no longer do."""
    now = Counter(chain.from_iterable(after.values()))
    were = [set(chain.from_iterable(said.values())) for said in befores]
    if not were:
        return set(), set()
    come = now.keys() - set.union(*were)
    gone = set.intersection(*were) - now.keys()
    # An edge that is written elsewhere as well is as old as that, and lives as long.
    new, old = ({pair for pair in pairs if past.written[pair] <= now[pair]} for pairs in (come, gone))
    return new, old


def _tell_claim(past: Past, commit: int, steps: Sequence[Step], notes: dict[int, Told]) -> None:
    path, now = steps[0].path, steps[0].held
    olds = [step.old if step.old_path else None for step in steps]
    after = now if isinstance(now, Facts) else None
    before = olds[0] if isinstance(olds[0], Facts) else None
    number = past.at(path)
    if number is None or any(_is_same(old, after) for old in olds):
        return
    change = ClaimChange.REWORDED
    if before is None or after is None:
        change = ClaimChange.WRITTEN if before is None else ClaimChange.DELETED
    notes[number] = Told(
        number, commit, path, change, before.claim if before else "", after.claim if after else ""
    )


def _is_same(old: Held, after: Facts | None) -> bool:
    if after is None or not isinstance(old, Facts):
        return after is None and not isinstance(old, Facts)
    return old.says_as(after)


def _tell_support(
    past: Past, commit: int, changed: tuple[set[Pair], set[Pair]], notes: dict[int, Told]
) -> None:
    come, gone = changed
    for start, end in sorted(come):
        told = notes.get(end) or Told(end, commit, past.paths[end])
        notes[end] = told._replace(added=(*told.added, (start, past.words[start])))
    for start, end in sorted(gone):
        told = notes.get(end) or Told(end, commit, past.paths[end])
        if told.change is not ClaimChange.DELETED:
            notes[end] = told._replace(removed=(*told.removed, (start, past.words[start])))
