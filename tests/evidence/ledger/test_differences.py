"""Two texts are taken apart so that both can be put together again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from headwater.evidence.ledger.differences import MOST_WORDS, differences

TEXTS = st.one_of(
    st.text(), st.lists(st.sampled_from(["warm", "cold", "cup", " ", ", ", "≥ 25 %"])).map("".join)
)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_put_together_again(before: str, now: str) -> None:
    pieces = differences(before, now)
    assert "".join(piece.before for piece in pieces) == before
    assert "".join(piece.now for piece in pieces) == now


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert all(piece.same for piece in differences(text, text))


def test_words_are_never_cut() -> None:
    changed = [
        piece for piece in differences("a warm cup at 70 °C", "a warmer cup at 75 °C") if not piece.same
    ]
    assert changed == [("warm", "warmer"), ("70", "75")]


def test_of_long_texts_all_between_what_they_begin_and_end_with_differs() -> None:
    before, now = ("begin " + f"{word} " * (MOST_WORDS + 1) + "end" for word in ("old", "new"))
    assert [piece.same for piece in differences(before, now)] == [True, False, True]
