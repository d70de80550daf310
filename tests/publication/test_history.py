"""What readers may know of how notes changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from headwater.config import Config, SiteOptions
from headwater.evidence.history import NOTHING_TOLD, Event, Supporter
from headwater.evidence.telling import ClaimChange
from headwater.opening import open_vault
from headwater.publication.history import PublicEvent, PublicHistories, public_histories, public_history
from headwater.vault.dates import parse_date
from headwater.vault.notes import NotePath
from tests.repositories import commit, new_repository, write

T, A, B = NotePath("Takeaways/T.md"), NotePath("Insights/A.md"), NotePath("Insights/B.md")
WHEN = parse_date("2025-01-01T12:00:00+01:00")
ASKED = Config(site=SiteOptions(history=True))

EVENT = Event(
    commit="1" * 40,
    date=WHEN,
    author="SECRET author",
    subject="SECRET subject",
    path=NotePath("SECRET/old place.md"),
    change=ClaimChange.REWORDED,
    before="SECRET before",
    after="SECRET after",
    added=(Supporter(A, "SECRET claim"), Supporter(B, "SECRET claim")),
    removed=(),
)


def test_dates_kinds_of_change_and_published_supporters_are_all_that_readers_learn() -> None:
    public = public_history([EVENT], {T, A})
    assert [event._asdict() for event in public] == [
        {"date": WHEN, "change": ClaimChange.REWORDED, "added": (A,), "removed": ()}
    ]
    assert "SECRET" not in repr(public)


def test_what_concerns_withheld_notes_alone_is_no_event_to_readers() -> None:
    assert public_history([EVENT._replace(change=None)], {T}) == ()


def test_what_is_not_committed_yet_is_not_public() -> None:
    assert public_history([EVENT._replace(commit="", date=None)], {T, A, B}) == ()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_repository(tmp_path / "vault")


def told(root: Path, config: Config = ASKED) -> PublicHistories:
    return public_histories(open_vault(root).contents, config, {T, A})


def test_the_history_of_every_published_note_is_told_and_of_no_other(root: Path) -> None:
    commit(root, {T: "t", A: "Takeaways:: [[T]]", B: "Takeaways:: [[T]]"}, day=1)
    write(root, {T: "not yet"})
    public = told(root)
    assert public.events[T] == (PublicEvent(public.events[T][0].date, ClaimChange.WRITTEN, (A,), ()),)
    assert list(public.events) == [A, T]
    assert public.kept.commit


def test_git_is_not_asked_unless_the_configuration_says_so(root: Path) -> None:
    off = replace(ASKED, site=SiteOptions())
    assert told(root, off) == PublicHistories({}, NOTHING_TOLD, ())


def test_a_vault_without_history_is_a_problem_that_says_why(root: Path) -> None:
    write(root, {T: "t"})
    public = told(root)
    (problem,) = public.problems
    assert (problem.code, problem.path, public.events) == ("no-history", "headwater.toml", {})
    assert "has no commits yet" in problem.message
    assert "git commit" in problem.hint
