"""Find the edges a person means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from headwater.errors import NoteNotFound, UsageError
from headwater.evidence.find import find_note
from headwater.evidence.ledger.states import Assessment, ReviewedEdge
from headwater.vault.notes import NotePath

_ARROW = re.compile(r"\s*(?:->|→)\s*")
_ID = re.compile(r"[0-9a-f]{6,10}")


def find_edges(assessment: Assessment, words: str) -> tuple[ReviewedEdge, ...]:
    """The edges of an id (or how it begins, from six digits), of `A -> B`, or all those into a note.

    Raises:
        UsageError: There are none, or several begin so.
        NoteNotFound: A note that is named does not exist.
        NoteAmbiguous: Several notes answer to a name.
    """
    wanted = words.strip()
    return _by_id(assessment, wanted) or _between(assessment, wanted) or _into(assessment, wanted)


def _by_id(assessment: Assessment, words: str) -> tuple[ReviewedEdge, ...]:
    if not _ID.fullmatch(words):
        return ()
    found = tuple(edge for edge in assessment.edges if edge.id.startswith(words))
    if len({edge.id for edge in found}) > 1:
        raise UsageError(
            f"{len(found)} edges have an id that begins with {words!r}", hint="give all ten digits"
        )
    return found


def _between(assessment: Assessment, words: str) -> tuple[ReviewedEdge, ...]:
    ends = list(_ends(assessment, words))
    for start, end in ends:
        found = tuple(one for one in assessment.edges if (one.edge.start, one.edge.end) == (start, end))
        if found:
            return found
    if not ends:
        return ()
    first, second = (assessment.graph.notes[path].name for path in ends[0])
    turned = any((one.edge.end, one.edge.start) == ends[0] for one in assessment.edges)
    hint = f"the edge runs the other way: '{second} -> {first}'" if turned else "see `headwater trace`"
    raise UsageError(f"{first!r} neither supports nor opposes {second!r}", hint=hint)


def _ends(assessment: Assessment, words: str) -> Iterator[tuple[NotePath, NotePath]]:
    """The notes on both sides of an arrow; a name may hold arrows of its own."""
    arrows = list(_ARROW.finditer(words))
    for arrow in arrows:
        try:
            yield (
                find_note(assessment.graph, words[: arrow.start()]),
                find_note(assessment.graph, words[arrow.end() :]),
            )
        except NoteNotFound:
            if len(arrows) == 1:
                raise


def _into(assessment: Assessment, words: str) -> tuple[ReviewedEdge, ...]:
    path = find_note(assessment.graph, words)
    found = tuple(edge for edge in assessment.edges if edge.edge.end == path)
    if not found:
        name = assessment.graph.notes[path].name
        raise UsageError(f"nothing supports or opposes {name!r}", hint="name an edge: 'A -> B'")
    return found
