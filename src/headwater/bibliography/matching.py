"""What works are matched by: DOIs and PubMed ids, in the one form in which two of them can be compared."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from headwater.bibliography.items import Item
from headwater.vault.notes import Note

LONGEST = 2_000
"""How many characters of a text are searched for an identifier."""

_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+")
"""The form of a DOI (DOI Handbook, 2.2; https://www.crossref.org/blog/dois-and-matching-regular-expressions/)."""

_RESOLVER = re.compile(r"\s*(?:https?://(?:dx\.|www\.)?doi\.org/|(?:info:|urn:)?doi:?\s*/?)", re.IGNORECASE)
_PUBMED = re.compile(
    r"\s*(?:pmid:?\s*|https?://(?:(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed|pubmed\.ncbi\.nlm\.nih\.gov)/)?"
    # Tables that went through a spreadsheet or pandas hold `123.0`.
    r"0*([1-9][0-9]{0,8})(?:\.0)?/?\s*",
    re.IGNORECASE,
)
_EXTRA = re.compile(
    r"^[ \t]*(?P<name>DOI|PMID)[ \t]*[:=][ \t]*(?P<value>\S.*)$", re.IGNORECASE | re.MULTILINE
)
"""A line of Zotero's field *Extra*, which CSL JSON calls `note`."""


class Identifiers(NamedTuple):
    """What a work, or several, can be known by."""

    dois: frozenset[str]
    """DOIs as `doi_in` gives them."""

    pubmed: frozenset[str]
    """PubMed ids as `pubmed_in` gives them."""


def doi_in(text: str) -> str:
    """The first DOI in a text: without resolver, in lower case (letter case does not count in a DOI).

    Args:
        text: A DOI with or without `https://doi.org/`, or a text that holds one, as far as it is searched.

    Returns:
        The DOI; empty if there is none.
    """
    match = _DOI.search(_decoded(text[:LONGEST]))
    return _without_tail(match[0]).lower() if match else ""


def _decoded(text: str) -> str:
    """A text without the `%2F` of addresses, if it holds one."""
    return unquote(text) if "%" in text and "doi.org/" in text.lower() else text


def _without_tail(doi: str) -> str:
    """A DOI without the punctuation of the sentence that it ends; DOIs may hold brackets of their own."""
    while True:
        shorter = doi.rstrip(".,;:”\"'>" if "<" not in doi else ".,;:”\"'")
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter.endswith("]") and shorter.count("]") > shorter.count("["):
            shorter = shorter[:-1]
        if shorter == doi:
            return doi
        doi = shorter


def written_doi(text: str) -> str:
    """What is written for a DOI, without resolver and the space around it; letter case is kept."""
    return _RESOLVER.sub("", _decoded(text), count=1).strip() if _RESOLVER.match(text) else text.strip()


def is_doi(text: str) -> bool:
    """Whether a text is a DOI, with a resolver before it or without, and nothing else."""
    written = written_doi(text)
    return bool(_DOI.fullmatch(written)) and _without_tail(written) == written


def pubmed_in(text: str) -> str:
    """The PubMed id that a text is, as digits; empty if it is none, such as the `0` of some tables."""
    match = _PUBMED.fullmatch(text)
    return match[1] if match else ""


def printable(text: str) -> str:
    """A text from outside on one line, without what a terminal would obey."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def identifiers_of_item(item: Item) -> Identifiers:
    """What a work of a library is known by: its fields, its address and lines of *Extra*."""
    data = item.data
    extra = [match.groups() for text in _texts(data.get("note")) for match in _EXTRA.finditer(text)]
    return _identifiers(
        [*_texts(data.get("DOI")), *(value for name, value in extra if name.upper() == "DOI")],
        [*_texts(data.get("PMID")), *(value for name, value in extra if name.upper() == "PMID")],
        _texts(data.get("URL")),
    )


def identifiers_of_note(note: Note, citation_keys: Sequence[str]) -> Identifiers:
    """What the source of a note is known by: its properties, and the DOI in its ready citation.

    Args:
        note: An evidence source.
        citation_keys: Names of the properties that may hold the ready text.
    """
    stated: dict[str, list[str]] = defaultdict(list)
    for key, value in note.properties.items():
        stated[property_key(key)] += _texts(value)
    cited = (text for key in citation_keys for text in _texts(note.properties.get(key)))
    pubmed = (text for key in ("pmid", "pubmed", "pubmedid") for text in stated[key])
    return _identifiers([*stated["doi"], *cited], pubmed, stated["url"])


@lru_cache(maxsize=1_000)
def property_key(name: str) -> str:
    """A property's name without letter case and signs, nor the `zotero` that some plugins put before it."""
    return re.sub(r"[\W_]+", "", name.casefold()).removeprefix("zotero")


def together(known: Iterable[Identifiers]) -> Identifiers:
    """All that several works are known by."""
    every = list(known)
    return Identifiers(
        frozenset[str]().union(*(each.dois for each in every)),
        frozenset[str]().union(*(each.pubmed for each in every)),
    )


def _identifiers(dois: Iterable[str], pubmed: Iterable[str], addresses: Iterable[str]) -> Identifiers:
    addresses = list(addresses)
    dois = {doi_in(text) for text in (*dois, *filter(_RESOLVER.match, addresses))}
    ids = {pubmed_in(text) for text in (*pubmed, *(text for text in addresses if "pubmed" in text))}
    return Identifiers(frozenset(dois - {""}), frozenset(ids - {""}))


def _texts(value: object) -> Iterator[str]:
    """A field or property as text, or each text of a list."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, list | tuple):
        for each in value:
            if isinstance(each, str | int | float):
                yield from _texts(each)
