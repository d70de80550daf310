"""Each rule about the evidence as a whole, on a vault that breaks it and on one that does not."""

from __future__ import annotations

import inspect
import re
from collections import Counter

import pytest

from headwater.evidence.checks import RULES, check
from headwater.evidence.checks.unknown_codes import ignored_codes
from headwater.opened import Vault
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
    ("acronym", "name"),
    [
        ("MSC", "Mesenchymal Stem Cells (MSCs)"),
        ("MSCs", "Mesenchymal Stem Cells (MSC)"),
        ("msc", "Mesenchymal Stem Cells (MSCs)"),
        ("MuSC", "Muscle Stem Cells (MuSCs, Satellite Stem Cells)"),
        ("Satellite Stem Cell", "Muscle Stem Cells (MuSCs, Satellite Stem Cells)"),
    ],
)
def test_a_tag_named_by_anothers_acronym_is_reported_at_the_short_one(
    vault: WriteVault, acronym: str, name: str
) -> None:
    (problem,) = found(vault({f"Tags/{acronym}.md": "", f"Tags/{name}.md": ""}), "similar-tags")
    assert (problem.path, f"'Tags/{name}.md'" in problem.message) == (f"Tags/{acronym}.md", True)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Cells", "Ageing (Cells)"),
        ("MSC", "Stem Cells"),
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


def test_every_rule_reports_the_codes_that_it_says() -> None:
    for rule in RULES:
        module = inspect.getmodule(rule.run)
        assert module is not None
        source = inspect.getsource(module)
        assert set(re.findall(r'problem\(\s*"([a-z-]+)"', source)) == set(rule.codes)


def test_of_the_shared_vault_nothing_is_said_but_what_is_worth_knowing(spine_vault: Vault) -> None:
    codes = Counter(problem.code for problem in check(spine_vault.graph, RULES))
    assert codes == {"single-source": 4, "unused-insight": 16}
    assert {problem.severity for problem in spine_vault.problems} == {Severity.INFO}


WATERFALL = {
    "Sources/s.md": "",
    "Source Content/s - 1.md": "",
    "Quick Notes/q.md": "",
    "Assumptions/a.md": "",
    "Insights/i.md": "",
    "Takeaways/t.md": "",
    "Actions/x.md": "",
}


@pytest.mark.parametrize(
    ("below", "above", "message"),
    [
        ("s", "Insights/i", "insight that rests on the evidence source 's' directly"),
        ("s", "Takeaways/t", "takeaway that rests on the evidence source 's' directly"),
        ("s - 1", "Takeaways/t", "takeaway that rests on the source content 's - 1' directly"),
        ("i", "Actions/x", "action that rests on the insight 'i' directly"),
    ],
)
def test_support_that_skips_a_layer_is_reported_at_the_link(
    vault: WriteVault, below: str, above: str, message: str
) -> None:
    opened = vault({**WATERFALL, f"{above}.md": f"A claim.\n\nSupported by:: [[{below}]]"})
    assert reported(opened, "skipped-layer") == [f"{above}.md:3 {message}"]


@pytest.mark.parametrize(
    ("below", "above"),
    [("s", "Quick Notes/q"), ("s - 1", "Insights/i"), ("q", "Takeaways/t"), ("q", "Insights/i"),
     ("i", "Takeaways/t"), ("t", "Actions/x"), ("a", "Takeaways/t"), ("a", "Actions/x")],
)  # fmt: skip
def test_support_along_the_waterfall_skips_nothing(vault: WriteVault, below: str, above: str) -> None:
    opened = vault({**WATERFALL, f"{above}.md": f"Supported by:: [[{below}]]"})
    assert reported(opened, "skipped-layer") == []


def test_support_beside_a_way_through_the_layers_skips_nothing(vault: WriteVault) -> None:
    opened = vault(
        {
            **WATERFALL,
            "Insights/i.md": "Supported by:: [[s - 1]], [[s]]",
            "Takeaways/t.md": "Supported by:: [[i]], [[s - 1]], [[s]]",
        }
    )
    assert reported(opened, "skipped-layer") == []


def test_a_note_with_very_many_supporters_that_skip_is_one_problem(vault: WriteVault) -> None:
    sources = {f"Sources/s{number:03}.md": "Supports:: [[t]]" for number in range(300)}
    (message,) = reported(vault({**sources, "Takeaways/t.md": ""}), "skipped-layer")
    assert message.startswith("Sources/s000.md:1 takeaway that rests on the evidence source 's000', ")
    assert message.endswith("the evidence source 's002' and 297 more directly")


def test_a_claim_on_assumptions_alone_is_reported_as_that_however_far_below_they_are(
    vault: WriteVault,
) -> None:
    opened = vault(
        {
            "Assumptions/a.md": "Supports:: [[q]], [[i]]",
            "Assumptions/b.md": "Supports:: [[a]]",
            "Quick Notes/q.md": "",
            "Insights/i.md": "Supported by:: [[q]]\nSupports:: [[t]]",
            "Takeaways/t.md": "",
        }
    )
    assert reported(opened, "ungrounded-claim") == []
    assert reported(opened, "rests-on-assumptions") == [
        "Insights/i.md insight that rests on assumptions alone",
        "Quick Notes/q.md quick note that rests on assumptions alone",
        "Takeaways/t.md takeaway that rests on assumptions alone",
    ]


