from hypothesis import given
from hypothesis import strategies as st

from headwater.site.outline import Outline, as_attribute, slot, without_slots
from headwater.site.rendering.marks import attribute


def test_texts_stand_in_the_slots_of_their_numbers_as_often_as_these_do() -> None:
    outline = Outline(f"<b>{slot(1)}</b>{slot(0)}, {slot(1)}")
    assert b"".join(outline.filled([b"one", b"two"])) == b"<b>two</b>one, two"
    assert b"".join(outline.filled([b"", b"x"])) == b"<b>x</b>, x"


def test_what_is_filled_in_is_not_looked_at_again() -> None:
    assert b"".join(Outline(slot(0)).filled([slot(0).encode()])) == slot(0).encode()


@given(st.text(), st.text())
def test_nothing_around_a_slot_in_an_attribute_ends_that(before: str, after: str) -> None:
    before, after = without_slots(before), without_slots(after)
    filled = b"".join(Outline(as_attribute(f"{before}{slot(0)}{after}")).filled([b"x"])).decode()
    assert filled == f"{attribute(before)}x{attribute(after)}"
    assert '"' not in filled
