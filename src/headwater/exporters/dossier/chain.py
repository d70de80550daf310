"""What a dossier tells: a claim, the claims it rests on in reading order, and the sources of each.

It is made of the graph for the vault's author, or of the publication for everyone else; what is written does
not know which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from headwater.evidence.graph import Graph, source_named_in
from headwater.evidence.kinds import CONTENT, OPPOSES, SOURCE, Kind
from headwater.evidence.trace import cycles, trace
from headwater.publication import Publication, PublicNote
from headwater.vault.notes import Dates, NotePath


class Reading(NamedTuple):
    """What was read of a source."""

    citekey: str
    """Empty where the vault does not tell the source."""

    content: str = ""
    """The name of the source content without the citekey, such as `Figure 4`; empty for the whole source."""


class Claim(NamedTuple):
    """A note of the chain."""

    path: NotePath
    name: str
    kind: Kind
    markdown: str
    """Its claim; empty where it claims nothing and goes by its name."""

    rests_on: tuple[NotePath, ...]
    """The notes of the chain that support it, but for sources and their content."""

    readings: tuple[Reading, ...]
    """What it is read off."""

    opposed_by: tuple[NotePath, ...]
    readings_against: tuple[Reading, ...]
    withheld: int = 0
    """How many unpublished notes support it that the document does not tell."""

    withheld_against: int = 0
    """How many such notes speak against it."""


class Chain(NamedTuple):
    """A claim with all it rests on."""

    claims: Mapping[NotePath, Claim]
    """The claim itself, then what it rests on in reading order, each note once."""

    opponents: Mapping[NotePath, Claim]
    """The notes outside the chain that speak against one in it."""

    cycles: tuple[tuple[NotePath, ...], ...]
    """The circles of support in the chain: each supports the next, and the last the first."""

    sources: tuple[str, ...]
    """The citekeys of all sources reached, and of those that speak against a claim."""

    changed: date | None
    """When a note of the chain was last changed."""

    @property
    def claim(self) -> Claim:
        """What the document is about."""
        return next(iter(self.claims.values()))


def chain_of(graph: Graph, start: NotePath) -> Chain:
    """The chain of a note, for the author's own eyes."""
    traced = trace(graph, start)
    steps = (step.path for step in traced.steps if not step.repeated)
    told = [path for path in steps if path == start or _is_claim(graph.kind(path))]
    sources = {graph.notes[path].name for path in traced.sources}
    return _chain(told, lambda path: _claim(graph, path), graph.dates, sources, traced.cycles)


def public_chain(publication: Publication, graph: Graph, start: NotePath) -> Chain:
    """The chain of a published note, made of what may be shown.

    Args:
        publication: What may be shown.
        graph: The whole graph; told of it are circles of published notes alone.
        start: The path of a published note.
    """
    notes = publication.notes
    reached = _reached(publication, start)
    told = [path for path in reached if path == start or _is_claim(notes[path].kind)]
    inside = frozenset(told)
    citekeys = {citekey: NotePath(citekey) for citekey in publication.citations}
    return _chain(
        told,
        lambda path: _public_claim(publication, citekeys, path),
        {path: note.dates for path, note in notes.items()},
        set(notes[start].sources),
        tuple(cycle for cycle in cycles(graph, set(inside)) if inside.issuperset(cycle)),
    )


def _chain(
    told: Iterable[NotePath],
    claim: Callable[[NotePath], Claim],
    dates: Mapping[NotePath, Dates],
    sources: set[str],
    circles: tuple[tuple[NotePath, ...], ...],
) -> Chain:
    claims = {path: claim(path) for path in told}
    against = {path for told_claim in claims.values() for path in told_claim.opposed_by}
    opponents = {path: claim(path) for path in sorted(against.difference(claims))}
    everything = (*claims.values(), *opponents.values())
    read = {
        reading.citekey for note in everything for reading in (*note.readings, *note.readings_against)
    }  # fmt: skip
    moments = (dates[path].updated or dates[path].created for path in claims)
    days = (moment.date() for moment in moments if moment)
    return Chain(claims, opponents, circles, tuple(sorted((sources | read) - {""})), max(days, default=None))


