"""Graphs that tests draw by numbers, and graphs of any shape for Hypothesis."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st

from headwater.config import Config
from headwater.evidence.graph import Edge, Graph
from headwater.evidence.kinds import ASSUMPTION, INSIGHT, SOURCE, SUPPORTS, TAKEAWAY, vocabulary
from headwater.evidence.resolve import Resolver
from headwater.vault.notes import Note, NotePath

WORDS = vocabulary(Config())
KINDS = {"s": SOURCE, "a": ASSUMPTION, "i": INSIGHT, "t": TAKEAWAY}


def path(name: object) -> NotePath:
    """The path of a note, by its name."""
    return NotePath(f"{name}.md")


def paths(names: str) -> tuple[NotePath, ...]:
    """The paths of notes whose names are separated by spaces."""
    return tuple(map(path, names.split()))


def drawn(*edges: str) -> Graph:
    """A graph of edges such as `s1 i1 t1`: each note supports the next.

    The first letter tells the kind: source, assumption, insight, takeaway. `opposes` may stand between two.
    """
    pairs: set[tuple[str, str, str]] = set()
    names: set[str] = set()
    for line in edges:
        start, *rest = line.split()
        names.add(start)
        relation = SUPPORTS
        for name in rest:
            if name == "opposes":
                relation = name
                continue
            names.add(name)
            pairs.add((start, relation, name))
            start, relation = name, SUPPORTS
    kinds = {path(name): WORDS.kinds[KINDS[name[0]]] for name in sorted(names)}
    notes = {found: Note(found, {}, body="", body_line=1) for found in kinds}
    joined = tuple(Edge(path(start), relation, path(end)) for start, relation, end in sorted(pairs))
    return Graph(notes, kinds, dates={}, edges=joined, vocabulary=WORDS, resolver=Resolver(notes))


def graph_of(names: Iterable[str], pairs: Iterable[tuple[str, str]]) -> Graph:
    """The graph of some notes and of who supports whom among them."""
    return drawn(*names, *(f"{start} {end}" for start, end in pairs))


@st.composite
def graphs(draw: st.DrawFn, most: int = 9) -> Graph:
    """Any graph of a few notes: circles, sources that rest on claims, notes alone."""
    letters = draw(st.lists(st.sampled_from("saiit"), min_size=1, max_size=most))
    names = [f"{letter}{number}" for number, letter in enumerate(letters)]
    name = st.sampled_from(names)
    pairs = draw(st.lists(st.tuples(name, name), max_size=3 * most))
    return graph_of(names, [(start, end) for start, end in pairs if start != end])
