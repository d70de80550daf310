"""The note a person means, by whatever they remember of it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.errors import NoteAmbiguous, NoteNotFound
from headwater.evidence.find import MOST_CANDIDATES
from headwater.opened import Vault
from tests.evidence.test_build import graph_of
from tests.written import WriteVault

NOTES = {
    "Insights/2025-01-02 03-04-05.md": (
        "# Content\n- A [[Disc|disc]] *swells* by `>= 25%` &amp; more, see [it](https://x.org)\n"
    ),
    "Insights/2025-01-02 03-04-06.md": "# Content\nA disc shrinks\n",
    "Sources/smithDiscs2011.md": "---\naliases: [Smith et al., 'The Swelling Paper']\n---\n",
    "Tags/Disc.md": "---\nalias: Bandscheibe\n---\n",
    "Tags/Übersicht.md": "",
    "Old/Tags/Disc.md": "",
}


@pytest.fixture
def opened(vault: WriteVault) -> Vault:
    return vault(NOTES)


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("smithDiscs2011", "Sources/smithDiscs2011.md"),
        ("SMITHDISCS2011", "Sources/smithDiscs2011.md"),
        ("[[smithDiscs2011]]", "Sources/smithDiscs2011.md"),
        ("  smithDiscs2011.md ", "Sources/smithDiscs2011.md"),
        ("Sources/smithDiscs2011", "Sources/smithDiscs2011.md"),
        ("/Sources/smithDiscs2011.md", "Sources/smithDiscs2011.md"),
        ("Tags/Disc", "Tags/Disc.md"),
        ("old/tags/disc", "Old/Tags/Disc.md"),
        ("Smith et al.", "Sources/smithDiscs2011.md"),
        ("the swelling paper", "Sources/smithDiscs2011.md"),
        ("Bandscheibe", "Tags/Disc.md"),
        ("2025-01-02 03-04-05", "Insights/2025-01-02 03-04-05.md"),
        ("A disc swells by >= 25% & more, see it", "Insights/2025-01-02 03-04-05.md"),
        ("a disc sh", "Insights/2025-01-02 03-04-06.md"),
        ("smithD", "Sources/smithDiscs2011.md"),
        (unicodedata.normalize("NFD", "übersicht"), "Tags/Übersicht.md"),
    ],
)
def test_a_note_answers_to_its_name_path_alias_and_the_start_of_its_claim(
    opened: Vault, words: str, path: str
) -> None:
    assert opened.find(words).path == path


def test_several_notes_of_one_name_are_listed(opened: Vault) -> None:
    with pytest.raises(NoteAmbiguous) as raised:
        opened.find("disc")
    assert raised.value.message == "'disc' fits 2 notes:\n  Old/Tags/Disc.md\n  Tags/Disc.md"
    assert "path" in raised.value.hint


def test_several_claims_that_begin_alike_are_listed(opened: Vault) -> None:
    with pytest.raises(NoteAmbiguous, match=r"03-04-05\.md\n.*03-04-06\.md"):
        opened.find("a disc")


def test_a_long_list_is_cut_short(vault: WriteVault) -> None:
    opened = vault({f"Insights/{number:02}.md": "Discs swell" for number in range(MOST_CANDIDATES + 3)})
    with pytest.raises(NoteAmbiguous) as raised:
        opened.find("discs")
    assert raised.value.message.endswith("11.md\n  … and 3 more")


def test_what_nothing_answers_to_gets_the_nearest_name(opened: Vault) -> None:
    with pytest.raises(NoteNotFound) as raised:
        opened.find("smithDisks2011")
    assert raised.value.hint == "did you mean 'smithDiscs2011'?"


@pytest.mark.parametrize("words", ["", "  ", "[[]]", "no such thing anywhere"])
def test_what_is_like_nothing_gets_general_advice(opened: Vault, words: str) -> None:
    with pytest.raises(NoteNotFound) as raised:
        opened.find(words)
    assert "citekey" in raised.value.hint


def test_a_name_decides_before_a_claim_that_begins_with_it(vault: WriteVault) -> None:
    opened = vault({"Tags/Pain.md": "", "Insights/1.md": "Pain is a signal"})
    assert opened.find("pain").path == "Tags/Pain.md"


@given(st.text(max_size=30))
def test_no_words_whatever_raise_anything_else(words: str) -> None:
    opened = graph_of(NOTES)
    try:
        assert opened.find(words).path in NOTES
    except (NoteNotFound, NoteAmbiguous) as error:
        assert error.hint  # noqa: PT017 - either outcome is right
