"""Text → the terms it is found by: what a reader may type for a word is folded into one spelling.

`search.js` folds alike, letter by letter; a test gives both the same texts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from string import punctuation, whitespace

LONGEST_TERM = 32
"""Characters of a term; of what is longer, the rest does not count."""

_MARKS = re.compile("[\u0300-\u036f]")
"""Accents, once they stand by themselves."""
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_CAMEL = re.compile("([a-z])([A-Z])")
_ACRONYMS = re.compile("(^|[^A-Za-z0-9])([A-Z]{2,})s(?![A-Za-z0-9])")
_GREEK = re.compile("[α-ω]+")
_NAMES = (
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu",
    "nu", "xi", "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
)  # fmt: skip
_LETTERS = dict(zip("αβγδεζηθικλμνξοπρςστυφχψω", _NAMES, strict=True))
_OTHER_LETTERS = {
    **dict.fromkeys(_UNSEEN, ""),
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
    "ς": "σ",
    "∆": "δ",
}
_RESPELLED = str.maketrans(_OTHER_LETTERS)
_JOINING = frozenset("-'’‐‒–")
"""What may stand within one word: both its parts and the whole are terms."""

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
"""Scripts that put no space between words: these are found by their letters, and by two at a time."""
_SMALL = frozenset(("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"))
_EDGES = punctuation + whitespace + "“”‘’–—…"
_BRACKETS = re.compile(r"\([^()]*\)")
_INITIALS = range(2, 7)
"""How long acronyms are."""


class _Signs(dict[int, str]):
    """What stands for a character between words: itself within a word, a hyphen, or a space."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        if not sign.isalnum() and unicodedata.category(sign)[0] != "M":
            sign = "-" if sign in _JOINING else " "
        self[code] = sign
        return sign


_SIGNS = _Signs()


def folded(text: str) -> str:
    """A text in one spelling: without accents, capitals, ligatures; Greek letters by name.

    What stands between words is a space, within a word (`IL-6`, `pubMed`) a hyphen.
    """
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    text = _ACRONYMS.sub(r"\1\2-s", _CAMEL.sub(r"\1-\2", text)).lower()
    if not text.isascii():
        text = _GREEK.sub(_named, _MARKS.sub("", text.translate(_RESPELLED)))
        text = unicodedata.normalize("NFC", text)
    return text.translate(_SIGNS)


def _named(letters: re.Match[str]) -> str:
    """Greek letters by name: `β`, `αβ`; more of them are a word of Greek."""
    found = letters[0]
    return f"-{'-'.join(map(_LETTERS.__getitem__, found))}-" if len(found) <= 2 else found  # noqa: PLR2004


def terms_of(chunks: Iterable[str]) -> set[str]:
    """The terms of a text.

    Args:
        chunks: The text, split at white space.
    """
    return {term for chunk in chunks for term in terms(chunk)}


def terms(chunk: str) -> tuple[str, ...]:
    """The terms that something without white space in it is found by, each once."""
    # Almost all words are of letters and digits alone, but for what stands before and behind them.
    word = chunk.strip(_EDGES) if chunk.isascii() else chunk
    if word.isascii() and word.isalnum() and (word.islower() or word[1:].islower() or word.isdecimal()):
        return (word.lower()[:LONGEST_TERM],)
    return tuple(dict.fromkeys(term for whole in folded(word).split() for term in _of_compound(whole)))


def _of_compound(whole: str) -> list[str]:
    """The parts of a word with hyphens, and the word without them."""
    parts = [part for part in whole.split("-") if part]
    if len(parts) > 1:
        # An `s` behind an acronym or an apostrophe is no word.
        parts = [part for part in parts if part != "s"] + ["".join(parts)]
    return [term for part in parts for term in _of_word(part)]


def _of_word(word: str) -> list[str]:
    if word.isascii() or not _UNSPACED.search(word):
        return [word[:LONGEST_TERM]]
    others = [rest[:LONGEST_TERM] for rest in _UNSPACED.split(word) if rest]
    return others + [term for run in _UNSPACED.findall(word) for term in _letters(run)]


def _letters(run: str) -> list[str]:
    return [*run, *(run[at : at + 2] for at in range(len(run) - 1))]


@lru_cache(maxsize=4096)
def initials(title: str) -> tuple[str, ...]:
    """The acronyms of a title of a few words: `Mesenchymal Stem Cells` → `msc`; without small words, too."""
    words = [word for word in folded(_BRACKETS.sub(" ", title)).replace("-", " ").split() if word]
    found = ["".join(word[0] for word in words)]
    found.append("".join(word[0] for word in words if word not in _SMALL))
    return tuple({word: None for word in found if len(word) in _INITIALS})
