"""The hash over the support below is the same if and only if nothing below has moved."""

from __future__ import annotations

from collections.abc import Collection

from hypothesis import given
from hypothesis import strategies as st

from headwater.config import Config
from headwater.evidence.graph import Edge, Graph
from headwater.evidence.kinds import vocabulary
from headwater.evidence.ledger.support import support_hashes
from headwater.evidence.resolve import Resolver
from headwater.vault.notes import Note, NotePath

Pair = tuple[int, int]


def hashes(pairs: Collection[Pair], says: dict[int, str] | None = None, names: str = "abcdefgh") -> list[str]:
    """The hash of each note, by number, of a graph in which the first of each pair supports the second."""
    paths = [NotePath(f"{names[number]}.md") for number in range(8)]
    words = vocabulary(Config())
    edges = tuple(sorted(Edge(paths[start], "supports", paths[end]) for start, end in pairs))
    graph = Graph(
        notes={path: Note(path, {}, "", 1) for path in sorted(paths)},
        kinds=dict.fromkeys(paths, words.kinds["insight"]),
        dates={},
        edges=edges,
        vocabulary=words,
        resolver=Resolver(paths, []),
    )
    tokens = {path: (says or {}).get(number, f"says {number}") for number, path in enumerate(paths)}
    found = support_hashes(graph, tokens)
    return [found[path] for path in paths]


NUMBERS = st.integers(0, 7)
PAIRS = st.sets(st.tuples(NUMBERS, NUMBERS).filter(lambda pair: pair[0] != pair[1]), max_size=14)


def upstream(pairs: Collection[Pair], number: int) -> set[int]:
    reached = {number}
    while more := {start for start, end in pairs if end in reached} - reached:
        reached |= more
    return reached


@given(PAIRS, st.permutations("abcdefgh"))
def test_names_and_the_order_of_notes_do_not_count(pairs: set[Pair], names: list[str]) -> None:
    assert hashes(pairs) == hashes(pairs, names="".join(names))


@given(PAIRS, NUMBERS)
def test_a_note_that_says_something_else_changes_its_own_hash_and_all_downstream_and_no_other(
    pairs: set[Pair], number: int
) -> None:
    before, now = hashes(pairs), hashes(pairs, {number: "another thing"})
    changed = {one for one in range(8) if before[one] != now[one]}
    assert changed == {one for one in range(8) if number in upstream(pairs, one)}


@given(PAIRS, st.data())
def test_an_edge_more_or_less_changes_what_lies_below_it_and_nothing_else(
    pairs: set[Pair], data: st.DataObject
) -> None:
    edge = data.draw(st.tuples(NUMBERS, NUMBERS).filter(lambda pair: pair[0] != pair[1]))
    before, now = hashes(pairs), hashes(pairs ^ {edge})
    changed = {one for one in range(8) if before[one] != now[one]}
    assert changed == {one for one in range(8) if edge[1] in upstream(pairs, one)}


def test_two_supporters_that_say_the_same_are_not_one() -> None:
    says = dict.fromkeys(range(8), "the same")
    assert hashes({(0, 2)}, says)[2] != hashes({(0, 2), (1, 2)}, says)[2]


def test_notes_of_a_circle_that_say_the_same_have_a_hash_that_no_order_decides() -> None:
    says = dict.fromkeys(range(8), "the same")
    found = hashes({(0, 1), (1, 2), (2, 0)}, says)
    assert found[0] == found[1] == found[2] != found[3]
