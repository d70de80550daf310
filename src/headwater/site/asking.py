"""What a text asks about other notes while it is drawn: the part of its page that other notes decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from sys import intern
from typing import NamedTuple, TypeVar

import msgspec
import xxhash

from headwater.site.rendering.names import EmbeddedText, FileTarget, Names, PageTarget
from headwater.vault.notes import Link

Drawn = TypeVar("Drawn")

Answer = PageTarget | FileTarget | EmbeddedText | str | bool | None
"""What is answered; encoded, answers of one type differ in length from those of another."""

_ENCODER = msgspec.msgpack.Encoder()


class About(StrEnum):
    """What a question is about: one for each method of `Names`."""

    TARGET = "target"
    ANCHOR = "anchor"
    EMBED = "embed"
    CITATION = "citation"


class Question(NamedTuple):
    """One question: what does a link lead to, does it find its heading, what does it show?"""

    about: About
    target: str
    subpath: str
    origin: str
    """The path of the note the link stands in."""


class Listener:
    """Answers what links mean, and remembers what it was asked."""

    def __init__(self, names: Names) -> None:
        """Let others answer.

        Args:
            names: What links and embeds mean.
        """
        self._names = names
        self._asked: list[Question] = []
        self._told: list[Answer] = []
        self._heard: tuple[Sequence[Question], list[Answer]] = ((), [])
        """What was asked while the last thing was drawn, and answered: that is asked for next, mostly."""

    def hear(self, draw: Callable[[], Drawn]) -> tuple[Drawn, tuple[Question, ...]]:
        """Draw something, and tell what was asked meanwhile, but for what was heard within.

        Args:
            draw: Draws it.
        """
        around = self._asked, self._told
        self._asked, self._told = [], []
        try:
            drawn = draw()
            asked = tuple(self._asked)
            self._heard = asked, self._told
            return drawn, asked
        finally:
            self._asked, self._told = around

    def answers(self, questions: Sequence[Question]) -> bytes:
        """A fingerprint of what questions are answered now; empty where nothing was asked."""
        if not questions:
            return b""
        asked, told = self._heard
        answers = told if asked is questions else list(map(self._answer, questions))
        return xxhash.xxh3_64_digest(_ENCODER.encode(answers))

    def page_or_file(self, link: Link, origin: str) -> PageTarget | FileTarget | None:
        """What a link in published text leads to; None where it leads nowhere that is published."""
        # Many thousand questions are about the same few hundred notes.
        self._asked.append(Question(About.TARGET, intern(link.target), "", origin))
        answer = self._names.page_or_file(link, origin)
        self._told.append(answer)
        return answer

    def holds(self, link: Link, origin: str) -> bool:
        """Whether the page a link leads to, or its own, has the heading or block that it names."""
        self._asked.append(Question(About.ANCHOR, link.target, link.subpath, origin))
        answer = self._names.holds(link, origin)
        self._told.append(answer)
        return answer

    def cited(self, citation: str, origin: str, *, briefly: bool) -> str | None:
        """A citation in published text as inline HTML; None where it cites nothing known."""
        self._asked.append(Question(About.CITATION, citation, "briefly" if briefly else "", origin))
        answer = self._names.cited(citation, origin, briefly=briefly)
        self._told.append(answer)
        return answer

    def embedded(self, link: Link, origin: str) -> EmbeddedText | FileTarget | None:
        """What an embed in published text shows; None where that is not published."""
        self._asked.append(Question(About.EMBED, link.target, link.subpath, origin))
        answer = self._names.embedded(link, origin)
        self._told.append(answer)
        return answer

    def _answer(self, question: Question) -> Answer:
        """An answer now."""
        link = Link(question.target, question.subpath, "", embed=question.about is About.EMBED, line=0)
        match question.about:
            case About.TARGET:
                return self._names.page_or_file(link, question.origin)
            case About.ANCHOR:
                return self._names.holds(link, question.origin)
            case About.CITATION:
                return self._names.cited(question.target, question.origin, briefly=bool(question.subpath))
            case About.EMBED:
                return self._names.embedded(link, question.origin)
