"""The fields of CSL JSON: each of the type it must be, and in one form.

Libraries come from outside: what is not of the right type is left out and named, so that nothing that
formats, shows or exports an item ever meets it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from headwater.bibliography.csl_dates import date_of, date_of_parts
from headwater.bibliography.csl_schema import DATES, NAMES, TEXTS, TYPES, UNTYPED
from headwater.bibliography.identifiers import bare_doi, bare_pmcid, bare_pmid, noted_identifiers

_LONG = frozenset({"abstract", "annote", "note"})
"""Fields whose lines and paragraphs matter."""

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters, halves of characters and what is none: no page, document or XML may hold them."""

_NAME_PARTS = ("family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle")
_NAME_MARKS = ("comma-suffix", "static-ordering", "parse-names")


class Normal(NamedTuple):
    """An item in the form that everything else relies on."""

    data: dict[str, Any]
    """Known fields of the right types alone; `id` and `type` always."""

    dropped: tuple[str, ...]
    """Known fields that held, or whose list held, something else than they may, in their order."""


def normal_item(raw: Mapping[str, object], citekey: str) -> Normal:
    """Bring an item of CSL JSON into the one form: types checked, texts cleaned, identifiers bare.

    Args:
        raw: The item as it was read.
        citekey: What becomes its `id`.
    """
    kind = raw.get("type")
    data: dict[str, Any] = {
        "id": citekey,
        "type": kind if isinstance(kind, str) and kind in TYPES else UNTYPED,
    }
    dropped = []
    for field, value in raw.items():
        read = _reader(field)
        if read is None or value in (None, "", [], {}):
            continue
        kept = read(value)
        if kept is not None:
            data[field] = kept
        in_part = isinstance(kept, list) and isinstance(value, list) and len(kept) < len(value)
        if in_part or (kept is None and not isinstance(value, str)):
            dropped.append(field)
    _identify(data)
    return Normal(data, tuple(dropped))


def clean_line(text: str) -> str:
    """A text on one line without control characters."""
    return " ".join(_UNPRINTABLE.sub("", text).split())


def clean_text(text: str) -> str:
    """A text of several lines without control characters."""
    lines = _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _reader(field: str) -> Callable[[object], object] | None:
    if field in _LONG:
        return _long
    if field in TEXTS:
        return _text
    if field in NAMES:
        return _names
    if field in DATES:
        return _date
    return _custom if field == "custom" else None


def _text(value: object) -> str | None:
    if isinstance(value, str):
        return clean_line(value) or None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    # An integer of thousands of digits cannot be written out, and means nothing.
    fits = math.isfinite(value) if isinstance(value, float) else value.bit_length() < 64  # noqa: PLR2004
    return f"{value:g}" if fits and isinstance(value, float) else str(value) if fits else None


def _long(value: object) -> str | None:
    return clean_text(value) or None if isinstance(value, str) else _text(value)


def _names(value: object) -> list[dict[str, Any]] | None:
    if not isinstance(value, list):
        return None
    return [name for name in map(_name, value) if name] or None


def _name(value: object) -> dict[str, Any] | None:
    if not isinstance(value, dict):
        return None
    parts: dict[str, Any] = {}
    for part in _NAME_PARTS:
        text = _text(value[part]) if isinstance(value.get(part), str) else None
        if text:
            parts[part] = text
    if not parts.keys() & {"family", "given", "literal"}:
        return None
    marks = {mark: value[mark] for mark in _NAME_MARKS if isinstance(value.get(mark), bool)}
    return parts | marks


def _date(value: object) -> dict[str, Any] | None:
    if isinstance(value, dict):
        return date_of_parts(
            {key: clean_line(part) if isinstance(part, str) else part for key, part in value.items()}
        )
    return date_of(text) if (text := _text(value)) else None


def _custom(value: object) -> dict[str, str] | None:
    """What CSL has no field for: of it, whether the library says that the work was retracted."""
    said = _text(value.get("retracted")) if isinstance(value, dict) else None
    return {"retracted": said} if said else None


def _identify(data: dict[str, Any]) -> None:
    """Bare identifiers, and those that only the owner's remarks name."""
    for field, bare in (("DOI", bare_doi), ("PMID", bare_pmid), ("PMCID", bare_pmcid)):
        if field in data:
            data[field] = bare(data[field])
    for field, found in noted_identifiers(data.get("note", "")).items():
        data.setdefault(field, found)
