"""The boundary: what of a vault may be shown.

`publish` turns the graph into values that hold no text of an unpublished note: no body, title, alias,
property, path or attachment. Everything that follows (views, pages, feeds, search) is built from
these values alone, so nothing private can reach a page by oversight. Two facts of unpublished notes
are public by decision: the citekey and citation of an evidence source, and the name of a source content
note, where a published note rests on them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from headwater.bibliography.citations import Citation, citation_of, without_note
from headwater.bibliography.library_names import but_for_libraries
from headwater.config import Config
from headwater.errors import PublicationError
from headwater.evidence.find import aliases_of
from headwater.evidence.graph import Graph
from headwater.evidence.kinds import CONTENT, OPPOSES, SOURCE, TAKEAWAY
from headwater.evidence.upstream import upstream_of
from headwater.problems import Problem, in_order, problem
from headwater.publication.background import NO_BACKGROUND, Background
from headwater.publication.canvases import PublicCanvas, PublicCanvases, published_canvases
from headwater.publication.cards import card_of
from headwater.publication.citing import with_citations
from headwater.publication.facts import PublicFactsOf
from headwater.publication.flags import with_flags
from headwater.publication.names import PublicNames
from headwater.publication.note import Change, PublicContent, PublicNote
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
from headwater.publication.ways import ways_up
from headwater.scope import MARKED, Scope
from headwater.vault.notes import Dates, Note, NotePath, PropertyValue

if TYPE_CHECKING:
    # What reads libraries and formats citations takes long to import, and a trace needs none of it.
    from headwater.bibliography.bibliography import Bibliography
    from headwater.publication.history import PublicEvent

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
        "redirect_from",
    ]
)
"""The properties of a published note that pages use; no other leaves the vault."""

NO_PROPERTIES: Mapping[str, PropertyValue] = {}
"""Those of most notes."""


class _Selection(NamedTuple):
    published: frozenset[NotePath]
    shown: frozenset[NotePath]
    published_canvases: frozenset[str]
    shown_canvases: frozenset[str]


def publish(
    graph: Graph,
    config: Config,
    attachments: Mapping[str, Path],
    scope: Scope = MARKED,
    bibliography: Bibliography | None = None,
    background: Background = NO_BACKGROUND,
) -> Publication:
    """Draw the boundary.

    Args:
        graph: The whole graph.
        config: The vault's configuration.
        attachments: Every file of the vault that is no note: path in the vault → place on disk.
        scope: Which notes are shown, beside what the notes and the configuration say.
        bibliography: What libraries know of its sources; None: nothing but what their own notes tell.
        background: What else is known of its notes.

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
    known = _Known(bibliography, background)
    public = published_canvases(background.layouts, config.publish.canvases)
    drawn = frozenset(background.layouts) if scope.withheld_too else public
    selection = _Selection(published, shown, public, drawn)
    return _Publisher(graph, config, attachments, selection, known).publication()


class _Known(NamedTuple):
    bibliography: Bibliography | None
    background: Background


