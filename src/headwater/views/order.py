"""The order notes are listed in: newest first, ties by name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter

from headwater.publication import Publication
from headwater.vault.notes import NotePath


def newest_first(publication: Publication, paths: Iterable[NotePath]) -> tuple[NotePath, ...]:
    """Sort notes by the timestamp in their name, or else their created date; undated ones come last."""
    listed = tuple(paths)
    return tuple(sorted(listed, key=_ranks(publication).__getitem__)) if len(listed) > 1 else listed


@lru_cache(maxsize=2)
def _ranks(publication: Publication) -> dict[NotePath, int]:
    """The place of every note among all: notes stand in many lists, and are put in order once."""
    by_name = sorted((card.name, path, card.made) for path, card in publication.cards.items())
    newest = sorted(by_name, key=itemgetter(2), reverse=True)
    return {path: rank for rank, (_, path, _) in enumerate(newest)}


@lru_cache(maxsize=2)
def citation_ranks(publication: Publication) -> dict[str, int]:
    """The place of every source among all, in the order of their citations: citekey → rank, from 0."""
    citations = publication.citations
    ranked = sorted(citations, key=lambda citekey: (citations[citekey].text.casefold(), citekey))
    return {citekey: rank for rank, citekey in enumerate(ranked)}
