"""How long it takes to know what every claim of a large graph stands on.

    python benchmarks/evidence.py
    python benchmarks/evidence.py --notes 10000 --edges 40000 --runs 5

The graph has the layers of a vault and, to make it harder, some circles. Each line is the best of several
runs; the last tells what knock-out takes if each note is asked about alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate
from random import Random
from time import perf_counter

from headwater.config import Config
from headwater.evidence.checks.indirect_evidence import indirect_evidence
from headwater.evidence.facts import Facts
from headwater.evidence.graph import Edge, Graph
from headwater.evidence.impact import impact
from headwater.evidence.kinds import ASSUMPTION, CONTENT, INSIGHT, SOURCE, SUPPORTS, TAKEAWAY, vocabulary
from headwater.evidence.knockout import knock_out
from headwater.evidence.resolve import Resolver
from headwater.evidence.upstream import sources_below
from headwater.vault.notes import Note, NotePath

SHARES = {SOURCE: 3, CONTENT: 20, ASSUMPTION: 7, INSIGHT: 60, TAKEAWAY: 10}
"""How many of a hundred notes are of each kind; the lower the kind, the earlier its notes."""

SPECIES = ("human", "rat", "mouse", "in vitro", "")

NEAR = 400
"""Among how many notes before it most of a note's supporters are: gardens are written topic by topic."""

TOPICAL = 0.8
"""The part of the edges that begin there; the others begin anywhere."""

CIRCULAR = 0.002
"""The part of the edges that run back."""

MILLISECONDS = 1000


def large_graph(notes: int, edges: int, seed: int = 1) -> Graph:
    """A graph of so many notes and so many edges of *supports*; the same numbers give the same graph."""
    random = Random(seed)
    words = vocabulary(Config())
    limits = dict(zip(accumulate(SHARES.values()), SHARES, strict=True))
    kinds = {
        NotePath(f"{number:06}.md"): words.kinds[
            next(kind for limit, kind in limits.items() if 100 * number < limit * notes)
        ]
        for number in range(notes)
    }
    made = {
        path: Note(path, {"species": random.choice(SPECIES)}, body="", body_line=1, claim="Sleep heals")
        for path in kinds
    }
    joined = tuple(Edge(start, SUPPORTS, end) for start, end in sorted(_pairs(list(made), edges, random)))
    return Graph(made, kinds, dates={}, edges=joined, vocabulary=words, resolver=Resolver(made))


def _pairs(paths: list[NotePath], edges: int, random: Random) -> set[tuple[NotePath, NotePath]]:
    pairs: set[tuple[NotePath, NotePath]] = set()
    while len(pairs) < edges:
        end = random.randrange(1, len(paths))
        first = max(0, end - NEAR) if random.random() < TOPICAL else 0
        start = random.randrange(first, end)
        if random.random() < CIRCULAR:
            start, end = end, start
        pairs.add((paths[start], paths[end]))
    return pairs


def best(work: Callable[[Graph], object], graph: Graph, runs: int) -> float:
    """The shortest of several runs in milliseconds, each on a graph that was asked for its edges alone."""
    times = []
    for _ in range(runs):
        fresh = replace(graph)
        fresh.leaving(NotePath(""))
        fresh.arriving(NotePath(""))
        started = perf_counter()
        work(fresh)
        times.append(perf_counter() - started)
    return min(times) * MILLISECONDS


def _all_facts(graph: Graph) -> list[object]:
    return list(Facts(graph).values())


def _without_one(graph: Graph) -> object:
    """What asking about one note alone takes: the graph without it, and who still reaches a source."""
    gone = next(iter(graph.notes))
    return sources_below(
        replace(graph, edges=tuple(edge for edge in graph.edges if gone not in (edge.start, edge.end)))
    )


def main() -> None:
    """Measure, and print a line for each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--edges", type=int, default=40_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    graph = large_graph(options.notes, options.edges)
    source = max(graph.of_kind(SOURCE), key=lambda path: len(graph.leaving(path)))
    rows: dict[str, Callable[[Graph], object]] = {
        "load-bearing notes of all notes": knock_out,
        "facts of all claims": _all_facts,
        "indirect evidence of all claims": lambda fresh: list(indirect_evidence(fresh)),
        "impact of the source most rests on": lambda fresh: impact(fresh, source),
    }
    for name, work in rows.items():
        print(f"{name:<36} {best(work, graph, options.runs):8.0f} ms")
    alone = best(_without_one, graph, options.runs) * len(graph.notes) / MILLISECONDS
    print(f"{'taking out every note in turn':<36} {alone:8.0f} s, reckoned from one")


if __name__ == "__main__":
    main()
