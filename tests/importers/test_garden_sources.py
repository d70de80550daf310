"""Sources are attached so that every page reaches exactly those it lists, however pages share supporters."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.config import Config
from headwater.evidence.graph import Graph
from headwater.evidence.kinds import SOURCE, vocabulary
from headwater.evidence.upstream import sources_below
from headwater.importers.digital_garden import plan_import
from headwater.importers.garden_notes import graph_of
from headwater.importers.garden_pages import GardenPage
from headwater.importers.vault_files import ImportPlan
from headwater.site.urls import permalink
from headwater.vault.notes import NotePath
from tests.importers.conftest import Garden

SOURCES = [f"Evidence Sources/author{number}Title2020" for number in range(3)]
CONTENT = [f"Source Content/author{number}Title2020 - Table {number}" for number in range(2)]
QUICK = ["Quick Notes/2025-01-01 00-00-0" + sign for sign in "12"]
ASSUMED = ["Assumptions/2025-01-02 00-00-0" + sign for sign in "12"]
INSIGHTS = ["Insights/2025-01-03 00-00-0" + sign for sign in "1234"]
TAKEAWAYS = ["Takeaways/2025-01-04 00-00-0" + sign for sign in "12"]
CLAIMS = [*QUICK, *ASSUMED, *INSIGHTS, *TAKEAWAYS]
ALLOWED = (
    [(source, note) for source in SOURCES for note in QUICK]
    + [(content, note) for content in CONTENT for note in INSIGHTS]
    + [(note, other) for note in [*ASSUMED, *QUICK] for other in TAKEAWAYS]
    + [(note, other) for note in ASSUMED for other in INSIGHTS]
    + [(note, other) for number, note in enumerate(INSIGHTS) for other in INSIGHTS[number + 1 :]]
    + [(note, other) for note in INSIGHTS for other in TAKEAWAYS]
)
Edges = AbstractSet[tuple[str, str]]
BY_NAME = set(zip(SOURCES, CONTENT, strict=False))


def upstream(note: str, edges: Edges) -> set[str]:
    direct = {start for start, end in edges if end == note}
    return direct.union(*(upstream(start, edges) for start in direct))


def published(garden: Garden, note: str, edges: Edges) -> GardenPage:
    """The page of a note, as its author's site would show it."""
    supporters = {start for start, end in edges if end == note}
    supported = {end for start, end in edges if start == note} if note in ASSUMED else set()
    tables = ["# Content\n- words\n# Supported Notes\n"]
    for label, notes in (("Insights", INSIGHTS), ("Takeaways", TAKEAWAYS)):
        tables.append(garden.claims(label, *((f"{path}.md", "words") for path in notes if path in supported)))
    tables.append("\n# References\n")
    for label, notes in (("Assumptions", ASSUMED), ("Insights", INSIGHTS), ("Quick Notes", QUICK)):
        tables.append(
            garden.claims(label, *((f"{path}.md", "words") for path in notes if path in supporters))
        )
    tables.append(
        garden.table(
            "Source Content", [[garden.note(f"{path}.md")] for path in CONTENT if path in supporters]
        )
    )
    tables.append(garden.sources(*(f"{path}.md" for path in SOURCES if path in upstream(note, edges))))
    return garden.read(permalink(note + ".md", {}), "".join(tables), note)


def graph_after_import(pages: Sequence[GardenPage]) -> tuple[Graph, ImportPlan]:
    plan = plan_import(pages)
    return graph_of(plan.notes, vocabulary(Config())), plan


@settings(deadline=None)
@given(st.sets(st.sampled_from(ALLOWED)), st.sets(st.sampled_from(CLAIMS), min_size=1))
def test_every_page_has_the_supporters_and_sources_it_had(
    garden: Garden, chosen: set[tuple[str, str]], shown: set[str]
) -> None:
    edges = chosen | BY_NAME
    graph, plan = graph_after_import([published(garden, note, edges) for note in sorted(shown)])
    below = sources_below(graph)
    for note in shown:
        path = NotePath(note + ".md")
        direct = {start for start in graph.arriving(path) if graph.kind(start).name != SOURCE}
        assert direct == {f"{start}.md" for start, end in edges if end == note and start not in SOURCES}
        assert below[path] == {f"{start}.md" for start in upstream(note, edges) if start in SOURCES}
    assert not plan.problems


def supported_by(graph: Graph, note: str) -> set[str]:
    return {path.removesuffix(".md") for path in graph.arriving(NotePath(note + ".md"))}


def test_source_goes_to_the_one_supporter_of_its_page(garden: Garden) -> None:
    edges = {(INSIGHTS[0], TAKEAWAYS[0]), (SOURCES[2], INSIGHTS[0])}
    graph, _ = graph_after_import([published(garden, TAKEAWAYS[0], edges)])
    assert supported_by(graph, INSIGHTS[0]) == {SOURCES[2]}
    assert supported_by(graph, TAKEAWAYS[0]) == {INSIGHTS[0]}


def test_source_goes_to_the_page_itself_where_several_supporters_could_bring_it(
    garden: Garden,
) -> None:
    edges = {(INSIGHTS[0], TAKEAWAYS[0]), (INSIGHTS[1], TAKEAWAYS[0]), (SOURCES[2], INSIGHTS[0])}
    graph, _ = graph_after_import([published(garden, TAKEAWAYS[0], edges)])
    assert supported_by(graph, TAKEAWAYS[0]) == {INSIGHTS[0], INSIGHTS[1], SOURCES[2]}


def test_supporter_that_two_pages_share_gets_only_the_sources_that_both_list(garden: Garden) -> None:
    shared = INSIGHTS[0]
    edges = {(shared, TAKEAWAYS[0]), (shared, TAKEAWAYS[1])} | {
        (SOURCES[2], shared),
        (SOURCES[1], TAKEAWAYS[1]),
    }
    graph, _ = graph_after_import([published(garden, note, edges) for note in TAKEAWAYS])
    assert supported_by(graph, shared) == {SOURCES[2]}
    assert supported_by(graph, TAKEAWAYS[0]) == {shared}
    assert supported_by(graph, TAKEAWAYS[1]) == {shared, SOURCES[1]}


def test_pages_that_support_each_other_in_a_circle_both_reach_their_source(garden: Garden) -> None:
    rows = {
        INSIGHTS[0]: garden.claims("Insights", (INSIGHTS[1] + ".md", "b")),
        INSIGHTS[1]: garden.claims("Insights", (INSIGHTS[0] + ".md", "a")),
    }
    pages = [
        garden.read(permalink(note + ".md", {}), f"# References\n{table}{garden.sources(SOURCES[0] + '.md')}")
        for note, table in rows.items()
    ]
    graph, _ = graph_after_import(pages)
    assert all(sources_below(graph)[NotePath(note + ".md")] == {SOURCES[0] + ".md"} for note in rows)
