"""Each rule about the evidence as a whole, on a vault that breaks it and on one that does not."""

from __future__ import annotations

import inspect
import re
from collections import Counter

import pytest

from headwater.evidence.checks import RULES, check
from headwater.opening import Vault
from headwater.problems import Severity
from tests.evidence.reading import found
from tests.written import WriteVault


def reported(opened: Vault, code: str) -> list[str]:
    """Place and message of every problem of one code."""
    return [f"{problem.place} {problem.message}" for problem in found(opened, code)]


def test_circular_support_is_reported_once_at_its_first_link(vault: WriteVault) -> None:
    opened = vault(
        {
            "Insights/a.md": "one\n\nSupports:: [[b]]",
            "Insights/b.md": "Supports:: [[c]]",
            "Insights/c.md": "Supports:: [[a]], [[d]]",
            "Insights/d.md": "",
        }
    )
    assert reported(opened, "circular-support") == ["Insights/a.md:3 circular support: a → b → c → a"]


def test_support_that_runs_one_way_is_no_circle(vault: WriteVault) -> None:
    opened = vault(
        {"Insights/a.md": "Supports:: [[b]], [[c]]", "Insights/b.md": "Supports:: [[c]]", "Insights/c.md": ""}
    )
    assert reported(opened, "circular-support") == []


def test_a_circle_of_other_relations_is_no_circular_support(vault: WriteVault) -> None:
    opened = vault({"Insights/a.md": "Opposes:: [[b]]", "Insights/b.md": "Opposes:: [[a]]\n[[a]]"})
    assert reported(opened, "circular-support") == []


def test_a_takeaway_with_no_source_below_it_is_ungrounded(vault: WriteVault) -> None:
    opened = vault({"Takeaways/t.md": "Insights:: [[i]]", "Insights/i.md": "x", "Sources/s.md": ""})
    assert reported(opened, "ungrounded-claim") == [
        "Insights/i.md insight with no evidence source below it",
        "Takeaways/t.md takeaway with no evidence source below it",
    ]
    assert [problem.severity for problem in found(opened, "ungrounded-claim")] == ["info", "warning"]


def test_a_takeaway_that_reaches_a_source_is_grounded(vault: WriteVault) -> None:
    opened = vault(
        {
            "Takeaways/t.md": "Insights:: [[i]]",
            "Insights/i.md": "Source_Content:: [[s - Figure 1]]",
            "Source Content/s - Figure 1.md": "",
            "Sources/s.md": "",
        }
    )
    assert reported(opened, "ungrounded-claim") == []


def test_source_content_without_its_source_is_reported(vault: WriteVault) -> None:
    opened = vault({"Source Content/smith - 1.md": ""})
    assert reported(opened, "content-without-source") == [
        "Source Content/smith - 1.md source content of 'smith', which has no evidence source note"
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"Sources/smith2011.md": ""},
        {"Sources/other.md": "Source_Content:: [[smith2011 - Figure 1]]"},
    ],
    ids=["by name", "by a field"],
)
def test_source_content_with_a_source_is_not(vault: WriteVault, other: dict[str, str]) -> None:
    assert (
        reported(vault({"Source Content/smith2011 - Figure 1.md": "", **other}), "content-without-source")
        == []
    )


def test_notes_of_one_name_are_reported_each_with_the_others(vault: WriteVault) -> None:
    opened = vault({"A/Disc.md": "", "B/disc.md": "", "C/other.md": ""})
    assert reported(opened, "duplicate-name") == [
        "A/Disc.md shares its name with B/disc.md",
        "B/disc.md shares its name with A/Disc.md",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Low Back Pain", "low-back pain"),
        ("Intervertebral Disc", "Intervertebral Discs"),
        ("Intervertebral Disc (IVD)", "Intervertebral Disc"),
        ("Stem Cells (MuSCs)", "Stem Cell (MuSC)"),
        ("IL-6", "IL6"),
    ],
)
def test_one_topic_in_two_spellings_is_reported_once(vault: WriteVault, first: str, second: str) -> None:
    opened = vault({f"Tags/{first}.md": "", f"Tags/{second}.md": ""})
    assert len(found(opened, "similar-tags")) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Disc", "Disco"),
        ("CD4", "CD4+"),
        ("C", "C++"),
        ("Stem Cells (MSCs)", "Stem Cells (ESCs)"),
        ("PKA", "PKAα"),
        ("Gas", "Ga"),
        ("MSC", "MS"),
    ],
)
def test_two_topics_of_like_names_are_not_one(vault: WriteVault, first: str, second: str) -> None:
    assert found(vault({f"Tags/{first}.md": "", f"Tags/{second}.md": ""}), "similar-tags") == []


def test_only_tags_are_compared_as_tags(vault: WriteVault) -> None:
    assert found(vault({"Tags/Disc.md": "", "Notes/Discs.md": ""}), "similar-tags") == []


def test_all_rules_are_run_and_their_problems_ordered_by_file(vault: WriteVault) -> None:
    opened = vault(
        {
            "Insights/a.md": "Supports:: [[b]]",
            "Insights/b.md": "Supports:: [[a]]",
            "Source Content/smith - 1.md": "",
            "Tags/Disc.md": "",
            "Tags/Discs.md": "",
            "Takeaways/B.md": "",
        }
    )
    problems = check(opened.graph)
    assert {problem.code for problem in problems} == {
        "circular-support",
        "content-without-source",
        "duplicate-name",
        "similar-tags",
        "ungrounded-claim",
    }
    assert list(problems) == sorted(problems)


def test_every_rule_reports_the_codes_that_it_says(vault: WriteVault) -> None:
    for rule in RULES:
        source = inspect.getsource(inspect.getmodule(rule.run))
        assert set(re.findall(r'problem\(\s*"([a-z-]+)"', source)) == set(rule.codes)


def test_of_the_shared_vault_nothing_is_said_but_what_is_worth_knowing(spine_vault: Vault) -> None:
    codes = Counter(problem.code for problem in check(spine_vault.graph, RULES))
    assert codes == {"single-source": 4, "unused-insight": 16}
    assert {problem.severity for problem in spine_vault.problems} == {Severity.INFO}
