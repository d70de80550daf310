"""The whole garden by topic: where there is much evidence, and where little."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from headwater.evidence.kinds import TAG, TAGGED
from headwater.publication import Publication
from headwater.vault.notes import NotePath
from headwater.views.order import newest_first

TELLING = 6
"""How many notes a tag needs to be the topic of a note that has other tags, too."""


class Topic(NamedTuple):
    """A tag, with the notes that it is the topic of."""

    tag: NotePath | None
    """None for the notes without a tag."""

    notes: tuple[tuple[str, tuple[NotePath, ...]], ...]
    """By the name of their kind, the highest layer first; within a kind the newest first. Each note is under
    one topic alone."""

    counts: Mapping[str, int]
    """How many notes of each kind have the tag at all."""

    @property
    def size(self) -> int:
        """How many notes it is the topic of."""
        return sum(len(paths) for _, paths in self.notes)


def topics(publication: Publication) -> tuple[Topic, ...]:
    """Every tag that a listed note has, and what has none; the largest first.

    The topic of a note is its rarest tag that is on `TELLING` notes or more; else its most common one.
    """
    cards = publication.cards
    listed = newest_first(publication, (p for p, card in cards.items() if card.listed and card.kind != TAG))
    shown = frozenset(listed)
    tagged = {
        tag: [path for path in publication.arriving(tag, TAGGED) if path in shown]
        for tag, card in cards.items()
        if card.kind == TAG
    }
    topic: dict[NotePath, tuple[tuple[bool, int, NotePath], NotePath]] = {}
    for tag, paths in tagged.items():
        size = len(paths)
        rank = (size < TELLING, size if size >= TELLING else -size, tag)
        for path in paths:
            if path not in topic or rank < topic[path][0]:
                topic[path] = (rank, tag)
    under: dict[NotePath | None, dict[str, list[NotePath]]] = {
        tag: {} for tag, paths in tagged.items() if paths
    }
    for path in listed:
        home = topic[path][1] if path in topic else None
        under.setdefault(home, {}).setdefault(cards[path].kind, []).append(path)
    order = kinds_from_the_top(publication)
    found = [
        Topic(
            tag,
            tuple((kind, tuple(kinds[kind])) for kind in order if kind in kinds),
            Counter(cards[path].kind for path in tagged[tag]) if tag else Counter(_sizes(kinds)),
        )
        for tag, kinds in under.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.tag is None, -one.size, one.tag or "")))


def _sizes(kinds: Mapping[str, list[NotePath]]) -> dict[str, int]:
    return {kind: len(paths) for kind, paths in kinds.items()}


def kinds_from_the_top(publication: Publication) -> list[str]:
    """The names of all kinds but tags: the highest layer first, and last those outside of the waterfall."""
    kinds = [kind for kind in publication.vocabulary.kinds.values() if kind.name != TAG]
    layers = {kind.name: -1 if kind.layer is None else kind.layer for kind in kinds}
    return sorted(layers, key=lambda name: -layers[name])
