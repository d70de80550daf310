"""Slugs: what a piece of text becomes in an address.

Exactly those of the npm package `@sindresorhus/slugify` 1.1.2 with no options, which Digital Garden uses,
so that links to pages it published go on working.
"""

from __future__ import annotations

import re
import unicodedata

from headwater.site.slug_tables import CHARACTERS, PAIRS

_WORDS = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z0-9]+|[A-Z]")
"""The words of a text in ASCII. The package finds them by four replacements, one after the other, that put
a space between `([A-Z]{2,})([0-9]+)`, `([a-z0-9]+)([A-Z]{2,})`, `([a-z0-9])([A-Z])` and
`([A-Z]+)([A-Z][a-z0-9]+)`. So a word is: capitals, where the last one before a small letter belongs to the
next word; or small letters and digits, with one capital before them; or a single capital."""


def slugify(text: str) -> str:
    """Return the slug of `text`: `a-z`, `0-9` and single `-` between words; empty if it holds no word.

    Transliterated first (`β` → `v`, `&` → ` and `), then split into words, also at camel case
    (`MSCs` → `ms-cs`, `IGF1` → `igf-1`, `T3` → `t3`).
    """
    ascii_text = text.replace("&", " and ") if text.isascii() else _transliterated(text)
    return "-".join(_WORDS.findall(ascii_text)).lower()


def _transliterated(text: str) -> str:
    """Return `text` with every character that has a Latin spelling in it; the others stay as they are."""
    text = unicodedata.normalize("NFC", text)
    for pair, spelling in PAIRS:
        text = text.replace(pair, spelling)
    return "".join([CHARACTERS.get(character, character) for character in text])
