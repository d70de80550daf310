"""What was said of a note is said of it still when it is called otherwise or lies elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from headwater.evidence.ledger.identity import ids_of
from headwater.evidence.ledger.lines import parse_ledger
from headwater.evidence.ledger.states import State
from tests.evidence.ledger.reading import CHAIN, Desk

SUSPECT, DEEPER, UNREVIEWED = State.SUSPECT, State.DEEPER, State.UNREVIEWED


def test_a_note_is_called_by_its_id_its_name_or_its_path(tmp_path: Path) -> None:
    desk = Desk(
        tmp_path,
        {
            "a.md": "---\nid: 7f3\n---",
            "b.md": "",
            "One/c.md": "",
            "Two/C.md": "",
            "d.md": "---\nid: twice\n---",
            "e.md": "---\nid: twice\n---",
            "f.md": "---\nid: 12\n---",
            "g.md": "---\nid: [1, 2]\n---",
            "h.md": "---\nid: true\n---",
        },
    )
    assert ids_of(desk.assessed().graph) == {
        "a.md": "id:7f3",
        "b.md": "b",
        "One/c.md": "/One/c",
        "Two/C.md": "/Two/C",
        "d.md": "d",
        "e.md": "e",
        "f.md": "id:12",
        "g.md": "g",
        "h.md": "h",
    }


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Insights/a.md", "Insights/What stays warm.md"),
        ("Insights/a.md", "Insights/A.md"),
        ("Insights/a.md", "Archive/Level 1 Insights/a.md"),
        ("Takeaways/c.md", "Takeaways/2025-03-06 10-00-00.md"),
        ("Actions/d.md", "Actions/e.md"),
        ("Source Content/smith2020 - Figure 1.md", "Source Content/smith2020 - Fig. 1.md"),
    ],
)
def test_a_renamed_or_moved_note_keeps_its_reviews(desk: Desk, before: str, now: str) -> None:
    desk.move(before, now)
    assert desk.states() == {}
    assert desk.codes() == []


def test_a_source_and_what_was_read_off_it_can_change_their_citekey_together(desk: Desk) -> None:
    desk.move("Sources/smith2020.md", "Sources/smithCups2020.md")
    desk.move("Source Content/smith2020 - Figure 1.md", "Source Content/smithCups2020 - Figure 1.md")
    assert desk.states() == {}


def test_all_notes_can_be_renamed_at_once(desk: Desk) -> None:
    for number, path in enumerate(path for path in CHAIN if not path.startswith("Source")):
        desk.move(path, f"{path.rpartition('/')[0]}/renamed {number}.md")
    assert desk.states() == {}


def test_a_second_note_of_its_name_takes_no_note_s_reviews(desk: Desk) -> None:
    desk.write({"Other/Insights/a.md": "Another a\n\nSupports:: [[Takeaways/c]]"})
    desk.edit("Insights/b.md", "Warm cups please", "Warm cups please")
    assert desk.states() == {"a > c": UNREVIEWED, "c > d": DEEPER}
    desk.record([])
    desk.edit("Insights/a.md", "an hour", "two hours")
    assert desk.states()["a > b"] is SUSPECT


def test_notes_of_one_name_are_told_apart(tmp_path: Path) -> None:
    desk = Desk(
        tmp_path,
        {"A/Insights/x.md": "One", "B/Insights/x.md": "Two", "Takeaways/t.md": "Insights:: [[A/Insights/x]]"},
    )
    desk.edit("Takeaways/t.md", "[[A/Insights/x]]", "[[A/Insights/x]], [[B/Insights/x]]")
    desk.review_all()
    desk.edit("B/Insights/x.md", "Two", "Three")
    (suspect,) = [edge.edge.start for edge in desk.assessed().edges if edge.suspect]
    assert suspect == "B/Insights/x.md"


def test_a_renaming_that_was_saved_is_known_after_the_text_has_changed(desk: Desk) -> None:
    desk.move("Insights/a.md", "Insights/new.md")
    desk.record([])
    assert [(one.old, one.new) for one in parse_ledger(desk.ledger.read_bytes()).renamings] == [("a", "new")]
    desk.edit("Insights/new.md", "an hour", "two hours")
    desk.edit("Insights/new.md", "Supports:: [[b]]", "Supports:: [[c]]")
    desk.edit("Insights/new.md", "Supports:: [[c]]", "Supports:: [[b]]")
    assert desk.states() == {
        "smith2020 - Figure 1 > new": SUSPECT,
        "new > b": SUSPECT,
        "b > c": DEEPER,
        "c > d": DEEPER,
    }


def test_a_note_can_be_renamed_there_and_back_again(desk: Desk) -> None:
    for before, now in (("a", "new"), ("new", "a"), ("a", "newer")):
        desk.move(f"Insights/{before}.md", f"Insights/{now}.md")
        assert desk.states() == {}
        desk.record([])
    assert desk.states() == {}


def test_renamings_in_a_circle_end(desk: Desk) -> None:
    circle = '{"version":1,"renamed":"%s","to":"%s","date":"2025-03-06T10:00:00Z"}\n'
    with desk.ledger.open("a", encoding="utf-8") as ledger:
        ledger.write(circle % ("a", "x") + circle % ("x", "y") + circle % ("y", "a") + circle % ("q", "q"))
    assert desk.states() == {}


def test_what_is_reworded_and_renamed_at_once_is_known_by_its_place(desk: Desk) -> None:
    desk.move("Insights/a.md", "Insights/new.md")
    desk.edit("Insights/new.md", "an hour", "two hours")
    assert desk.states()["new > b"] is SUSPECT


def test_where_two_could_be_meant_neither_is(tmp_path: Path) -> None:
    text = "Cups stay warm"
    desk = Desk(tmp_path, {"Insights/a.md": f"{text}\n\nSupports:: [[t]]", "Takeaways/t.md": "Warm"})
    desk.review_all()
    (tmp_path / "Insights/a.md").unlink()
    desk.write({f"Insights/{name}.md": f"{text}\n\nSupports:: [[t]]" for name in ("x", "y")})
    assert desk.states() == {"x > t": UNREVIEWED, "y > t": UNREVIEWED}
    assert desk.codes() == [".headwater/reviews.jsonl:1 review-of-missing-edge"]


def test_a_note_that_was_there_before_is_not_taken_for_one_that_has_gone(tmp_path: Path) -> None:
    text = "Cups stay warm\n\nSupports:: [[t]]"
    desk = Desk(tmp_path, {"Insights/a.md": text, "Insights/b.md": text, "Takeaways/t.md": "Warm"})
    desk.review_all()
    (tmp_path / "Insights/a.md").unlink()
    assert desk.states() == {}
    assert desk.codes() == [".headwater/reviews.jsonl:1 review-of-missing-edge"]


def test_a_review_of_an_edge_that_is_no_more_is_told_of_and_counts_again_when_it_comes_back(
    desk: Desk,
) -> None:
    desk.edit("Actions/d.md", "Buy", "Buy")
    desk.edit("Takeaways/c.md", "Actions:: [[d]]", "")
    assert desk.codes() == [".headwater/reviews.jsonl:5 review-of-missing-edge"]
    desk.edit("Takeaways/c.md", "# Database Fields\n", "# Database Fields\nActions:: [[d]]")
    assert desk.states() == {}
    assert desk.codes() == []


def test_an_id_property_is_followed_whatever_else_changes(tmp_path: Path) -> None:
    desk = Desk(tmp_path, CHAIN | {"Insights/a.md": "---\nid: warm\n---\nWarm\n\nSupports:: [[b]]"})
    desk.review_all()
    (tmp_path / "Insights/a.md").unlink()
    desk.write({"Insights/z.md": "---\nid: warm\n---\nHot\n\nSupports:: [[b]]\nOpposes:: [[c]]"})
    assert desk.states() == {"z > b": SUSPECT, "z > c": UNREVIEWED, "b > c": DEEPER, "c > d": DEEPER}


def test_hundreds_of_sources_can_be_renamed_at_once(tmp_path: Path) -> None:
    size = 300
    files = {f"Insights/{n}.md": f"Claim {n}\n\nSource:: [[s{n}]]" for n in range(size)}
    desk = Desk(tmp_path, files | {f"Sources/s{n}.md": "" for n in range(size)})
    desk.review_all()
    for n in range(size):
        (tmp_path / f"Sources/s{n}.md").rename(tmp_path / f"Sources/r{n}.md")
        (tmp_path / f"Insights/{n}.md").write_text(f"Claim {n}\n\nSource:: [[r{n}]]", encoding="utf-8")
    assert desk.states() == {}
