"""What can be found on a site: its notes, and the sources that have no published note of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache
from typing import NamedTuple

import msgspec

from headwater.bibliography.citations import Citation
from headwater.evidence.kinds import CONTENT, PAGE, SOURCE, TAG, TAGGED
from headwater.publication import Publication, PublicNote
from headwater.publication.cards import BEGINNING
from headwater.site.context import SiteContext
from headwater.site.elements import shortened
from headwater.site.root import from_root
from headwater.site.search.folding import initials, terms_of
from headwater.site.search.places import BLOCK
from headwater.vault.notes import NotePath
from headwater.vault.plain import plain_text
from headwater.views.order import newest_first
from headwater.views.overviews import FIRST
from headwater.views.titles import Title, title_of

LONGEST_TITLE = 400
"""Characters of a claim that a result shows."""

LONGEST_TEXT = 20_000
"""Characters of a note's text that are searched: more is a paste, and would be a burden to all readers."""

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?=[a-z]?$)")
_JSON = msgspec.json.Encoder()
_NO_WORDS = frozenset[str]()


class Fields(NamedTuple):
    """The words of a document, by how much they say about it; not yet folded."""

    title: AbstractSet[str]
    """Of its claim or title."""

    names: AbstractSet[str]
    """What else it is called: aliases, acronyms, id; its tags; of a source, its citation."""

    text: AbstractSet[str]
    """Of the rest of its text, but for those in its title."""

    def terms(self) -> tuple[set[str], set[str], set[str]]:
        """The terms of each field."""
        return terms_of(self.title), terms_of(self.names), terms_of(self.text)


