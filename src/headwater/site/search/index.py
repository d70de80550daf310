"""The index of a site: which terms stand in which documents, in shards.

A build from nothing makes the whole of it in one pass over all texts. Where only the texts of a few notes
have changed, the shards of an earlier run are patched in which their old or new words stand; that gives the
same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

from headwater.publication import PublicNote
from headwater.publication.values import Publication
from headwater.site.search.documents import Documents, Fields, chunks
from headwater.site.search.folding import terms
from headwater.site.search.places import ending_of, endings, file_of, shard_of, shards
from headwater.site.search.postings import encoded
from headwater.site.search.shards import entries, entry, patched

SHORTEST_MISSPELT = 4
"""Letters of the words that the vocabulary by endings holds: shorter ones must be spelt as they are."""

Found = Mapping[str, str]
"""Shards by place."""


class Index:
    """The shards of one site's terms."""

    def __init__(self, publication: Publication, documents: Documents) -> None:
        """Prepare; nothing is read yet.

        Args:
            publication: What may be shown.
            documents: Its documents by number.
        """
        self._publication = publication
        self._documents = documents
        self._terms = shards(len(documents))
        self._endings = endings(len(documents))

        self.of_terms = dict.fromkeys(file_of("t", number) for number in range(self._terms))
        """The places of the shards of terms."""

        self.of_endings = dict.fromkeys(file_of("v", number) for number in range(self._endings))
        """The places of the vocabulary by the ends of words."""

    @cached_property
    def whole(self) -> Found:
        """Every shard, made of all texts."""
        # Terms come in order, as a shard has them.
        held: list[list[str]] = [[] for _ in self.of_terms]
        vocabulary: list[list[str]] = [[] for _ in self.of_endings]
        chunks_of_titles, chunks_of_names, chunks_of_texts = self._chunks()
        titles, texts = _encoded(chunks_of_titles.items()), _encoded(chunks_of_texts.items())
        names = _encoded(chain(chunks_of_names.items(), self._chunks_of_topics()))
        for term in sorted({*titles, *names, *texts}):
            said = entry(term, titles.get(term, ""), names.get(term, ""), texts.get(term, ""))
            held[shard_of(term, self._terms)].append(said)
            if len(term) >= SHORTEST_MISSPELT:
                vocabulary[ending_of(term, self._endings)].append(term)
        places = (*self.of_terms, *self.of_endings)
        return dict(zip(places, map(",".join, (*held, *vocabulary)), strict=True))

    def changes(self, before: Sequence[PublicNote], earlier: Publication | None = None) -> Changes:
        """What other texts and topics of some notes change.

        Args:
            before: Those notes as they were.
            earlier: What tells their topics as they were; None where they have the same.
        """
        return Changes(self, list(self._changed(before, earlier)))

    def _changed(
        self, before: Sequence[PublicNote], earlier: Publication | None
    ) -> Iterator[tuple[str, int, int, bool]]:
        documents = self._documents
        for was in before:
            number = documents.numbers[was.path]
            new = documents.fields(self._publication.notes[was.path]).terms()
            for field, (old, now) in enumerate(zip(documents.fields(was, earlier).terms(), new, strict=True)):
                yield from ((term, field, number, term in now) for term in old ^ now)

    def _chunks(self) -> tuple[_Chunks, _Chunks, _Chunks]:
        """The documents of every piece of text between white space, by field; without names of topics."""
        found: tuple[_Chunks, _Chunks, _Chunks] = (defaultdict(list), defaultdict(list), defaultdict(list))
        for number, fields in enumerate(self._fields()):
            for words, into in zip(fields, found, strict=True):
                for chunk in words:
                    into[chunk].append(number)
        return found

    def _chunks_of_topics(self) -> Iterator[tuple[str, list[int]]]:
        """The same of the names of topics, once for each topic: a chunk may come several times."""
        for name, tagged in self._documents.topics():
            yield from ((chunk, tagged) for chunk in chunks(name))

    def _fields(self) -> Iterator[Fields]:
        notes, documents = self._publication.notes, self._documents
        yield from (documents.own_fields(notes[path]) for path in documents.notes)
        yield from map(documents.source_fields, documents.sources)

    def places_of(self, term: str) -> Iterator[str]:
        """The shards that a term is in."""
        yield file_of("t", shard_of(term, self._terms))
        if len(term) >= SHORTEST_MISSPELT:
            yield file_of("v", ending_of(term, self._endings))


class Changes:
    """What changes in an index when a few notes have other texts."""

    def __init__(self, index: Index, changed: Sequence[tuple[str, int, int, bool]]) -> None:
        """Sort changes by shard.

        Args:
            index: The index as it is now.
            changed: Term, field, number of the document, and whether it is there now.
        """
        self._by_place: dict[str, list[tuple[str, int, int, bool]]] = {}
        self._index = index
        for change in changed:
            for place in index.places_of(change[0]):
                self._by_place.setdefault(place, []).append(change)

    @property
    def places(self) -> Iterable[str]:
        """The shards that may be others."""
        return self._by_place

    def patched(self, place: str, kept: Found) -> str | None:
        """A shard as it is now.

        Args:
            place: The shard.
            kept: Shards as they were, as far as they are known.

        Returns:
            It; None where too little is known.
        """
        changes, was = self._by_place.get(place, []), kept.get(place)
        if was is None or not changes:
            return was
        if place in self._index.of_terms:
            return patched(was, changes)
        words = set(was.split(",")) - {""}
        for term in {change[0] for change in changes}:
            home = next(iter(self._index.places_of(term)))
            at_home = self.patched(home, kept)
            if at_home is None:
                return None
            (words.add if term in entries(at_home) else words.discard)(term)
        return ",".join(sorted(words))


_Chunks = defaultdict[str, list[int]]


def _encoded(found: Iterable[tuple[str, list[int]]]) -> dict[str, str]:
    """The documents of every term: pieces of text that are folded into one term come together."""
    by_term: dict[str, list[list[int]]] = defaultdict(list)
    for chunk, numbers in found:
        for term in terms(chunk):
            by_term[term].append(numbers)
    return {
        term: encoded(lists[0] if len(lists) == 1 else sorted(set().union(*lists)))
        for term, lists in by_term.items()
    }
