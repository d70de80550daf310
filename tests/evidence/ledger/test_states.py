"""What a change does to the edges that were reviewed before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from headwater.evidence.ledger.movements import Move, movements
from headwater.evidence.ledger.recording import Recorder
from headwater.evidence.ledger.records import Verdict
from headwater.evidence.ledger.states import State
from headwater.opening import open_vault
from headwater.vault.notes import NotePath
from tests.evidence.ledger.reading import CHAIN, Desk, names

SUSPECT, DEEPER, UNREVIEWED, REWORK = State.SUSPECT, State.DEEPER, State.UNREVIEWED, State.REWORK


def test_without_a_ledger_every_edge_of_support_is_unreviewed(tmp_path: Path) -> None:
    states = Desk(tmp_path).states()
    assert set(states.values()) == {UNREVIEWED}
    assert len(states) == 5


def test_what_was_reviewed_and_has_not_changed_holds(desk: Desk) -> None:
    assert desk.states() == {}


def test_a_changed_claim_turns_its_edges_suspect_and_those_further_down_show_a_deeper_change(
    desk: Desk,
) -> None:
    desk.edit("Insights/a.md", "an hour", "two hours")
    assert desk.states() == {
        "smith2020 - Figure 1 > a": SUSPECT,
        "a > b": SUSPECT,
        "b > c": DEEPER,
        "c > d": DEEPER,
    }


def test_a_change_leaves_what_lies_upstream_of_it_and_beside_it(desk: Desk) -> None:
    desk.edit("Takeaways/c.md", "Warm your", "Heat your")
    assert desk.states() == {"b > c": SUSPECT, "c > d": SUSPECT}


def test_taking_a_change_back_restores_the_verdicts(desk: Desk) -> None:
    desk.edit("Insights/a.md", "an hour", "two hours")
    desk.edit("Insights/a.md", "two hours", "an hour")
    assert desk.states() == {}


def test_taking_a_change_back_restores_the_verdicts_even_if_the_change_was_reviewed(desk: Desk) -> None:
    desk.edit("Insights/a.md", "an hour", "two hours")
    desk.review("a -> b", Verdict.REWORK)
    assert desk.states()["a > b"] is REWORK
    desk.edit("Insights/a.md", "two hours", "an hour")
    assert desk.states() == {}


def test_accepting_what_changed_makes_it_clean(desk: Desk) -> None:
    desk.edit("Insights/a.md", "an hour", "two hours")
    for edge in ("smith2020 - Figure 1 -> a", "a -> b", "b -> c", "c -> d"):
        desk.review(edge)
    assert desk.states() == {}


def test_accepting_a_note_accepts_the_edges_into_it_alone(desk: Desk) -> None:
    desk.edit("Insights/a.md", "an hour", "two hours")
    desk.review("b")
    assert desk.states() == {"smith2020 - Figure 1 > a": SUSPECT, "b > c": DEEPER, "c > d": DEEPER}


def test_a_new_supporter_is_unreviewed_and_a_deeper_change_for_what_rests_on_it(desk: Desk) -> None:
    desk.write({"Insights/e.md": "Cups of steel, too\n\nSupports:: [[a]]"})
    assert desk.states() == {"e > a": UNREVIEWED, "a > b": DEEPER, "b > c": DEEPER, "c > d": DEEPER}


def test_a_lost_supporter_is_a_deeper_change(desk: Desk) -> None:
    desk.edit("Insights/a.md", "Source_Content:: [[smith2020 - Figure 1]]\n", "")
    assert desk.states() == {"a > b": DEEPER, "b > c": DEEPER, "c > d": DEEPER}


def test_a_source_in_the_place_of_another_is_a_deeper_change(desk: Desk) -> None:
    desk.write({"Sources/jones2021.md": ""})
    desk.edit("Insights/a.md", "[[smith2020 - Figure 1]]", "[[jones2021]]")
    desk.review("jones2021 -> a")
    assert desk.states() == {"a > b": DEEPER, "b > c": DEEPER, "c > d": DEEPER}


def test_new_evidence_against_a_claim_is_a_deeper_change(desk: Desk) -> None:
    desk.write({"Insights/e.md": "Cups cool in minutes\n\nOpposes:: [[a]]"})
    assert desk.states() == {"e > a": UNREVIEWED, "a > b": DEEPER, "b > c": DEEPER, "c > d": DEEPER}


def test_edges_that_oppose_turn_suspect_as_those_that_support_do(desk: Desk) -> None:
    desk.write({"Insights/e.md": "Cups cool in minutes\n\nOpposes:: [[c]]"})
    desk.review_all()
    desk.edit("Insights/e.md", "minutes", "seconds")
    assert desk.states() == {"e > c": SUSPECT, "c > d": DEEPER}


def test_a_change_in_a_circle_is_seen_by_all_of_it_and_below(tmp_path: Path) -> None:
    circle = {
        name: f"{name} says\n\nSupports:: [[{to}]]" for name, to in (("x", "y"), ("y", "z"), ("z", "x"))
    }
    desk = Desk(tmp_path, {f"Insights/{name}.md": text for name, text in circle.items()})
    desk.write({"Insights/z.md": "z says\n\nSupports:: [[x]], [[out]]", "Takeaways/out.md": "out"})
    desk.review_all()
    assert desk.states() == {}
    desk.edit("Insights/x.md", "x says", "x denies")
    assert desk.states() == {"z > x": SUSPECT, "x > y": SUSPECT, "y > z": DEEPER, "z > out": DEEPER}
    desk.edit("Insights/x.md", "x denies", "x says")
    assert desk.states() == {}


def test_a_verdict_of_rework_stays_until_something_changes(desk: Desk) -> None:
    desk.review("a -> b", Verdict.REWORK, "says nothing of pleasing")
    assert desk.states() == {"a > b": REWORK}
    desk.edit("Insights/b.md", "please", "stay warm")
    assert desk.states() == {"a > b": SUSPECT, "b > c": SUSPECT, "c > d": DEEPER}


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("# Content\n- Cups", "---\nupdated: 2025-03-03\n---\n\n\n# Content\n* Cups"),
        ("- Cups stay warm", "- **Cups** stay  ==warm=="),
        ("an hour", "an [[b|hour]] %% is it? %%"),
        ("- Cups stay warm for an hour", "Cups stay warm\nfor an hour ^block"),
        ("# Database Fields", "# Notes\nA thought.\n\n# Database Fields"),
    ],
    ids=[
        "dates, positions, markers",
        "emphasis",
        "link targets, comments",
        "lines, block ids",
        "other sections",
    ],
)
def test_how_a_claim_is_written_does_not_count(desk: Desk, before: str, now: str) -> None:
    desk.edit("Insights/a.md", before, now)
    assert desk.states() == {}


@pytest.mark.parametrize("now", ["An hour", "an hour?", "no hour", "an [[b]]"])
def test_its_words_do(desk: Desk, now: str) -> None:
    desk.edit("Insights/a.md", "an hour", now)
    assert desk.states()["a > b"] is SUSPECT


def test_edges_come_upstream_first_and_those_into_one_note_together(tmp_path: Path) -> None:
    desk = Desk(
        tmp_path,
        CHAIN | {"Assumptions/0.md": "x\n\nSupports:: [[c]]", "Insights/9.md": "y\n\nSupports:: [[a]]"},
    )
    found = desk.assessed()
    order = [names(found, edge) for edge in found.edges]
    assert order[-3:] == ["0 > c", "b > c", "c > d"] or order[-3:] == ["b > c", "0 > c", "c > d"]
    assert order.index("9 > a") < order.index("a > b") < order.index("b > c")
    assert abs(order.index("9 > a") - order.index("smith2020 - Figure 1 > a")) == 1


def test_the_changes_of_a_suspect_edge_hold_both_texts(desk: Desk) -> None:
    desk.edit("Insights/a.md", "an hour", "two hours")
    desk.edit("Insights/b.md", "please", "annoy")
    (edge,) = [edge for edge in desk.assessed().edges if edge.edge.start == "Insights/a.md"]
    assert [(change.path, change.before_text, change.text) for change in edge.changes] == [
        ("Insights/a.md", "Cups stay warm for an hour", "Cups stay warm for two hours"),
        ("Insights/b.md", "Warm cups please", "Warm cups annoy"),
    ]


def test_each_note_has_the_suspect_edges_into_it(desk: Desk) -> None:
    desk.edit("Insights/a.md", "an hour", "two hours")
    suspects = desk.assessed().suspects
    assert {path: [edge.state for edge in edges] for path, edges in suspects.items()} == {
        "Insights/a.md": [SUSPECT],
        "Insights/b.md": [SUSPECT],
        "Takeaways/c.md": [DEEPER],
        "Actions/d.md": [DEEPER],
    }


def moved(desk: Desk, start: str) -> tuple[str, Move, str] | None:
    """What explains the deeper change of the edge that starts at a note."""
    found = desk.assessed()
    (edge,) = [edge for edge in found.edges if edge.edge.start == start]
    assert edge.state is DEEPER
    assert edge.review is not None
    movement = movements(found).since(edge.review, NotePath(start))
    return (movement.path, movement.move, movement.other) if movement else None


def test_a_deeper_change_is_explained_by_the_note_that_says_something_else(desk: Desk) -> None:
    desk.edit("Insights/a.md", "an hour", "two hours")
    assert moved(desk, "Takeaways/c.md") == ("Insights/a.md", Move.REWORDED, "")


def test_and_still_is_when_that_note_was_reviewed_since(desk: Desk) -> None:
    desk.edit("Insights/a.md", "an hour", "two hours")
    desk.review("a")
    desk.review("b")
    assert moved(desk, "Takeaways/c.md") == ("Insights/a.md", Move.REWORDED, "")


def test_a_deeper_change_is_explained_by_a_new_supporter_reviewed_since_or_not(desk: Desk) -> None:
    desk.write({"Insights/e.md": "Cups of steel, too\n\nSupports:: [[a]]"})
    assert moved(desk, "Takeaways/c.md") == ("Insights/a.md", Move.UNREVIEWED, "Insights/e.md")
    desk.review("e -> a")
    assert moved(desk, "Takeaways/c.md") == ("Insights/a.md", Move.GAINED, "Insights/e.md")


def test_an_edge_lost_long_ago_explains_no_change_that_has_an_explanation(desk: Desk) -> None:
    desk.write({"Insights/e.md": "Cups of steel, too\n\nSupports:: [[b]]"})
    desk.review_all()
    desk.edit("Insights/e.md", "Supports:: [[b]]", "")
    desk.review_all()
    desk.edit("Insights/a.md", "an hour", "two hours")
    assert moved(desk, "Takeaways/c.md") == ("Insights/a.md", Move.REWORDED, "")


def test_a_deeper_change_is_explained_by_a_lost_supporter(desk: Desk) -> None:
    desk.edit("Insights/a.md", "Source_Content:: [[smith2020 - Figure 1]]\n", "")
    assert moved(desk, "Insights/b.md") == ("Insights/a.md", Move.LOST, "smith2020 - Figure 1")


def test_what_was_reviewed_after_a_change_is_not_explained_by_it(desk: Desk) -> None:
    desk.edit("Insights/a.md", "an hour", "two hours")
    desk.review_all()
    desk.write({"Insights/e.md": "Cups please\n\nSupports:: [[b]]"})
    assert moved(desk, "Takeaways/c.md") == ("Insights/b.md", Move.UNREVIEWED, "Insights/e.md")


def test_chosen_properties_count_and_others_do_not(tmp_path: Path) -> None:
    desk = Desk(tmp_path, CHAIN | {"Sources/smith2020.md": "---\nspecies: rat\nyear: 2020\n---\nAbstract."})
    (tmp_path / "headwater.toml").write_text('[review]\nproperties = ["Species"]', encoding="utf-8")
    chosen = ["Species"]
    vault = open_vault(tmp_path)
    assert vault.config.review.properties == ("Species",)
    first = desk.assessed(chosen)
    Recorder(tmp_path, first, "Ada", desk.clock).record(first.edges, Verdict.HOLDS)
    desk.edit("Sources/smith2020.md", "year: 2020\n---\nAbstract.", "year: 2021\n---\nOther words.")
    assert {edge.state for edge in desk.assessed(chosen).edges} == {State.HOLDS}
    desk.edit("Sources/smith2020.md", "rat", "human")
    changed = [edge for edge in desk.assessed(chosen).edges if edge.state is SUSPECT]
    assert [(one.before_text, one.text) for edge in changed for one in edge.changes] == [
        ("species: rat", "species: human")
    ]


def test_a_chain_of_more_than_a_thousand_is_followed(tmp_path: Path) -> None:
    size = 1_200
    desk = Desk(
        tmp_path,
        {f"Insights/{n}.md": f"Claim {n}\n\nSupports:: [[{n + 1}]]" for n in range(size)}
        | {f"Insights/{size}.md": "The end"},
    )
    desk.review_all()
    desk.edit("Insights/0.md", "Claim 0", "Claim zero")
    counts = [edge.state for edge in desk.assessed().edges]
    assert (counts.count(SUSPECT), counts.count(DEEPER)) == (1, size - 1)
    assert moved(desk, f"Insights/{size - 1}.md") == ("Insights/0.md", Move.REWORDED, "")
