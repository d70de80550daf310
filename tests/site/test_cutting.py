"""A long text is told by its beginning."""

from __future__ import annotations

import re
from html import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.site.cutting import ELLIPSIS, PLAIN, cut

LINK = '<a class="internal" href="/a/" title="b > c">'
INLINE = st.recursive(
    st.text(max_size=20).map(lambda words: escape(words, quote=False)),
    lambda inner: (
        st.lists(inner, max_size=4).map("".join)
        | st.sampled_from(
            ["<em>{}</em>", "<sub>{}</sub>", LINK + "{}</a>", "{}<br>\n", "<math><mi>x</mi></math>{}"]
        ).flatmap(lambda form: inner.map(lambda html: form.replace("{}", html)))
    ),
    max_leaves=8,
)


def words_of(html: str) -> str:
    return unescape(re.sub(r"<[^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*>", "", html))


def test_a_text_that_is_short_enough_stays_as_it_is() -> None:
    html = f"Cores {LINK}lose</a> <em>water</em>"
    assert cut(html, 100) == html
    assert cut(html + " " + "<b></b>" * 50, 17) == html + " " + "<b></b>" * 50


def test_a_long_text_ends_with_a_whole_word_and_an_ellipsis() -> None:
    assert cut("Cores lose water, with age", 18) == "Cores lose water…"
    assert cut("Cores lose water", 10) == "Cores lose…"


def test_what_is_open_where_a_text_is_cut_is_closed() -> None:
    assert cut(f"Cores {LINK}<em>lose water</em></a> with age", 11) == f"Cores {LINK}<em>lose…</em></a>"


def test_a_text_without_spaces_is_cut_between_two_signs() -> None:
    assert cut("水" * 300, 20) == "水" * 20 + ELLIPSIS
    assert cut("&amp;" * 300, 20) == "&amp;" * 20 + ELLIPSIS


def test_a_formula_is_kept_whole_or_left_out() -> None:
    formula = "<math><mi>abc</mi><mo>+</mo><mi>d</mi></math>"
    assert cut(f"As {formula} says, so it is", 14) == f"As {formula} says,…".replace(",…", "…")
    assert cut(f"As {formula} says", 6) == "As …"


def test_where_nothing_can_be_clicked_links_are_their_words_alone() -> None:
    html = f'{LINK}Cores</a> <em id="x" onclick="y" class="z">lose</em><br>\n<script>water</script>'
    assert cut(html, 100, PLAIN) == 'Cores <em class="z">lose</em><br>\nwater'


@pytest.mark.parametrize("only", [None, PLAIN])
@given(html=INLINE, most=st.integers(1, 40))
def test_what_is_left_is_balanced_and_begins_as_the_text_does(
    only: frozenset[str] | None, html: str, most: int
) -> None:
    left = cut(html, most, only)
    opened: list[str] = []
    for end, name in re.findall(r"<(/?)([a-z]+)(?:\"[^\"]*\"|[^\">])*>", left):
        if end:
            assert opened.pop() == name
        elif name != "br":
            opened.append(name)
    assert not opened
    words, whole = words_of(left), words_of(html)
    assert whole.startswith(words.removesuffix(ELLIPSIS).rstrip()) or only
    if only:
        assert "<a" not in left
