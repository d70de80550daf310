"""Checking a vault finds what every part of Headwater finds, and reports what was chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from headwater.building import build
from headwater.checking import Choice, check_vault, configured_choice, given_choice, known_code
from headwater.config import CheckOptions
from headwater.errors import ConfigError, UsageError
from headwater.explanations import EXPLANATIONS
from headwater.notekeeping import kept_contents
from headwater.opening import open_vault
from headwater.problems import CATALOGUE
from tests.kept import files
from tests.written import WriteVault

CLAIM = "Rest slows the loss of water"
NOTES = {
    "Insights/a.md": f"---\npublish: true\n---\n{CLAIM}\n\nSupported by:: [[b]]",
    "Insights/b.md": "Old discs lose most of their water",
    "Insights/c.md": CLAIM,
}


def codes(vault: WriteVault, notes: dict[str, str | bytes]) -> set[str]:
    return {problem.code for problem in check_vault(vault(notes)).problems}


def test_the_texts_the_graph_and_the_publication_are_all_looked_at(vault: WriteVault) -> None:
    found = codes(vault, {**NOTES, "d.md": "%% [[nobody]]", "e.md": "[[nobody]]"})
    assert found == {
        "missing-link",
        "near-identical-claim",
        "rests-on-withheld",
        "unclosed-comment",
        "ungrounded-claim",
        "unused-insight",
    }


def test_what_the_ledger_tells_is_found_by_checking_and_by_no_build(
    vault: WriteVault, tmp_path: Path
) -> None:
    notes: dict[str, str | bytes] = {**NOTES, ".headwater/reviews.jsonl": "half a line"}
    assert "broken-review" in codes(vault, notes)
    assert "broken-review" not in {one.code for one in build(tmp_path, tmp_path.parent / "site").problems}


def test_where_nothing_is_published_all_else_is_checked_and_that_is_said(vault: WriteVault) -> None:
    opened = vault({"Insights/a.md": CLAIM})
    checked = check_vault(opened)
    assert {problem.code for problem in checked.problems} == {"ungrounded-claim", "unused-insight"}
    assert checked.unpublished.startswith("no note of this vault is marked for publication")


def test_a_publication_that_cannot_be_configured_is_an_error(vault: WriteVault) -> None:
    with pytest.raises(ConfigError, match="which is no kind"):
        check_vault(vault({"headwater.toml": "[publish]\nkinds = 'insigth'", **NOTES}))


def test_problems_are_chosen_by_their_codes(vault: WriteVault) -> None:
    opened = vault({**NOTES})
    both = frozenset({"unused-insight", "ungrounded-claim"})
    for choice, wanted in (
        (Choice(select=both), both),
        (Choice(select=both, ignore=frozenset({"unused-insight"})), {"ungrounded-claim"}),
    ):
        assert {one.code for one in check_vault(opened, choice).problems} == wanted


def test_what_a_note_says_to_ignore_is_ignored_about_that_note_alone(vault: WriteVault) -> None:
    ignoring = f"---\nheadwater-ignore: [ungrounded-claim, unused-insight]\n---\n{CLAIM}"
    checked = check_vault(vault({"Insights/a.md": ignoring, "Insights/b.md": "Another claim"}))
    assert {problem.path for problem in checked.problems} == {"Insights/b.md"}
    assert checked.ignored == 2


def test_the_configuration_chooses_unless_something_is_given(vault: WriteVault) -> None:
    opened = vault({"headwater.toml": "[check]\nselect = 'unused-insight'", **NOTES})
    assert {one.code for one in check_vault(opened).problems} == {"unused-insight"}
    assert len({one.code for one in check_vault(opened, Choice()).problems}) > 1


def test_letter_case_of_a_code_does_not_count() -> None:
    assert given_choice(["Missing-Link"], ["UNUSED-INSIGHT"]) == Choice(
        frozenset({"missing-link"}), frozenset({"unused-insight"})
    )
    assert known_code("Missing-Link") == "missing-link"


@pytest.mark.parametrize(
    "table", [CheckOptions(select=("mising-link",)), CheckOptions(ignore=("mising-link",))]
)
def test_a_code_that_does_not_exist_is_an_error_that_names_the_nearest(table: CheckOptions) -> None:
    with pytest.raises(ConfigError) as configured:
        configured_choice(table)
    with pytest.raises(UsageError) as given:
        given_choice(table.select, table.ignore)
    for error in (configured.value, given.value):
        assert "no problem has the code 'mising-link'" in error.message
        assert error.hint == "did you mean 'missing-link'?"


def test_checking_changes_nothing_whether_or_not_anything_is_kept(vault: WriteVault, tmp_path: Path) -> None:
    fresh = check_vault(vault({**NOTES}))
    before = files(tmp_path)
    check_vault(open_vault(tmp_path))
    assert files(tmp_path) == before
    build(tmp_path, tmp_path.parent / "site")
    before = files(tmp_path)
    assert check_vault(open_vault(tmp_path, kept=kept_contents(tmp_path).contents)) == fresh
    assert files(tmp_path) == before


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_problem_is_explained_with_an_example(code: str) -> None:
    why, example = EXPLANATIONS[code]
    assert why[0].isupper()
    assert why.endswith(".")
    assert len(example) > 10
    assert "\n" not in why + example


def test_nothing_is_explained_that_is_no_problem() -> None:
    assert set(EXPLANATIONS) == set(CATALOGUE)
