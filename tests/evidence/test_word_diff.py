"""What is different between two wordings."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.evidence.word_diff import Fate, word_diff

texts = st.lists(st.sampled_from(["a", "b", "disc", ">= 25 %", "β", "x\u00a0y"]), max_size=8).map(" ".join)


def test_words_that_took_the_place_of_others_stand_behind_them() -> None:
    assert word_diff("once a day", "twice a day") == (
        (Fate.REMOVED, "once"),
        (Fate.ADDED, "twice"),
        (Fate.KEPT, "a day"),
    )


@settings(deadline=None)
@given(texts, texts)
def test_both_wordings_can_be_read_off_their_difference(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    old = " ".join(piece.words for piece in pieces if piece.fate is not Fate.ADDED)
    new = " ".join(piece.words for piece in pieces if piece.fate is not Fate.REMOVED)
    assert (old.split(), new.split()) == (before.split(), after.split())


@settings(deadline=None)
@given(texts)
def test_a_wording_does_not_differ_from_itself(text: str) -> None:
    assert all(piece.fate is Fate.KEPT for piece in word_diff(text, text))
