"""One run of pandoc that cites: works listed, or cited on pages, through a Lua script of ours."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from headwater.bibliography.pandoc import run_pandoc
from headwater.errors import CitationError

SCRIPT = Path(__file__).with_name("citing.lua")
"""What pandoc runs. It says what it is given and what it gives."""

# A language and what may follow it, roughly BCP 47: enough to tell a slip from a locale.
_LOCALE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")

_RESOLVER = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
# Han, kana and hangul, the blocks that names are written in.
_EAST_ASIAN = re.compile(
    "[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]+"
)


class Page(NamedTuple):
    """What is cited in one place."""

    style: int
    """The style, by its position from 1."""

    items: Sequence[int]
    """The works that may be cited, by their position from 1."""

    texts: Sequence[str] = ()
    """Citations as they are written; with none, all works are listed."""

    keys: Mapping[str, int] = {}
    """The same works by citekey."""


class Answer(NamedTuple):
    """What pandoc makes of a page, as HTML that is not cleaned yet."""

    citations: Sequence[str]
    """Of each text; empty where it cites nothing."""

    notes: Sequence[str]
    """The notes, in order."""

    works: Sequence[tuple[int, str]]
    """The bibliography: position of the work from 1, and its entry."""


class _Page(msgspec.Struct):
    """An answer with numbers of pieces, from 1, in the place of HTML."""

    citations: list[int]
    notes: list[int]
    works: list[tuple[int, int]]


class _Answers(msgspec.Struct):
    pieces: list[str]
    pages: list[_Page]


def check_locale(locale: str) -> None:
    """See that a locale is one.

    Raises:
        CitationError: It is none.
    """
    if not _LOCALE.fullmatch(locale):
        raise CitationError(
            f"“{locale}” is no locale",
            hint="give a language and a region, as in en-US: with --locale, or as `locale` in [citations]",
        )


def run_citing(
    styles: Sequence[str], locale: str, works: Sequence[Mapping[str, Any]], pages: Sequence[Page]
) -> list[Answer]:
    """Cite with pandoc, in one process.

    Args:
        styles: CSL, as text.
        locale: As in `en-US`.
        works: CSL JSON items; those that pandoc cannot read are as good as missing.
        pages: What is cited where.

    Returns:
        An answer for each page.

    Raises:
        CitationError: The locale is none, pandoc is missing or failed, or a style cannot be used.
    """
    check_locale(locale)
    given = {
        "locale": locale,
        "styles": [f"data:text/xml;base64,{b64encode(style.encode()).decode()}" for style in styles],
        "items": [_csl_json(number, work) for number, work in enumerate(works, start=1)],
        "pages": [
            {
                "style": page.style,
                "items": list(page.items),
                "texts": list(page.texts),
                "keys": dict(page.keys),
            }
            for page in pages
        ],
    }
    said = run_pandoc(["lua", str(SCRIPT)], msgspec.json.encode(given))
    answers = msgspec.json.decode(said, type=_Answers)
    pieces = ["", *answers.pieces]
    return [_answer(page, pieces) for page in answers.pages]


def _answer(page: _Page, pieces: Sequence[str]) -> Answer:
    return Answer(
        [pieces[number] for number in page.citations],
        [pieces[number] for number in page.notes],
        [(work, pieces[number]) for work, number in page.works],
    )


def _csl_json(number: int, work: Mapping[str, Any]) -> str:
    # No citekey holds a space, so none that is missing can be taken for one of these.
    return encoded({**_as_pandoc_needs_it(work), "id": f" {number}"}).decode()


def encoded(work: Mapping[str, Any]) -> bytes:
    """A work as JSON: equal works give equal bytes."""
    try:
        return msgspec.json.encode(dict(work), order="deterministic")
    except UnicodeEncodeError:
        # Half a character, which JSON can spell out. Pandoc will not read it, and leave out this one work.
        return json.dumps(work, sort_keys=True).encode()


def _as_pandoc_needs_it(work: Mapping[str, Any]) -> Mapping[str, Any]:
    """A work without what pandoc does not expect: DOIs written as addresses, names that have no initials."""
    changed = {
        name: [_unbroken(person) for person in value]
        for name, value in work.items()
        if isinstance(value, list)
    }
    doi = work.get("DOI")
    if isinstance(doi, str):
        return {**work, **changed, "DOI": _RESOLVER.sub("", doi.strip(), count=1)}
    return {**work, **changed}


def _unbroken(person: Any) -> Any:
    """A Chinese, Japanese or Korean name as one: pandoc would put a full stop behind the given name."""
    if not isinstance(person, dict):
        return person
    family, given = person.get("family"), person.get("given")
    if isinstance(family, str) and isinstance(given, str) and _EAST_ASIAN.fullmatch(family + given):
        return {"literal": family + given}
    return person
