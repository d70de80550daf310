"""Dates as CSL JSON has them, from whatever libraries and notes write."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_ONE = r"(-?\d{4,5})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?[~?%]?"
_DATE = re.compile(rf"{_ONE}(?:/(?:{_ONE}|(\.\.)|))?")
"""A date or a range of two as of EDTF, levels 0 and 1 (https://www.loc.gov/standards/datetime/)."""

_MONTHS, _DAYS, _LATEST = 12, 31, 99_999
_SEASONS = {13: 1, 14: 2, 15: 3, 16: 4, 21: 1, 22: 2, 23: 3, 24: 4}
"""What stands in the place of a month and is a season: 13 to 16 in old CSL JSON, 21 to 24 in EDTF."""


def date_of(text: str) -> dict[str, Any]:
    """The date that a text says.

    Args:
        text: One line, not empty: a date like `2017`, `2017-09`, `2017-09-22`, a range `2017/2018`, or words.

    Returns:
        A date of CSL JSON: with `date-parts` where they can be told, else with the words as `literal`.
    """
    match = _DATE.fullmatch(text)
    if match is None:
        return {"literal": text}
    first, last = match.group(1, 2, 3), match.group(4, 5, 6)
    date = date_of_parts({"date-parts": [[part for part in one if part] for one in (first, last) if one[0]]})
    if date is None:
        return {"literal": text}
    if re.search("[~%]", text):
        date["circa"] = True
    return date


def date_of_parts(value: Mapping[Any, object]) -> dict[str, Any] | None:
    """A date of CSL JSON with what is wrong in it left out; None if nothing is left.

    Args:
        value: The date, its texts cleaned already.
    """
    date: dict[str, Any] = {}
    parts = value.get("date-parts")
    if isinstance(parts, list):
        read = [_one_date(one, date) for one in parts[:2] if isinstance(one, list)]
        if read and all(read):
            date["date-parts"] = read
    if not date.get("date-parts") and isinstance(raw := value.get("raw"), str) and raw:
        date |= date_of(raw)
    if isinstance(literal := value.get("literal"), str) and literal:
        date["literal"] = literal
    if not date:
        return None
    return date | _details(value)


def _one_date(parts: list[object], date: dict[str, Any]) -> list[int]:
    """Year, month and day as far as they are such; a season goes into the date itself."""
    numbers = [_number(part) for part in parts[:3]]
    year = numbers[0] if numbers else None
    if not year or abs(year) > _LATEST:
        return []
    month = numbers[1] if len(numbers) > 1 else None
    if not month or not 1 <= month <= _MONTHS:
        if month in _SEASONS:
            date["season"] = _SEASONS[month]
        return [year]
    day = numbers[2] if len(numbers) > 2 else None  # noqa: PLR2004 - year, month, day
    return [year, month, day] if day and 1 <= day <= _DAYS else [year, month]


def _number(part: object) -> int | None:
    if isinstance(part, str) and re.fullmatch(r"-?[0-9]{1,5}", part):
        return int(part)
    return part if isinstance(part, int) and not isinstance(part, bool) else None


def _details(value: Mapping[Any, object]) -> dict[str, Any]:
    details: dict[str, Any] = {}
    season = _number(value.get("season"))
    if season in (1, 2, 3, 4):
        details["season"] = season
    circa = value.get("circa")
    if circa in (True, 1, "1", "true"):
        details["circa"] = True
    return details
