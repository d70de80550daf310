"""The boundary: what of a vault may be shown.

`publish` turns the graph into values that hold no text of an unpublished note: no body, title, alias,
property, path or attachment. Everything that follows (views, pages, feeds, search) is built from
these values alone, so nothing private can reach a page by oversight. Two facts of unpublished notes
are public by decision: the citekey and citation of an evidence source, and the name of a source content
note, where a published note rests on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from headwater.bibliography.citations import Citation, citation_of
from headwater.config import Config
from headwater.errors import PublicationError
from headwater.evidence.find import aliases_of
from headwater.evidence.graph import Graph
from headwater.evidence.kinds import CONTENT, SOURCE, Kind, Vocabulary
from headwater.evidence.resolve import folded
from headwater.evidence.trace import sources_below
from headwater.problems import Problem, in_order
from headwater.publication.redaction import Redactor
from headwater.vault.notes import Dates, Note, NotePath, PropertyValue, Query

HOME_TAG = "gardenentry"
"""The Obsidian tag that marks the home note, as Digital Garden names it; letter case does not count."""

SHOWN_PROPERTIES = frozenset(
    {"title", "description", "abstract", "cssclasses", "dg-path", "dg-permalink", "permalink", "dg-pinned", "dg-hide"}
)
"""The properties of a published note that pages use; no other leaves the vault."""


@dataclass(frozen=True, slots=True)
class PublicContent:
    """A source content note on a page: its name alone."""

    name: str
    path: NotePath | None
    """Its path where the note itself is published, else None."""


@dataclass(frozen=True, slots=True)
class PublicNote:
    """A note that may be shown, with everything about it that may be."""

    path: NotePath
    kind: Kind
    claim: str
    """Markdown; what names unpublished notes is redacted. Empty for kinds that claim nothing."""

    content: str
    """The Markdown under `# Content`; empty where the note has no such heading."""

    body: str
    """The Markdown of the rest, without machinery."""

    dates: Dates
    aliases: tuple[str, ...]
    tags: tuple[str, ...]
    """The note's Obsidian tags, from its `tags` property."""

    properties: Mapping[str, PropertyValue]
    """Those of `SHOWN_PROPERTIES` it has."""

    home: bool = False
    withheld: bool = False
    """Whether the note is not published; true in the author's own preview only."""

    contents: tuple[PublicContent, ...] = ()
    """The source content it rests on directly, in the order of the names; of a source, what was read off it."""

    sources: tuple[str, ...] = ()
    """The citekeys of all evidence sources upstream."""

    withheld_supporters: int = 0
    """How many other unpublished notes support it directly."""

    queries: tuple[Query, ...] = ()
    """The queries in it that Obsidian's plugins would have replaced by a table."""

    @property
    def name(self) -> str:
        """The note's file name without `.md`: its id."""
        return self.path.rpartition("/")[2][: -len(".md")]

    @property
    def title_property(self) -> str:
        """The `title` property, if it is text."""
        title = self.properties.get("title")
        return title.strip() if isinstance(title, str) else ""


@dataclass(frozen=True)
class Publication:
    """Everything that may be shown of a vault."""

    notes: Mapping[NotePath, PublicNote]
    """The published notes by path, in the order of the paths."""

    relations: Mapping[tuple[NotePath, str], tuple[NotePath, ...]]
    """(note, relation) → the published notes it supports, opposes, mentions, …"""

    inverse: Mapping[tuple[NotePath, str], tuple[NotePath, ...]]
    """(note, relation) → the published notes that support, oppose, mention, … it."""

    citations: Mapping[str, Citation]
    """The evidence sources that a published note rests on, or that are published, by citekey."""

    resting: Mapping[str, tuple[NotePath, ...]]
    """Citekey → the published notes that rest on that source, however far down."""

    source_notes: Mapping[str, NotePath]
    """Citekey → the source's own note, where that is published."""

    attachments: Mapping[str, Path]
    """The files published notes show or link to: path in the vault → place on disk."""

    names: Redactor
    """What links in published text name: a published note or attachment, or nothing."""

    vocabulary: Vocabulary
    problems: tuple[Problem, ...] = ()
    home: NotePath | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Which notes are shown."""

    all: bool = False
    """Every note that is not marked as private, source content excepted."""

    withheld_too: bool = False
    """Every note whatever, the unpublished ones marked so: for the author's own preview."""