class _Publisher:
    def __init__(
        self,
        graph: Graph,
        config: Config,
        attachments: Mapping[str, Path],
        selection: _Selection,
        known: _Known,
    ) -> None:
        self.graph = graph
        self.config = config
        self.attachments = attachments
        self.bibliography, self.background = known
        self.published, self.shown = selection.published, selection.shown
        self.published_canvases = selection.published_canvases
        layouts = self.background.layouts
        self.layouts = {path: layouts[path] for path in sorted(selection.shown_canvases)}
        self.facts_of = PublicFactsOf(graph, self.background.items, self.shown, self.background.suspects)
        self.histories, self.history_problems = self.background.histories(self.shown)
        keys = config.fields.citation
        # Not a method: the two would keep one another alive, and the whole graph with them.
        self.redactor = Redactor(
            graph,
            self.shown,
            but_for_libraries(attachments, config.citations),
            lambda note: citation_of(note, keys).text,
            language=config.site.language,
            canvases=self.layouts,
        )
        self.upstream = upstream_of(graph)
        self.citekeys = {path: graph.notes[path].name for path in graph.of_kind(SOURCE)}
        self.named_below: dict[int, tuple[str, ...]] = {}
        self.source_notes = {
            name: path for path, name in reversed(self.citekeys.items()) if path in self.shown
        }
        named = ((graph.notes[path].name, path) for path in graph.of_kind(CONTENT))
        self.contents = {
            path: (name, path, PublicContent(name, path if path in self.shown else None))
            for name, path in named
        }
        """The source content by path, after what it is put in order by."""

        self.unnamed = frozenset(graph.notes).difference(self.shown, self.citekeys, self.contents)
        """The notes that appear in nothing but a number."""

    def publication(self) -> Publication:
        home = home_note(self.graph, self.config, self.shown)
        shown = [path for path in self.graph.notes if path in self.shown]
        notes = {path: self._note(path, home=path == home) for path in shown}
        if self.bibliography:
            notes.update(with_citations(notes, self.bibliography))
            notes.update(with_flags(notes, self.graph, self.bibliography, self.shown))
        named = {citekey for note in notes.values() for citekey in (*note.sources, *note.opposing_sources)}
        outward, inward = self._relations()
        takeaways = [path for path, note in notes.items() if note.kind.name == TAKEAWAY]
        return Publication(
            notes=notes,
            cards={path: card_of(note) for path, note in notes.items()},
            outward=outward,
            inward=inward,
            citations={key: self._citation(key) for key in sorted(named.union(self.source_notes))},
            resting=_resting(notes.values()),
            assumed=_assumed(notes.values()),
            source_notes=self.source_notes,
            above=ways_up(takeaways, inward),
            content_count=self._content_count(notes.values()),
            attachments={path: self.attachments[path] for path in sorted(self.redactor.shown_files)},
            canvases=self._canvases(),
            names=PublicNames(self.graph.resolver, self.shown, self.redactor.shown_files, self.layouts),
            vocabulary=self.graph.vocabulary,
            problems=in_order(
                [*self.redactor.problems, *self.history_problems, *self._problems(notes.values())]
            ),
            home=home,
        )

    def _canvases(self) -> dict[str, PublicCanvas]:
        making = PublicCanvases(self.graph, self.redactor, self.layouts)
        return {
            path: making.canvas(path, withheld=path not in self.published_canvases) for path in self.layouts
        }

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
            aliases=tuple([self.redactor.plain(alias, path) for alias in aliases_of(note)]),
            tags=obsidian_tags(note),
            properties=self._properties(note),
            home=home,
            withheld=path not in self.published,
            contents=self._contents(read_off),
            sources=self._sources(self.upstream.sources_of[path]),
            withheld_supporters=self._withheld(supporters),
            opposing_contents=self._contents(opponents),
            opposing_sources=self._citekeys(opponents) if opponents else (),
            withheld_opponents=self._withheld(opponents),
            queried_folders=queried_folders(note, self.shown),
            facts=self.facts_of(path),
            history=tuple(map(_change, self.histories[path])) if path in self.histories else (),
        )

    def _properties(self, note: Note) -> Mapping[str, PropertyValue]:
        if SHOWN_PROPERTIES.isdisjoint(note.properties):
            return NO_PROPERTIES
        return {
            key: self.redactor.plain_value(value, note.path)
            for key, value in note.properties.items()
            if key in SHOWN_PROPERTIES
        }

    def _problems(self, notes: Iterable[PublicNote]) -> Iterator[Problem]:
        for note in notes:
            yield from problems_of(note, self.graph.notes[note.path], self.shown)

    def _withheld(self, paths: Iterable[NotePath]) -> int:
        """How many notes appear only in this number: sources and source content are named instead."""
        return len(self.unnamed.intersection(paths))

    def _sources(self, bits: int) -> tuple[str, ...]:
        """The citekeys of the sources that bits stand for; notes with the same sources share one object."""
        found = self.named_below.get(bits)
        if found is None:
            found = self.named_below[bits] = self._citekeys(self.upstream.sources.read(bits))
        return found

    def _citekeys(self, paths: Iterable[NotePath]) -> tuple[str, ...]:
        # Not as a set: what is in order by its paths mostly is by its names, and then quickly sorted.
        return tuple(sorted(dict.fromkeys(self.citekeys[path] for path in paths if path in self.citekeys)))

    def _contents(self, paths: Iterable[NotePath]) -> tuple[PublicContent, ...]:
        if self.contents.keys().isdisjoint(paths):
            return ()
        found = sorted([self.contents[path] for path in paths if path in self.contents])
        return tuple([content for _, _, content in found])

    def _content_count(self, notes: Iterable[PublicNote]) -> int:
        named = {content for note in notes for content in (*note.contents, *note.opposing_contents)}
        shown = {PublicContent(note.name, note.path) for note in notes if note.kind.name == CONTENT}
        return len(named | shown)

    def _citation(self, citekey: str) -> Citation:
        """A source's citation; of an unpublished source nothing else is told."""
        path = self.source_notes.get(citekey, self.graph.citekeys[citekey])
        note, plain = self.graph.notes[path], self.redactor.plain
        citation = (
            self.bibliography.citation(note)
            if self.bibliography
            else citation_of(note, self.config.fields.citation)
        )
        text = citation.text if citation.html else plain(citation.text, path)
        identifiers = tuple((name, plain(value, path)) for name, value in citation.identifiers)
        facts = tuple((name, plain(value, path)) for name, value in citation.facts)
        told = replace(
            citation, text=text, identifiers=identifiers, facts=facts, study=self.facts_of.study(path)
        )
        return told if path in self.shown else without_note(told)

    def _relations(self) -> tuple[Mapping[NotePath, Related], Mapping[NotePath, Related]]:
        """The edges between published notes, from both their ends."""
        return self._between_shown(self.graph.outward), self._between_shown(self.graph.inward)

    def _between_shown(self, edges: Mapping[NotePath, Related]) -> Mapping[NotePath, Related]:
        """The edges at notes that are shown which lead to such notes; what stays as it is, is shared."""
        shown = self.shown
        among = {
            path: at if shown.issuperset(chain.from_iterable(at.values())) else _among(shown, at)
            for path, at in edges.items()
            if path in shown
        }
        return {path: at for path, at in among.items() if at}


