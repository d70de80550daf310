"""Citations in text: as the style has them, for each page by itself, in one run of pandoc."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.bibliography import in_text
from headwater.bibliography.formatted import CitedText
from headwater.bibliography.in_text import cite, citekeys_in
from headwater.bibliography.items import Item
from headwater.bibliography.narrowing import Narrower
from headwater.bibliography.styles import Style, find_style
from headwater.errors import CitationError
from scripts.generate_golden_citations import STYLES, works

CHICAGO = "chicago-notes-bibliography-17th-edition"
ALLOWED = {"a", "em", "span", "strong", "sub", "sup"}


def item(citekey: str, title: str, family: str = "Bond", **data: Any) -> Item:
    facts = {"author": [{"family": family, "given": "Jo"}], "issued": {"date-parts": [[2001]]}, **data}
    return Item(citekey, {"id": citekey, "type": "book", "title": title, **facts}, "library.json", 1)


ITEMS = {"ice": item("ice", "Ice"), "rime": item("rime", "Rime"), "mud": item("mud", "Mud", "Abel")}


def style(name: str = "apa") -> Style:
    return find_style(name, Path())


def cited(*page: str, by: str = "apa") -> CitedText:
    return cite([page], ITEMS, style(by), "en-US")[0]


def elements_of(html: str) -> list[Any]:
    return list(html5lib.parseFragment(html, namespaceHTMLElements=False).iter())[1:]


def assert_harmless(html: str) -> None:
    for element in elements_of(html):
        assert element.tag in ALLOWED
        allowed = {"a": r"https?://.*|#cited-\d+", "span": "smallcaps"}.get(element.tag, "")
        assert all(re.fullmatch(allowed, value) for value in element.attrib.values())


def test_citations_come_out_as_the_style_has_them_and_the_bibliography_in_its_order() -> None:
    page = cited("[see @ice, pp. 3-5; -@mud]", "@mud", "@mud [chap. 2]")
    assert page.citations == ("(see Bond, 2001, pp. 3–5; 2001)", "Abel (2001)", "Abel (2001, Chapter 2)")
    assert page.works == (
        ("mud", "Abel, J. (2001). <em>Mud</em>."),
        ("ice", "Bond, J. (2001). <em>Ice</em>."),
    )
    assert (page.notes, page.missing) == ((), ())


def test_works_are_told_apart_on_the_pages_that_cite_both_alone() -> None:
    both, one = cite([["[@ice; @rime]"], ["[@rime]"]], ITEMS, style(), "en-US")
    assert both.citations == ("(Bond, 2001a, 2001b)",)
    assert one.citations == ("(Bond, 2001)",)


def test_numbers_begin_anew_on_each_page() -> None:
    first, second = cite([["[@ice]", "[@mud]"], ["[@mud]"]], ITEMS, style("vancouver"), "en-US")
    assert (first.citations, second.citations) == (("(1)", "(2)"), ("(1)",))
    assert first.works == (("ice", "1. Bond J. Ice. 2001."), ("mud", "2. Abel J. Mud. 2001."))


def test_in_a_style_of_notes_a_citation_is_the_number_of_its_note() -> None:
    page = cited("[@ice, 825]", "@mud", "[@ice, 9]", by=CHICAGO)
    assert page.citations == (
        '<sup><a href="#cited-1">1</a></sup>',
        'Jo Abel<sup><a href="#cited-2">2</a></sup>',
        '<sup><a href="#cited-3">3</a></sup>',
    )
    assert page.notes == (
        "Jo Bond, <em>Ice</em> (2001), 825.",
        "<em>Mud</em> (2001).",
        "Bond, <em>Ice</em>, 9.",
    )


def test_a_citekey_without_work_is_missing_and_shows_itself() -> None:
    page = cited("[@nope; @ice]", "[@gone]")
    assert page.missing == ("nope", "gone")
    assert page.citations == ("(Bond, 2001; <strong>nope?</strong>)", "(<strong>gone?</strong>)")


def test_letter_case_of_a_citekey_counts() -> None:
    assert cited("[@ICE]").missing == ("ICE",)


@pytest.mark.parametrize("text", ["no citation", "a@b.example", "<b>x</b>", "[[Ice]]", "", "@", "[@*]"])
def test_what_is_no_citation_comes_back_as_text(text: str) -> None:
    page = cited("[@ice]", text)
    assert page.citations[1] == text.replace("<", "&lt;").replace(">", "&gt;")


def test_pandoc_is_not_run_where_nothing_is_cited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(in_text, "run_citing")
    assert cite([["plain"], []], ITEMS, style(), "en-US") == [
        CitedText(("plain",), (), (), ()),
        CitedText((), (), (), ()),
    ]


def test_a_work_that_pandoc_cannot_read_is_as_good_as_missing() -> None:
    items = {**ITEMS, "odd": item("odd", "Odd", author="Bond")}
    [page] = cite([["[@odd; @ice]"]], items, style(), "en-US")
    assert page.missing == ("odd",)
    assert [key for key, _entry in page.works] == ["ice"]


@pytest.mark.parametrize(
    "text", ["[" * 30 + "@ice" + "]" * 30, "[@ice " + "x" * 1_001 + "]", "[" * 5 + "@ice"]
)
def test_what_would_keep_pandoc_busy_for_hours_stays_as_it_is_written(text: str) -> None:
    assert cited(text) == CitedText((text,), (), (), ())


def test_a_locale_holds_in_text_too() -> None:
    items = {"two": item("two", "Eis", author=[{"family": "A"}, {"family": "C"}])}
    assert cite([["@two"]], items, style("elsevier-harvard"), "de-DE")[0].citations == ("A und C (2001)",)


def test_what_is_no_locale_is_told_in_text_too() -> None:
    with pytest.raises(CitationError, match="is no locale"):
        cite([["[@ice]"]], ITEMS, style(), "no locale")


@pytest.mark.parametrize("name", STYLES)
def test_a_style_without_rules_for_other_types_cites_as_the_whole_of_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = {f"r{number}": work for number, work in enumerate(works())}
    pages = [[f"[@r{n}, p. 5]", f"@r{n + 1} [7]", f"[-@r{n}; @r{n + 2}]"] for n in range(len(items) - 2)]
    narrow = cite(pages, items, style(name), "en-US")
    monkeypatch.setattr(Narrower, "narrowed", lambda whole, _types: ET.tostring(whole._root, "unicode"))
    assert cite(pages, items, style(name), "en-US") == narrow


def test_a_style_for_one_type_of_work_is_much_shorter() -> None:
    whole = style(CHICAGO)
    assert len(Narrower(whole).narrowed(frozenset({"article-journal"}))) < len(whole.text) / 3


@pytest.mark.parametrize(
    ("source", "keys"),
    [
        ("[see @a, pp. 3-5; -@b]", ("a", "b")),
        ("@phinney:2015a.", ("phinney:2015a",)),
        ("[@{https://x.example/a,b}, 3]", ("https://x.example/a,b",)),
        ("@a--b @_x @a_", ("a", "_x", "a_")),
        ("me@example.org", ()),
        ("@müller2 @王2015", ("müller2", "王2015")),
        ("[@a; @a]", ("a",)),
        ("@ @, [@]", ()),
    ],
)
def test_the_citekeys_of_a_citation_are_read_as_pandoc_reads_them(source: str, keys: tuple[str, ...]) -> None:
    assert citekeys_in(source) == keys
    assert cite([[source]], {}, style(), "en-US")[0].missing == keys


TEXT = st.text(
    st.sampled_from("ab1@[]{};,-*_'\"<>&/:.! \n\\`^~#$|é王\u2028\ue000") | st.characters(), max_size=40
)
HOSTILE = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        "[x](javascript:alert(1))",
        '"><b onclick=x>',
        "<b>x</b><i>y",
        "&lt;script&gt;",
        "![x](http://evil.example/x.png)",
        '<span class="evil" style="x">',
        "javascript:alert(1)",
        'https://x.example/"><script>',
    ]
)


@settings(max_examples=6, deadline=None)
@given(st.lists(st.tuples(TEXT | HOSTILE, TEXT | HOSTILE), min_size=20, max_size=40))
def test_no_text_from_outside_becomes_html_of_its_own(pairs: Sequence[tuple[str, str]]) -> None:
    items = {
        f"k{n}": item(f"k{n}", title, family, URL=family, publisher=title, DOI=title)
        for n, (title, family) in enumerate(pairs)
    }
    pages = [[f"[{family} @k{n}, {title}]", f"@k{n}", title] for n, (title, family) in enumerate(pairs)]
    for name in (CHICAGO, "vancouver"):
        for page in cite(pages, items, style(name), "en-US"):
            assert len(page.citations) == 3
            for html in (*page.citations, *page.notes, *(entry for _key, entry in page.works)):
                assert_harmless(html)
                assert "\n" not in html


@pytest.mark.parametrize("marks", ["'a \"b *c **d ", "“a ‘b _c __d "])
def test_a_citation_with_more_marks_than_pandoc_can_pair_stays_as_it_is_written(marks: str) -> None:
    written = f"[@ice, {marks * 10}]"
    found = cited(written, "[@ice, “as it's said”, *a* 'b' \"c\"]")
    assert re.sub("&quot;", '"', found.citations[0]) == written
    assert found.citations[1].startswith("(Bond, 2001")
