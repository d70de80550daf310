"""Maps of the evidence around notes, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from headwater.config import Config
from headwater.evidence.graph import Graph
from headwater.evidence.kinds import OPPOSES
from headwater.opening import open_vault
from headwater.publication import Publication, publish
from headwater.scope import Scope
from headwater.vault.notes import Dates
from headwater.views.beneath import Node, Sense, What
from headwater.views.evidence_map import OVERVIEW, EvidenceMap, EvidenceMaps
from headwater.views.layers import backward_arcs, heights
from tests.evidence.drawn import drawn, graphs, path
from tests.evidence.ledger.reading import Desk
from tests.publication.test_facts import note, vault_of

SECRET = "dg-publish"


def published(graph: Graph, withheld: str = "") -> Publication:
    """What may be shown of a graph, but for some of its notes."""
    hidden = frozenset(map(path, withheld.split()))
    notes = {
        at: structs.replace(one, properties={SECRET: False}) if at in hidden else one
        for at, one in graph.notes.items()
    }
    dated = replace(graph, notes=notes, dates={at: Dates() for at in notes})
    return publish(dated, Config(), {}, Scope(all=True))


def map_of(graph: Graph, name: str, withheld: str = "") -> EvidenceMap:
    found = EvidenceMaps(published(graph, withheld)).of(path(name))
    assert found is not None
    return found


def called(node: Node) -> str:
    """A note by its name, others by what they are."""
    if node.what is What.NOTE and node.path:
        return node.path.removesuffix(".md")
    return (
        f"{node.size} {node.what}"
        if not node.name or node.what in {What.MORE, What.UNPUBLISHED}
        else node.name
    )


def rows(found: EvidenceMap) -> list[set[str]]:
    """The rows of a map from the top."""
    height = max(found.shape.rows)
    return [
        {
            called(node)
            for node, row in zip(found.nodes, found.shape.rows, strict=True)
            if row == height - number
        }
        for number in range(height + 1)
    ]


def edges(found: EvidenceMap) -> dict[tuple[str, str], Sense]:
    return {
        (called(found.nodes[edge.start]), called(found.nodes[edge.end])): edge.sense
        for edge in found.shape.edges
    }


def test_sources_stand_at_the_bottom_and_takeaways_at_the_top() -> None:
    found = map_of(drawn("s1 i1 i2 t1", "s2 t1", "a1 t1"), "i1")
    assert rows(found) == [{"t1"}, {"i2"}, {"i1"}, {"s1"}]
    found = map_of(drawn("s1 i1 i2 t1", "s2 t1", "a1 t1"), "t1")
    assert rows(found) == [{"t1"}, {"i2", "a1"}, {"i1"}, {"s1", "s2"}]


def test_a_note_with_one_step_around_it_has_no_map() -> None:
    maps = EvidenceMaps(published(drawn("s1 i1", "s2 i1", "a1 i1")))
    assert maps.of(path("i1")) is None


def test_a_chain_of_three_has_no_map_as_tables_say_all_of_it() -> None:
    maps = EvidenceMaps(published(drawn("s1 i1 t1")))
    assert [maps.of(path(name)) for name in ("s1", "i1", "t1")] == [None] * 3


def test_what_speaks_against_a_note_is_shown_but_not_what_that_rests_on() -> None:
    found = map_of(drawn("s1 i1 t1", "s2 i2 opposes i1"), "t1")
    assert edges(found)["i2", "i1"] is Sense.OPPOSES
    assert "s2" not in {called(node) for node in found.nodes}


def test_withheld_supporters_are_one_blank_with_their_number_and_lead_to_sources() -> None:
    found = map_of(drawn("s1 i1 t1", "i2 t1", "t1 t2"), "t1", withheld="i1 i2")
    assert edges(found) == {
        ("2 unpublished", "t1"): Sense.SUPPORTS,
        ("s1", "t1"): Sense.THROUGH,
        ("t1", "t2"): Sense.SUPPORTS,
    }


def test_a_withheld_source_is_known_by_its_citekey() -> None:
    found = map_of(drawn("s1 i1 t1 t2"), "t1", withheld="s1")
    assert edges(found) == {
        ("i1", "t1"): Sense.SUPPORTS,
        ("s1", "i1"): Sense.SUPPORTS,
        ("t1", "t2"): Sense.SUPPORTS,
    }
    assert [node.name for node in found.nodes if node.what is What.SOURCE] == ["s1"]


def test_source_content_stands_between_a_source_and_what_was_read_off_it(tmp_path: Path) -> None:
    files = vault_of(note("sa2020"), note("i1", "sa2020 sa2020---Figure"), note("t1", "i1"))
    files = {place: text.replace("sa2020---Figure", "sa2020 - Figure 1") for place, text in files.items()}
    files["Source Content/sa2020 - Figure 1.md"] = "A secret table.\n"
    Desk(tmp_path, files)
    vault = open_vault(tmp_path)
    maps = EvidenceMaps(vault.publish())
    for name in ("Takeaways/t1.md", "Sources/sa2020.md"):
        found = maps.of(next(at for at in vault.graph.notes if at == name))
        assert found is not None
        assert [row for row in rows(found) if "sa2020 - Figure 1" in row]


def test_a_circle_of_support_is_shown_as_one_with_one_line_downwards() -> None:
    found = map_of(drawn("s1 i1 i2 i3 i1", "i3 t1"), "i1")
    backward = [edge for edge in found.shape.edges if edge.backward]
    assert len(backward) == 1
    assert {("i1", "i2"), ("i2", "i3"), ("i3", "i1")} <= set(edges(found))


def test_a_suspect_edge_is_told_apart(tmp_path: Path) -> None:
    desk = Desk(tmp_path, vault_of(note("s1"), note("i1", "s1"), note("a1", ""), note("t1", "i1 a1")))
    desk.review_all()
    (tmp_path / "Insights/i1.md").write_text(
        (tmp_path / "Insights/i1.md").read_text(encoding="utf-8").replace("Says i1", "Says more"),
        encoding="utf-8",
    )
    vault = open_vault(tmp_path)
    found = EvidenceMaps(vault.publish()).of(next(at for at in vault.graph.notes if at.endswith("t1.md")))
    assert found is not None
    assert Sense.SUSPECT in edges(found).values()


def test_a_chain_of_a_thousand_and_a_hub_of_four_thousand_are_folded() -> None:
    chain = map_of(drawn("s1 " + " ".join(f"i{number}" for number in range(1000))), "i500")
    assert len(chain.nodes) == 1 + 2 * OVERVIEW.rings + 2
    hub = map_of(drawn(*(f"s1 i1 i{number}" for number in range(2, 4002))), "s1")
    assert len(hub.nodes) <= OVERVIEW.nodes + 2 * (OVERVIEW.rings + 1)
    assert sum(node.size for node in hub.nodes) == 2 + 4000


def test_more_notes_that_all_support_each_other_than_a_map_names_are_counted_at_every_step() -> None:
    names = [f"i{number}" for number in range(100, 142)]
    found = map_of(drawn(*(f"{one} {other}" for one in names for other in names if one != other)), "i100")
    counted = {node.name: node.size for node in found.nodes if node.what is What.MORE}
    assert counted["beneath 0"] == 41 - OVERVIEW.ring
    assert counted["beneath 1"] > 0
    assert {number for edge in found.shape.edges for number in edge[:2]} == set(range(len(found.nodes)))


@given(graphs(14), st.sets(st.integers(0, 13)))
def test_a_map_shows_edges_that_readers_may_know_joins_all_its_nodes_and_names_nothing_withheld(
    graph: Graph, withheld: set[int]
) -> None:
    names = [at.removesuffix(".md") for at in graph.notes]
    hidden = " ".join(name for number, name in enumerate(names) if number in withheld and number)
    publication = published(graph, hidden)
    maps = EvidenceMaps(publication)
    for at in publication.notes:
        found = maps.of(at)
        if found is None:
            continue
        check_edges(publication, found)
        check_rows(found)
        for node in found.nodes:
            assert node.path is None or node.path in publication.notes
            assert node.what is not What.SOURCE or node.name in publication.citations


def check_edges(publication: Publication, found: EvidenceMap) -> None:
    reached = {0}
    for _ in found.nodes:
        reached.update(
            one
            for edge in found.shape.edges
            for one in (edge.start, edge.end)
            if {edge.start, edge.end} & reached
        )
    assert reached == set(range(len(found.nodes)))
    for start, end, sense, _ in found.shape.edges:
        below, above = found.nodes[start], found.nodes[end]
        if below.what is above.what is What.NOTE and below.path and above.path:
            name = publication.notes[below.path].name
            if sense is Sense.THROUGH:
                assert name in publication.notes[above.path].sources
            else:
                relation = (OPPOSES,) if sense is Sense.OPPOSES else ()
                assert below.path in publication.arriving(above.path, *relation)


def check_rows(found: EvidenceMap) -> None:
    assert len(found.nodes) <= OVERVIEW.nodes + 2 * (OVERVIEW.rings + 1)
    assert len(set(found.nodes)) == len(found.nodes)
    assert min(found.shape.rows) == 0
    for edge in found.shape.edges:
        assert edge.backward or found.shape.rows[edge.start] < found.shape.rows[edge.end]


@given(graphs(12), st.sets(st.integers(1, 11)))
def test_a_note_is_on_no_map_but_those_that_it_is_said_to_be_on(graph: Graph, withheld: set[int]) -> None:
    names = [at.removesuffix(".md") for at in graph.notes]
    publication = published(graph, " ".join(name for number, name in enumerate(names) if number in withheld))
    maps = EvidenceMaps(publication)
    sources: Mapping[str, object] = publication.source_notes
    for at in publication.notes:
        found = maps.of(at)
        for node in found.nodes if found else ():
            # What a source is called on a map, its citation, hangs on no text.
            if node.what is What.NOTE and node.path and publication.notes[node.path].name not in sources:
                assert at in set(maps.showing(node.path))


NUMBERS = st.integers(0, 11)


@given(st.sets(st.tuples(NUMBERS, NUMBERS).filter(lambda arc: arc[0] != arc[1])))
def test_without_the_arcs_that_close_circles_there_is_none(given: set[tuple[int, int]]) -> None:
    size, arcs = 12, sorted(given)
    backward = backward_arcs(size, arcs)
    assert heights(size, [arc for arc in arcs if arc not in backward], ()) is not None
    assert bool(backward) == (heights(size, arcs, ()) is None)
