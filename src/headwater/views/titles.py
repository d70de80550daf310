"""What a note is called on its page and elsewhere."""

from __future__ import annotations

import re
from typing import NamedTuple

from headwater.evidence.kinds import PAGE
from headwater.publication import Publication, PublicNote
from headwater.vault.dates import timestamp
from headwater.vault.notes import NotePath
from headwater.vault.plain import plain_text

LONGEST_TITLE = 600
"""Characters; a claim that is longer is a text, and its note is called by how it begins."""

BEGINNING = 240
"""Characters of such a title: a sentence, or as many words as there is room for."""

_FIRST_HEADING = re.compile(r"\s*# (?P<text>[^\n]+?)(?:[ \t]+#+)?[ \t]*(?:\n|\Z)")
_SENTENCE = re.compile(rf".{{40,{BEGINNING}}}?(?:[.!?](?=\s|$)|[。！？])")
"""The first sentence of a text; a shorter one is more likely an abbreviation."""
_NO_SENTENCE = (">", "|", "```", "~~~", "![", "$$", "<")
"""What begins a line that is no sentence."""


class Title(NamedTuple):
    """What a note is called."""

    text: str
    """Plain text, one line."""

    markdown: str
    """Its Markdown where the title is a claim or a heading of the note; else empty."""

    rest: str
    """What is left of the note's text once the title stands above it, as Markdown."""


class Titles:
    """The titles of a publication's notes, each found when it is first asked for."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication
        self._found: dict[NotePath, Title] = {}

    def of(self, path: NotePath) -> Title:
        """The title of a published note."""
        title = self._found.get(path)
        if title is None:
            title = self._found[path] = title_of(self._publication.notes[path])
        return title

    def claim(self, note: PublicNote) -> str:
        """A note's claim as plain text on one line; what it is called where it claims nothing."""
        title = self.of(note.path)
        return plain_text(note.claim) if note.claim and note.claim != title.markdown else title.text


def title_of(note: PublicNote) -> Title:
    """A note's title: its `title` property; its claim where the name is a timestamp; else its name.

    Of a very long claim the title is the beginning, and all of it stays in the note's text. A page that
    begins with a heading of the first level is called by that heading.
    """
    text = f"{note.content}\n\n{note.body}" if note.content and note.body else note.content or note.body
    if note.title_property:
        return Title(note.title_property, "", text)
    sentence = _sentence(note)
    if len(sentence) > LONGEST_TITLE:
        named = timestamp(note.name) and _beginning(plain_text(sentence))
        return Title(named or note.name, "", text)
    plain = plain_text(sentence) if sentence else ""
    if _says_something(plain) and (timestamp(note.name) or plain == note.name):
        return Title(plain, sentence, note.body if note.content else "") if sentence == note.claim else Title(
            plain, sentence, text
        )  # fmt: skip
    heading = _FIRST_HEADING.match(text) if note.kind.name == PAGE else None
    words = plain_text(heading["text"]) if heading else ""
    if heading and _says_something(words):
        return Title(words, heading["text"], text[heading.end() :])
    return Title(note.name, "", text)


def _says_something(words: str) -> bool:
    """Whether words hold a letter or a digit; signs alone are no title."""
    return any(map(str.isalnum, words))


def _sentence(note: PublicNote) -> str:
    """The first line of a note's claim, where it is a sentence, if a long one."""
    line = note.claim.partition("\n")[0].strip()
    return "" if line.startswith(_NO_SENTENCE) else line


def _beginning(plain: str) -> str:
    """How a text begins that is too long for a title; empty where it says nothing."""
    sentence = _SENTENCE.match(plain)
    if sentence or len(plain) <= BEGINNING:
        words = sentence[0] if sentence else plain
    else:
        words = (plain[:BEGINNING].rpartition(" ")[0] or plain[:BEGINNING]).rstrip(",;:") + "…"
    return words if _says_something(words) else ""
