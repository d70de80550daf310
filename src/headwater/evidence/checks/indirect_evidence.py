"""Claims that rest on studies of animals or cells alone, and read as if they were about people."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.evidence.directness import NO_ITEMS, Items, Tally, studies
from headwater.evidence.graph import Graph
from headwater.evidence.kinds import ASSUMPTION
from headwater.evidence.studies import Subject
from headwater.evidence.subjects import says_animals, says_cells
from headwater.evidence.upstream import upstream_of
from headwater.problems import Problem, problem
from headwater.vault.notes import Note
from headwater.vault.plain import plain_text


def indirect_evidence(graph: Graph, items: Items = NO_ITEMS) -> Iterator[Problem]:
    """Every claim with no source but on animals or in vitro whose text names neither.

    A claim with a source of which the species is not known is passed over, and so are assumptions: they say
    themselves that they go beyond the evidence.

    Args:
        graph: The graph.
        items: The items of the vault's libraries.
    """
    tally = Tally(tuple(studies(graph, items).values()))
    for path, bits in upstream_of(graph).sources_of.items():
        kind = graph.kinds[path]
        subjects = tally.indirect(bits) if kind.claims and kind.name != ASSUMPTION else frozenset()
        if subjects and not _says_so(graph.notes[path], subjects):
            evidence = " and ".join(sorted(subjects))
            yield problem("indirect-evidence", path, evidence=evidence, studies=tally.of(bits).text)


def _says_so(note: Note, subjects: frozenset[Subject]) -> bool:
    # The name, too: it can be the claim itself.
    text = f"{note.name} {plain_text(note.claim)}"
    return says_animals(text) or (Subject.IN_VITRO in subjects and says_cells(text))
