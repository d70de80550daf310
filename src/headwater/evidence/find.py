"""Find the note a person means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from headwater.errors import NoteAmbiguous, NoteNotFound
from headwater.evidence.graph import Graph
from headwater.evidence.resolve import folded
from headwater.vault.notes import Note, NotePath
from headwater.vault.plain import plain_text

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
        for found in _ways(wanted, graph.notes):
            if len(found) == 1:
                return found[0]
            if found:
                raise _ambiguous(words, found)
    near = graph.resolver.suggestion(wanted) if wanted else ""
    hint = f"did you mean {near!r}?" if near else "give a name, a path, a citekey or the start of a claim"
    raise NoteNotFound(f"no note answers to {words!r}", hint=hint)


def _ambiguous(words: str, found: Sequence[NotePath]) -> NoteAmbiguous:
    lines = [f"{words!r} fits {len(found)} notes:", *(f"  {path}" for path in found[:MOST_CANDIDATES])]
    if len(found) > MOST_CANDIDATES:
        lines.append(f"  … and {len(found) - MOST_CANDIDATES} more")
    return NoteAmbiguous("\n".join(lines), hint="give the path of the one you mean")


def _ways(wanted: str, notes: Mapping[NotePath, Note]) -> Iterator[list[NotePath]]:
    """The notes that answer to some words in each way; only some ways need look into the notes."""
    stem = wanted.removesuffix(".md").removeprefix("/")
    paths = {path: folded(path)[:-3] for path in notes}
    yield [path for path, known in paths.items() if known == stem or folded(path) == wanted]
    yield [path for path, known in paths.items() if known.rpartition("/")[2] == stem]
    yield [path for path, known in paths.items() if "/" in stem and known.endswith("/" + stem)]
    yield [path for path in notes if any(folded(alias) == wanted for alias in aliases_of(notes[path]))]
    yield [path for path in notes if folded(plain_text(notes[path].claim)).startswith(wanted)]
    yield [path for path, known in paths.items() if known.rpartition("/")[2].startswith(stem)]


def aliases_of(note: Note) -> tuple[str, ...]:
    """A note's other names: its `aliases` (or `alias`) property."""
    value = note.properties.get("aliases", note.properties.get("alias"))
    values = value if isinstance(value, list) else [value]
    return tuple(alias.strip() for alias in values if isinstance(alias, str) and alias.strip())
