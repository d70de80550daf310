"""A trace as a tree for the terminal: each note once, with its claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from headwater.evidence.kinds import SOURCE
from headwater.evidence.trace import Direction, Step, Trace, names
from headwater.opened import Vault
from headwater.vault.notes import NotePath
from headwater.vault.plain import plain_text


def trace_tree(vault: Vault, traced: Trace) -> str:
    """Draw a trace with lines.

    A note that several others rest on is drawn where it is met first; where it is met again, a line says how
    many of the notes below are drawn elsewhere.
    """
    lines = list(_lines(vault, traced))
    if traced.direction is Direction.UPSTREAM:
        count = len(traced.sources)
        found = (
            f"{count} evidence source{'' if count == 1 else 's'}:" if count else "no evidence source below it"
        )
        lines += ["", found]
        lines += [f"  {vault.graph.notes[path].name}" for path in traced.sources]
    for cycle in traced.cycles:
        lines += ["", f"circular support: {names(vault.graph, [*cycle, cycle[0]])}"]
    return "\n".join(lines) + "\n"


def _lines(vault: Vault, traced: Trace) -> Iterator[str]:
    children: dict[NotePath | None, list[Step]] = {}
    for step in traced.steps:
        children.setdefault(step.parent, []).append(step)
    cited = cited_among(vault, (step.path for step in traced.steps))
    waiting = [(traced.steps[0], "", "")]
    while waiting:
        step, first, below = waiting.pop()
        yield from note_lines(vault, step.path, first, below, cited)
        following = children.get(step.path, [])
        fresh = [child for child in following if not child.repeated]
        if len(fresh) < len(following):
            yield f"{below}{'├─' if fresh else '└─'} {_again(len(following) - len(fresh))}"
        for child in reversed(fresh):
            last = child is fresh[-1]
            waiting.append((child, below + ("└─ " if last else "├─ "), below + ("   " if last else "│  ")))


def _again(count: int) -> str:
    return f"(and {count} {'note' if count == 1 else 'notes'} drawn elsewhere in this tree)"


def cited_among(vault: Vault, paths: Iterable[NotePath]) -> Mapping[NotePath, str]:
    """The citations of the evidence sources among some notes, found at once."""
    return vault.citations(path for path in dict.fromkeys(paths) if vault.graph.kind(path).name == SOURCE)


def note_lines(
    vault: Vault, path: NotePath, first: str, rest: str, cited: Mapping[NotePath, str]
) -> Iterator[str]:
    """A note's name and kind, and on the next line its claim or citation, if that says more.

    Args:
        vault: The vault.
        path: The note.
        first: What stands before the first line.
        rest: What stands before the second.
        cited: The citations of sources.
    """
    note, kind = vault.graph.notes[path], vault.graph.kind(path)
    yield f"{first}{note.name} · {kind.name}"
    said = cited.get(path, "") or (plain_text(note.claim) if kind.claims else "")
    if said and said != note.name:
        yield f"{rest}{said}"