def _among(shown: frozenset[NotePath], related: Related) -> Related:
    kept = {name: tuple([end for end in ends if end in shown]) for name, ends in related.items()}
    return {name: ends for name, ends in kept.items() if ends}


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
    return structs.replace(
        public,
        content=content,
        body=body,
        claim=claim if public.kind.claims else "",
        dates=dates,
        queried_folders=queried_folders(note, redactor.shown),
    )


def _change(event: PublicEvent) -> Change:
    day = event.date.date().isoformat()
    return Change(day, str(event.change or ""), event.added, event.removed)


def _assumed(notes: Iterable[PublicNote]) -> Mapping[NotePath, tuple[NotePath, ...]]:
    assumed: dict[NotePath, list[NotePath]] = {}
    for note in notes:
        for path in note.facts.assumed.paths if note.facts else ():
            assumed.setdefault(path, []).append(note.path)
    return {path: tuple(resting) for path, resting in assumed.items()}


def _resting(notes: Iterable[PublicNote]) -> Mapping[str, tuple[NotePath, ...]]:
    resting: dict[str, list[NotePath]] = {}
    for note in notes:
        for citekey in note.sources:
            resting.setdefault(citekey, []).append(note.path)
    return {citekey: tuple(paths) for citekey, paths in resting.items()}
