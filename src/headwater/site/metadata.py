"""What a source's page tells programs: Highwire's `citation_…` tags and schema.org's JSON-LD.

The tags are those that Google Scholar asks for (https://scholar.google.com/intl/en/scholar/inclusion.html)
and that Zotero's translator "Embedded Metadata" reads; it takes the type of the work from `DC.type`, in
Zotero's own names. The properties of JSON-LD are those of https://schema.org/ScholarlyArticle and its kin.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple
from urllib.parse import quote

import msgspec

from headwater.bibliography.fields import Data, Name, authors_of, date_of, pages_of, plain, text_of
from headwater.site.rendering.marks import attribute


class _Types(NamedTuple):
    """What a type of CSL is called elsewhere."""

    zotero: str
    schema: str
    container: str = ""
    """The tag that holds the title of what it stands in."""

    publisher: str = "citation_publisher"
    """The tag that holds its publisher."""


_OTHER: Final = _Types("document", "CreativeWork")
_WEB: Final = _Types("webpage", "WebPage")
_TYPES: Final = {
    "article": _Types("preprint", "ScholarlyArticle"),
    "article-journal": _Types("journalArticle", "ScholarlyArticle", "citation_journal_title"),
    "article-magazine": _Types("magazineArticle", "Article", "citation_journal_title"),
    "article-newspaper": _Types("newspaperArticle", "NewsArticle", "citation_journal_title"),
    "bill": _Types("bill", "Legislation"),
    "book": _Types("book", "Book"),
    "chapter": _Types("bookSection", "Chapter", "citation_book_title"),
    "dataset": _Types("dataset", "Dataset"),
    "entry-dictionary": _Types("dictionaryEntry", "Article", "citation_book_title"),
    "entry-encyclopedia": _Types("encyclopediaArticle", "Article", "citation_book_title"),
    "legal_case": _Types("case", "CreativeWork"),
    "legislation": _Types("statute", "Legislation"),
    "manuscript": _Types("manuscript", "Manuscript"),
    "map": _Types("map", "Map"),
    "motion_picture": _Types("film", "Movie"),
    "paper-conference": _Types("conferencePaper", "ScholarlyArticle", "citation_conference_title"),
    "patent": _Types("patent", "CreativeWork"),
    "post": _WEB,
    "post-weblog": _Types("blogPost", "BlogPosting"),
    "report": _Types("report", "Report", publisher="citation_technical_report_institution"),
    "review": _Types("journalArticle", "ScholarlyArticle", "citation_journal_title"),
    "review-book": _Types("journalArticle", "ScholarlyArticle", "citation_journal_title"),
    "software": _Types("computerProgram", "SoftwareApplication"),
    "speech": _Types("presentation", "CreativeWork"),
    "standard": _Types("standard", "CreativeWork"),
    "thesis": _Types("thesis", "Thesis", publisher="citation_dissertation_institution"),
    "webpage": _WEB,
}


class MetaTag(NamedTuple):
    """A `meta` element."""

    name: str
    content: str
    """Plain text."""


def citation_tags(item: Data) -> tuple[MetaTag, ...]:
    """What the page of a source tells reference managers; nothing for a work without a title.

    Args:
        item: CSL JSON that holds nothing but what may be published.
    """
    if not text_of(item, "title"):
        return ()
    return tuple(MetaTag(name, content) for name, content in _tags(item, _types(item)) if content)


def _tags(item: Data, types: _Types) -> Iterator[tuple[str, str]]:
    yield "DC.type", types.zotero
    yield "citation_title", text_of(item, "title")
    yield from (("citation_author", name.reversed) for name in authors_of(item))
    for field, tag in (("issued", "citation_publication_date"), ("available-date", "citation_online_date")):
        day = date_of(item, field)
        yield tag, day.joined("/") if day else ""
    if types.container:
        yield types.container, text_of(item, "container-title", "event-title", "event")
    if types.container == "citation_journal_title":
        yield "citation_journal_abbrev", text_of(item, "container-title-short", "journalAbbreviation")
    first, last = pages_of(item)
    address = address_of(item)
    yield from (
        ("citation_volume", text_of(item, "volume")),
        ("citation_issue", text_of(item, "issue")),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_technical_report_number", text_of(item, "number") if types.zotero == "report" else ""),
        ("citation_doi", text_of(item, "DOI")),
        ("citation_pmid", text_of(item, "PMID")),
        ("citation_issn", text_of(item, "ISSN")),
        ("citation_isbn", text_of(item, "ISBN")),
        (types.publisher, text_of(item, "publisher")),
        ("citation_language", text_of(item, "language")),
        ("citation_public_url", address),
        ("citation_pdf_url" if address.lower().endswith(".pdf") else "citation_abstract_html_url", address),
    )


def _types(item: Data) -> _Types:
    return _TYPES.get(text_of(item, "type"), _OTHER)


def type_of(item: Data) -> str:
    """The type of a work, as schema.org calls it."""
    return _types(item).schema


def address_of(item: Data) -> str:
    """Where a work is on the web: its own address, else that of its DOI; empty if it has neither."""
    url, doi = text_of(item, "URL"), text_of(item, "DOI")
    if url.startswith(("https://", "http://")):
        return url
    return f"https://doi.org/{quote(doi, safe='/:;()._-')}" if doi else ""


def json_ld(item: Data) -> Mapping[str, Any]:
    """A work in the words of schema.org.

    Args:
        item: CSL JSON that holds nothing but what may be published.
    """
    types, day = _types(item), date_of(item)
    first, last = pages_of(item)
    found = {
        "@type": types.schema,
        # Schema.org has no type for patents.
        "additionalType": "http://purl.org/ontology/bibo/Patent" if types.zotero == "patent" else "",
        "@id": address_of(item),
        "url": address_of(item),
        "name": text_of(item, "title"),
        "author": [maker(name) for name in authors_of(item)],
        "datePublished": day.joined("-") if day else "",
        "isPartOf": _container(item),
        "pageStart": first,
        "pageEnd": last,
        "publisher": _organisation(text_of(item, "publisher")),
        "isbn": text_of(item, "ISBN"),
        "inLanguage": text_of(item, "language"),
        "abstract": text_of(item, "abstract"),
        "identifier": [
            {"@type": "PropertyValue", "propertyID": name, "value": plain(item.get(name))}
            for name in ("DOI", "PMID", "PMCID")
            if plain(item.get(name))
        ],
    }
    return filled(found)


def maker(name: Name) -> Mapping[str, str]:
    """A person or an organisation."""
    if name.organisation:
        return _organisation(name.whole)
    parts = {"name": name.whole, "familyName": name.family, "givenName": name.given}
    return {"@type": "Person"} | filled(parts)


def _organisation(name: str) -> Mapping[str, str]:
    return {"@type": "Organization", "name": name} if name else {}


def _container(item: Data) -> Mapping[str, Any]:
    """What a work stands in: a periodical with volume and issue, a book, a website."""
    name = text_of(item, "container-title")
    if not name:
        return {}
    if _types(item).container != "citation_journal_title":
        whole = {"chapter": "Book", "webpage": "WebSite", "post-weblog": "Blog"}
        return {"@type": whole.get(text_of(item, "type"), "CreativeWork"), "name": name}
    part: Mapping[str, Any] = {"@type": "Periodical"} | filled({"name": name, "issn": text_of(item, "ISSN")})
    for kind, number in (("Volume", "volume"), ("Issue", "issue")):
        if value := text_of(item, number):
            part = {"@type": f"Publication{kind}", f"{kind.lower()}Number": value, "isPartOf": part}
    return part


def filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Properties without those that have no value."""
    return {name: value for name, value in values.items() if value}


