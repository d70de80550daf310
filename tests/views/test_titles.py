"""A note is called by what it says where its name says nothing."""

from __future__ import annotations

import pytest

from headwater.views.titles import BEGINNING, LONGEST_TITLE, Title, title_of
from tests.views.reading import UNPUBLISHED, note, published
from tests.written import WriteVault

STAMP = "2025-01-29 10-39-27"
INSIGHT = f"Insights/{STAMP}.md"


def title(vault: WriteVault, path: str, text: str) -> Title:
    """The title of a vault's only note."""
    (only,) = published(vault({path: text})).notes.values()
    return title_of(only)


def test_a_claim_whose_name_is_a_timestamp_is_called_by_what_it_claims(vault: WriteVault) -> None:
    named = title(vault, INSIGHT, "# Content\n- Cores lose water with age\n")
    assert named.text == "Cores lose water with age"


def test_the_text_of_a_title_is_plain_and_its_markdown_stays_beside_it(vault: WriteVault) -> None:
    named = title(vault, INSIGHT, "**Cores** lose >= 20 % of `water`, [by age](https://example.org)")
    assert named.text == "Cores lose >= 20 % of water, by age"
    assert named.markdown == "**Cores** lose >= 20 % of `water`, [by age](https://example.org)"


def test_a_claim_that_stands_in_the_title_is_not_repeated_below_it(vault: WriteVault) -> None:
    assert title(vault, INSIGHT, "Cores lose water").rest == ""
    below = title(vault, INSIGHT, "# Content\n- Cores lose water\n\n# Notes\nIn mice, too.\n").rest
    assert "In mice, too." in below
    assert "Cores lose water" not in below


def test_a_claim_of_several_lines_is_called_by_the_first_and_kept_whole_below(vault: WriteVault) -> None:
    named = title(vault, INSIGHT, "# Content\n- Cores lose water\n- Rims crack\n")
    assert named.text == "Cores lose water"
    assert "Cores lose water" in named.rest
    assert "Rims crack" in named.rest


def test_a_claim_with_a_name_of_words_goes_by_its_name(vault: WriteVault) -> None:
    named = title(vault, "Insights/On water.md", "Cores lose water")
    assert named == Title("On water", "", "Cores lose water")


def test_a_claim_that_is_its_own_name_stands_in_the_title_alone(vault: WriteVault) -> None:
    named = title(vault, "Insights/Cores lose water.md", "# Content\n- **Cores** lose water\n")
    assert named == Title("Cores lose water", "**Cores** lose water", "")


def test_a_title_property_wins_over_claim_heading_and_name(vault: WriteVault) -> None:
    assert title(vault, INSIGHT, "---\ntitle: On water\n---\nCores lose water") == Title(
        "On water", "", "Cores lose water"
    )


def test_a_title_property_that_is_blank_or_no_text_is_ignored(vault: WriteVault) -> None:
    assert title(vault, "Note.md", "---\ntitle: '  '\n---\n").text == "Note"
    assert title(vault, "Note.md", "---\ntitle: 12\n---\n").text == "Note"


def test_a_page_is_called_by_the_heading_of_the_first_level_it_begins_with(vault: WriteVault) -> None:
    named = title(vault, "Note.md", "\n# All *about* water\nIt is wet.\n")
    assert (named.text, named.markdown) == ("All about water", "All *about* water")
    assert named.rest.strip() == "It is wet."


@pytest.mark.parametrize(
    "text", ["Words first.\n\n# Then a heading\n", "## A lower heading\n", "#no heading"]
)
def test_a_page_that_begins_with_something_else_goes_by_its_name(vault: WriteVault, text: str) -> None:
    named = title(vault, "Note.md", text)
    assert (named.text, named.markdown) == ("Note", "")
    assert named.rest.strip() == text.strip()


def test_a_heading_calls_no_note_of_another_kind(vault: WriteVault) -> None:
    assert title(vault, "Tags/Water.md", "# All about it\nIt is wet.\n").text == "Water"


@pytest.mark.parametrize("path", [INSIGHT, f"{STAMP}.md", f"Tags/{STAMP}.md"])
def test_a_note_that_says_nothing_goes_by_its_name(vault: WriteVault, path: str) -> None:
    assert title(vault, path, "") == Title(STAMP, "", "")


def test_a_page_named_by_a_timestamp_claims_nothing_and_goes_by_its_name(vault: WriteVault) -> None:
    assert title(vault, f"Diary/{STAMP}.md", "It rained.").text == STAMP


@pytest.mark.parametrize(
    "text",
    [
        "> a quotation",
        "| a | table |\n| - | - |",
        "```\ncode\n```",
        "~~~\ncode\n~~~",
        "![[picture.png]]",
        "$$x$$",
        "<div>block</div>",
    ],
)
def test_what_is_no_sentence_is_no_title(vault: WriteVault, text: str) -> None:
    named = title(vault, INSIGHT, text)
    assert named.text == STAMP
    assert named.rest == text


def test_a_claim_as_long_as_a_text_is_called_by_its_first_sentence_and_stays_whole_below(
    vault: WriteVault,
) -> None:
    claim = "Cores lose *water* from the age of about thirty on. " * 20 + "End"
    assert title(vault, INSIGHT, claim) == Title(
        "Cores lose water from the age of about thirty on.", "", claim
    )
    assert title(vault, INSIGHT, "w" * LONGEST_TITLE).text == "w" * LONGEST_TITLE


@pytest.mark.parametrize(
    "words", ["Cores lose water, " * 100 + "too", "w" * (LONGEST_TITLE + 1), "水" * 5000]
)
def test_a_long_claim_without_a_short_sentence_is_called_by_its_first_words(
    vault: WriteVault, words: str
) -> None:
    named = title(vault, INSIGHT, words)
    assert named.text.endswith("…")
    assert words.startswith(named.text[:-1])
    assert len(named.text) <= BEGINNING + 1
    assert named.rest == words


def test_a_long_claim_with_a_name_of_words_goes_by_its_name(vault: WriteVault) -> None:
    assert title(vault, "Insights/On water.md", "Cores lose water. " * 100).text == "On water"


def test_a_long_line_of_signs_is_no_title(vault: WriteVault) -> None:
    assert title(vault, INSIGHT, "… " * 500).text == STAMP


def test_a_title_tells_no_name_of_an_unpublished_note(vault: WriteVault) -> None:
    publication = published(
        vault({INSIGHT: "As [[Springs|elsewhere]], so in [[Springs]]", "Springs.md": UNPUBLISHED})
    )
    assert title_of(note(publication, STAMP)).text == "As elsewhere, so in unpublished note"


@pytest.mark.parametrize("text", ["[^1]", "[]()", "****", "---", "[^1]\n\n[^1]: A footnote."])
def test_a_claim_without_words_is_no_title(vault: WriteVault, text: str) -> None:
    assert title(vault, INSIGHT, f"# Content\n{text}\n").text == STAMP


@pytest.mark.parametrize("text", ["#  \nWords.", "# [^1]\nWords.", "# --\nWords."])
def test_a_heading_without_words_is_no_title(vault: WriteVault, text: str) -> None:
    assert title(vault, "n.md", text).text == "n"


def test_closing_number_signs_are_no_part_of_a_title(vault: WriteVault) -> None:
    assert title(vault, "n.md", "# All about water ## \nWords.").text == "All about water"
