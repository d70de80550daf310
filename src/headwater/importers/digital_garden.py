"""Pages that Obsidian's Digital Garden published → the vault they came from.

    read_pages → note_paths → gather → draft_notes → attach what tables imply → texts
      files       where       what     notes and       sources and tags
                 they lay   they say    fields

Headwater draws every table anew from the graph, so the vault is right when the graph gives each page the rows
its frozen tables had. Pages published at different times may contradict each other; then the vault holds what
any of them says, and the difference is reported.

A note known from a table alone was public there by name, mostly with its claim: it is marked as published, or
the table would lose its row; so is a tag that a public claim links. Evidence sources and content are not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from headwater.config import Config
from headwater.evidence.graph import Graph
from headwater.evidence.kinds import CONTENT, TAG, TAGGED, Vocabulary, vocabulary
from headwater.evidence.upstream import sources_below
from headwater.importers.garden_facts import Facts, gather
from headwater.importers.garden_notes import SUPPORTED_BY, Draft, draft_notes, graph_of, texts
from headwater.importers.garden_pages import GardenPage, read_pages
from headwater.importers.garden_paths import NotePaths, note_paths
from headwater.importers.garden_sections import Reading
from headwater.importers.garden_sources import place_sources
from headwater.importers.vault_files import ImportPlan, ImportReport, write_import
from headwater.problems import Problem, in_order, problem
from headwater.vault.notes import NotePath

__all__ = ["import_pages", "plan_import", "read_pages", "write_import"]


def import_pages(sources: Sequence[Path], into: Path) -> ImportReport:
    """Turn published pages back into notes of a vault.

    Args:
        sources: Files and folders of pages.
        into: The vault's folder; no file in it is changed.

    Raises:
        ImportSourceError: Nothing can be imported; nothing was written.
        OutputError: The folder cannot be made.
    """
    pages, problems = read_pages(sources)
    plan = plan_import(pages)
    return write_import(ImportPlan(plan.notes, in_order([*problems, *plan.problems])), into)


def plan_import(pages: Sequence[GardenPage]) -> ImportPlan:
    """Find the notes that pages came from.

    Args:
        pages: The pages, in any order; of two with one permalink the one updated last counts.

    Returns:
        The text of every note by its path; the same for the same pages.
    """
    pages, repeated = _each_once(pages)
    words = vocabulary(Config())
    paths = note_paths(pages)
    facts = gather(pages, paths, words)
    drafts = draft_notes(pages, paths, facts, words)
    _attach(drafts, graph_of(texts(drafts), words), facts, _stated_sources(pages, paths, facts, words))
    notes = texts(drafts)
    graph = graph_of(notes, words)
    found = [*repeated, *_oddities(paths, facts), *_disagreements(pages, paths, facts, graph)]
    return ImportPlan(notes, in_order(found))


def _each_once(pages: Sequence[GardenPage]) -> tuple[tuple[GardenPage, ...], list[Problem]]:
    """The pages in the order of their permalinks, and those left out because a later one is the same page."""
    chosen: dict[str, GardenPage] = {}
    problems = []
    for page in sorted(pages, key=lambda page: (page.permalink, _updated(page), page.file)):
        earlier = chosen.get(page.permalink)
        if earlier is not None and earlier.sections != page.sections:
            problems.append(problem("page-repeated", earlier.file, other=page.file))
        chosen[page.permalink] = page
    return tuple(chosen.values()), problems


def _updated(page: GardenPage) -> str:
    return str(page.properties.get("updated", ""))


def _stated_sources(
    pages: Sequence[GardenPage], paths: NotePaths, facts: Facts, words: Vocabulary
) -> dict[NotePath, tuple[NotePath, ...]]:
    """The original sources of every page that would list some; a claim's page without a table lists none."""
    notes = [paths.pages[page.permalink] for page in pages]
    return {
        note: tuple(facts.sources.get(note, ()))
        for note in notes
        if note in facts.sources or words.kinds[facts.kind(note, words)].claims
    }


def _attach(
    drafts: dict[NotePath, Draft],
    graph: Graph,
    facts: Facts,
    listed: dict[NotePath, tuple[NotePath, ...]],
) -> None:
    """Add to the drafts what tables say and the graph of the drafts does not have yet."""
    tagged = {(edge.start, edge.end) for edge in graph.edges if edge.relation == TAGGED}
    for note, tag in facts.tagged:
        if (note, tag) not in tagged:
            folder = note.rpartition("/")[0].rpartition("/")[2]
            drafts[note].add(f"{folder.replace(' ', '_')}__Tags" if folder else "Tags", tag)
    for holder, source in place_sources(graph, listed):
        drafts[holder].add(SUPPORTED_BY, source)


def _oddities(paths: NotePaths, facts: Facts) -> Iterator[Problem]:
    for file, target in paths.unsafe:
        yield problem("unsafe-path", file, target=target)
    for file, label, count, rows in facts.incomplete:
        yield problem("incomplete-table", file, label=label, count=count, rows=rows)


def _disagreements(
    pages: Sequence[GardenPage], paths: NotePaths, facts: Facts, graph: Graph
) -> Iterator[Problem]:
    """The rows that a page's tables will have beyond those it was published with."""
    below = sources_below(graph)
    for page in pages:
        note = paths.pages[page.permalink]
        kind = graph.kind(note)
        more: set[NotePath] = set()
        if kind.claims:
            more = set(below[note]) - facts.sources.get(note, {}).keys()
            more |= _rows(graph.arriving(note), graph) - facts.supporters.get(note, {}).keys()
        elif kind.name == TAG and any(reading is Reading.TAGGED for reading, _ in page.tables):
            more = _rows(graph.arriving(note, TAGGED), graph) - {
                row for row, tag in facts.tagged if tag == note
            }
        if more:
            names = ", ".join(sorted(graph.notes[path].name for path in more))
            yield problem("pages-disagree", page.file, names=names)


def _rows(notes: Sequence[NotePath], graph: Graph) -> set[NotePath]:
    """Those notes that tables other than that of the sources list."""
    return {path for path in notes if graph.kind(path).claims or graph.kind(path).name == CONTENT}
