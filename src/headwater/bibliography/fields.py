"""What the fields of a CSL JSON item hold, read with care: libraries hold all sorts of things.

Field names, the parts of names and dates: Citation Style Language 1.0.2, appendices III and IV
(https://docs.citationstyles.org/en/stable/specification.html), and the schema of its JSON
(https://github.com/citation-style-language/schema/blob/v1.0.2/schemas/input/csl-data.json).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

Data = Mapping[str, Any]
"""A CSL JSON item."""

AUTHORS = (
    "author",
    "director",
    "composer",
    "performer",
    "chair",
    "script-writer",
    "interviewer",
    "illustrator",
    "organizer",
    "producer",
    "compiler",
)
"""The roles of who made a work, best first; styles without one of them have `author` stand for it."""

_RICH_TEXT = re.compile(r"</?(?:i|b|sc|sup|sub|span(?:\s[^<>]*)?)>")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_YEAR = re.compile(
    r"(?P<year>\d{4})(?:[-/](?P<month>0?[1-9]|1[0-2])(?:[-/](?P<day>0?[1-9]|[12]\d|3[01]))?)?(?!\d)"
)
_DASH = re.compile(r"\s*[-‐‑‒–—]+\s*")


class Name(NamedTuple):
    """Someone who had a part in a work."""

    family: str
    """The family name with the particle that belongs to it (`van Gogh`); or the name of an organisation."""

    given: str
    """Given names with a particle that may be dropped (`Alexander von`); empty for an organisation."""

    suffix: str = ""
    organisation: bool = False
    """Whether it is written as a whole, as those of organisations are."""

    @property
    def reversed(self) -> str:
        """As lists sort it: `van Gogh, Vincent`."""
        return ", ".join(filter(None, (self.family, self.given, self.suffix)))

    @property
    def whole(self) -> str:
        """As it is said: `Vincent van Gogh`."""
        return " ".join(filter(None, (self.given, self.family, self.suffix)))


class Day(NamedTuple):
    """A date, as far as it is known."""

    year: int
    month: int = 0
    """1 to 12; 0 where unknown."""

    day: int = 0
    """1 to 31; 0 where unknown."""

    def joined(self, sign: str) -> str:
        """The parts that are known, such as `2017/09/22`."""
        parts = (f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part))
        return sign.join(parts)


def text_of(item: Data, *fields: str) -> str:
    """The first of some fields that holds anything, as plain text on one line."""
    return next((text for text in (plain(item.get(field)) for field in fields) if text), "")


def plain(value: object) -> str:
    """A value as text on one line without CSL's rich text (`<i>`, `<sup>`, …); empty where it is no text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(_UNPRINTABLE.sub(" ", _RICH_TEXT.sub("", str(value))).split())


def names_of(item: Data, role: str) -> tuple[Name, ...]:
    """Everyone who has a role, in order; names of nothing are left out."""
    value = item.get(role)
    names = (_name(name) for name in value if isinstance(name, Mapping)) if isinstance(value, list) else ()
    return tuple(name for name in names if name.family or name.given)


def authors_of(item: Data) -> tuple[Name, ...]:
    """Who made a work: the first of `AUTHORS` that anyone has."""
    return next((names for names in (names_of(item, role) for role in AUTHORS) if names), ())


def _name(name: Data) -> Name:
    if literal := text_of(name, "literal"):
        return Name(literal, "", organisation=True)
    family = " ".join(filter(None, (text_of(name, "non-dropping-particle"), text_of(name, "family"))))
    given = " ".join(filter(None, (text_of(name, "given"), text_of(name, "dropping-particle"))))
    return Name(family, given, text_of(name, "suffix")) if family else Name(given, "")


def date_of(item: Data, field: str = "issued") -> Day | None:
    """A date, or the first of a range; None where there is none or where it has no year of four digits."""
    value = item.get(field)
    if not isinstance(value, Mapping):
        return None
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        found = "-".join(plain(part) for part in parts[0][:3])
    else:
        found = text_of(value, "raw", "literal")
    match = _YEAR.match(found)
    return Day(int(match["year"]), int(match["month"] or 0), int(match["day"] or 0)) if match else None


def pages_of(item: Data) -> tuple[str, str]:
    """The first and the last page; of one page, or of several ranges, all of it as the first."""
    pages = text_of(item, "page")
    ends = _DASH.split(pages)
    return (ends[0], ends[1]) if len(ends) == 2 and all(ends) else (pages, "")  # noqa: PLR2004 - both ends