def tags_html(tags: tuple[MetaTag, ...]) -> str:
    """Tags as HTML for a page's head, one on a line."""
    return "".join(
        f'<meta name="{attribute(name)}" content="{attribute(content)}">\n' for name, content in tags
    )


_UNSAFE: Final = tuple((sign.encode(), f"\\u{ord(sign):04x}".encode()) for sign in "<>&\u2028\u2029")
"""What could end the element or begin another, or breaks lines of scripts, and how JSON writes it."""
_ENCODER: Final = msgspec.json.Encoder(order="sorted")


def written(thing: Mapping[str, Any]) -> bytes:
    """A thing as JSON, without the properties that have no value."""
    told = filled(thing)
    return _ENCODER.encode(told) if told else b""


def json_ld_html(*things: bytes) -> str:
    """Things as one element of JSON-LD; nothing in it can end the element, or begin another.

    Args:
        things: What is described, as JSON whose names are in order; what is empty is left out.
    """
    told = [thing for thing in things if thing]
    if not told:
        return ""
    graph = told[0] if len(told) == 1 else b'{"@graph":[%b]}' % b",".join(told)
    # Its name comes before all others.
    safe = b'{"@context":"https://schema.org",%b' % graph[1:]
    for sign, harmless in _UNSAFE:
        safe = safe.replace(sign, harmless)
    return f'<script type="application/ld+json">{safe.decode()}</script>\n'
