"""A source's page tells programs what it cites, and nothing in a citation can break out of that."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.site.metadata import (
    MetaTag,
    address_of,
    citation_tags,
    json_ld,
    json_ld_html,
    tags_html,
    written,
)

ARTICLE: dict[str, Any] = {
    "id": "bergWater2021",
    "type": "article-journal",
    "title": "Water in <i>ex vivo</i> discs",
    "author": [
        {"family": "Berg", "given": "Jana", "non-dropping-particle": "van der"},
        {"literal": "Disc Consortium"},
    ],
    "container-title": "Journal of Invented Results",
    "container-title-short": "J Invent Res",
    "volume": 7,
    "issue": "2",
    "page": "41–52",
    "issued": {"date-parts": [[2021, 3, 9]]},
    "available-date": {"date-parts": [[2020, 12]]},
    "DOI": "10.5555/invented.2021_041",
    "PMID": "1234567",
    "ISSN": "1234-5678",
    "publisher": "Invented Press",
    "language": "en",
}


def test_an_article_is_told_to_zotero_and_google_scholar() -> None:
    assert citation_tags(ARTICLE) == tuple(
        MetaTag(name, content)
        for name, content in [
            ("DC.type", "journalArticle"),
            ("citation_title", "Water in ex vivo discs"),
            ("citation_author", "van der Berg, Jana"),
            ("citation_author", "Disc Consortium"),
            ("citation_publication_date", "2021/03/09"),
            ("citation_online_date", "2020/12"),
            ("citation_journal_title", "Journal of Invented Results"),
            ("citation_journal_abbrev", "J Invent Res"),
            ("citation_volume", "7"),
            ("citation_issue", "2"),
            ("citation_firstpage", "41"),
            ("citation_lastpage", "52"),
            ("citation_doi", "10.5555/invented.2021_041"),
            ("citation_pmid", "1234567"),
            ("citation_issn", "1234-5678"),
            ("citation_publisher", "Invented Press"),
            ("citation_language", "en"),
            ("citation_public_url", "https://doi.org/10.5555/invented.2021_041"),
            ("citation_abstract_html_url", "https://doi.org/10.5555/invented.2021_041"),
        ]
    )


@pytest.mark.parametrize(
    ("kind", "zotero", "tag"),
    [
        ("chapter", "bookSection", "citation_book_title"),
        ("paper-conference", "conferencePaper", "citation_conference_title"),
        ("report", "report", "citation_technical_report_institution"),
        ("thesis", "thesis", "citation_dissertation_institution"),
        ("patent", "patent", "citation_publisher"),
        ("hologram", "document", "citation_publisher"),
    ],
)
def test_other_works_are_told_by_the_tags_of_their_type(kind: str, zotero: str, tag: str) -> None:
    tags = dict(citation_tags({**ARTICLE, "type": kind}))
    assert tags["DC.type"] == zotero
    assert tag in tags
    assert "citation_journal_title" not in tags


def test_a_pdf_is_offered_as_such() -> None:
    tags = dict(citation_tags({**ARTICLE, "URL": "https://example.org/paper.PDF"}))
    assert tags["citation_pdf_url"] == "https://example.org/paper.PDF"


def test_a_work_without_a_title_is_not_told() -> None:
    assert citation_tags({"id": "a", "type": "book"}) == ()


def test_an_address_that_is_not_of_the_web_is_not_given() -> None:
    assert address_of({"URL": "javascript:alert(1)"}) == ""
    assert address_of({"URL": "javascript:alert(1)", "DOI": "10.1/a b"}) == "https://doi.org/10.1/a%20b"


def test_an_article_is_described_in_the_words_of_schema_org() -> None:
    assert json_ld(ARTICLE) == {
        "@type": "ScholarlyArticle",
        "@id": "https://doi.org/10.5555/invented.2021_041",
        "url": "https://doi.org/10.5555/invented.2021_041",
        "name": "Water in ex vivo discs",
        "author": [
            {
                "@type": "Person",
                "name": "Jana van der Berg",
                "familyName": "van der Berg",
                "givenName": "Jana",
            },
            {"@type": "Organization", "name": "Disc Consortium"},
        ],
        "datePublished": "2021-03-09",
        "isPartOf": {
            "@type": "PublicationIssue",
            "issueNumber": "2",
            "isPartOf": {
                "@type": "PublicationVolume",
                "volumeNumber": "7",
                "isPartOf": {
                    "@type": "Periodical",
                    "name": "Journal of Invented Results",
                    "issn": "1234-5678",
                },
            },
        },
        "pageStart": "41",
        "pageEnd": "52",
        "publisher": {"@type": "Organization", "name": "Invented Press"},
        "inLanguage": "en",
        "identifier": [
            {"@type": "PropertyValue", "propertyID": "DOI", "value": "10.5555/invented.2021_041"},
            {"@type": "PropertyValue", "propertyID": "PMID", "value": "1234567"},
        ],
    }


@pytest.mark.parametrize(
    ("kind", "schema"),
    [("book", "Book"), ("report", "Report"), ("webpage", "WebPage"), ("chapter", "Chapter")],
)
def test_other_works_have_the_type_that_fits(kind: str, schema: str) -> None:
    assert json_ld({"id": "a", "type": kind, "title": "T"})["@type"] == schema


def test_a_patent_is_told_from_other_works() -> None:
    described = json_ld({"id": "a", "type": "patent", "title": "T"})
    assert described["additionalType"] == "http://purl.org/ontology/bibo/Patent"


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.script = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.script += data


def parsed(html: str) -> _Elements:
    elements = _Elements()
    elements.feed(html)
    elements.close()
    return elements


HOSTILE = st.text() | st.sampled_from(
    ["</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "<!--<script>", "]]>", "\u2028"]
)


@given(HOSTILE, HOSTILE)
def test_no_title_breaks_out_of_its_element(title: str, family: str) -> None:
    item = {"type": "article-journal", "title": title, "author": [{"family": family, "given": "A"}]}
    described = json_ld(item)
    elements = parsed(json_ld_html(written(described)))
    assert elements.found == [("script", {"type": "application/ld+json"})]
    assert json.loads(elements.script) == {"@context": "https://schema.org", **described}
    tags = citation_tags(item)
    found = parsed(tags_html(tags)).found
    assert [tag for tag, _ in found] == ["meta"] * len(tags)
    assert [attributes["content"] for _, attributes in found] == [tag.content for tag in tags]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*ARTICLE, "URL", "abstract"]), values))
def test_whatever_a_library_holds_is_described_or_left_out(item: dict[str, Any]) -> None:
    assert re.fullmatch(r"<script[^<>]*>[^<>]*</script>\n", json_ld_html(written(json_ld(item))))
    for tag in citation_tags(item):
        assert tag.content == " ".join(tag.content.split())