MARKED = Scope()
"""The notes that their own properties or the configuration mark, and no others."""


@dataclass(frozen=True, slots=True)
class _Selection:
    published: frozenset[NotePath]
    shown: frozenset[NotePath] = field(default_factory=frozenset)


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
        PublicationError: No note is to be shown.
    """
    published = published_notes(graph, config, everything=scope.all or config.publish.all)
    selection = _Selection(published, frozenset(graph.notes) if scope.withheld_too else published)
    if not selection.shown:
        raise PublicationError(
            "no note of this vault is marked for publication, so there is nothing to build",
            hint="add `dg-publish: true` to the notes you want to publish; or name kinds or folders under [publish] "
            "in headwater.toml; or publish everything but source content with --all",
        )
    return _Publisher(graph, config, attachments, selection).publication()


def published_notes(graph: Graph, config: Config, *, everything: bool) -> frozenset[NotePath]:
    """The notes that may be published: those marked, and those of the kinds and folders the configuration names.

    Source content is published only where it is marked itself or its kind is named: it is excerpts of other
    people's works. A note marked as private, or whose properties cannot be read, is never published.
    """
    folders = tuple(folded(folder.strip("/")) + "/" for folder in config.publish.folders)
    kinds = {kind.casefold() for kind in config.publish.kinds}
    published = set()
    for path, note in graph.notes.items():
        mark = publish_mark(note)
        kind = graph.kind(path).name
        swept_in = everything or (bool(folders) and folded(path).startswith(folders))
        named = kind in kinds or (swept_in and kind != CONTENT)
        if mark is not False and note.readable and (mark or named):
            published.add(path)
    return frozenset(published)


def publish_mark(note: Note) -> bool | None:
    """What a note's `dg-publish`, or else `publish`, says: true, false, or nothing."""
    for key in ("dg-publish", "publish"):
        value = note.properties.get(key)
        word = value.strip().casefold() if isinstance(value, str) else value
        if word is True or word in {"true", "yes"}:
            return True
        if word is not None and word != "":
            return False
    return None


def obsidian_tags(note: Note) -> tuple[str, ...]:
    """A note's Obsidian tags: its `tags` (or `tag`) property, without number signs."""
    value = note.properties.get("tags", note.properties.get("tag"))
    words = value.replace(",", " ").split() if isinstance(value, str) else value
    if not isinstance(words, list):
        return ()
    return tuple(str(word).strip().lstrip("#") for word in words if isinstance(word, str | int) and "[[" not in str(word))


