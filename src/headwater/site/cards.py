"""The images that other sites show with a link to a takeaway.

They need Pillow (the extra `cards`) and the site's address, as an image is named by its whole URL; without
either there are none. A claim with letters that the font lacks has none either.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import cache, partial
from importlib.util import find_spec
from typing import NamedTuple

from headwater.evidence.kinds import TAKEAWAY
from headwater.publication import Publication, PublicNote
from headwater.site.addresses import Addresses
from headwater.site.bundles import asset
from headwater.site.elements import shortened
from headwater.site.head import Picture
from headwater.site.kind_names import KindNames
from headwater.site.making import MadeFile, fingerprint
from headwater.vault.notes import NotePath

WIDTH, HEIGHT = 1200, 630
"""In pixels: what sites that show previews of links ask for."""

LONGEST_CLAIM = 400
"""Characters of a claim on a card."""

NAME = "card.png"
"""What a card is called, in the folder of its page."""


class CardText(NamedTuple):
    """What a card says, as plain text."""

    claim: str
    kind: str
    site: str
    facts: str


class Earlier(NamedTuple):
    """What an earlier run tells: a note that is as it was need not be read to know whether it has a card."""

    unchanged: Collection[NotePath]
    """Notes that are as they were then."""

    made: Collection[str]
    """The files that were made then."""


class Cards:
    """Knows which notes have a card, and makes it."""

    def __init__(
        self,
        publication: Publication,
        addresses: Addresses,
        address: str,
        names: KindNames,
        site_title: str,
        earlier: Earlier,
    ) -> None:
        """Prepare.

        Args:
            publication: What may be shown.
            addresses: Where everything lies.
            address: What makes a path from the root of the site a whole URL; empty where that is not known.
            names: What kinds of notes are called.
            site_title: What it is called.
            earlier: What is known from an earlier run.
        """
        self._earlier = earlier
        self._texts: dict[NotePath, CardText | None] = {}
        self._publication = publication
        self._addresses = addresses
        self._names = names
        self._site_title = " ".join(site_title.split())
        self._are_made = bool(address) and _can_draw()

    def files(self) -> Iterator[MadeFile]:
        """A card for every takeaway whose claim can be shown."""
        if not self._are_made:
            return
        for path, seen in self._publication.cards.items():
            if seen.kind == TAKEAWAY and self._has_card(path):
                yield MadeFile(self._place(path), partial(self._drawn, path), partial(self._inputs, path))

    def touched(self, before: Sequence[PublicNote]) -> Collection[str]:
        """The cards of these notes: nothing else shows on a card."""
        return [self._place(note.path) for note in before if note.kind.name == TAKEAWAY]

    def picture(self, note: PublicNote) -> Picture | None:
        """The card of a note; None where it has none."""
        if not self._are_made or note.kind.name != TAKEAWAY or not self._has_card(note.path):
            return None
        return Picture(self._place(note.path), WIDTH, HEIGHT)

    def _place(self, path: NotePath) -> str:
        return f"{self._addresses.outputs[path].removesuffix('index.html')}{NAME}"

    def _has_card(self, path: NotePath) -> bool:
        """Whether a takeaway has one."""
        if path in self._earlier.unchanged:
            return self._place(path) in self._earlier.made
        return self._text(path) is not None

    def _drawn(self, path: NotePath) -> bytes:
        card = self._text(path)
        if card is None:
            raise ValueError(f"{path!r} has no card")
        # Imported here because few builds draw a card, and the import is slow.
        from headwater.site.card_images import card_image  # noqa: PLC0415

        return card_image(card)

    def _inputs(self, path: NotePath) -> bytes:
        from PIL import __version__  # noqa: PLC0415 - as above

        return fingerprint(self._text(path), __version__)

    def _text(self, path: NotePath) -> CardText | None:
        """What the card of a takeaway says; None where it has none."""
        if path not in self._texts:
            self._texts[path] = self._new_text(self._publication.notes[path])
        return self._texts[path]

    def _new_text(self, note: PublicNote) -> CardText | None:
        claim = _composed(shortened(self._addresses.titles.claim(note), LONGEST_CLAIM))
        if note.home or note.withheld or not note.claim or not _can_show(claim):
            return None
        site = _composed(self._site_title)
        facts = ""
        if note.facts and note.facts.studies.total:
            studies = note.facts.studies
            told = (self._names.words.count("facts.source", studies.total), studies.years)
            facts = _composed(" · ".join(filter(None, told)))
        kind = _composed(self._names.one(note.kind.name).capitalize())
        return CardText(claim, *(words if _can_show(words) else "" for words in (kind, site, facts)))


@cache
def _can_draw() -> bool:
    return find_spec("PIL") is not None


@cache
def _letters() -> frozenset[str]:
    return frozenset(asset("assets/fonts", "card-letters.txt"))


def _composed(words: str) -> str:
    """Text in the form that needs the fewest letters: an accent and its letter as one."""
    return words if words.isascii() else unicodedata.normalize("NFC", words)


def _can_show(words: str) -> bool:
    """Whether the font of cards has every letter."""
    return _letters().issuperset(words)
