"""The bibliography of a site: its sources in several orders, with what they can be narrowed down by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from headwater.evidence.graph import citekey_named_in
from headwater.evidence.kinds import TAG, TAGGED
from headwater.publication import Publication, PublicNote
from headwater.vault.notes import NotePath
from headwater.views.order import citation_ranks


class BibliographyView(NamedTuple):
    """The sources of a site."""

    by_citation: tuple[str, ...]
    """Citekeys in the order of the citations."""

    by_year: tuple[str, ...]
    """The newest first, those without a year last; of one year in the order of the citations."""

    years: tuple[str, ...]
    """The years that there are, the newest first."""

    topics: tuple[NotePath, ...]
    """The published tag notes of sources, by name."""

    topics_of: Mapping[str, tuple[NotePath, ...]]
    """Citekey → the topics of what was read off that source."""


def bibliography_view(publication: Publication, citekeys: Iterable[str]) -> BibliographyView:
    """The bibliography of some of a publication's sources.

    Args:
        publication: What may be shown.
        citekeys: The sources to be listed.
    """
    ranked = sorted(citekeys, key=citation_ranks(publication).__getitem__)
    citations = publication.citations
    years = {citations[citekey].year for citekey in ranked} - {""}
    topics_of = _topics(publication, frozenset(ranked))
    topics = {topic for topics in topics_of.values() for topic in topics}
    return BibliographyView(
        tuple(ranked),
        tuple(sorted(ranked, key=lambda citekey: _age(citations[citekey].year))),
        tuple(sorted(years, key=_age)),
        tuple(sorted(topics, key=lambda path: (publication.cards[path].name.casefold(), path))),
        topics_of,
    )


def _age(year: str) -> tuple[bool, int]:
    """What puts years in order, the newest first; anything that is no number comes last."""
    number = year.removeprefix("-")
    return (False, -int(year)) if number.isdecimal() else (True, 0)


def _topics(publication: Publication, listed: frozenset[str]) -> Mapping[str, tuple[NotePath, ...]]:
    """The topics of each source: those of its own note, and of the notes that were read off it."""
    found: dict[str, set[NotePath]] = {}
    for note in publication.notes.values() if listed else ():
        topics = publication.leaving(note.path, TAGGED)
        for citekey in _read_off(publication, note) if topics else ():
            if citekey in listed:
                found.setdefault(citekey, set()).update(topics)
    cards = publication.cards
    return {
        citekey: tuple(sorted(path for path in topics if cards[path].kind == TAG))
        for citekey, topics in found.items()
    }


def _read_off(publication: Publication, note: PublicNote) -> Iterator[str]:
    """The sources that a note was read off: it names their content, or rests on no other."""
    if len(note.sources) == 1:
        yield note.sources[0]
    for content in note.contents if len(note.sources) > 1 else ():
        citekey = citekey_named_in(content.name, publication.citations)
        if citekey:
            yield citekey
    if publication.source_notes.get(note.name) == note.path:
        yield note.name
