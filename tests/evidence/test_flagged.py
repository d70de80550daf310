"""Everything below a flagged source is found, with the shortest way from it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.config import Config
from headwater.evidence.flagged import flagged_below
from headwater.evidence.graph import Edge, Graph
from headwater.evidence.kinds import vocabulary
from headwater.evidence.resolve import Resolver
from headwater.evidence.trace import Direction, closure
from headwater.vault.notes import Note, NotePath


def graph(*edges: str) -> Graph:
    """A graph of edges such as `a>b`, of notes `a.md` and `b.md`."""
    pairs = sorted({tuple(edge.split(">")) for edge in edges})
    paths = sorted({NotePath(f"{name}.md") for pair in pairs for name in pair})
    return Graph(
        notes={path: Note(path, {}, "", 1) for path in paths},
        kinds={},
        dates={},
        edges=tuple(Edge(NotePath(f"{a}.md"), "supports", NotePath(f"{b}.md")) for a, b in pairs),
        vocabulary=vocabulary(Config()),
        resolver=Resolver([], []),
    )


def ways(opened: Graph, *sources: str) -> dict[str, list[str]]:
    """For every note, its ways from flagged sources, nearest first; names alone."""
    found = flagged_below(opened, [NotePath(f"{name}.md") for name in sources])
    return {
        note.removesuffix(".md"): ["".join(path[0] for path in way) for way in found[note].values()]
        for note in found
    }


def test_every_note_below_a_source_has_the_way_to_it() -> None:
    assert ways(graph("s>a", "a>b", "t>b"), "s") == {"a": ["sa"], "b": ["sab"]}


def test_the_way_is_the_shortest_and_of_two_such_that_through_the_first_path() -> None:
    assert ways(graph("s>a", "a>b", "b>d", "s>c", "c>d", "s>b"), "s")["d"] == ["sbd"]


def test_several_sources_come_nearest_first() -> None:
    assert ways(graph("s>a", "a>b", "t>b", "r>b"), "s", "t", "r")["b"] == ["rb", "tb", "sab"]


def test_a_circle_is_followed_once_and_a_source_does_not_rest_on_itself() -> None:
    assert ways(graph("s>a", "a>b", "b>a", "b>s"), "s") == {"a": ["sa"], "b": ["sab"]}


def test_nothing_flagged_is_nothing_found() -> None:
    found = flagged_below(graph("s>a"), [])
    assert (len(found), list(found), NotePath("a.md") in found) == (0, [], False)


def test_a_note_that_rests_on_nothing_flagged_is_not_among_them() -> None:
    found = flagged_below(graph("s>a", "t>b"), [NotePath("s.md")])
    assert NotePath("b.md") not in found
    assert None not in found
    with pytest.raises(KeyError):
        found[NotePath("b.md")]


def test_a_chain_of_ten_thousand_notes_is_followed_to_its_end() -> None:
    names = [f"{number:05}" for number in range(10_000)]
    opened = graph(*(f"{a}>{b}" for a, b in pairwise(names)))
    first, last = NotePath("00000.md"), NotePath("09999.md")
    found = flagged_below(opened, [first])
    assert found.steps(first, last) == 9_999
    assert len(found.way(first, last)) == 10_000
    assert found.way(first, last, 2) == ("09998.md", "09999.md")


@given(st.sets(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), min_size=1))
def test_what_is_found_is_what_is_downstream(pairs: set[tuple[str, str]]) -> None:
    opened = graph(*(f"{a}>{b}" for a, b in pairs))
    source = next(iter(opened.notes))
    found = flagged_below(opened, [source])
    assert set(found) == set(closure(opened, source, Direction.DOWNSTREAM))
    for note in found:
        way = found.way(source, note)
        assert (way[0], way[-1], len(way)) == (source, note, found.steps(source, note) + 1)
        assert all(b in opened.leaving(a) for a, b in pairwise(way))
