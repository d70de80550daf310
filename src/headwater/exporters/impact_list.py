"""What rests on a note as a list for the terminal, by its distance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from headwater.evidence.impact import Affected, Impact, Outcome
from headwater.evidence.kinds import Kind
from headwater.exporters.trace_tree import cited_among, note_lines
from headwater.opened import Vault
from headwater.vault.notes import NotePath

MOST_NAMED = 12
"""How many lost sources a line names."""


def impact_list(vault: Vault, found: Impact, kind: Kind | None = None) -> str:
    """Each note with its claim and what it would lose, then all of them counted.

    Args:
        vault: The vault.
        found: What rests on a note.
        kind: The kind of notes to list; all of them by default.
    """
    notes = of_kind(vault, found, kind)
    cited = cited_among(vault, (found.start, *(affected.path for affected in notes)))
    lines = [*note_lines(vault, found.start, "", "", cited)]
    for distance, group in groupby(notes, lambda affected: affected.distance):
        lines += ["", f"{distance} step{'' if distance == 1 else 's'} away"]
        for affected in group:
            lines += note_lines(vault, affected.path, "  ", "    ", cited)
            lines.append(f"    {_loss(vault, affected)}")
    lines += ["", *_summary(vault, notes, kind)]
    return "\n".join(lines) + "\n"


def of_kind(vault: Vault, found: Impact, kind: Kind | None) -> Sequence[Affected]:
    """The notes of a kind among those that rest on a note; all of them where none is asked for."""
    return [affected for affected in found.notes if kind is None or vault.graph.kind(affected.path) == kind]


def _loss(vault: Vault, affected: Affected) -> str:
    """What a note would lose, in words."""
    lost, total = len(affected.lost), len(affected.lost) + affected.left
    match affected.outcome:
        case Outcome.ALL if total == 1:
            return f"only path: loses its one source, {_named(vault, affected.lost)}"
        case Outcome.ALL:
            return f"only path: loses all {total} sources: {_named(vault, affected.lost)}"
        case Outcome.SOME:
            return f"loses {lost} of {total} sources, {affected.left} left: {_named(vault, affected.lost)}"
        case Outcome.NONE:
            return f"keeps {'its one source' if total == 1 else f'all {total} sources'} on another path"
        case Outcome.UNGROUNDED:
            return "has no source as it is"


def _named(vault: Vault, sources: Sequence[NotePath]) -> str:
    names = [vault.graph.notes[path].name for path in sources[:MOST_NAMED]]
    more = len(sources) - len(names)
    return ", ".join(names) + (f", … and {more} more" if more else "")


def _summary(vault: Vault, notes: Sequence[Affected], asked: Kind | None) -> Iterator[str]:
    if not notes:
        yield f"no {asked.name} rests on it" if asked else "nothing rests on it"
        return
    kinds = Counter(vault.graph.kind(affected.path) for affected in notes)
    counts = ", ".join(
        f"{kinds[kind]} {kind.name if kinds[kind] == 1 else kind.plural.lower()}"
        for kind in vault.graph.vocabulary.kinds.values()
        if kinds[kind]
    )
    yield f"{counts} {'rests' if len(notes) == 1 else 'rest'} on it"
    outcomes = Counter(affected.outcome for affected in notes)
    yield "without it " + ", ".join(
        f"{outcomes[outcome]} {words}" for outcome, words in _OUTCOMES if outcomes[outcome]
    )


_OUTCOMES = (
    (Outcome.ALL, "would have no source left"),
    (Outcome.SOME, "would lose some sources"),
    (Outcome.NONE, "would lose none"),
    (Outcome.UNGROUNDED, "would have none, as now"),
)