class Documents:
    """The documents of a site by number: takeaways first, of each kind the newest first.

    Numbers hang on the notes' kinds, names and dates of creation, not on what they say: an edit moves none.
    Where two documents suit a search equally well, the lower number goes first.
    """

    def __init__(self, context: SiteContext) -> None:
        """Prepare; nothing is put in order yet.

        Args:
            context: What the pages of the site are drawn with.
        """
        self._context = context
        self._publication = context.publication
        known = context.publication.source_notes
        self.sources = tuple(citekey for citekey in context.publication.citations if citekey not in known)
        """The citekeys of the sources without a note; they come last."""

    def __len__(self) -> int:
        """How many documents there are."""
        return len(self._publication.cards) + len(self.sources)

    @cached_property
    def notes(self) -> tuple[NotePath, ...]:
        """The notes in the order of their numbers."""
        cards = self._publication.cards
        others = (name for name in self._publication.vocabulary.kinds if name not in {*FIRST, CONTENT, PAGE})
        ranks = {kind: rank for rank, kind in enumerate((*FIRST, *others, PAGE, CONTENT))}
        return tuple(sorted(newest_first(self._publication, cards), key=lambda path: ranks[cards[path].kind]))

    @cached_property
    def numbers(self) -> Mapping[NotePath, int]:
        """The number of every note."""
        return {path: number for number, path in enumerate(self.notes)}

    def kinds(self) -> Iterable[str]:
        """The kind of each document."""
        cards = self._publication.cards
        yield from (cards[path].kind for path in self.notes)
        yield from (SOURCE for _ in self.sources)

    def years(self) -> Iterable[int]:
        """The year of each document: when a note was created, when a source was published; 0 if unknown."""
        cards, citations = self._publication.cards, self._publication.citations
        for path in self.notes:
            card = cards[path]
            if card.kind == SOURCE and card.name in citations:
                yield _year(citations[card.name])
            else:
                yield card.made.year if card.made > BEGINNING else 0
        yield from (_year(citations[citekey]) for citekey in self.sources)

    def tags(self) -> Mapping[str, list[int]]:
        """The tags by name, each with the numbers of the documents that have it."""
        found: dict[str, set[int]] = {}
        for tag, tagged in self.topics():
            found.setdefault(tag, set()).update(tagged)
        for path, note in self._publication.notes.items():
            for tag in note.tags:
                found.setdefault(tag, set()).add(self.numbers[path])
        return {tag: sorted(tagged) for tag, tagged in found.items()}

    def topics(self) -> Iterator[tuple[str, list[int]]]:
        """The names of tag notes, each with the numbers of the notes tagged with it: those with any."""
        for path, card in self._publication.cards.items():
            if card.kind == TAG and (tagged := self._publication.arriving(path, TAGGED)):
                yield card.name, sorted(map(self.numbers.__getitem__, tagged))

    def are_numbered_as_in(self, earlier: Publication) -> bool:
        """Whether every document had the number that it has, its sources being the same.

        Args:
            earlier: What was published then.
        """
        was, now = earlier.cards, self._publication.cards
        return was.keys() == now.keys() and all(was[path][:3] == card[:3] for path, card in now.items())

    def fields(self, note: PublicNote, publication: Publication | None = None) -> Fields:
        """The words of a note.

        Args:
            note: The note.
            publication: What tells its topics, if that is another than the one that has these documents.
        """
        publication = publication or self._publication
        own, cards = self.own_fields(note), publication.cards
        tags = [cards[tag] for tag in publication.leaving(note.path, TAGGED)]
        return own._replace(
            names=own.names | {chunk for tag in tags if tag.kind == TAG for chunk in chunks(tag.name)}
        )

    def own_fields(self, note: PublicNote) -> Fields:
        """The words of a note, but for the names of its topics, which many notes share (`topics`)."""
        title = self._title(note)
        shown = self._called(note, title)
        called = set(_id(note.name) if shown != note.name else ())
        called.update(*map(chunks, (*note.aliases, *note.tags)))
        citation = self._citation(note)
        if citation:
            called |= chunks(citation.text)
        for name in note.aliases if note.kind.claims or citation else (shown, *note.aliases):
            called.update(initials(name))
        words = frozenset(shown.split())
        rest = _text(title)
        return Fields(words, called, frozenset(rest.split()) - words if rest else _NO_WORDS)

    def source_fields(self, citekey: str) -> Fields:
        """The words of a source without a note."""
        citation = self._publication.citations[citekey]
        title = frozenset((citation.title or citation.text).split())
        return Fields(title, chunks(citation.text) | {citekey}, frozenset(citation.abstract.split()))

    def shown(self, block: int) -> bytes:
        """What results show of the documents of a block: title, address, id, and whether it is withheld."""
        return _JSON.encode([self._shown(number) for number in self._numbers(block)])

    def texts(self, block: int) -> bytes:
        """The texts of a block's documents, for excerpts and to look for whole phrases."""
        return _JSON.encode([self._text_of(number) for number in self._numbers(block)])

    def _numbers(self, block: int) -> range:
        return range(block * BLOCK, min((block + 1) * BLOCK, len(self)))

    def _shown(self, number: int) -> tuple[str | int, ...]:
        if number >= len(self.notes):
            citekey = self.sources[number - len(self.notes)]
            citation = self._publication.citations[citekey]
            title = shortened(citation.title or citation.text, LONGEST_TITLE)
            return title, from_root(self._context.sources.page(citekey) or self._bibliography), citekey
        note = self._publication.notes[self.notes[number]]
        title = self._called(note, self._title(note))
        shown = (
            shortened(title, LONGEST_TITLE),
            from_root(self._context.addresses.page(note.path).href),
            note.name,
        )
        return (*shown, 1) if note.withheld else shown

    @cached_property
    def _bibliography(self) -> str:
        """The page that lists the sources which have none of their own."""
        pages = (one for one in self._context.overviews if one.kind == SOURCE)
        return next(map(self._context.overview_href, pages), self._context.addresses.link("/"))

    def _text_of(self, number: int) -> str:
        if number >= len(self.notes):
            return self._publication.citations[self.sources[number - len(self.notes)]].abstract
        note = self._publication.notes[self.notes[number]]
        title = self._title(note)
        called = self._called(note, title)
        # A title that results cut short can still be looked through.
        cut = [called] if len(called) > LONGEST_TITLE else []
        return "\n".join([*cut, _text(title)])

    def _called(self, note: PublicNote, title: Title) -> str:
        """What results call a note: its title, or that of the source whose citekey it has for a name."""
        citation = self._citation(note) if title.text == note.name else None
        return (citation.title or citation.text) if citation else title.text

    def _citation(self, note: PublicNote) -> Citation | None:
        return self._publication.citations.get(note.name) if note.kind.name == SOURCE else None

    def _title(self, note: PublicNote) -> Title:
        """A note's title; notes as they were before have other titles than those of the publication."""
        known = self._publication.notes[note.path] is note
        return self._context.titles.of(note.path) if known else title_of(note)


@lru_cache(maxsize=4096)
def chunks(name: str) -> frozenset[str]:
    """The pieces of a name between white space: thousands of notes have the same tags."""
    return frozenset(name.split())


def _text(title: Title) -> str:
    """What a note says below its title, as plain text."""
    return plain_text(title.rest[: 2 * LONGEST_TEXT])[:LONGEST_TEXT] if title.rest.strip() else ""


def _id(name: str) -> list[str]:
    """What a note's name adds to its title: of a timestamp no single number, which thousands have."""
    joined = name.replace("-", "")
    return joined.split() if joined.replace(" ", "").isdecimal() else name.split()


def _year(citation: Citation) -> int:
    """The year a source was published in; where nobody says, the one that ends its citekey; else 0."""
    if citation.year.isdecimal():
        return int(citation.year)
    found = _YEAR.search(citation.citekey)
    return int(found[0]) if found else 0
