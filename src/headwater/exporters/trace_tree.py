"""A trace as a tree for the terminal: each note once, with its claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from headwater.bibliography.citations import citation_of
from headwater.evidence.kinds import SOURCE
from headwater.evidence.trace import Direction, Step, Trace, names
from headwater.pipeline import Vault
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
        lines += ["", f"{count} evidence source{'' if count == 1 else 's'}" + (":" if count else " found below it")]
        lines += [f"  {vault.graph.notes[path].name}" for path in traced.sources]
    for cycle in traced.cycles:
        lines += ["", f"circular support: {names(vault.graph, [*cycle, cycle[0]])}"]
    return "\n".join(lines) + "\n"


def _lines(vault: Vault, traced: Trace) -> Iterator[str]:
    children: dict[NotePath, list[Step]] = {}
    for step in traced.steps[1:]:
        if step.parent is not None:
            children.setdefault(step.parent, []).append(step)
    yield from _note_lines(vault, traced.start, "", "")
    waiting = [(step, "", last) for step, last in _marked(children, traced.start)]
    while waiting:
        step, indent, last = waiting.pop()
        below = indent + ("   " if last else "│  ")
        yield from _note_lines(vault, step.path, indent + ("└─ " if last else "├─ "), below)
        following = _marked(children, step.path)
        again = sum(child.repeated for child in children.get(step.path, ()))
        if again and not following:
            yield f"{below}└─ {_again(again)}"
        elif again:
            yield f"{below}├─ {_again(again)}"
        waiting += [(child, below, is_last) for child, is_last in following]


def _marked(children: Mapping[NotePath, Sequence[Step]], path: NotePath) -> list[tuple[Step, bool]]:
    """The branches to draw below a note, the last first, with whether each is the last."""
    fresh = [step for step in children.get(path, ()) if not step.repeated]
    return [(step, step is fresh[-1]) for step in reversed(fresh)]


def _again(count: int) -> str:
    return f"(and {count} {'note' if count == 1 else 'notes'} drawn elsewhere in this tree)"


def _note_lines(vault: Vault, path: NotePath, first: str, rest: str) -> Iterator[str]:
    note, kind = vault.graph.notes[path], vault.graph.kind(path)
    yield f"{first}{note.name} · {kind.name}"
    said = plain_text(note.claim) if kind.claims else ""
    if kind.name == SOURCE:
        said = citation_of(note, vault.config.fields.citation).text
    if said and said != note.name:
        yield f"{rest}{said}"
