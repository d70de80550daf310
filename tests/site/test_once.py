"""What many pages show is drawn once."""

from __future__ import annotations

from headwater.site.once import Once


def test_a_value_is_drawn_when_it_is_first_asked_for_and_then_kept() -> None:
    asked: list[int] = []

    def draw(number: int) -> str:
        asked.append(number)
        return str(number)

    once = Once(draw, {1: "one"})
    assert [*map(once.__getitem__, (1, 2, 2))] == ["one", "2", "2"]
    assert asked == [2]
