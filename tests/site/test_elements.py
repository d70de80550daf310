"""Small pieces of HTML: plain text goes in, and comes out escaped."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.site.elements import anchor, external, identifier, linked, shortened, stamps, text, time
from headwater.vault.notes import Dates
from tests.site.drawn import words


@given(st.text(st.characters(exclude_categories=["Cc", "Cn", "Cs"])))
def test_text_reads_as_it_was_given_and_holds_no_tag(given_text: str) -> None:
    assert unescape(text(given_text)) == given_text
    assert "<" not in text(given_text)


@pytest.mark.parametrize("bad", ["\0", "\x1b", "\x7f", "\x85", "\ud800", "\ufdd0", "\uffff", "\U0010ffff"])
def test_what_no_html_document_may_hold_is_left_out(bad: str) -> None:
    assert text(f"a\tb\nc{bad}d") == "a\tb\ncd"
    assert external(f"https://example.org/a{bad}b", f"a{bad}b") == external("https://example.org/ab", "ab")
    assert bad not in linked(f"a{bad}b https://example.org/a{bad}b")
    assert identifier("DOI", f"10.1/{bad}a") == identifier("DOI", "10.1/a")


def test_the_address_and_the_words_of_a_link_are_escaped() -> None:
    assert anchor('/a"b/', "<b> & c", "id") == '<a class="id" href="/a&quot;b/">&lt;b&gt; &amp; c</a>'
    assert anchor("/a/", "b") == '<a href="/a/">b</a>'


def test_a_link_that_leaves_the_site_tells_the_other_side_nothing() -> None:
    assert external("https://example.org/", "x") == (
        '<a class="external" rel="noopener noreferrer" href="https://example.org/">x</a>'
    )


@pytest.mark.parametrize("after", ["", ".", ",", ";", " and more"])
def test_an_address_in_plain_text_is_a_link_without_the_punctuation_behind_it(after: str) -> None:
    address = "https://doi.org/10.1000/a(b)c"
    assert linked(f"See {address}{after}") == f"See {external(address, address)}{after}"


def test_every_address_in_a_text_is_a_link_and_the_rest_is_escaped() -> None:
    html = linked("<i>a</i> http://example.org/1 & https://example.org/2?b=c&d=e")
    assert html.count("<a ") == 2
    assert html.startswith("&lt;i&gt;a&lt;/i&gt; <a ")
    assert 'href="https://example.org/2?b=c&amp;d=e"' in html
    assert words(html) == "<i>a</i> http://example.org/1 & https://example.org/2?b=c&d=e"


@given(st.text())
def test_no_text_around_an_address_becomes_a_tag(around: str) -> None:
    html = linked(f"{around} https://example.org {around}")
    assert html.count("<") == 2 * html.count("<a ")


@pytest.mark.parametrize(
    ("name", "value", "href"),
    [
        ("DOI", "10.1000/a", "https://doi.org/10.1000/a"),
        ("PMID", "12", "https://pubmed.ncbi.nlm.nih.gov/12"),
        ("PMCID", "PMC12", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC12"),
        ("URL", "https://example.org/a", "https://example.org/a"),
    ],
)
def test_an_identifier_leads_to_where_it_is_registered(name: str, value: str, href: str) -> None:
    assert identifier(name, value) == external(href, value)


def test_an_identifier_without_a_register_is_text() -> None:
    assert identifier("ISBN", "978 & 1") == "978 &amp; 1"
    assert identifier("URL", "javascript:alert(1)") == "javascript:alert(1)"


def test_a_date_is_shown_by_its_day_and_keeps_its_time_for_programs() -> None:
    moment = datetime(2025, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=-5)))
    created, updated = stamps(Dates(moment, None))
    assert time(created) == '<time datetime="2025-01-02T03:04:05-05:00">2025-01-02</time>'
    assert time(updated) == ""


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("one two", "one two"),
        ("one  two\nthree", "one two three"),
        ("one two three four", "one two three…"),
        ("one two, three more", "one two…"),
        ("unbreakable-word", "unbreakable-wo…"),
    ],
)
def test_long_text_is_cut_at_the_end_of_a_word(long: str, short: str) -> None:
    assert shortened(long, 14) == short


@given(st.text(), st.integers(1, 40))
def test_shortened_text_is_one_line_and_no_longer_than_asked_but_for_the_ellipsis(
    long: str, length: int
) -> None:
    short = shortened(long, length)
    assert len(short) <= length + 1
    assert len(short.splitlines()) <= 1