class _Publisher:
    def __init__(
        self, graph: Graph, config: Config, attachments: Mapping[str, Path], selection: _Selection
    ) -> None:
        self.graph = graph
        self.config = config
        self.attachments = attachments
        self.selection = selection
        self.redactor = Redactor(graph, selection.shown, frozenset(attachments))
        self.below = sources_below(graph)

    def publication(self) -> Publication:
        home = self._home()
        notes = {path: self._note(path, home=path == home) for path in self.graph.notes if path in self.selection.shown}
        used = sorted({citekey for note in notes.values() for citekey in note.sources} | self._shown_sources())
        leaving, arriving = self._relations()
        return Publication(
            notes=notes,
            relations=leaving,
            inverse=arriving,
            citations={citekey: self._citation(citekey) for citekey in used},
            resting=_resting(notes.values()),
            source_notes={
                citekey: path
                for citekey, path in self.graph.citekeys.items()
                if path in self.selection.shown
            },
            attachments={path: self.attachments[path] for path in sorted(self.redactor.shown_files)},
            names=self.redactor,
            vocabulary=self.graph.vocabulary,
            problems=in_order(self.redactor.problems),
            home=home,
        )

    def _note(self, path: NotePath, *, home: bool) -> PublicNote:
        note, kind = self.graph.notes[path], self.graph.kind(path)
        content, body, claim = self.redactor.redact(note)
        supporters = [supporter for supporter in self.graph.arriving(path) if self._counts(supporter)]
        contents = self._contents(path, kind)
        return PublicNote(
            path=path,
            kind=kind,
            claim=claim if kind.claims else "",
            content=content,
            body=body,
            dates=self.graph.dates[path],
            aliases=aliases_of(note),
            tags=obsidian_tags(note),
            properties={key: value for key, value in note.properties.items() if key in SHOWN_PROPERTIES},
            home=home,
            withheld=path not in self.selection.published,
            contents=tuple(contents),
            sources=tuple(sorted({self.graph.notes[source].name for source in self.below[path]})),
            withheld_supporters=sum(supporter not in self.selection.shown for supporter in supporters),
            queries=note.queries,
        )

    def _counts(self, supporter: NotePath) -> bool:
        """Whether an unpublished supporter is counted: sources and source content are named instead."""
        return self.graph.kind(supporter).name not in {SOURCE, CONTENT}

    def _contents(self, path: NotePath, kind: Kind) -> Iterator[PublicContent]:
        neighbours: Sequence[NotePath] = self.graph.arriving(path)
        if kind.name == SOURCE:
            neighbours = self.graph.leaving(path)
        found = [neighbour for neighbour in neighbours if self.graph.kind(neighbour).name == CONTENT]
        for content in sorted(found, key=lambda content: (self.graph.notes[content].name, content)):
            yield PublicContent(
                self.graph.notes[content].name, content if content in self.selection.shown else None
            )  # fmt: skip

    def _citation(self, citekey: str) -> Citation:
        return citation_of(self.graph.notes[self.graph.citekeys[citekey]], self.config.fields.citation)

    def _shown_sources(self) -> set[str]:
        return {
            self.graph.notes[path].name for path in self.graph.of_kind(SOURCE) if path in self.selection.shown
        }  # fmt: skip

    def _relations(self) -> tuple[_Adjacency, _Adjacency]:
        """The edges between published notes, from both their ends."""
        shown = self.selection.shown
        leaving: dict[tuple[NotePath, str], list[NotePath]] = {}
        arriving: dict[tuple[NotePath, str], list[NotePath]] = {}
        for edge in self.graph.edges:
            if edge.start in shown and edge.end in shown:
                leaving.setdefault((edge.start, edge.relation), []).append(edge.end)
                arriving.setdefault((edge.end, edge.relation), []).append(edge.start)
        return _frozen(leaving), _frozen(arriving)

    def _home(self) -> NotePath | None:
        """The home note: the one the configuration names, else that with `dg-home`, else with the tag."""
        shown = [path for path in self.graph.notes if path in self.selection.shown]
        named = folded(self.config.site.home.removesuffix(".md"))
        if named:
            found = next((path for path in shown if folded(path)[:-3] == named), None)
            if found is None:
                raise PublicationError(
                    f"the home note {self.config.site.home!r} of headwater.toml is not among the published notes",
                    hint="correct `home` under [site], or mark that note with `dg-publish: true`",
                )
            return found
        marked = (path for path in shown if self.graph.notes[path].properties.get("dg-home") is True)
        tagged = (
            path
            for path in shown
            if HOME_TAG in {tag.casefold() for tag in obsidian_tags(self.graph.notes[path])}
        )
        return next(marked, None) or next(tagged, None)


def _resting(notes: Iterable[PublicNote]) -> Mapping[str, tuple[NotePath, ...]]:
    resting: dict[str, list[NotePath]] = {}
    for note in notes:
        for citekey in note.sources:
            resting.setdefault(citekey, []).append(note.path)
    return {citekey: tuple(paths) for citekey, paths in resting.items()}


_Adjacency = Mapping[tuple[NotePath, str], tuple[NotePath, ...]]


def _frozen(edges: Mapping[tuple[NotePath, str], Iterable[NotePath]]) -> _Adjacency:
    return {key: tuple(paths) for key, paths in edges.items()}
