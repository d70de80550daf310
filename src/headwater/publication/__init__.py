"""The boundary: what of a vault may be shown.

`publish` turns the graph into values that hold no text of an unpublished note: no body, title, alias,
property, path or attachment. Everything that follows (views, pages, feeds, search) is built from
these values alone, so nothing private can reach a page by oversight. Two facts of unpublished notes
are public by decision: the citekey and citation of an evidence source, and the name of a source content
note, where a published note rests on them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from headwater.bibliography.citations import Citation, citation_of
from headwater.config import Config
from headwater.errors import PublicationError
from headwater.evidence.find import aliases_of
from headwater.evidence.graph import Graph
from headwater.evidence.kinds import CONTENT, OPPOSES, SOURCE
from headwater.evidence.trace import sources_below
from headwater.problems import Problem, in_order, problem
from headwater.publication.cards import card_of
from headwater.publication.note import PublicContent, PublicNote
from headwater.publication.queries import answers_queries, queried_folders, unanswered
from headwater.publication.redaction import Redactor
from headwater.publication.selection import (
    HOME_TAG,
    home_note,
    obsidian_tags,
    publish_mark,
    published_notes,
)
from headwater.publication.values import Publication, Related
from headwater.scope import MARKED, Scope
from headwater.vault.notes import Dates, Note, NotePath, PropertyValue

__all__ = [
    "HOME_TAG",
    "SHOWN_PROPERTIES",
    "PublicContent",
    "PublicNote",
    "Publication",
    "answers_queries",
    "obsidian_tags",
    "problems_of",
    "publish",
    "publish_mark",
    "published_notes",
    "revised",
]

SHOWN_PROPERTIES = frozenset(
    [
        "title",
        "description",
        "abstract",
        "dg-path",
        "dg-permalink",
        "permalink",
        "dg-pinned",
        "dg-hide",
    ]
)
"""The properties of a published note that pages use; no other leaves the vault."""


@dataclass(frozen=True, slots=True)
class _Selection:
    published: frozenset[NotePath]
    shown: frozenset[NotePath]


def publish(
    graph: Graph, config: Config, attachments: Mapping[str, Path], scope: Scope = MARKED
) -> Publication:
    """Draw the boundary.

    Args:
        graph: The whole graph.
        config: The vault's configuration.
        attachments: Every file of the vault that is no note: path in the vault → place on disk.
        scope: Which notes are shown, beside what the notes and the configuration say.

    Raises:
        PublicationError: No note is to be shown, or the home note of the configuration is not.
        ConfigError: The configuration publishes a kind that does not exist.
    """
    published = published_notes(graph, config, everything=scope.all or config.publish.all)
    shown = frozenset(graph.notes) if scope.withheld_too else published
    if not shown:
        raise PublicationError(
            "no note of this vault is marked for publication, so there is nothing to build",
            hint="add `dg-publish: true` to the notes you want to publish; or name kinds or folders under "
            "[publish] in headwater.toml; or publish everything but source content with --all",
        )
    return _Publisher(graph, config, attachments, _Selection(published, shown)).publication()


class _Publisher:
    def __init__(
        self, graph: Graph, config: Config, attachments: Mapping[str, Path], selection: _Selection
    ) -> None:
        self.graph = graph
        self.config = config
        self.attachments = attachments
        self.published, self.shown = selection.published, selection.shown
        self.redactor = Redactor(
            graph, self.shown, frozenset(attachments), lambda note: self._citation_of(note).text
        )
        self.below = sources_below(graph)
        self.source_notes = {
            graph.notes[path].name: path for path in reversed(graph.of_kind(SOURCE)) if path in self.shown
        }

    def publication(self) -> Publication:
        home = home_note(self.graph, self.config, self.shown)
        shown = [path for path in self.graph.notes if path in self.shown]
        notes = {path: self._note(path, home=path == home) for path in shown}
        named = {citekey for note in notes.values() for citekey in (*note.sources, *note.opposing_sources)}
        outward, inward = self._relations()
        return Publication(
            notes=notes,
            cards={path: card_of(note) for path, note in notes.items()},
            outward=outward,
            inward=inward,
            citations={key: self._citation(key) for key in sorted(named.union(self.source_notes))},
            resting=_resting(notes.values()),
            source_notes=self.source_notes,
            attachments={path: self.attachments[path] for path in sorted(self.redactor.shown_files)},
            names=self.redactor,
            vocabulary=self.graph.vocabulary,
            problems=in_order([*self.redactor.problems, *self._problems(notes.values())]),
            home=home,
        )

    def _note(self, path: NotePath, *, home: bool) -> PublicNote:
        note, kind = self.graph.notes[path], self.graph.kind(path)
        content, body, claim = self.redactor.redact(note)
        supporters, opponents = self.graph.arriving(path), self.graph.arriving(path, OPPOSES)
        read_off = self.graph.leaving(path) if kind.name == SOURCE else supporters
        return PublicNote(
            path=path,
            name=note.name,
            kind=kind,
            claim=claim if kind.claims else "",
            content=content,
            body=body,
            dates=self.graph.dates[path],
            aliases=tuple(self.redactor.plain(alias, path) for alias in aliases_of(note)),
            tags=obsidian_tags(note),
            properties=self._properties(note),
            home=home,
            withheld=path not in self.published,
            contents=self._contents(read_off),
            sources=self._citekeys(self.below[path]),
            withheld_supporters=self._withheld(supporters),
            opposing_contents=self._contents(opponents),
            opposing_sources=self._citekeys(opponents),
            withheld_opponents=self._withheld(opponents),
            queried_folders=queried_folders(note, self.shown),
        )

    def _properties(self, note: Note) -> Mapping[str, PropertyValue]:
        return {
            key: self.redactor.plain_value(value, note.path)
            for key, value in note.properties.items()
            if key in SHOWN_PROPERTIES
        }

    def _problems(self, notes: Iterable[PublicNote]) -> Iterator[Problem]:
        for note in notes:
            yield from problems_of(note, self.graph.notes[note.path], self.shown)

    def _kind_name(self, path: NotePath) -> str:
        return self.graph.kind(path).name

    def _withheld(self, paths: Iterable[NotePath]) -> int:
        """How many notes appear only in this number: sources and source content are named instead."""
        return sum(
            path not in self.shown and self._kind_name(path) not in {SOURCE, CONTENT} for path in paths
        )

    def _citekeys(self, paths: Collection[NotePath]) -> tuple[str, ...]:
        if not paths:
            return ()
        names = {self.graph.notes[path].name for path in paths if self._kind_name(path) == SOURCE}
        return tuple(sorted(names))

    def _contents(self, paths: Collection[NotePath]) -> tuple[PublicContent, ...]:
        found = [(self.graph.notes[path].name, path) for path in paths if self._kind_name(path) == CONTENT]
        found.sort()
        return tuple(PublicContent(name, path if path in self.shown else None) for name, path in found)

    def _citation_of(self, note: Note) -> Citation:
        return citation_of(note, self.config.fields.citation)

    def _citation(self, citekey: str) -> Citation:
        """A source's citation; of an unpublished source nothing else is told."""
        path = self.source_notes.get(citekey, self.graph.citekeys[citekey])
        citation, plain = self._citation_of(self.graph.notes[path]), self.redactor.plain
        text = plain(citation.text, path)
        identifiers = tuple((name, plain(value, path)) for name, value in citation.identifiers)
        if path not in self.shown:
            return Citation(citekey, text, tuple(pair for pair in identifiers if pair[1] in text))
        return Citation(
            citekey, text, identifiers, tuple((name, plain(value, path)) for name, value in citation.facts)
        )

    def _relations(self) -> tuple[Mapping[NotePath, Related], Mapping[NotePath, Related]]:
        """The edges between published notes, from both their ends."""
        outward: _Edges = {}
        inward: _Edges = {}
        for edge in self.graph.edges:
            if edge.start in self.shown and edge.end in self.shown:
                outward.setdefault(edge.start, {}).setdefault(edge.relation, []).append(edge.end)
                inward.setdefault(edge.end, {}).setdefault(edge.relation, []).append(edge.start)
        return _frozen(outward), _frozen(inward)


