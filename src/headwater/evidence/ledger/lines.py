"""The lines of the ledger: JSON ↔ values. A line that cannot be read is a problem, and stays where it is.

The form is `docs/schemas/review-1.json`. Lines may stand in any order, as a merge of two people's files
leaves them: they count in the order of their dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from operator import attrgetter
from typing import Annotated, TypeVar

import msgspec

from headwater.evidence.ledger.meaning import digest_of
from headwater.evidence.ledger.records import REVIEWS, TEXTS, Ledger, Renaming, Review, Verdict
from headwater.problems import Problem, problem

VERSION = 1
"""The version of a line's form; it changes when a reader of this one could misread the new one."""


Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class _ReviewLine(msgspec.Struct):
    version: int
    start: str = msgspec.field(name="from")
    relation: str
    end: str = msgspec.field(name="to")
    start_meaning: str = msgspec.field(name="from_meaning")
    end_meaning: str = msgspec.field(name="to_meaning")
    below: str
    verdict: Verdict
    date: Moment
    who: str = ""
    note: str = ""


class _RenamingLine(msgspec.Struct):
    version: int
    renamed: str
    to: str
    date: Moment
    who: str = ""


class _TextLine(msgspec.Struct):
    version: int
    meaning: str
    text: str


class _AnyLine(msgspec.Struct):
    version: int


_Line = TypeVar("_Line", _ReviewLine, _RenamingLine, _TextLine)

_CONFLICT = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")
_RENAMED = re.compile(rb'"renamed"\s*:')
"""The key, which no text in a line can be mistaken for: the quotes in it are escaped."""

_ANY = msgspec.json.Decoder(_AnyLine)
_REVIEW = msgspec.json.Decoder(_ReviewLine)
_RENAMING = msgspec.json.Decoder(_RenamingLine)
_TEXT = msgspec.json.Decoder(_TextLine)
_ENCODER = msgspec.json.Encoder()


def parse_ledger(reviews: bytes, texts: bytes = b"") -> Ledger:
    """Read the ledger's two files; whatever they hold, something comes of every line that can be read.

    Args:
        reviews: What stands in the file of reviews.
        texts: What stands in the file of the texts that were reviewed.
    """
    lines, kept = _Lines(REVIEWS), _Lines(TEXTS)
    for number, raw in lines.numbered(reviews):
        lines.read(number, raw)
    known = dict(filter(None, (kept.text(number, raw) for number, raw in kept.numbered(texts))))
    return Ledger(
        reviews=tuple(sorted(lines.reviews, key=_in_time)),
        renamings=tuple(sorted(lines.renamings, key=attrgetter("date", "old", "new", "who"))),
        texts=known,
        problems=tuple(chain(lines.problems(), kept.problems())),
    )


def review_line(review: Review) -> bytes:
    """A review as a line of the ledger."""
    return _ENCODER.encode(_ReviewLine(VERSION, *review[:-1])) + b"\n"


def renaming_line(renaming: Renaming) -> bytes:
    """A renaming as a line of the ledger."""
    return _ENCODER.encode(_RenamingLine(VERSION, *renaming)) + b"\n"


def text_line(meaning: str, text: str) -> bytes:
    """A text that was reviewed as a line of the file of these."""
    return _ENCODER.encode(_TextLine(VERSION, meaning, text)) + b"\n"


def _in_time(review: Review) -> tuple[datetime, Verdict, tuple[str, ...]]:
    # As text "rework" sorts after "holds": of two answers of one moment the cautious one counts.
    return review.date, review.verdict, (*review[:6], review.who, review.note)


class _Lines:
    """Reads one file line by line, and gathers what is odd about it."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.reviews: list[Review] = []
        self.renamings: list[Renaming] = []
        self.broken: list[tuple[int, str]] = []
        self.newer: list[tuple[int, int]] = []
        self.repeated: list[int] = []

    def numbered(self, content: bytes) -> Iterator[tuple[int, bytes]]:
        """The lines that hold something, each once, with their numbers."""
        seen: set[bytes] = set()
        for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
            raw = line.strip()
            if raw in seen:
                self.repeated.append(number)
            elif raw:
                seen.add(raw)
                yield number, raw

    def read(self, number: int, raw: bytes) -> None:
        if _RENAMED.search(raw):
            renaming = self._decoded(_RENAMING, number, raw)
            if renaming is not None:
                self.renamings.append(Renaming(*msgspec.structs.astuple(renaming)[1:]))
            return
        review = self._decoded(_REVIEW, number, raw)
        if review is not None:
            self.reviews.append(Review._make((*msgspec.structs.astuple(review)[1:], number)))

    def text(self, number: int, raw: bytes) -> tuple[str, str] | None:
        line = self._decoded(_TEXT, number, raw)
        if line is not None and digest_of(line.text) != line.meaning:
            self.broken.append((number, "its text is not the one that its hash stands for"))
            return None
        return (line.meaning, line.text) if line is not None else None

    def _decoded(self, decoder: msgspec.json.Decoder[_Line], number: int, raw: bytes) -> _Line | None:
        reason = "its version is none"
        try:
            line = decoder.decode(raw)
            if line.version == VERSION:
                return line
        except (ValueError, RecursionError) as error:  # what msgspec raises is a ValueError, too
            reason = _reason(raw, error)
        version = _version(raw)
        if version > VERSION:
            self.newer.append((number, version))
        else:
            self.broken.append((number, reason))
        return None

    def problems(self) -> Iterator[Problem]:
        for (line, reason), count in _runs(self.broken):
            more = f", and neither are {count - 1:,} more directly below" if count > 1 else ""
            yield problem("broken-review", self.path, line, reason=reason, more=more)
        for line, version in self.newer:
            yield problem("newer-review", self.path, line, version=version, known=VERSION)
        if self.repeated:
            yield problem("repeated-review", self.path, self.repeated[0], count=len(self.repeated))


def _version(raw: bytes) -> int:
    """The version a line says it is of; 0 where it says none."""
    try:
        return _ANY.decode(raw).version
    except (ValueError, RecursionError):
        return 0


def _reason(raw: bytes, error: Exception) -> str:
    if raw.startswith(_CONFLICT):
        return "it is a mark of git's, left by a merge"
    if isinstance(error, RecursionError):
        return "its JSON is nested too deep"
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    text = str(error)
    return f"{text[:1].lower()}{text[1:]}" if not text.startswith("JSON") else text


def _runs(broken: list[tuple[int, str]]) -> Iterator[tuple[tuple[int, str], int]]:
    """Lines one below the other as the first of them and their count: a file of noise is one problem."""
    index = 0
    while index < len(broken):
        end = index + 1
        while end < len(broken) and broken[end][0] == broken[end - 1][0] + 1:
            end += 1
        yield broken[index], end - index
        index = end
