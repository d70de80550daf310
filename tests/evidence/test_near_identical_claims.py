"""Claims that say the same are found, and claims that only look alike are not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.evidence.checks import COMPARING_RULES, check
from headwater.evidence.checks.near_identical_claims import (
    _fingerprint,
    _maybe_longer,
    _with_one_less,
    _without_each,
    _words,
)
from headwater.opened import Vault
from tests.written import WriteVault


def reported(opened: Vault) -> list[str]:
    """Place and message of every claim that another note says, too."""
    return [f"{found.place} {found.message}" for found in check(opened.graph, COMPARING_RULES)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Rest slows the loss of water", "Rest slows the loss of water"),
        ("Rest slows the loss of water", "- REST slows **the loss** of water."),
        ("Rest slows the loss of water", "Rest slows loss of the water"),
        ("Rest slows the loss of water in [[Disc|discs]]", "Rest slows the loss of water in a [[Disc]]"),
        ("1,000 steps keep a disc moist by 0.50 mm", "1000 steps keep discs moist by 0.5 mm"),
        ("Ruhe verlangsamt den Verlust von Wasser", "Ruhe verlangsamt den Verlust von Wasser"),
    ],
)  # fmt: skip
def test_claims_of_the_same_words_are_reported_once(vault: WriteVault, first: str, second: str) -> None:
    opened = vault({"Insights/a.md": first, "Insights/b.md": second, "Tags/Disc.md": ""})
    assert reported(opened) == ["Insights/b.md:1 says the same as 'a'"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Rest slows the loss of water by 12 percent", "Rest slows the loss of water by 21 percent"),
        ("Rest slows the loss of water by 1.2 mm", "Rest slows the loss of water by 12 mm"),
        ("The loss of water was < 5 mm a year", "The loss of water was > 5 mm a year"),
        ("Discs were cooled to 5 °C for a night", "Discs were cooled to -5 °C for a night"),
        ("Old discs lose most of their water", "Old discs do not lose most of their water"),
        ("Old discs can lose most of their bound water", "Old discs can't lose most of their bound water"),
        ("Cells lack water because discs lack walls", "Discs lack walls because cells lack water"),
        ("Rest slows the loss of water in mice", "Rest slows the loss of water in rats"),
        ("IL-6 makes cells in discs lose water", "IL-8 makes cells in discs lose water"),
        ("Old discs lose much water over the years", "Old discs lose much less water over the years"),
        ("Discs and water", "Discs and water"),
    ],
)  # fmt: skip
def test_claims_that_only_look_alike_are_not(vault: WriteVault, first: str, second: str) -> None:
    assert reported(vault({"Insights/a.md": first, "Insights/b.md": second})) == []


@pytest.mark.parametrize("place", range(8))
def test_a_claim_with_one_word_more_is_reported_with_that_word(vault: WriteVault, place: int) -> None:
    words = ["Long", "rest", "slows", "how", "fast", "discs", "dry"]
    longer = [*words[:place], "clearly", *words[place:]]
    opened = vault({"Insights/a.md": " ".join(words), "Insights/b.md": " ".join(longer)})
    assert reported(opened) == ["Insights/b.md:1 says the same as 'a' with one word more, 'clearly'"]


def test_forty_claims_of_one_form_with_other_numbers_are_forty_claims(vault: WriteVault) -> None:
    claims = {
        f"Insights/{number:02}.md": f"Of the discs in year {number}, {number + 40} percent had lost height"
        for number in range(40)
    }
    assert reported(vault(claims)) == []


def test_a_claim_that_restates_what_supports_it_is_no_second_finding(vault: WriteVault) -> None:
    claim = "Rest slows the loss of water"
    assert (
        reported(vault({"Quick Notes/a.md": f"{claim}\n\nSupports:: [[b]]", "Takeaways/b.md": claim})) == []
    )


def test_the_line_is_that_of_the_claim(vault: WriteVault) -> None:
    note = "---\npublish: true\n---\n\n# Content\n\n- Rest slows the loss of water\n"
    assert reported(vault({"Insights/a.md": note, "Insights/b.md": note})) == [
        "Insights/b.md:7 says the same as 'a'"
    ]


def test_only_claims_are_compared(vault: WriteVault) -> None:
    text = "Rest slows the loss of water"
    assert reported(vault({"Pages/a.md": text, "Insights/b.md": text, "Tags/c.md": text})) == []


def test_a_page_of_pasted_text_is_not_compared(vault: WriteVault) -> None:
    text = "Rest slows the loss of water. " * 200
    assert reported(vault({"Insights/a.md": text, "Insights/b.md": text})) == []


@given(st.lists(st.sampled_from("abcd"), max_size=12).map(tuple))
def test_the_fingerprint_without_a_word_is_that_of_the_others(words: tuple[str, ...]) -> None:
    assert list(_without_each(words)) == [
        _fingerprint((*words[:index], *words[index + 1 :])) for index in range(len(words))
    ]


@settings(deadline=None)
@given(st.sets(st.lists(st.sampled_from("ab"), min_size=5, max_size=9).map(tuple)))
def test_every_claim_with_one_word_more_is_found(claims: set[tuple[str, ...]]) -> None:
    known = {_fingerprint(words): words for words in claims}
    found = {words for words in _maybe_longer(claims) if [*_with_one_less(words, known)]}
    shorter = {
        words
        for words in claims
        if len(words) > 6 and any((*words[:at], *words[at + 1 :]) in claims for at in range(len(words)))
    }
    assert found == shorter


@settings(deadline=None)
@given(st.text())
def test_any_text_has_words(text: str) -> None:
    assert all(_words(text))