def _is_claim(kind: Kind) -> bool:
    return kind.name not in {SOURCE, CONTENT}


def _claim(graph: Graph, path: NotePath) -> Claim:
    note, kind = graph.notes[path], graph.kind(path)
    supporters, opponents = graph.arriving(path), graph.arriving(path, OPPOSES)
    return Claim(
        path,
        note.name,
        kind,
        note.claim if kind.claims else "",
        tuple(found for found in supporters if _is_claim(graph.kind(found))),
        _readings(_read(graph, (path,) if kind.name == SOURCE else supporters)),
        tuple(found for found in opponents if _is_claim(graph.kind(found))),
        _readings(_read(graph, opponents)),
    )


def _read(graph: Graph, paths: Iterable[NotePath]) -> Iterator[Reading]:
    """What those notes that are sources, or their content, say was read."""
    for path in paths:
        name, kind = graph.notes[path].name, graph.kind(path).name
        if kind == SOURCE:
            yield Reading(name)
        elif kind == CONTENT:
            source = graph.source_of_content(path)
            above = (found for found in graph.arriving(path) if graph.kind(found).name == SOURCE)
            source = source or next(above, None)
            yield _content(name, graph.notes[source].name if source else "")


def _content(name: str, citekey: str) -> Reading:
    return Reading(citekey, name.removeprefix(citekey).lstrip(" -–—") if citekey else name)


def _readings(found: Iterable[Reading]) -> tuple[Reading, ...]:
    """Readings once each, by source; a source whose content is named does not stand alone, too."""
    once = sorted(dict.fromkeys(found))
    named = {reading.citekey for reading in once if reading.content}
    return tuple(reading for reading in once if reading.content or reading.citekey not in named)


def _reached(publication: Publication, start: NotePath) -> Iterable[NotePath]:
    """The published notes upstream of a note, in reading order, itself first."""
    seen: dict[NotePath, None] = {}
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen[path] = None
            waiting += reversed(publication.arriving(path))
    return seen


def _public_claim(publication: Publication, citekeys: Mapping[str, NotePath], path: NotePath) -> Claim:
    note = publication.notes[path]
    supporters = [found for found in publication.arriving(path) if _is_claim(publication.notes[found].kind)]
    opponents = publication.arriving(path, OPPOSES)
    return Claim(
        path,
        note.name,
        note.kind,
        note.claim,
        tuple(supporters),
        _readings(_public_readings(publication, citekeys, note, supporters)),
        tuple(found for found in opponents if _is_claim(publication.notes[found].kind)),
        _readings(
            [
                *(_named(content.name, citekeys) for content in note.opposing_contents),
                *map(Reading, note.opposing_sources),
            ]
        ),
        note.withheld_supporters,
        note.withheld_opponents,
    )


def _public_readings(
    publication: Publication,
    citekeys: Mapping[str, NotePath],
    note: PublicNote,
    supporters: Iterable[NotePath],
) -> Iterator[Reading]:
    """What a published note is read off, and the sources that it reaches by no published note."""
    if note.kind.name == SOURCE:
        yield Reading(note.name)
        return
    contents = [_named(content.name, citekeys) for content in note.contents]
    yield from contents
    above = (publication.notes[path] for path in publication.arriving(note.path))
    yield from (Reading(found.name) for found in above if found.kind.name == SOURCE)
    told = {citekey for path in supporters for citekey in publication.notes[path].sources}
    told.update(reading.citekey for reading in contents)
    yield from (Reading(citekey) for citekey in note.sources if citekey not in told)


def _named(content: str, citekeys: Mapping[str, NotePath]) -> Reading:
    """What the name of source content says was read."""
    return _content(content, source_named_in(content, citekeys) or "")
