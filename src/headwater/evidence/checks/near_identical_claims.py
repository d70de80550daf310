"""One claim in two notes: the same words in the same order, or with a single word more.

Claims of one form that give other numbers, or of which one says *not* or *less*, say different things,
however alike they look; so does *mice* for *rats*, and *B causes A* for *A causes B*. So no likeness is
measured that such a pair could pass. The words must be the same, numbers and signs among them, but for
articles and endings; or one of the two claims has one word more that is none of these.

A pair of which one has a word more begins or ends alike for half its length; few claims do. For those that
do, a fingerprint of the words in their order is looked up, from which that of all words but one is told at
once (Karp and Rabin 1987, https://doi.org/10.1147/rd.312.0249): the work grows with the number of words,
whatever the claims are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

import xxhash

from headwater.evidence.graph import Graph
from headwater.problems import Problem, problem
from headwater.vault.claims import content_span
from headwater.vault.notes import Note, NotePath
from headwater.vault.plain import plain_text

FEWEST_WORDS = 4
"""Claims of fewer words are not compared: they are headings, or not written yet."""

FEWEST_SHARED = 6
"""How many words two claims must share for one of them to have another one."""

LONGEST = 2_000
"""Characters beyond which a text is no claim any more, and not compared."""

_WORD = re.compile(r"[<>≤≥=±~≈≠+%‰]+|(?<!\w)[-−–](?=\d)|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
"""A run of letters, a number, signs of comparison, or the minus before a number."""

_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DECIMAL = re.compile(r"\d+\.\d+")

_FILLERS = frozenset(
    (
        "a", "an", "the", "of", "in", "on", "at", "by", "to", "for", "from", "with", "and", "as", "is",
        "are", "was", "were", "be", "been", "that", "this", "these", "those", "it", "its",
    )
)  # fmt: skip
"""Words without which a claim says the same."""

_TURNING = frozenset(
    (
        "no", "not", "non", "never", "nor", "neither", "without", "less", "fewer", "lower", "more",
        "greater", "higher", "only", "hardly", "barely", "rarely", "seldom", "un", "anti", "except",
        "unless", "minus",
    )
)  # fmt: skip
"""Words that turn what a claim says into something else."""

_MASK = (1 << 64) - 1
"""Fingerprints are reckoned modulo 2⁶⁴."""

_BASE = 0x9E3779B97F4A7C15
"""Any large odd number does."""


_Words = tuple[str, ...]


def near_identical_claims(graph: Graph) -> Iterator[Problem]:
    """Every claim that another note says, too, unless one of the two supports the other."""
    first: dict[_Words, NotePath] = {}
    for path, kind in graph.kinds.items():
        words = _words(graph.notes[path].claim) if kind.claims else ()
        if len(words) >= FEWEST_WORDS and first.setdefault(words, path) != path:
            yield from _reported(graph, path, first[words], "")
    longer = _maybe_longer(first)
    lengths = {len(words) - 1 for words in longer}
    shorter = {_fingerprint(words): words for words in first if len(words) in lengths}
    for words in longer:
        for index, found in _with_one_less(words, shorter):
            if _adds_little(words[index]):
                difference = f" with one word more, {words[index]!r}"
                yield from _reported(graph, first[words], first[found], difference)


def _words(text: str) -> _Words:
    """The words of a claim as they are compared; none of a text that is too long."""
    if len(text) > LONGEST:
        return ()
    words = _WORD.findall(plain_text(text).casefold())
    return tuple([_folded(word) for word in words if word not in _FILLERS])


def _maybe_longer(claims: Collection[_Words]) -> list[_Words]:
    """The claims that may be another one with one word more: they begin or end as a half of that does."""
    begins = {(len(words), words[: len(words) // 2]) for words in claims}
    ends = {(len(words), words[len(words) // 2 :]) for words in claims}
    return [
        words
        for words, length in ((words, len(words) - 1) for words in claims)
        if length >= FEWEST_SHARED
        and ((length, words[: length // 2]) in begins or (length, words[length // 2 + 1 :]) in ends)
    ]


def _with_one_less(words: _Words, known: Mapping[int, _Words]) -> Iterator[tuple[int, _Words]]:
    """The first known claim that lacks one of the words, and which of them, if there is such a claim."""
    for index, fingerprint in enumerate(_without_each(words)):
        found = known.get(fingerprint)
        if found is not None and found == (*words[:index], *words[index + 1 :]):
            yield index, found
            return


def _adds_little(word: str) -> bool:
    """Whether a word is neither a number nor a sign, and does not say the contrary."""
    return word[0].isalpha() and word not in _TURNING and not word.endswith(("n't", "n’t"))


def _reported(graph: Graph, path: NotePath, other: NotePath, difference: str) -> Iterator[Problem]:
    if other in graph.leaving(path) or path in graph.leaving(other):
        return
    line = _line(graph.notes[path])
    yield problem("near-identical-claim", path, line, other=graph.notes[other].name, difference=difference)


def _line(note: Note) -> int:
    """The line of the file on which a note's claim begins."""
    start, end = content_span(note.headings, len(note.body))
    blank = end - start - len(note.body[start:end].lstrip())
    return note.body_line + note.body.count("\n", 0, start + blank)


def _fingerprint(words: _Words) -> int:
    """The polynomial of the words' own fingerprints, the first of them without a power of the base."""
    value = 0
    for word in reversed(words):
        value = (_of_word(word) + _BASE * value) & _MASK
    return value


def _without_each(words: _Words) -> Iterator[int]:
    """The fingerprint of the words without the first of them, without the second, and so on."""
    behind = [0]
    for word in reversed(words):
        behind.append((_of_word(word) + _BASE * behind[-1]) & _MASK)
    before, power = 0, 1
    for index, word in enumerate(words):
        yield (before + power * behind[len(words) - index - 1]) & _MASK
        before = (before + power * _of_word(word)) & _MASK
        power = power * _BASE & _MASK


@lru_cache(maxsize=1 << 16)
def _of_word(word: str) -> int:
    return xxhash.xxh3_64_intdigest(word.encode())


@lru_cache(maxsize=1 << 16)
def _folded(word: str) -> str:
    """A word without the ending that tells several things from one; a number in one form."""
    if word[0].isdigit():
        return _number(word)
    word = word.removesuffix("'s").removesuffix("’s")
    return word[:-1] if len(word) > FEWEST_WORDS and word.endswith("s") and not word.endswith("ss") else word


def _number(written: str) -> str:
    """A number as it is compared: `1,000` is 1000, and `0.50` is 0.5."""
    whole = written.replace(",", "") if _GROUPED.fullmatch(written) else written
    return whole.rstrip("0").rstrip(".") if _DECIMAL.fullmatch(whole) else whole
