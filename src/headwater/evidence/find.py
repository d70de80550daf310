"""Find the note a person means."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from headwater.errors import NoteAmbiguous, NoteNotFound
from headwater.evidence.graph import Graph
from headwater.evidence.resolve import folded
from headwater.vault.notes import Note, NotePath

MOST_CANDIDATES = 12
"""How many notes an error message lists."""


def find_note(graph: Graph, words: str) -> NotePath:
    """Find a note by its path, its name or citekey, an alias, or the start of its claim.

    The first of these ways that finds anything decides; letter case does not count.

    Raises:
        NoteNotFound: No note answers; the message names near ones.
        NoteAmbiguous: Several answer; the message lists them.
    """
    wanted = folded(words.strip().removeprefix("[[").removesuffix("]]").strip())
    if wanted:
        for answers in _ways(wanted):
            found = [path for path, note in graph.notes.items() if answers(note)]
            if len(found) == 1:
                return found[0]
            if found:
                listed = "\n".join(f"  {path}" for path in found[:MOST_CANDIDATES])
                more = f"\n  … and {len(found) - MOST_CANDIDATES} more" if len(found) > MOST_CANDIDATES else ""
                raise NoteAmbiguous(
                    f"{words!r} fits {len(found)} notes:\n{listed}{more}", hint="give the path of the one you mean"
                )
    near = graph.resolver.suggestion(wanted) if wanted else ""
    hint = f"did you mean {near!r}?" if near else "give a name, a path, a citekey or the start of a claim"
    raise NoteNotFound(f"no note answers to {words!r}", hint=hint)


def _ways(wanted: str) -> Iterator[Callable[[Note], bool]]:
    stem = wanted.removesuffix(".md").removeprefix("/")
    yield lambda note: folded(note.path) == wanted or folded(note.path)[:-3] == stem
    yield lambda note: folded(note.name) == stem
    yield lambda note: "/" in stem and folded(note.path)[:-3].endswith("/" + stem)
    yield lambda note: any(folded(alias) == wanted for alias in aliases_of(note))
    yield lambda note: folded(plain_start(note.claim)).startswith(wanted)
    yield lambda note: folded(note.name).startswith(stem)


def aliases_of(note: Note) -> tuple[str, ...]:
    """A note's other names: its `aliases` (or `alias`) property."""
    value = note.properties.get("aliases", note.properties.get("alias"))
    values = value if isinstance(value, list) else [value]
    return tuple(alias.strip() for alias in values if isinstance(alias, str) and alias.strip())


def plain_start(claim: str) -> str:
    """The words of a claim without link signs, for comparing with what a person types."""
    words = []
    for piece in claim.replace("\n", " ").split("[["):
        inside, closed, after = piece.partition("]]")
        words.append(inside.rpartition("|")[2].replace("\\", "") + after if closed else piece)
    return "".join(words).replace("**", "").replace("==", "")
