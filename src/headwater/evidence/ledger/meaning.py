"""What of a note counts when it is reviewed: what it says, not how it is written.

That is the claim's words and the properties that `[review] properties` chooses, as one text of lines; the
hash in the ledger is that text's. Not in it: list markers, emphasis, highlighting, comments, HTML, white
space, the Unicode form of letters; what a link leads to, as long as its words stay; dates; where in its file
or in the vault the note stands.

A source means the work that its name stands for: of its note the chosen properties alone count. Source
content means its text. A claim note without text means its name, unless that is a timestamp.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Sequence

from headwater.evidence.graph import Graph
from headwater.evidence.kinds import CONTENT, SOURCE
from headwater.vault.dates import timestamp
from headwater.vault.notes import Note, NotePath
from headwater.vault.plain import plain_text

DIGITS = 32
"""How many hexadecimal digits of a SHA-256 stand in the ledger: 128 bits, too many to meet by chance or
intent."""


def digest_of(text: str) -> str:
    """The hash of a text: the first 32 hexadecimal digits of the SHA-256 of its UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def meaning_of(graph: Graph, path: NotePath, properties: Sequence[str] = ()) -> str:
    """What a note means to a reviewer: a text, empty for a source without chosen properties.

    Args:
        graph: The graph.
        path: The note.
        properties: The names of the properties that count; letter case does not.
    """
    note = graph.notes[path]
    lines = [_words(note, graph.kinds[path].name)]
    if properties:
        lines += _chosen(note, properties)
    return "\n".join(filter(None, lines))


def _words(note: Note, kind: str) -> str:
    if kind == SOURCE:
        return ""
    words = normalised(plain_text(note.claim))
    if words or kind == CONTENT or timestamp(note.name):
        return words
    return normalised(note.name)


def normalised(text: str) -> str:
    """A text in Unicode NFC, with one space for all white space."""
    return " ".join(text.split()) if text.isascii() else " ".join(unicodedata.normalize("NFC", text).split())


def _chosen(note: Note, properties: Sequence[str]) -> Iterator[str]:
    """A line for each chosen property that says something, in the order of their names."""
    values = {key.casefold(): value for key, value in note.properties.items()}
    for name in sorted({name.casefold() for name in properties}):
        value = _value(values.get(name))
        if value:
            yield f"{name}: {value}"


def _value(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_value, value)))
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else normalised(plain_text(str(value)))
