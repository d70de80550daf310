"""The order in which a canvas is read."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from headwater.publication.canvases import Holds, PublicCanvas, PublicNode
from headwater.views.canvas_reading import Part, reading_order


def box(x: int, y: int, width: int = 10, height: int = 10) -> PublicNode:
    return PublicNode(Holds.TEXT, "", x, y, width, height, "")


def group(x: int, y: int, width: int, height: int) -> PublicNode:
    return PublicNode(Holds.GROUP, "", x, y, width, height, "")


def order(*nodes: PublicNode) -> tuple[Part, ...]:
    return reading_order(PublicCanvas("c.canvas", nodes, ()))


def numbers(parts: Iterable[Part]) -> list[int]:
    return [number for part in parts for number in (part.number, *numbers(part.parts))]


def test_boxes_are_read_from_top_to_bottom_and_from_left_to_right() -> None:
    assert numbers(order(box(50, 52), box(0, 50), box(50, 0), box(0, 3))) == [3, 2, 1, 0]


def test_what_lies_in_a_group_is_read_with_it_and_in_the_smallest() -> None:
    inner, outer = group(100, 0, 50, 50), group(0, 0, 200, 200)
    assert order(box(300, 0), box(110, 10), inner, box(0, 10), outer) == (
        Part(4, (Part(3, ()), Part(2, (Part(1, ()),)))),
        Part(0, ()),
    )


def test_an_empty_canvas_has_nothing_to_read() -> None:
    assert order() == ()


PLACES = st.integers(-100, 100)
SIZES = st.integers(0, 150)
NODES = st.builds(PublicNode, st.sampled_from(Holds), st.just(""), PLACES, PLACES, SIZES, SIZES, st.just(""))


@given(st.lists(NODES, max_size=30))
def test_every_box_is_read_once(nodes: list[PublicNode]) -> None:
    assert sorted(numbers(order(*nodes))) == list(range(len(nodes)))


def test_hundreds_of_groups_in_one_another_are_read() -> None:
    nested = [group(n, n, 2000 - 2 * n, 2000 - 2 * n) for n in range(500)]
    assert sorted(numbers(order(*nested))) == list(range(500))
