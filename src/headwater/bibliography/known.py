"""The citation of a source that a library knows, or whose own note tells enough."""

from __future__ import annotations

from headwater.bibliography.citations import IDENTIFIERS, Citation, identifiers_of
from headwater.bibliography.fields import Data, date_of, text_of
from headwater.bibliography.forms.csl_json import csl_json
from headwater.bibliography.forms.ris import ris
from headwater.bibliography.items import Item
from headwater.bibliography.kept import KeptWork, WorkFacts
from headwater.bibliography.matching import is_doi
from headwater.bibliography.sources import public_item


def formatted_citation(stated: Citation, item: Item, work: KeptWork | None) -> Citation:
    """The citation of a source that a library knows, or whose note tells enough.

    Args:
        stated: What its own note states.
        item: The work.
        work: The work as it was formatted; None where it could not be.
    """
    facts = work.facts if work else facts_of(public_item(item, abstract=False))
    formatted = work.formatted if work and work.formatted.text else None
    # What else its note states as an identifier is none, or leads to its owner's machine.
    doi = {name: value for name, value in stated.identifiers if name == "DOI" and is_doi(value)}
    identifiers = {**facts.identifiers, **doi}
    text = formatted.text if formatted else stated.text
    return Citation(
        item.citekey,
        text if text != item.citekey else facts.title or text,
        tuple((name, identifiers[name]) for name in IDENTIFIERS if name in identifiers),
        stated.facts,
        html=formatted.html if formatted else "",
        title=facts.title,
        year=facts.year,
        abstract=text_of(item.data, "abstract") if "abstract" in item.data else "",
        item=facts.item,
        bibtex=work.bibtex if work else "",
        ris=facts.ris,
    )


def facts_of(public: Data) -> WorkFacts:
    """What is told of a work besides its citation.

    Args:
        public: Its CSL JSON item, with nothing in it but what may be shown.
    """
    issued = date_of(public)
    return WorkFacts(
        text_of(public, "title"),
        str(issued.year) if issued else "",
        dict(identifiers_of(public)),
        csl_json([public]).strip().removeprefix("[").removesuffix("]").strip(),
        ris(public),
    )