_Edges = dict[NotePath, dict[str, list[NotePath]]]


def _frozen(edges: _Edges) -> Mapping[NotePath, Related]:
    return {path: {name: tuple(ends) for name, ends in at.items()} for path, at in edges.items()}


def problems_of(public: PublicNote, note: Note, shown: Collection[NotePath]) -> Iterator[Problem]:
    """What readers will miss on a note's page.

    Args:
        public: The note as it is published.
        note: The note.
        shown: The paths of the notes to be shown.
    """
    if public.withheld_supporters:
        yield problem("rests-on-withheld", public.path, count=public.withheld_supporters)
    if not public.home:  # a home page has lists of its own
        yield from unanswered(note, public.kind, shown)


def revised(public: PublicNote, note: Note, dates: Dates, redactor: Redactor) -> PublicNote:
    """A published note with another text: all that the graph says of it is as it was.

    Args:
        public: The note as it was published.
        note: The note as it is now.
        dates: Its dates now.
        redactor: Takes out what may not be shown.
    """
    content, body, claim = redactor.redact(note)
    return replace(
        public,
        content=content,
        body=body,
        claim=claim if public.kind.claims else "",
        dates=dates,
        queried_folders=queried_folders(note, redactor.shown),
    )


def _resting(notes: Iterable[PublicNote]) -> Mapping[str, tuple[NotePath, ...]]:
    resting: dict[str, list[NotePath]] = {}
    for note in notes:
        for citekey in note.sources:
            resting.setdefault(citekey, []).append(note.path)
    return {citekey: tuple(paths) for citekey, paths in resting.items()}
