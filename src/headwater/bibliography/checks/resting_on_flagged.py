"""Claims that rest on a source which was retracted, corrected or called into question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from headwater.bibliography.checks.cited import Cited
from headwater.bibliography.retractions import State, state_of
from headwater.evidence.flagged import FlaggedBelow, flagged_below
from headwater.evidence.graph import Graph
from headwater.evidence.kinds import CONTENT, SOURCE
from headwater.evidence.trace import names
from headwater.problems import Problem, problem
from headwater.vault.notes import NotePath

CODES = {
    State.RETRACTED: "rests-on-retracted",
    State.CONCERN: "rests-on-concern",
    State.CORRECTED: "rests-on-corrected",
}

LONGEST_WAY = 8
"""How many notes of a way are named: of a longer one the source and the end, for chains can be 1,000 long."""


def resting_on_flagged(cited: Cited) -> Iterator[Problem]:
    """One problem for each claim and state of sources below it, with the way from the nearest of them.

    Source content is passed over: it is the source itself.
    """
    for state, sources in _flagged(cited).items():
        below = flagged_below(cited.graph, sources)
        for path in below:
            if cited.graph.kind(path).name not in {SOURCE, CONTENT}:
                nearest, *others = below.sources(path)
                more = f", and on {len(others)} more" if others else ""
                way = _way(cited.graph, below, nearest, path)
                yield problem(CODES[state], path, way=way, more=more)


def _flagged(cited: Cited) -> Mapping[State, Sequence[NotePath]]:
    """The flagged sources by the gravest thing said of each."""
    flagged: dict[State, list[NotePath]] = defaultdict(list)
    for note in cited.sources():
        state = state_of(cited.notices.get(note.name, ()))
        if state in CODES:
            flagged[state].append(note.path)
    return flagged


def _way(graph: Graph, below: FlaggedBelow, source: NotePath, note: NotePath) -> str:
    between = below.steps(source, note) + 1 - LONGEST_WAY
    if between <= 0:
        return names(graph, below.way(source, note))
    end = names(graph, below.way(source, note, LONGEST_WAY - 1))
    return f"{graph.notes[source].name} → … {between} more … → {end}"
