"""The citation of a source that a library knows, or whose own note tells enough."""

from __future__ import annotations

from headwater.bibliography.citations import IDENTIFIERS, Citation
from headwater.bibliography.fields import date_of, text_of
from headwater.bibliography.forms.csl_json import csl_json
from headwater.bibliography.forms.ris import ris
from headwater.bibliography.items import Item
from headwater.bibliography.kept import KeptWork
from headwater.bibliography.matching import is_doi
from headwater.bibliography.sources import public_item


def formatted_citation(stated: Citation, item: Item, work: KeptWork | None) -> Citation:
    """The citation of a source that a library knows, or whose note tells enough.

    Args:
        stated: What its own note states.
        item: The work.
        work: The work as it was formatted; None where it could not be.
    """
    public = public_item(item, abstract=False)
    formatted = work.formatted if work and work.formatted.text else None
    known = {name: text_of(public, name) for name in IDENTIFIERS}
    if known["DOI"] and known["DOI"] in known["URL"]:
        known["URL"] = ""
    # What else its note states as an identifier is none, or leads to its owner's machine.
    identifiers = {name: value for name, value in known.items() if value}
    identifiers |= {name: value for name, value in stated.identifiers if name == "DOI" and is_doi(value)}
    issued = date_of(public)
    text = formatted.text if formatted else stated.text
    return Citation(
        item.citekey,
        text if text != item.citekey else text_of(public, "title") or text,
        tuple((name, identifiers[name]) for name in IDENTIFIERS if name in identifiers),
        stated.facts,
        html=formatted.html if formatted else "",
        title=text_of(public, "title"),
        year=str(issued.year) if issued else "",
        abstract=text_of(item.data, "abstract"),
        item=csl_json([public]).strip().removeprefix("[").removesuffix("]").strip(),
        bibtex=work.bibtex if work else "",
        ris=ris(public),
    )
