"""What `check` is to say of the ledger, with the place at which it can be mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from headwater.errors import NoteNotFound, UsageError
from headwater.evidence.ledger.find import find_edges
from headwater.evidence.ledger.records import TEXTS, Verdict
from tests.evidence.ledger.reading import CHAIN, Desk


def messages(desk: Desk) -> list[str]:
    return [f"{problem.place}: {problem.message} [{problem.code}]" for problem in desk.problems()]


def test_a_vault_without_a_ledger_has_no_problems_with_it(tmp_path: Path) -> None:
    assert Desk(tmp_path).problems() == []


def test_a_suspect_link_is_told_where_it_is_written_with_what_changed(desk: Desk) -> None:
    desk.edit("Insights/a.md", "an hour", "two hours")
    suspect = "is suspect: since it was reviewed on 2025-03-01, a note changed:"
    change = "a: “an hour” → “two hours”"
    assert messages(desk) == [
        f"{place}: {message} {change} [{code}]"
        for place, message, code in (
            (
                "Insights/a.md:4",
                f"'smith2020 - Figure 1 supports a' {suspect}",
                "suspect-link",
            ),
            (
                "Insights/a.md:5",
                f"'a supports b' {suspect}",
                "suspect-link",
            ),
            (
                "Insights/b.md:4",
                "something below 'b supports c' has moved since it was reviewed on 2025-03-01:",
                "deeper-change",
            ),
            (
                "Takeaways/c.md:4",
                "something below 'c supports d' has moved since it was reviewed on 2025-03-01:",
                "deeper-change",
            ),
        )
    ]


def test_where_the_text_was_not_kept_it_says_so(desk: Desk) -> None:
    (desk.root / TEXTS).unlink()
    desk.edit("Actions/d.md", "Buy", "Sell")
    assert "d says something else (what it said was not kept)" in messages(desk)[0]


def test_long_passages_are_cut(desk: Desk) -> None:
    desk.edit(
        "Actions/d.md", "Buy", "Consider at length whether to spend a part of the budget for the next year on"
    )
    assert "“Buy” → “Consider at length whether to spend a part of the budget fo…”" in messages(desk)[0]


def test_a_link_to_rework_is_told_with_what_was_said_of_it(desk: Desk) -> None:
    desk.review("a -> b", Verdict.REWORK, "says nothing of pleasing")
    (message,) = messages(desk)
    said = "'a supports b' was found on 2025-03-01 not to hold: says nothing of pleasing"
    assert message == f"Insights/a.md:5: {said} [link-to-rework]"


def test_unreviewed_edges_are_no_problem(desk: Desk) -> None:
    desk.write({"Actions/e.md": "x\n\nSupported by:: [[c]]"})
    assert messages(desk) == []


def test_edges_are_found_by_id_by_arrow_and_by_the_note_they_lead_to(desk: Desk) -> None:
    found = desk.assessed()
    (edge,) = find_edges(found, "a -> b")
    assert (
        find_edges(found, edge.id)
        == find_edges(found, edge.id[:7])
        == find_edges(found, "[[a]] → [[b]]")
        == (edge,)
    )
    assert find_edges(found, "b") == find_edges(found, "Warm cups please") == (edge,)


def test_a_name_may_hold_an_arrow(tmp_path: Path) -> None:
    desk = Desk(tmp_path, CHAIN | {"Insights/x -> y.md": "x\n\nSupports:: [[b]]"})
    assert len(find_edges(desk.assessed(), "x -> y -> b")) == 1


@pytest.mark.parametrize("words", ["b -> a", "a -> c", "smith2020", "Insights/a.md -> Insights/a.md"])
def test_what_is_no_edge_is_an_error(desk: Desk, words: str) -> None:
    with pytest.raises(UsageError):
        find_edges(desk.assessed(), words)


@pytest.mark.parametrize("words", ["nobody", "a -> nobody", "", "->", "0123456789"])
def test_what_is_no_note_is_an_error(desk: Desk, words: str) -> None:
    with pytest.raises(NoteNotFound):
        find_edges(desk.assessed(), words)
