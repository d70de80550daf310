"""Which shard holds a term: a rule that hangs on nothing but how many documents there are.

So an edit changes no shards but those of the words it changes, and nobody needs the index to name its files.
A shard holds all terms that begin alike, so that a search for the beginning of a word finds them together;
`search.js` knows the same rule.
"""

from __future__ import annotations

from functools import lru_cache

FOLDER = "assets/search"
"""Where the files of the index lie on a site."""

BLOCK = 16
"""How many documents share a file: few, since the ten best documents lie in ten files at worst."""

_DOCUMENTS = 40
"""How many documents there are for each shard of terms, so that it has some five kilobytes."""


def shards(documents: int) -> int:
    """How many shards the terms of a site lie in: a power of two."""
    return 1 << max(0, (documents // _DOCUMENTS).bit_length())


def endings(documents: int) -> int:
    """How many shards the vocabulary by the ends of its words lies in."""
    return max(1, shards(documents) // 4)


def blocks(documents: int) -> int:
    """How many files the documents lie in."""
    return -(-documents // BLOCK)


def shard_of(term: str, count: int) -> int:
    """The shard of a term: those of two letters alike are in four shards, those of three in one."""
    return _shard_of(term[:3], count)


def ending_of(term: str, count: int) -> int:
    """The shard of a term in the vocabulary by the ends of words."""
    return _ending_of(term[:-3:-1], count)


@lru_cache(maxsize=1 << 14)
def _shard_of(beginning: str, count: int) -> int:
    first, second, third = _codes(beginning)
    return ((first * 37 + second) * 4 + (third >> 1 & 3)) % count


@lru_cache(maxsize=1 << 14)
def _ending_of(ending: str, count: int) -> int:
    last, second, _ = _codes(ending)
    return (last * 37 + second) % count


def _codes(letters: str) -> tuple[int, int, int]:
    first, second, third = (*map(ord, letters), 0, 0, 0)[:3]
    return first, second, third


def file_of(sort: str, number: int) -> str:
    """The place of a file on the site.

    Args:
        sort: `t` for terms, `v` for the vocabulary by endings, `d` for documents, `b` for their texts.
        number: Which of them.
    """
    return f"{FOLDER}/{sort}{number}.js"
