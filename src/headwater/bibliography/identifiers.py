"""DOI, PMID and PMCID: bare, whatever they were written as."""

from __future__ import annotations

import re

_DOI_PREFIX = re.compile(
    r"(?:(?:https?:)?//)?(?:(?:dx|www)\.)?doi\.org/|doi:?\s*(?=10\.)|doi:\s*", re.IGNORECASE
)
_PMID = re.compile(
    r"(?:pmid:?\s*|https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/)?(\d{1,9})/?",
    re.IGNORECASE,
)
_PMCID = re.compile(r"(?:\S*/)?(?:pmcid:?\s*)?(?:pmc)?(\d{1,9})(?:\.\d+)?/?", re.IGNORECASE)
_NOTED = re.compile(r"^[ \t]*(DOI|PMID|PMCID):[ \t]*(\S+)[ \t]*$", re.IGNORECASE | re.MULTILINE)
"""A line of Zotero's field *Extra*: https://www.zotero.org/support/kb/item_types_and_fields#citing_fields_from_extra"""

_CITEKEY = re.compile(r"^[ \t]*citation[ -]?key:[ \t]*(\S+)[ \t]*$", re.IGNORECASE | re.MULTILINE)


def bare_doi(text: str) -> str:
    """A DOI without `https://doi.org/` and `doi:`; what is none stays as it is."""
    text = text.strip()
    while prefix := _DOI_PREFIX.match(text):
        text = text[prefix.end() :].strip()
    return text


def bare_pmid(text: str) -> str:
    """A PubMed id as digits; what is none stays as it is."""
    match = _PMID.fullmatch(text.strip())
    return match[1] if match else text


def bare_pmcid(text: str) -> str:
    """A PubMed Central id as `PMC` and digits; what is none stays as it is."""
    match = _PMCID.fullmatch(text.strip())
    return f"PMC{match[1]}" if match else text


def noted_identifiers(note: str) -> dict[str, str]:
    """The identifiers that the lines of a remark name, such as `PMID: 28938891`.

    Returns:
        By the name of the CSL field; those alone that have the form of one.
    """
    found: dict[str, str] = {}
    for name, value in _NOTED.findall(note):
        field = name.upper()
        if field == "DOI" and (doi := bare_doi(value)).startswith("10."):
            found.setdefault(field, doi)
        elif field == "PMID" and value.isdecimal():
            found.setdefault(field, value)
        elif field == "PMCID" and _PMCID.fullmatch(value):
            found.setdefault(field, bare_pmcid(value))
    return found


def noted_citekey(note: str) -> str:
    """The citekey that a line `Citation Key: …` names, as Better BibTeX pins it; empty if none does."""
    match = _CITEKEY.search(note)
    return match[1] if match else ""


def without_noted_citekey(note: str) -> str:
    """A remark without the lines that name citekeys."""
    return _CITEKEY.sub("", note).strip()
