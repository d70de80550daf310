"""Pages that belong to no note: an overview of each kind, all tags, the bibliography, a generated home."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import NamedTuple

from headwater.evidence.kinds import ASSUMPTION, CONTENT, INSIGHT, PAGE, QUICK_NOTE, SOURCE, TAG, TAKEAWAY
from headwater.publication import Publication
from headwater.publication.cards import BEGINNING, Card
from headwater.vault.notes import NotePath
from headwater.views.order import newest_first
from headwater.views.tables import Table, note_table, source_table

LATEST = 10
"""How many new and changed notes the home page lists."""


FIRST = (TAKEAWAY, INSIGHT, QUICK_NOTE, ASSUMPTION, TAG, SOURCE)
"""The order of the overviews: what a reader comes for, then the topics, then the sources, then the rest."""


@dataclass(frozen=True, slots=True)
class Overview:
    """A page that lists every note of a kind, or every source."""

    key: str
    """Its place in the site: `overview/<key>/`."""

    kind: str
    """The name of the kind it lists."""

    tables: tuple[Table, ...]
    count: int


class Layer(NamedTuple):
    """A layer of the evidence: every note of a kind that supports, or rests on, those of other layers."""

    kind: str
    """The name of the kind."""

    size: int
    """How many there are."""

    grounded: int | None
    """How many of them reach a source; None for a kind of which nobody expects it."""

    overview: Overview | None
    """The page that lists them, if there is one."""


@dataclass(frozen=True, slots=True)
class HomeView:
    """What the home page shows below the author's own words."""

    pinned: tuple[NotePath, ...]
    """The notes that say `dg-pinned`."""

    counts: tuple[Overview, ...]
    """The overviews, with how many notes each lists."""

    newest: tuple[NotePath, ...]
    changed: tuple[NotePath, ...]
    layers: tuple[Layer, ...]
    """What rests on what, from the takeaways down; none where there are not two layers."""


def overviews(publication: Publication) -> tuple[Overview, ...]:
    """One overview for each kind that has published notes; that of the sources is the bibliography.

    Each has a key of its own, though two kinds of a configuration may have one plural.
    """
    found: dict[str, Overview] = {}
    for overview in _overviews(publication):
        key = overview.key
        while key in found:
            key += "-too"
        found[key] = replace(overview, key=key)
    return tuple(found.values())


def _overviews(publication: Publication) -> Iterator[Overview]:
    by_kind: dict[str, list[NotePath]] = {}
    for path, card in publication.cards.items():
        if card.listed:
            by_kind.setdefault(card.kind, []).append(path)
    others = (name for name in publication.vocabulary.kinds if name not in {*FIRST, PAGE})
    for name in (*FIRST, *others, PAGE):
        citekeys = _listed_sources(publication) if name == SOURCE else []
        if citekeys:
            tables = source_table(publication, citekeys)
            yield Overview("sources", SOURCE, tables, len(citekeys))
        elif name != SOURCE and name in by_kind:
            table = note_table(publication, name, by_kind[name])
            yield Overview(table.key, name, (table,), len(table.rows))


def _listed_sources(publication: Publication) -> list[str]:
    """The sources of the bibliography: those without a page of their own, and those that are not hidden."""
    pages = publication.source_notes
    return [
        citekey
        for citekey in publication.citations
        if citekey not in pages or publication.cards[pages[citekey]].listed
    ]


def home_view(publication: Publication, listed: tuple[Overview, ...]) -> HomeView:
    """What is new, what changed, and how much there is of each kind."""
    cards = {path: card for path, card in publication.cards.items() if card.listed}
    dated = [path for path, card in cards.items() if card.made > BEGINNING]
    changed = sorted(
        (card.name, path, card.changed) for path, card in cards.items() if card.changed > card.made
    )
    changed.sort(key=itemgetter(2), reverse=True)
    return HomeView(
        pinned=newest_first(publication, (path for path, card in cards.items() if card.pinned)),
        counts=listed,
        newest=newest_first(publication, dated)[:LATEST],
        changed=tuple(path for _, path, _ in changed[:LATEST]),
        layers=_layers(publication, cards.values(), listed),
    )


def _layers(publication: Publication, cards: Iterable[Card], listed: Iterable[Overview]) -> tuple[Layer, ...]:
    by_kind = {overview.kind: overview for overview in listed}
    grounded = Counter(card.kind for card in cards if card.grounded)
    kinds = publication.vocabulary.kinds
    highest = kinds[TAKEAWAY].layer or 0
    found = []
    for kind in kinds.values():
        overview = by_kind.get(kind.name)
        total = publication.content_count if kind.name == CONTENT else overview.count if overview else 0
        if kind.layer is not None and kind.layer <= highest and total:
            reach = grounded[kind.name] if kind.claims and kind.name != ASSUMPTION else None
            found.append((kind.layer, Layer(kind.name, total, reach, overview)))
    found.sort(key=itemgetter(0), reverse=True)
    return tuple(layer for _, layer in found) if len(found) > 1 else ()
