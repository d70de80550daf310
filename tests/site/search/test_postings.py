"""Numbers of documents as short text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from headwater.site.search.postings import SIGNS, changed, decoded, encoded, runs

NUMBERS = st.sets(st.integers(0, 300_000), max_size=40).map(sorted)


@given(NUMBERS)
def test_numbers_come_back_from_their_text(numbers: list[int]) -> None:
    assert decoded(encoded(numbers)) == numbers


@given(NUMBERS, st.integers(0, 300_000))
def test_one_more_or_one_less_gives_the_text_of_the_others(numbers: list[int], number: int) -> None:
    more, less = sorted({*numbers, number}), sorted({*numbers} - {number})
    assert changed(encoded(numbers), number, present=True) == encoded(more)
    assert changed(encoded(numbers), number, present=False) == encoded(less)


def test_neighbours_take_one_sign_each() -> None:
    assert len(encoded(range(1000))) == 1000


def test_no_sign_means_anything_to_a_script_or_a_shard() -> None:
    assert not set(SIGNS) & set(' ,"\\<>\n')
    assert SIGNS.isascii()
    assert SIGNS.isprintable()


def test_values_that_repeat_are_told_once() -> None:
    assert runs([2022, 2022, 2021, 2022]) == [2022, 2, 2021, 1, 2022, 1]
