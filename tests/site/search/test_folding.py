"""Whatever way a word may be typed, it is folded into the same terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.site.search import folding
from headwater.site.search.folding import folded, initials, terms, terms_of
from tests.site.search.spellings import SPELLINGS


@pytest.mark.parametrize(("chunk", "expected"), SPELLINGS.items())
def test_a_word_is_found_by_these_terms(chunk: str, expected: tuple[str, ...]) -> None:
    assert terms(chunk) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("β", "beta"),
        ("CO₂", "co2"),
        ("IL-6", "IL6"),
        ("MSC", "MSCs"),
        ("Müller", "muller"),
        ("µ", "μ"),
        ("anti–inflammatory", "antiinflammatory"),
    ],
)
def test_two_spellings_of_a_word_share_a_term(one: str, other: str) -> None:
    assert set(terms(one)) & set(terms(other))


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=12))
def test_words_of_plain_letters_take_a_shorter_way_to_the_same_terms(chunk: str) -> None:
    whole = {term for word in folded(chunk).split() for term in folding._of_compound(word)}
    assert {term for piece in chunk.split() for term in terms(piece)} == whole


@given(st.text(max_size=40))
def test_terms_are_words_that_a_shard_can_hold(text: str) -> None:
    for term in terms_of(text.split()):
        assert term
        assert not set(term) & set(' ,"\\<>')
        assert len(term) <= folding.LONGEST_TERM


@given(st.text(max_size=40))
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    once = folded(text)
    assert folded(once).replace("-", " ").split() == once.replace("-", " ").split()


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Mesenchymal Stem Cells (MSCs)", ("msc",)),
        ("Standard of Care", ("soc", "sc")),
        ("Magnetic-resonance imaging", ("mri",)),
        ("Disc", ()),
        ("A title that has far too many words for it", ()),
    ],
)
def test_a_title_of_a_few_words_has_initials(title: str, expected: tuple[str, ...]) -> None:
    assert initials(title) == expected
