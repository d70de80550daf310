"""How claims and their support changed, commit by commit."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.config import Config
from headwater.evidence.history import NOTHING_TOLD, Event, Histories, KeptHistory, histories
from headwater.evidence.telling import ClaimChange
from headwater.opened import Vault
from headwater.opening import open_vault
from headwater.vault.notes import NotePath
from headwater.vault.plain import plain_text
from tests.repositories import AUTHOR, commit, git, new_repository, write

T, A, B = "Takeaways/T.md", "Insights/A.md", "Insights/B.md"


def said(claim: str, **links: str) -> str:
    fields = "".join(f"{name}:: [[{target}]]\n" for name, target in links.items())
    return f"---\nupdated: 2025-01-01\n---\n# Content\n- {claim}\n\n# Database Fields\n{fields}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_repository(tmp_path / "vault")


def told(root: Path, kept: KeptHistory = NOTHING_TOLD) -> Histories:
    vault = open_vault(root)
    return histories(vault.contents, vault.config, kept)


def events(root: Path, path: str) -> tuple[Event, ...]:
    return told(root).events.get(NotePath(path), ())


def shown(event: Event) -> tuple[str, ClaimChange | None, str, str, str]:
    """An event in short: subject, what became of the claim, the new one, supporters added and removed."""
    added, removed = (",".join(one.path for one in ones) for ones in (event.added, event.removed))
    return event.subject, event.change, event.after, added, removed


WRITTEN, REWORDED, DELETED = ClaimChange


def test_claims_and_supporters_are_told_newest_first(root: Path) -> None:
    commit(root, {T: said("rest"), A: said("a")}, day=1, subject="begin")
    commit(root, {A: said("a", Takeaways="T")}, day=2, subject="link")
    commit(root, {T: said("rest well")}, day=3, subject="reword")
    commit(root, {A: said("a")}, day=4, subject="unlink")
    assert [shown(event) for event in events(root, T)] == [
        ("unlink", None, "", "", A),
        ("reword", REWORDED, "rest well", "", ""),
        ("link", None, "", A, ""),
        ("begin", WRITTEN, "rest", "", ""),
    ]


def test_an_event_says_when_who_and_what_supporters_claimed(root: Path) -> None:
    name = commit(root, {T: said("rest"), A: said("a", Takeaways="T")}, day=1)
    commit(root, {A: said("another", Takeaways="T")}, day=2)
    (event,) = events(root, T)
    assert (event.commit, event.author) == (name, AUTHOR)
    assert event.date is not None
    assert event.date.isoformat() == "2025-01-01T12:00:00+01:00"
    assert event.added == ((A, "a"),)


def test_changed_dates_tags_and_other_text_are_no_event(root: Path) -> None:
    commit(root, {T: said("rest")}, day=1)
    text = said("rest", Tags="Sleep").replace("2025-01-01", "2025-02-02").replace("- rest", "* **rest**  ")
    commit(root, {T: text, "Tags/Sleep.md": "About sleep"}, day=2)
    assert len(events(root, T)) == 1


def test_what_a_long_claim_says_at_its_end_counts(root: Path) -> None:
    commit(root, {T: said("word " * 10_000 + "end")}, day=1)
    commit(root, {T: said("word " * 10_000 + "END")}, day=2)
    assert [event.change for event in events(root, T)] == [REWORDED, WRITTEN]


def test_an_edge_written_on_both_notes_is_there_until_it_is_on_neither(root: Path) -> None:
    commit(root, {T: said("t", Insights="A"), A: said("a", Takeaways="T")}, day=1, subject="both")
    commit(root, {A: said("a")}, day=2, subject="one")
    commit(root, {T: said("t")}, day=3, subject="none")
    assert [shown(event)[0::3] for event in events(root, T)] == [("none", ""), ("both", A)]
    assert [one.path for one in events(root, T)[0].removed] == [A]


def test_frontmatter_canvases_and_names_of_source_content_support(root: Path) -> None:
    content = "Source Content/doe2020 - Table 1.md"
    commit(root, {T: said("t"), A: said("a"), content: "x"}, day=1)
    commit(root, {A: "---\nResearch Links: '[[T]]'\n---\na"}, day=2, subject="property")
    canvas = (
        '{"nodes": [{"id": "1", "type": "file", "file": "Insights/B.md"},'
        ' {"id": "2", "type": "file", "file": "Takeaways/T.md"}],'
        ' "edges": [{"id": "e", "fromNode": "1", "toNode": "2"}]}'
    )
    commit(root, {"map.canvas": canvas, B: said("b")}, day=3, subject="canvas")
    commit(root, {"Studies/doe2020.md": "s"}, day=4, subject="source")
    assert [shown(event)[0::3] for event in events(root, T)[:2]] == [("canvas", B), ("property", A)]
    assert shown(events(root, content)[0])[0::3] == ("source", "Studies/doe2020.md")
    commit(root, {"map.canvas": None}, day=5, subject="no canvas")
    assert shown(events(root, T)[0])[0::4] == ("no canvas", B)


def test_a_link_to_a_note_that_comes_later_supports_since_then(root: Path) -> None:
    commit(root, {T: said("t", Insights="A")}, day=1, subject="link")
    commit(root, {A: said("a")}, day=2, subject="note")
    commit(root, {A: None}, day=3, subject="gone")
    assert [shown(event)[0::3] for event in events(root, T)] == [("gone", ""), ("note", A), ("link", "")]
    assert events(root, T)[0].removed == ((A, "a"),)


def test_a_note_of_another_kind_turns_its_edges(root: Path) -> None:
    commit(root, {T: said("t", Insights="A"), A: said("a")}, day=1)
    commit(
        root, {A: "---\nkind: action\n---\n" + said("a").partition("---\n")[2].partition("---\n")[2]}, day=2
    )
    assert events(root, T)[0].removed == ((A, "a"),)
    assert events(root, A)[0].added == ((T, "t"),)


def test_renames_are_followed_and_are_no_event(root: Path) -> None:
    commit(root, {T: said("t"), A: said("a", Takeaways="T")}, day=1)
    (root / "Takeaways" / "T.md").rename(root / "Takeaways" / "Rest.md")
    commit(root, {A: said("a", Takeaways="Rest")}, day=2)
    (root / "Insights").rename(root / "Level 1 Insights")
    commit(root, day=3)
    commit(root, {"Takeaways/Rest.md": said("rest")}, day=4)
    new, old = events(root, "Takeaways/Rest.md")
    assert (new.change, old.change, old.path) == (REWORDED, WRITTEN, T)
    assert old.added == (("Level 1 Insights/A.md", "a"),)
    assert events(root, T) == ()


def test_a_note_like_one_that_was_deleted_is_another_note(root: Path) -> None:
    template = "\n# References\n" + "the same lines in all notes\n" * 30
    commit(root, {A: said("one thing is known of discs") + template}, day=1)
    commit(root, {A: None, B: said("quite another was found out") + template}, day=2)
    assert git(root, "log", "-1", "--find-renames", "--name-status", "--format=").startswith("R")
    assert [event.change for event in events(root, B)] == [WRITTEN]
    assert [event.change for event in events(root, A)] == [DELETED, WRITTEN]


def test_a_note_that_was_deleted_and_is_back_goes_on(root: Path) -> None:
    commit(root, {T: said("t"), A: said("a", Takeaways="T")}, day=1)
    commit(root, {T: None}, day=2)
    commit(root, {T: said("t")}, day=3)
    assert [(event.change, len(event.added)) for event in events(root, T)] == [
        (WRITTEN, 1),
        (DELETED, 0),
        (WRITTEN, 1),
    ]


def test_a_note_renamed_to_where_another_was_once_keeps_its_own_history(root: Path) -> None:
    commit(root, {T: said("first"), A: said("second")}, day=1)
    commit(root, {T: None}, day=2)
    (root / A).rename(root / T)
    commit(root, day=3)
    assert [event.after for event in events(root, T)] == ["second"]
    assert events(root, A) == ()


def test_what_is_not_committed_yet_is_the_newest_event(root: Path) -> None:
    commit(root, {T: said("t"), A: said("a")}, day=1)
    write(root, {T: said("tt"), A: None, B: said("b", Takeaways="T")})
    newest = events(root, T)[0]
    assert (newest.commit, newest.date, newest.change, newest.before, newest.after) == (
        "",
        None,
        REWORDED,
        "t",
        "tt",
    )
    assert newest.added == ((B, "b"),)
    assert [event.commit == "" for event in events(root, A)] == [True, False]


def test_a_note_moved_and_not_committed_yet_is_the_same_note(root: Path) -> None:
    commit(root, {A: said("a"), T: said("t", Insights="A")}, day=1)
    write(root, {A: None, "Insights/More/A.md": said("a")})
    assert [event.path for event in events(root, "Insights/More/A.md")] == [A]
    assert len(events(root, T)) == 1


def test_what_comes_with_a_merge_is_told_at_its_own_commit(root: Path) -> None:
    commit(root, {T: said("t"), A: said("a"), B: said("b")}, day=1)
    git(root, "checkout", "--quiet", "-b", "side")
    commit(root, {T: said("t", Insights="B")}, day=2, subject="side")
    git(root, "checkout", "--quiet", "main")
    commit(root, {A: said("a", Takeaways="T"), B: said("bb")}, day=3, subject="main")
    git(root, "merge", "--quiet", "--no-ff", "side", "--message", "merge")
    assert [shown(event)[0::3] for event in events(root, T)[:2]] == [("side", B), ("main", A)]
    assert [event.subject for event in events(root, B)] == ["main", "Day 1"]


def test_what_a_merge_says_itself_is_told_there(root: Path) -> None:
    commit(root, {T: said("t")}, day=1)
    git(root, "checkout", "--quiet", "-b", "side")
    commit(root, {T: said("side")}, day=2, subject="side")
    git(root, "checkout", "--quiet", "main")
    commit(root, {T: said("main")}, day=3, subject="main")
    git(root, "merge", "--quiet", "--strategy=ours", "--no-commit", "side")
    commit(root, {T: said("both")}, day=4, subject="merge")
    assert [shown(event)[:3] for event in events(root, T)] == [
        ("merge", REWORDED, "both"),
        ("side", REWORDED, "side"),
        ("main", REWORDED, "main"),
        ("Day 1", WRITTEN, "t"),
    ]


def test_a_shallow_clone_tells_only_what_it_knows(root: Path) -> None:
    commit(root, {T: said("t")}, day=1)
    commit(root, {T: said("tt")}, day=2)
    commit(root, {T: said("ttt")}, day=3)
    clone = root.parent / "clone"
    git(root, "clone", "--quiet", "--depth=2", root.as_uri(), str(clone))
    known = told(clone)
    assert (len(known.events[NotePath(T)]), known.is_whole) == (1, False)
    git(clone, "fetch", "--quiet", "--unshallow")
    assert len(told(clone, known.kept).events[NotePath(T)]) == 3


def test_what_the_vault_ignores_has_no_history(root: Path) -> None:
    hidden = {".trash/T.md": said("t"), "Drafts/T.md": said("t"), "Insights/.x.md": said("t")}
    commit(root, {**hidden, "headwater.toml": 'ignore = ["Drafts/"]'}, day=1)
    assert told(root).events == {}


def test_nothing_of_the_repository_is_changed(root: Path) -> None:
    commit(root, {T: said("t")}, day=1)
    write(root, {T: said("tt")})
    (root / T).touch()
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    told(root)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


# Whatever is edited

NAMES = ("Takeaways/T.md", "Insights/A.md", "Insights/B.md", "Level 2 Insights/A.md", "Quick Notes/Q.md")
FIELDS = ("Takeaways", "Insights", "supports", "supported by", "Research Links", "Quick_Notes", "opposes")
notes = st.builds(
    lambda claim, links: said(claim, **dict(links)),
    st.sampled_from(["one", "two", "three of them", ""]),
    st.lists(
        st.tuples(st.sampled_from(FIELDS), st.sampled_from(["T", "A", "B", "Q", "Insights/A", "gone"])),
        max_size=3,
    ),
)
edits = st.dictionaries(st.sampled_from(NAMES), st.none() | notes, max_size=3)


def apply(root: Path, files: Mapping[str, str | None]) -> None:
    write(root, {path: text for path, text in files.items() if text is not None or (root / path).exists()})


def in_sum(of_note: tuple[Event, ...]) -> tuple[str | None, set[str]]:
    """What a note claims and rests on after all that is told of it; each event must change something."""
    claim: str | None = None
    supporters: set[str] = set()
    for event in reversed(of_note):
        assert event.change or event.added or event.removed
        if event.change:
            assert (claim or "") == event.before
            claim = None if event.change is DELETED else event.after
            supporters = set() if event.change is DELETED else supporters
        added, removed = ({one.path for one in ones} for ones in (event.added, event.removed))
        assert removed <= supporters
        assert not added & (supporters - removed)
        supporters = (supporters - removed) | added
    return claim, supporters


def today(vault: Vault) -> dict[str, tuple[str | None, set[str]]]:
    graph = vault.graph
    return {path: (plain_text(note.claim), set(graph.arriving(path))) for path, note in graph.notes.items()}


@settings(max_examples=15, deadline=None)
@given(st.lists(edits, min_size=1, max_size=5), edits, st.integers(0, 4))
def test_all_events_together_give_what_the_vault_says_today(
    commits: list[dict[str, str | None]], last: dict[str, str | None], until: int
) -> None:
    with TemporaryDirectory() as folder:
        root = new_repository(Path(folder))
        kept = NOTHING_TOLD
        for number, edit in enumerate(commits):
            apply(root, edit)
            commit(root, day=number + 1)
            if number == until:
                kept = told(root).kept
        apply(root, last)
        vault = open_vault(root)
        whole = histories(vault.contents, Config())
        assert {path: in_sum(whole.events[NotePath(path)]) for path in today(vault)} == today(vault)
        # What is kept can be written down, and leads to the same.
        again = msgspec.msgpack.decode(msgspec.msgpack.encode(kept), type=KeptHistory)
        assert histories(vault.contents, Config(), again).events == whole.events
