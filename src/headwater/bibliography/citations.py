"""The citation of an evidence source, as its own note gives it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from headwater.bibliography.fields import Data, text_of
from headwater.vault.notes import Note, PropertyValue

_DOI = re.compile(r"10\.\d{4,9}/\S+")
IDENTIFIERS = ("DOI", "PMID", "PMCID", "ISBN", "URL")
"""Properties that identify a source, in the order pages show them; letter case does not count."""


class PublicNotice(NamedTuple):
    """What was published about a work that whoever relies on it must know."""

    nature: str
    """`retraction`, `expression of concern`, `correction` or `reinstatement`."""

    date: str
    """Of the notice, as YYYY-MM-DD; empty where unknown."""

    doi: str
    """Of the notice itself, or empty."""

    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """How a source is cited."""

    citekey: str
    text: str
    """The formatted citation as plain text with bare addresses; the citekey where nothing is known."""

    identifiers: tuple[tuple[str, str], ...] = ()
    """Name and value, such as `("DOI", "10.1186/s12967-017-1300-y")`."""

    facts: tuple[tuple[str, str], ...] = ()
    """What else the note says of its source: year, type of study, species, population."""

    html: str = ""
    """The text as inline HTML, where a style made it; else empty."""

    title: str = ""
    """The work's title as plain text; empty where it is not known apart from the text."""

    year: str = ""
    """The year it was published in; empty where that is not known."""

    abstract: str = ""

    item: str = ""
    """The work as a CSL JSON item, bibliographic fields only; empty where nothing but the text is known."""

    bibtex: str = ""
    """The same as an entry of a `.bib` file."""

    ris: str = ""
    """The same as a record of a `.ris` file."""

    study: str = ""
    """What study it reports, in usual words: `randomized controlled trial, human`; empty where unknown."""

    notices: tuple[PublicNotice, ...] = ()
    """The notices about the work that still hold, the earliest first."""

    state: str = ""
    """The gravest of what they come to: `retracted`, `of concern`, `corrected`, `reinstated`, or nothing."""


FACTS = ("year", "study-type", "species", "population", "evidence-level")


def citation_of(note: Note, citation_keys: Sequence[str]) -> Citation:
    """The citation of a source note: its `Citation` property, else what its other properties come to.

    Args:
        note: An evidence source.
        citation_keys: Names of the properties that may hold the ready text; the first present one counts.
    """
    properties = {key.casefold(): value for key, value in note.properties.items()}
    ready = (_text(note.properties.get(key)) for key in citation_keys)
    text = next((text for text in ready if text), "") or _from_parts(properties) or note.name
    identifiers = [(name, _text(properties.get(name.casefold()))) for name in IDENTIFIERS]
    doi = _DOI.search(text)
    if doi and not identifiers[0][1]:
        identifiers[0] = ("DOI", doi[0].rstrip(".,;"))
    return Citation(
        note.name,
        text,
        tuple((name, _bare_doi(value) if name == "DOI" else value) for name, value in identifiers if value),
        tuple((key, _text(properties.get(key))) for key in FACTS if _text(properties.get(key))),
    )


def identifiers_of(item: Data) -> tuple[tuple[str, str], ...]:
    """The identifiers of a work with their names, without an address that only leads to its DOI."""
    known = {name: text_of(item, name) for name in IDENTIFIERS}
    if known["DOI"] and known["DOI"] in known["URL"]:
        known["URL"] = ""
    return tuple((name, value) for name, value in known.items() if value)


def without_note(citation: Citation) -> Citation:
    """A citation without what only its note states, be it an address on its author's own machine."""
    identifiers = tuple(pair for pair in citation.identifiers if pair[1] in citation.text)
    if citation.item:
        identifiers = identifiers_of(json.loads(citation.item))
    return replace(citation, identifiers=identifiers, facts=(), abstract="")


def _from_parts(properties: Mapping[str, PropertyValue]) -> str:
    authors = _text(properties.get("authors")) or _text(properties.get("author"))
    title = _text(properties.get("title"))
    year = _text(properties.get("year"))
    doi = _bare_doi(_text(properties.get("doi")))
    if not title:
        return ""
    parts = [authors, f"“{title}”", f"({year})" if year else "", f"https://doi.org/{doi}" if doi else ""]
    return ". ".join(part for part in parts if part)


def _text(value: PropertyValue) -> str:
    if isinstance(value, list):
        return ", ".join(text for text in map(_text, value) if text)
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _bare_doi(doi: str) -> str:
    match = _DOI.search(doi)
    return match[0] if match else doi
