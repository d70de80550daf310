"""Where topics and notes lie on the map of a garden."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from headwater.site.garden_layout import CELL, TITLE, laid_out

SIZES = st.lists(st.integers(1, 80), min_size=1, max_size=4)


@given(st.lists(SIZES, max_size=40))
def test_no_box_lies_on_another_or_beyond_the_map(topics: list[list[int]]) -> None:
    layout = laid_out(topics)
    places = layout.places
    assert len(places) == len(topics)
    for number, one in enumerate(places):
        assert one.x >= 0
        assert one.x + one.width <= layout.width
        assert one.y + one.height <= layout.height
        for other in places[:number]:
            apart = one.x >= other.x + other.width or other.x >= one.x + one.width
            assert apart or one.y >= other.y + other.height or other.y >= one.y + one.height


@given(SIZES)
def test_every_note_has_a_dot_of_its_own_within_its_box(sizes: list[int]) -> None:
    (place,) = laid_out([sizes]).places
    blocks = [list(block) for block in place.dots(sizes)]
    dots = [dot for block in blocks for dot in block]
    assert [len(block) for block in blocks] == sizes
    assert len(set(dots)) == sum(sizes)
    assert all(place.x < x < place.x + place.width for x, _ in dots)
    assert all(place.y + TITLE < y < place.y + place.height for _, y in dots)
    assert all(x % CELL == dots[0][0] % CELL for x, _ in dots)


def test_a_topic_of_thousands_is_a_box_and_no_endless_column() -> None:
    layout = laid_out([[4000, 3], [1]])
    assert layout.height < 3 * layout.width


def test_an_empty_garden_has_no_boxes() -> None:
    assert laid_out([]).places == ()
