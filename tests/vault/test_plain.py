"""Markdown as plain words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.vault import plain
from headwater.vault.plain import link_words, plain_text


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("", ""),
        ("plain words", "plain words"),
        ("two\n\n lines ", "two lines"),
        ("about [[Intervertebral Disc (IVD)]]s", "about Intervertebral Disc (IVD)s"),
        ("[[Tags/Disc|a disc]] and [[Tags/Disc]]", "a disc and Disc"),
        ("[[Tags/Disc.md#Anatomy#Rim]]", "Disc > Anatomy > Rim"),
        ("[[#Anatomy]]", "Anatomy"),
        ("[[Disc#^id]]", "Disc > ^id"),
        ("seen ![[Scan.png]] here", "seen here"),
        ("[a [b]](c.md) and ![d](e.png)", "a [b] and d"),
        ("![[Scan.png|the scan]]", "the scan"),
        ("[![a](b.png)](c.md)", "a"),
        ("**bold**, *italic*, ***both***, ~~gone~~, ==marked==", "bold, italic, both, gone, marked"),
        ("**bold *and italic* words**", "bold and italic words"),
        ("*a **b** c*", "a b c"),
        ("_a_ snake_case_name __b__", "a snake_case_name b"),
        ("2 * 3 * 4 and 5*", "2 * 3 * 4 and 5*"),
        ("*not closed", "*not closed"),
        ("**a*", "*a"),
        ("\\*not italic\\*", "*not italic*"),
        ("*a\\*", "*a*"),
        ("[[_odd_ *name*]]", "_odd_ *name*"),
        ("`*code*` and $x_1 * y_1$", "*code* and x_1 * y_1"),
        ("$$\nE = mc^2\n$$", "E = mc^2"),
        ("```\n*code*\n```", "*code*"),
        ("```python\nprint()\n```", ""),
        ("# Heading\n- [ ] task\n1. one\n> quoted", "Heading task one quoted"),
        ("> [!note]+ Title\n> words", "Title words"),
        (">= 25 % and <25 %", ">= 25 % and <25 %"),
        ("one %%hidden%% two<!-- hidden -->", "one two"),
        ("a claim ^block-id", "a claim"),
        ("a claim[^1]\n\n[^1]: its note", "a claim its note"),
        ("a claim^[said so]", "a claim"),
        ("<b>bold</b><br>x", "boldx"),
        ("a &amp; b &lt; c", "a & b < c"),
        ("Mood:: good", "good"),
        ("it is [mood:: good] so", "it is so"),
        ("it is (mood:: **good**) so", "it is good so"),
        ("(a:: (b:: [[c]]) d)", "c d"),
        ("https://example.org/a_b_c #tag", "https://example.org/a_b_c #tag"),
        ("10±5 µm, β’s", "10±5 µm, β’s"),
    ],
)
def test_words_stay_and_signs_go(markdown: str, words: str) -> None:
    assert plain_text(markdown) == words


def test_deeply_nested_fields_and_emphasis_are_read_without_an_exception() -> None:
    assert plain_text("(a:: " * 3_000 + "x" + ")" * 3_000) == "x"
    assert plain_text("*a " * 3_000).startswith("*a *a")


@pytest.mark.parametrize(
    ("target", "subpath", "alias", "words"),
    [
        ("Tags/Disc", "", "", "Disc"),
        ("Disc.md", "A#B", "", "Disc > A > B"),
        ("", "^id", "", "^id"),
        ("Disc", "A", "x", "x"),
    ],
)
def test_link_shows_its_alias_or_else_the_name_and_heading(
    target: str, subpath: str, alias: str, words: str
) -> None:
    assert link_words(target, subpath, alias) == words


@given(st.text(st.sampled_from("ab[]|()!*_~`$%<>=&;#^:\\-+1. \n\x00")))
@settings(deadline=None)
def test_any_text_becomes_words_on_one_line(text: str) -> None:
    words = plain_text(text)
    assert words == " ".join(words.split())


@given(
    st.lists(
        st.sampled_from(["a", " ", "[[b]]", "[[c/d|e f]]", "[[ g ]]", "!", "(", "]", ">", ",", "%", ": "])
    )
)
@settings(deadline=None)
def test_the_short_way_for_texts_of_links_alone_gives_what_the_long_way_gives(pieces: list[str]) -> None:
    text = "".join(pieces)
    short = plain_text(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain, "_holds_more_than_links", lambda _text: True)
        assert plain_text(text) == short
