"""Where to attach the original sources of a page, so that every page reaches exactly those it lists.

*Original Sources* names the evidence at the end of a chain and not the chain. The sources of a page that its
known supporters do not reach are attached

- to its one supporter, if it has just one that is no page itself and every page that rests on this supporter
  lists the source too: the source can only have come through it, or beside it;
- else to the page's own note, which says no more than the page does.

Attached to a note, a source is reached by all pages downstream of it, and by no others. Downstream of the
page's own note are only pages that list the source as well, as far as the pages agree with each other. So a
supporter that two pages share gets the sources that both list, and each page has the rest for itself: every
table keeps its rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from headwater.evidence.graph import Graph
from headwater.evidence.kinds import CONTENT, SOURCE, SUPPORTS
from headwater.vault.notes import NotePath

Adjacent = Mapping[NotePath, set[NotePath]]


def place_sources(
    graph: Graph, listed: Mapping[NotePath, Collection[NotePath]]
) -> list[tuple[NotePath, NotePath]]:
    """Find the notes to attach sources to.

    Args:
        graph: The graph without what is to be found.
        listed: The original sources of every page that could list some, in the order of the page.

    Returns:
        Pairs of a note and a source that supports it.
    """
    arriving, leaving = defaultdict(set), defaultdict(set)
    for edge in graph.edges:
        if edge.relation == SUPPORTS:
            arriving[edge.end].add(edge.start)
            leaving[edge.start].add(edge.end)
    placed = []
    # What is upstream of a page has less upstream of itself, so that it comes before the page.
    for page in sorted(listed, key=lambda page: (len(_reached(page, arriving)), page)):
        reached = _reached(page, arriving)
        for source in listed[page]:
            if source not in reached:
                holder = _holder(page, source, graph, (arriving, leaving), listed)
                arriving[holder].add(source)
                leaving[source].add(holder)
                placed.append((holder, source))
    return placed


def _holder(
    page: NotePath,
    source: NotePath,
    graph: Graph,
    edges: tuple[Adjacent, Adjacent],
    listed: Mapping[NotePath, Collection[NotePath]],
) -> NotePath:
    """The note to attach a source to that a page lists and does not reach."""
    arriving, leaving = edges
    supporters = [path for path in arriving[page] if graph.kind(path).name != SOURCE]
    if len(supporters) != 1 or supporters[0] in listed or graph.kind(supporters[0]).name == CONTENT:
        return page
    resting = _reached(supporters[0], leaving)
    agreed = all(source in listed[path] for path in resting if path in listed)
    return supporters[0] if agreed else page


def _reached(start: NotePath, following: Adjacent) -> set[NotePath]:
    """Every note that can be reached from one, itself only on a circle."""
    seen: set[NotePath] = set()
    waiting = [start]
    while waiting:
        for path in following.get(waiting.pop(), ()):
            if path not in seen:
                seen.add(path)
                waiting.append(path)
    return seen
