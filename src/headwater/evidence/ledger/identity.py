"""Which note each line of the ledger speaks of: notes have ids there, as paths change too easily.

A note's id is its property `id`, if no other note has the same; else its name, if no other note has it; else
its path. When that changes, what was said of the old id is followed to the note it is now: by a line of the
ledger that says so, else by `headwater.evidence.ledger.renames`, which looks at what the notes say and where
they stand.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from headwater.evidence.graph import Edge, Graph
from headwater.evidence.kinds import OPPOSES, SUPPORTS
from headwater.evidence.ledger.records import Ledger, Renaming, Review
from headwater.evidence.ledger.renames import Place, Profile, followed
from headwater.vault.notes import NotePath

REVIEWED = frozenset({SUPPORTS, OPPOSES})
"""The relations whose edges are reviewed: those that make a claim stand or fall."""

_PROPERTY = "id:"


@dataclass(frozen=True)
class Identity:
    """The ids of a vault's notes, and where each id of the ledger is now."""

    ids: Mapping[NotePath, str]
    """The id of each note, by which new lines call it."""

    firsts: Mapping[NotePath, str]
    """The id under which the ledger first speaks of a note; its id, where it never does."""

    renamed: Mapping[str, NotePath]
    """Ids that are no more, and the note that has another now, of which no line tells."""

    edges: Mapping[tuple[NotePath, str, NotePath], tuple[Review, ...]]
    """The reviews of each pair of notes and relation, by date, whether or not there is such an edge now."""

    lost: tuple[Review, ...]
    """The reviews of which one end is nowhere to be found."""


def reviewed_edges(graph: Graph) -> tuple[Edge, ...]:
    """The edges that can be reviewed, in the order of the graph."""
    return tuple(edge for edge in graph.edges if edge.relation in REVIEWED)


def ids_of(graph: Graph) -> dict[NotePath, str]:
    """The id of every note; no two have the same."""
    names = Counter(_name(path).casefold() for path in graph.notes)
    own = {path: _own_id(graph.notes[path].properties.get("id")) for path in graph.notes}
    own_count = Counter(own.values())
    ids = {}
    for path in graph.notes:
        name = _name(path)
        if own[path] and own_count[own[path]] == 1:
            ids[path] = _PROPERTY + own[path]
        elif names[name.casefold()] == 1 and not name.startswith(_PROPERTY):
            ids[path] = name
        else:
            ids[path] = "/" + path.removesuffix(".md")
    return ids


def _own_id(value: object) -> str:
    known = isinstance(value, str | int) and not isinstance(value, bool)
    return " ".join(str(value).split()) if known else ""


def _name(path: NotePath) -> str:
    return path.rpartition("/")[2][: -len(".md")]


def identify(graph: Graph, ledger: Ledger, meanings: Mapping[NotePath, str]) -> Identity:
    """Find the note of every id in a ledger.

    Args:
        graph: The graph.
        ledger: The ledger.
        meanings: The hash of what each note means that a reviewed edge starts or ends at.
    """
    ids = ids_of(graph)
    by_id = {name: path for path, name in ids.items()}
    latest = _Renamings(ledger.renamings, by_id)
    ends = [
        (latest.of(review.start, review.date), latest.of(review.end, review.date))
        for review in ledger.reviews
    ]
    vanished = {name for pair in ends for name in pair} - by_id.keys()
    found = dict(_followed(graph, ledger, ends, by_id, meanings)) if vanished else {}
    where = {**by_id, **found}
    firsts: dict[NotePath, str] = {}
    edges: dict[tuple[NotePath, str, NotePath], list[Review]] = defaultdict(list)
    lost = []
    for review, names in zip(ledger.reviews, ends, strict=True):
        start, end = map(where.get, names)
        for path, name in ((start, review.start), (end, review.end)):
            if path is not None:
                firsts.setdefault(path, name)
        if start is None or end is None:
            lost.append(review)
        else:
            edges[start, review.relation, end].append(review)
    kept = {key: tuple(reviews) for key, reviews in edges.items()}
    return Identity(ids, {**ids, **firsts}, found, kept, tuple(lost))


class _Renamings:
    """Follows ids through the renamings that the ledger tells of."""

    def __init__(self, renamings: Iterable[Renaming], present: Mapping[str, NotePath]) -> None:
        self.present = present
        self.of_id: dict[str, list[Renaming]] = defaultdict(list)
        for renaming in renamings:
            self.of_id[renaming.old].append(renaming)

    def of(self, name: str, date: datetime) -> str:
        """What a note is called now that was called so at that time."""
        if name not in self.of_id:
            return name
        now = self._followed(name, date)
        # A line of somebody who did not yet know of the renaming: whoever had that name then has another now.
        return now if now in self.present else self._followed(name, None)

    def _followed(self, name: str, date: datetime | None) -> str:
        passed: set[Renaming] = set()
        while True:
            known = self.of_id.get(name, ())
            later = (one for one in known if one not in passed and (date is None or one.date >= date))
            renaming = next(later, None)
            if renaming is None:
                return name
            passed.add(renaming)
            name, date = renaming.new, date and renaming.date


def _followed(
    graph: Graph,
    ledger: Ledger,
    ends: list[tuple[str, str]],
    present: Mapping[str, NotePath],
    meanings: Mapping[NotePath, str],
) -> Iterator[tuple[str, NotePath]]:
    """The ids that are no more, each with the note that it is now, as far as that can be told."""
    lost: dict[str, Profile] = {}
    known: set[NotePath] = set()
    for review, (start, end) in zip(ledger.reviews, ends, strict=True):
        for name, meaning, place in (
            (start, review.start_meaning, Place("start", review.relation, end)),
            (end, review.end_meaning, Place("end", review.relation, start)),
        ):
            if name in present:
                known.add(present[name])
                continue
            before = lost.get(name)
            places = before.places if before else set()
            places.add(place._replace(other=present.get(place.other, place.other)))
            lost[name] = Profile(name.rpartition("/")[2].casefold(), meaning, places)
    fresh = {
        path: Profile(_name(path).casefold(), meanings[path], set()) for path in meanings if path not in known
    }
    for edge in reviewed_edges(graph):
        if edge.start in fresh:
            fresh[edge.start].places.add(Place("start", edge.relation, edge.end))
        if edge.end in fresh:
            fresh[edge.end].places.add(Place("end", edge.relation, edge.start))
    yield from followed(lost, fresh).items()
