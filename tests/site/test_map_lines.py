"""Texts on the lines of boxes whose width is estimated."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from headwater.site.map_lines import CUT, lines, runs_leftwards, width

ACROSS = 12.0


@given(st.text() | st.text("abc mW漢字שלום🙂\u0301 ", max_size=200), st.integers(1, 4))
def test_every_line_fits_and_what_is_cut_says_so(words: str, most: int) -> None:
    broken = lines(words, ACROSS, most)
    assert len(broken) <= most
    assert all(width(line) <= ACROSS for line in broken)
    said = "".join(broken)
    if not said.endswith(CUT):
        assert said.replace(" ", "") == "".join(words.split())


def test_words_stay_whole_and_those_that_are_too_wide_do_not() -> None:
    assert lines("discs hold much water", 8.0, 3) == ["discs hold", "much water"]
    assert "".join(lines("x" * 40, 10.0, 3)) == "x" * 40


def test_wide_letters_take_twice_the_room() -> None:
    assert len(lines("漢" * 30, ACROSS, 9)) == 3
    assert len(lines("l" * 30, ACROSS, 9)) == 1


def test_a_claim_of_five_thousand_words_is_cut() -> None:
    (*_, last) = lines("word " * 5000, ACROSS, 3)
    assert last.endswith(CUT)


def test_the_first_letter_that_tells_says_which_way_a_text_runs() -> None:
    assert runs_leftwards("1. שלום and more")
    assert not runs_leftwards("A word: שלום")
    assert not runs_leftwards("漢字")
