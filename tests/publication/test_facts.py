"""What may be told of the evidence below a claim."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from headwater.evidence.directness import Count
from headwater.evidence.ledger.records import Verdict
from headwater.opening import open_vault
from headwater.publication import facts as told
from headwater.publication.facts import (
    Assumed,
    Bearing,
    Circle,
    Circles,
    Part,
    PublicFacts,
    Step,
    Studies,
    Suspicion,
)
from headwater.scope import MARKED, Scope
from headwater.vault.notes import NotePath
from tests.evidence.ledger.reading import Desk

KINDS = {"s": "Sources", "f": "Source Content", "a": "Assumptions", "i": "Insights", "t": "Takeaways"}


def path(name: str) -> NotePath:
    return NotePath(f"{KINDS.get(name[:1], 'Actions')}/{name}.md")


def note(name: str, rests_on: str = "", properties: str = "publish: true") -> dict[str, str]:
    """A note, and the names of those that it rests on; its folder goes by the first letter of its name."""
    links = ", ".join(f"[[{supporter}]]" for supporter in rests_on.split())
    fields = f"Supported By:: {links}\n" if links else ""
    return {path(name): f"---\n{properties}\n---\n# Content\n- Says {name}\n# Database Fields\n{fields}"}


def vault_of(*notes: Mapping[str, str]) -> dict[str, str]:
    return {place: text for one in notes for place, text in one.items()}


def facts(root: Path, name: str, *notes: Mapping[str, str], scope: Scope = MARKED) -> PublicFacts:
    """The facts of a note in a vault that holds these."""
    Desk(root, vault_of(*notes))
    found = open_vault(root).publish(scope).notes[path(name)].facts
    assert found is not None
    return found


def step(name: str) -> Step:
    """A note that is shown."""
    return Step(name, path(name))


WITHHELD = Step("", None)
HIDDEN = "publish: false"


def test_notes_that_claim_nothing_have_no_facts(tmp_path: Path) -> None:
    Desk(tmp_path, vault_of(note("s"), note("t", "s")))
    notes = open_vault(tmp_path).publish().notes
    assert notes[path("s")].facts is None
    assert notes[path("t")].facts is not None


def test_studies_are_counted_by_what_they_were_made_on_their_types_and_levels(tmp_path: Path) -> None:
    found = facts(
        tmp_path,
        "t",
        note("s1", "", "year: 2019\nspecies: human\nstudy-type: RCT\nevidence-level: Level II"),
        note("s2", "", "year: 2004\nspecies: Sprague-Dawley rats\nstudy-type: RCT"),
        note("s3", "", "publish: true"),
        note("i", "s1 s2 s3"),
        note("t", "i"),
    )
    assert found.studies == Studies(
        total=3,
        years="2004–2019",
        subjects=(Count("human", 1), Count("in rats", 1), Count("unknown", 1)),
        types=(Count("randomized controlled trial", 2),),
        levels=(Count("2", 1),),
    )


@pytest.mark.parametrize(
    ("years", "told_as"),
    [
        (["2004", "2004"], "2004"),
        (["2004", ""], "2004"),
        (["", ""], ""),
        (["2004", "987"], "987–2004"),
        (["2004", "in press, see CANARY"], "2004"),
        (["2004", "20040101123456"], "2004"),
        (["٢٠٠٤", "[2004]"], "2004"),
    ],
)
def test_years_are_those_of_the_oldest_and_the_newest_source(
    tmp_path: Path, years: list[str], told_as: str
) -> None:
    sources = [note(f"s{number}", "", f"year: {year}") for number, year in enumerate(years)]
    assert facts(tmp_path, "t", *sources, note("t", "s0 s1")).studies.years == told_as


def test_where_nothing_is_known_of_studies_nothing_is_said_of_them(tmp_path: Path) -> None:
    assert facts(tmp_path, "t", note("s"), note("t", "s")).studies == Studies(1)


def test_of_studies_no_words_of_their_author_are_told_published_or_not(tmp_path: Path) -> None:
    words = (
        "species: '[[secret note]]'\npopulation: secret patients\nyear: secret\n"
        "study-type: [secret kind, cohort, case series]\nevidence-level: ['secret, 3', 2b, level secret]"
    )
    sources = note("s1", "", f"publish: true\n{words}"), note("s2", "", words)
    found = facts(tmp_path, "t", *sources, note("t", "s1 s2"))
    assert "secret" not in repr(found)
    assert found.studies.types == (("cohort study; case series", 2),)
    assert found.studies.levels == (("3, 2b", 2),)


def test_a_claim_without_a_source_lacks_one_only_where_one_is_expected(tmp_path: Path) -> None:
    notes = note("a"), note("i"), note("t", "a"), note("x"), note("y", "t")
    lacking = {name: facts(tmp_path, name, *notes).needs_source for name in "aitxy"}
    assert lacking == {"a": False, "i": True, "t": True, "x": False, "y": True}


def test_load_bearing_notes_are_named_nearest_first_and_the_source_apart(tmp_path: Path) -> None:
    chain = note("s"), note("f", "s", ""), note("i1", "f"), note("i2", "i1", HIDDEN), note("t", "i2")
    found = facts(tmp_path, "t", *chain).bearing
    assert found == Bearing("s", (WITHHELD, step("i1"), Step("f", None)), 3)


def test_two_sources_on_one_insight_leave_the_insight_load_bearing(tmp_path: Path) -> None:
    found = facts(tmp_path, "t", note("s1"), note("s2"), note("i", "s1 s2"), note("t", "i"))
    assert found.bearing == Bearing("", (step("i"),), 1)


def test_of_a_long_chain_the_nearest_notes_are_named_and_all_are_counted(tmp_path: Path) -> None:
    chain = [note(f"i{number}", f"i{number - 1}" if number else "s") for number in range(20)]
    found = facts(tmp_path, "t", note("s"), *chain, note("t", "i19")).bearing
    assert (found.source, found.total, len(found.steps)) == ("s", 20, 12)
    assert found.steps[0] == step("i19")


def test_assumptions_however_far_upstream_are_listed_and_withheld_ones_counted(tmp_path: Path) -> None:
    found = facts(
        tmp_path, "t", note("a2"), note("a1"), note("a3", "", HIDDEN), note("i", "a1 a3"), note("t", "i a2")
    )
    assert found.assumed == Assumed((path("a1"), path("a2")), 2, 1)


def test_very_many_assumptions_are_all_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told, "MOST_ASSUMPTIONS", 2)
    found = facts(tmp_path, "t", *map(note, ("a1", "a2", "a3")), note("t", "a1 a2 a3")).assumed
    assert found == Assumed((path("a1"), path("a2")), 3, 0)


RING = note("i1", "i3"), note("i2", "i1", HIDDEN), note("i3", "i2")


def test_a_circle_is_told_of_its_notes_and_of_what_rests_on_it(tmp_path: Path) -> None:
    ring = step("i1"), WITHHELD, step("i3")
    assert facts(tmp_path, "i1", *RING).circles == Circles((Circle(Part.MEMBER, ring, 3),), 1)
    found = facts(tmp_path, "t", *RING, note("t", "i3")).circles
    assert found == Circles((Circle(Part.DOWNSTREAM, ring, 3),), 1)


def test_a_claim_beside_the_shortest_circle_of_its_knot_is_not_said_to_be_in_it(tmp_path: Path) -> None:
    knot = note("i1", "i2 i3"), note("i2", "i1"), note("i3", "i4"), note("i4", "i2")
    circles = {name: facts(tmp_path, name, *knot).circles for name in ("i1", "i4")}
    assert [circles[name].named[0].part for name in circles] == [Part.MEMBER, Part.KNOTTED]
    assert circles["i1"].named[0].steps == circles["i4"].named[0].steps == (step("i1"), step("i2"))


def test_of_long_circles_and_of_many_the_first_are_told_and_all_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(told, "MOST_STEPS", 2)
    monkeypatch.setattr(told, "MOST_CYCLES", 1)
    others = note("i7", "i8"), note("i8", "i7")
    found = facts(tmp_path, "i1", *RING, *others, note("i1", "i3 i7")).circles
    assert found == Circles((Circle(Part.MEMBER, (step("i1"), WITHHELD), 3),), 2)


def test_claims_with_facts_in_common_share_them(tmp_path: Path) -> None:
    notes = note("s"), note("a"), note("i", "s a"), note("t1", "i"), note("t2", "i")
    Desk(tmp_path, vault_of(*notes))
    public = open_vault(tmp_path).publish().notes
    one, other = public[path("t1")].facts, public[path("t2")].facts
    assert one is not None
    assert other is not None
    assert all(
        mine is yours for mine, yours in zip(one[:5], other[:5], strict=True) if not isinstance(mine, bool)
    )


REVIEWED = note("s"), note("i1", "s"), note("i2", "i1"), note("t", "i2")


def desk_of(root: Path, *notes: Mapping[str, str]) -> Desk:
    """A vault all of whose edges were reviewed, on the first of March 2025."""
    desk = Desk(root, vault_of(*notes))
    desk.review_all()
    return desk


def suspicions(root: Path, name: str) -> tuple[Suspicion, ...]:
    found = open_vault(root).publish().notes[path(name)].facts
    assert found is not None
    assert found.suspicion_count == len(found.suspicions)
    return found.suspicions


def test_a_reviewed_edge_is_suspect_once_its_ends_or_what_is_below_say_something_else(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, *REVIEWED)
    assert all(suspicions(tmp_path, name) == () for name in ("i1", "i2", "t"))
    desk.edit(path("i1"), "Says i1", "Denies i1")
    day = "2025-03-01"
    assert suspicions(tmp_path, "i1") == (Suspicion(step("s"), ("claim",), day),)
    assert suspicions(tmp_path, "i2") == (Suspicion(step("i1"), ("supporter",), day),)
    assert suspicions(tmp_path, "t") == (Suspicion(step("i2"), (), day),)
    desk.edit(path("i2"), "Says i2", "Denies i2")
    assert suspicions(tmp_path, "i2") == (Suspicion(step("i1"), ("supporter", "claim"), day),)
    desk.edit(path("i1"), "Denies i1", "Says i1")
    desk.edit(path("i2"), "Denies i2", "Says i2")
    assert all(suspicions(tmp_path, name) == () for name in ("i1", "i2", "t"))


def test_what_was_found_wanting_is_for_the_author_and_no_suspicion(tmp_path: Path) -> None:
    desk = Desk(tmp_path, vault_of(*REVIEWED))
    desk.record(desk.assessed().edges, Verdict.REWORK)
    assert suspicions(tmp_path, "t") == ()


def test_of_a_withheld_supporter_that_changed_neither_name_nor_texts_are_told(tmp_path: Path) -> None:
    supporter = note("i SECRET", "", HIDDEN)
    notes = {**supporter, **note("t"), **note("f SECRET", "", HIDDEN)}
    notes[path("t")] += "Supported By:: [[i SECRET]]\n"
    desk = desk_of(tmp_path, notes)
    desk.edit(path("i SECRET"), "Says i SECRET", "Now says OTHER SECRET")
    found = open_vault(tmp_path).publish().notes[path("t")]
    assert found.facts is not None
    assert found.facts.suspicions == (Suspicion(WITHHELD, ("supporter",), "2025-03-01"),)
    assert "SECRET" not in repr(found)


def test_a_chosen_property_counts_for_reviews_and_its_value_is_not_told(tmp_path: Path) -> None:
    (tmp_path / "headwater.toml").write_text("[review]\nproperties = ['dose']\n", encoding="utf-8")
    desk = desk_of(tmp_path, *REVIEWED)
    desk.edit(path("s"), "publish: true", "publish: true\ndose: SECRET")
    assert suspicions(tmp_path, "i1") == (Suspicion(step("s"), ("supporter",), "2025-03-01"),)
    assert "SECRET" not in repr(open_vault(tmp_path).publish().notes[path("i1")])


def test_very_many_suspect_edges_are_all_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told, "MOST_SUSPICIONS", 2)
    desk = desk_of(tmp_path, *map(note, ("i1", "i2", "i3")), note("t", "i1 i2 i3"))
    desk.edit(path("t"), "Says t", "Denies t")
    found = open_vault(tmp_path).publish().notes[path("t")].facts
    assert found is not None
    assert (len(found.suspicions), found.suspicion_count) == (2, 3)


@pytest.mark.parametrize("ledger", [b"", b"no json\n", b"\xff\xfe", b'{"headwater-review": 99}\n'])
def test_a_ledger_that_cannot_be_read_raises_no_suspicion(tmp_path: Path, ledger: bytes) -> None:
    Desk(tmp_path, vault_of(*REVIEWED))
    (tmp_path / ".headwater").mkdir()
    (tmp_path / ".headwater/reviews.jsonl").write_bytes(ledger)
    assert suspicions(tmp_path, "t") == ()


def test_one_circle_of_thousands_of_notes_is_told_to_each_of_them_in_the_same_words(tmp_path: Path) -> None:
    size = 3000
    ring = [note(f"i{number}", f"i{(number + 1) % size}") for number in range(size)]
    Desk(tmp_path, vault_of(*ring))
    notes = open_vault(tmp_path).publish().notes
    (circles,) = {id(one.facts.circles): one.facts.circles for one in notes.values() if one.facts}.values()
    assert circles.named[0].total == size
