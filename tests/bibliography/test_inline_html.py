"""What citations may hold as HTML, and what that is as text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.bibliography.inline_html import cleaned, plain_text


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('<span class="smallcaps">x</span>', '<span class="smallcaps">x</span>'),
        ('<span class="smallcaps evil">x</span>', "<span>x</span>"),
        ('<a href="HTTPS://x.example/">x</a>', '<a href="HTTPS://x.example/">x</a>'),
        ('<a href="javascript:x">x</a>', "<a>x</a>"),
        ('<a href="/private">x</a>', "<a>x</a>"),
        ('<a href="#cited-3" title="x">3</a>', '<a href="#cited-3">3</a>'),
        ("<em>a\n  b</em><script>x</script><img src=x>", "<em>a b</em>"),
        ("a\u00a0b", "a&nbsp;b"),
    ],
)
def test_only_emphasis_small_capitals_and_links_to_the_web_are_left(html: str, left: str) -> None:
    assert cleaned(html) == left


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<a href="https://x.example/?a>b">https://x.example/</a>.', "https://x.example/."),
        ("5 &lt; n &amp;lt; 7", "5 < n &lt; 7"),
        ("10<sup>−6</sup> H<sub>2</sub>O n<sup>th</sup>", "10⁻⁶ H₂O nth"),
        ("<em>a<sup>2</sup></em>", "a²"),
    ],
)
def test_text_is_html_without_its_tags(html: str, text: str) -> None:
    assert plain_text(html) == text


@given(st.text())
def test_cleaning_what_is_clean_changes_nothing(html: str) -> None:
    assert cleaned(cleaned(html)) == cleaned(html)