def test_a_claim_on_an_assumption_and_an_ungrounded_claim_does_not_rest_on_assumptions_alone(
    vault: WriteVault,
) -> None:
    opened = vault(
        {"Assumptions/a.md": "Supports:: [[t]]", "Insights/i.md": "Supports:: [[t]]", "Takeaways/t.md": ""}
    )
    assert reported(opened, "rests-on-assumptions") == []
    assert len(reported(opened, "ungrounded-claim")) == 2


def test_an_assumption_that_rests_on_a_source_is_evidence(vault: WriteVault) -> None:
    opened = vault(
        {
            "Sources/s.md": "",
            "Assumptions/a.md": "Supported by:: [[s]]\nSupports:: [[t]]",
            "Takeaways/t.md": "",
        }
    )
    assert reported(opened, "rests-on-assumptions") == []


def test_an_ungrounded_claim_is_told_where_it_begins_and_of_takeaways_always(vault: WriteVault) -> None:
    opened = vault(
        {
            "Insights/a.md": "Supports:: [[b]]",
            "Insights/b.md": "Supports:: [[t]]",
            "Insights/c.md": "Supports:: [[d]]",
            "Insights/d.md": "Supports:: [[c]]",
            "Takeaways/t.md": "Supports:: [[x]]",
            "Actions/x.md": "",
            "Actions/y.md": "",
            "Quick Notes/q.md": "",
        }
    )
    assert [one.path for one in found(opened, "ungrounded-claim")] == ["Insights/a.md", "Takeaways/t.md"]


def test_of_a_note_whose_properties_cannot_be_read_nobody_says_that_it_rests_on_nothing(
    vault: WriteVault,
) -> None:
    opened = vault({"Insights/i.md": "---\nSupported by: [\n---\nA claim."})
    assert {one.code for one in opened.problems} == {"invalid-frontmatter"}


def test_a_takeaway_on_a_single_source_names_it(vault: WriteVault) -> None:
    opened = vault(
        {
            "Sources/s.md": "Supports:: [[q]], [[r]], [[u]]",
            "Sources/z.md": "Supports:: [[u]]",
            "Quick Notes/q.md": "Supports:: [[t]]",
            "Quick Notes/r.md": "Supports:: [[t]]",
            "Quick Notes/u.md": "Supports:: [[v]]",
            "Takeaways/t.md": "",
            "Takeaways/v.md": "",
        }
    )
    assert reported(opened, "single-source") == [
        "Takeaways/t.md takeaway that rests on a single evidence source, s"
    ]


def test_an_insight_that_supports_and_opposes_nothing_is_unused(vault: WriteVault) -> None:
    opened = vault(
        {
            "Insights/a.md": "Supports:: [[t]]",
            "Insights/b.md": "Opposes:: [[t]]",
            "Insights/c.md": "[[t]]",
            "Takeaways/t.md": "",
        }
    )
    assert reported(opened, "unused-insight") == ["Insights/c.md insight that nothing rests on"]


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("headwater-ignore: unused-insight", ("unused-insight",)),
        ("headwater-ignore: unused-insight, single-source", ("unused-insight", "single-source")),
        ("headwater-ignore: [unused-insight, single-source]", ("unused-insight", "single-source")),
        ("headwater-ignore:\n  - unused-insight\n  - single-source", ("unused-insight", "single-source")),
        ("headwater-ignore:", ()),
        ("headwater-ignore: [1, true, {a: b}, null]", ()),
        ("headwater-ignore: true", ()),
    ],
)
def test_a_note_can_say_what_is_to_be_ignored_about_it(
    vault: WriteVault, written: str, codes: tuple[str, ...]
) -> None:
    opened = vault({"Insights/i.md": f"---\n{written}\n---\n"})
    assert ignored_codes(opened.notes[0]) == codes
    assert reported(opened, "unknown-code") == []


def test_a_code_to_ignore_that_does_not_exist_is_reported_with_the_nearest(vault: WriteVault) -> None:
    opened = vault({"Insights/i.md": "---\na: 1\nheadwater-ignore: [unused-insights, zzz]\n---\n"})
    assert reported(opened, "unknown-code") == [
        (
            "Insights/i.md:3 property 'headwater-ignore' names 'unused-insights', which is no problem's code "
            "(did you mean 'unused-insight'?)"
        ),
        "Insights/i.md:3 property 'headwater-ignore' names 'zzz', which is no problem's code",
    ]


def test_messages_about_a_name_that_many_notes_share_name_only_a_few_of_them(vault: WriteVault) -> None:
    """If each named all the others, a thousand would fill a million lines."""
    opened = vault({f"Pages/{number:02}/Read me.md": "" for number in range(40)} | {"a.md": "[[Read me]]"})
    names = reported(opened, "duplicate-name")
    assert len(names) == 40
    assert names[0].endswith("Pages/07/Read me.md, Pages/08/Read me.md and 31 more")
    assert names[39].endswith("Pages/06/Read me.md, Pages/07/Read me.md and 31 more")
    (ambiguous,) = reported(opened, "ambiguous-link")
    assert "fits 40 notes" in ambiguous
    assert "and 32 more" in ambiguous
