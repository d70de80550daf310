"""When notes came to be and last changed: properties, names, git, in that order."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.problems import Problem
from headwater.vault.dates import date_notes, git_dates, parse_date, timestamp
from headwater.vault.notes import Dates, Note, NotePath

CREATED = ("created", "date created")
UPDATED = ("updated", "modified")


def clock(*parts: int) -> datetime:
    """A time on the author's clock, which has no time zone: year, month, day and what follows."""
    year, month, day, hour, minute, second, fraction = [*parts, 0, 0, 0, 0][:7]
    return datetime(year, month, day, hour, minute, second, fraction, UTC).replace(tzinfo=None)


def note(path: str, **properties: object) -> Note:
    return Note(NotePath(path), properties, "", 1, property_lines=dict.fromkeys(properties, 3))


def dated(*notes: Note, root: Path | None = None) -> tuple[dict[NotePath, Dates], tuple[Problem, ...]]:
    return date_notes(notes, CREATED, UPDATED, root)


def dates_of(one: Note, root: Path | None = None) -> Dates:
    dates, problems = dated(one, root=root)
    assert not problems
    return dates[one.path]


# Names


@pytest.mark.parametrize(
    "name",
    [
        "2025-01-29 10-39-27",
        "2025-01-29 10 39 27",
        "2025-01-29 10.39.27",
        "2025-01-29 10:39:27",
        "2025-01-29T10-39-27",
        "2025-01-29T10:39:27",
        "2025-01-29_10-39-27",
        "2025-01-29-10-39-27",
        "2025-01-29-103927",
        "2025-01-29 103927",
        "2025-01-29 10h39m27s",
        "2025-01-29 10h39m27",
    ],
)
def test_name_is_a_timestamp_whatever_stands_between_its_numbers(name: str) -> None:
    assert timestamp(name) == clock(2025, 1, 29, 10, 39, 27)


@pytest.mark.parametrize(
    "name",
    [
        "2025-01-29",
        "2025-01-29 10-39",
        "2025-01-29 10-39-27 on discs",
        "About 2025-01-29 10-39-27",
        "2025-13-29 10-39-27",
        "2025-02-30 10-39-27",
        "2025-01-29 24-00-00",
        "0000-01-01 00-00-00",
        "20250129103927",
        "٢٠٢٥-٠١-٢٩ ١٠-٣٩-٢٧",
        "",
    ],
)
def test_other_names_are_no_timestamp(name: str) -> None:
    assert timestamp(name) is None


@given(st.datetimes(), st.sampled_from(["%Y-%m-%d %H-%M-%S", "%Y-%m-%dT%H:%M:%S"]))
@settings(deadline=None)
def test_every_time_written_as_a_name_is_read_back(time: datetime, form: str) -> None:
    time = time.replace(microsecond=0)
    name = time.strftime(form).rjust(19, "0")
    assert timestamp(name) == time


@given(st.text())
@settings(deadline=None)
def test_any_text_is_a_date_or_none(text: str) -> None:
    assert isinstance(timestamp(text), datetime | None)
    assert isinstance(parse_date(text), datetime | None)


# Properties


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "2025-01-29T10:39:27-05:00",
            clock(2025, 1, 29, 10, 39, 27).replace(tzinfo=timezone(-timedelta(hours=5))),
        ),
        ("2025-01-29T15:39:27Z", clock(2025, 1, 29, 15, 39, 27).replace(tzinfo=UTC)),
        ("2025-01-29 10:39:27", clock(2025, 1, 29, 10, 39, 27)),
        (" 2025-01-29T10:39 ", clock(2025, 1, 29, 10, 39)),
        ("2025-01-29T10:39:27.5", clock(2025, 1, 29, 10, 39, 27, 500_000)),
        ("2025-01-29", clock(2025, 1, 29)),
    ],
)
def test_date_of_a_property_is_iso_8601_with_or_without_time_and_zone(
    written: str, expected: datetime
) -> None:
    assert parse_date(written) == expected
    assert dates_of(note("Disc.md", created=written, updated=written)) == Dates(expected, expected)


def test_first_property_that_is_there_counts() -> None:
    one = note(
        "Disc.md", **{"date created": "2025-01-02", "modified": "2025-01-03", "created": None, "updated": ""}
    )
    assert dates_of(one) == Dates(clock(2025, 1, 2), clock(2025, 1, 3))


@pytest.mark.parametrize(
    "value", ["yesterday", "2025-02-30", "29.01.2025", 2025, True, ["2025-01-29"], {"a": 1}]
)
def test_property_that_is_no_date_is_a_problem_on_its_line(value: object) -> None:
    dates, (problem,) = dated(note("2025-01-29 10-39-27.md", created=value, updated="2025-01-30"))
    assert (problem.code, problem.path, problem.line) == ("invalid-date", "2025-01-29 10-39-27.md", 3)
    assert "'created'" in problem.message
    assert dates[NotePath("2025-01-29 10-39-27.md")].created == clock(2025, 1, 29, 10, 39, 27)


def test_note_without_any_date_has_none() -> None:
    assert dates_of(note("Disc.md")) == Dates()


def test_property_comes_before_the_timestamp_in_the_name() -> None:
    one = note("2025-01-29 10-39-27.md", created="2024-12-24T08:00:01")
    assert dates_of(one).created == clock(2024, 12, 24, 8, 0, 1)


def test_timestamp_in_the_name_is_the_created_date_where_there_is_no_property() -> None:
    assert dates_of(note("Insights/2025-01-29 10-39-27.md")) == Dates(clock(2025, 1, 29, 10, 39, 27))


# Clusters


def cluster(size: int, *, named: bool = True, stamp: str = "2025-02-01T09:30:15-05:00") -> list[Note]:
    """Notes that share their created date."""
    names = [
        f"2025-01-29 10-39-{second:02}.md" if named else f"Note {second:02}.md" for second in range(size)
    ]
    return [note(name, created=stamp) for name in names]


def test_created_date_that_ten_notes_share_gives_way_to_the_timestamps_in_their_names() -> None:
    dates, (problem,) = dated(*cluster(10), note("Disc.md", created="2025-02-01T09:30:15-05:00"))
    assert dates[NotePath("2025-01-29 10-39-07.md")].created == clock(2025, 1, 29, 10, 39, 7)
    assert dates[NotePath("Disc.md")].created == parse_date("2025-02-01T09:30:15-05:00")
    assert (problem.code, problem.path) == ("date-cluster", "2025-01-29 10-39-00.md")
    assert problem.message.startswith("11 notes share the created date 2025-02-01 09:30:15-05:00")


def test_created_date_that_nine_notes_share_is_theirs() -> None:
    dates, problems = dated(*cluster(9))
    assert {one.created for one in dates.values()} == {parse_date("2025-02-01T09:30:15-05:00")}
    assert problems == ()


def test_fractions_of_the_second_do_not_part_a_cluster() -> None:
    notes = [
        note(f"2025-01-29 10-39-{second:02}.md", created=f"2025-02-01T09:30:15.{second:03}")
        for second in range(10)
    ]
    dates, (problem,) = dated(*notes)
    assert dates[notes[3].path].created == clock(2025, 1, 29, 10, 39, 3)
    assert problem.code == "date-cluster"


def test_one_instant_in_two_time_zones_is_one_cluster() -> None:
    notes = cluster(5) + [
        note(f"2025-01-30 10-39-{second:02}.md", created="2025-02-01T15:30:15+01:00") for second in range(5)
    ]
    assert [problem.code for problem in dated(*notes)[1]] == ["date-cluster"]


@pytest.mark.parametrize("stamp", ["2025-02-01", "2025-02-01T00:00:00Z"])
def test_days_without_a_time_are_no_cluster(stamp: str) -> None:
    dates, problems = dated(*cluster(12, stamp=stamp))
    assert {one.created for one in dates.values()} == {parse_date(stamp)}
    assert problems == ()


def test_cluster_of_notes_whose_names_say_no_time_is_kept_and_not_reported() -> None:
    dates, problems = dated(*cluster(12, named=False))
    assert {one.created for one in dates.values()} == {parse_date("2025-02-01T09:30:15-05:00")}
    assert problems == ()


def test_every_cluster_is_reported_once() -> None:
    notes = cluster(10) + [
        note(f"2025-01-30 10-39-{second:02}.md", created="2025-02-02T01:02:03") for second in range(10)
    ]
    assert [problem.code for problem in dated(*notes)[1]] == ["date-cluster", "date-cluster"]


# git


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "--quiet")
    return root


def git(root: Path, *arguments: str, when: str = "2020-01-01T00:00:00+00:00") -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": when,
        "GIT_COMMITTER_DATE": when,
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@example.org",
    }
    subprocess.run(["git", "-C", str(root), *arguments], check=True, env=environment, capture_output=True)


def commit(root: Path, day: int) -> datetime:
    """Commit everything at noon of a day of January 2020, in Vienna."""
    when = f"2020-01-{day:02}T12:00:00+01:00"
    git(root, "add", "--all", when=when)
    git(root, "commit", "--quiet", "--message", "Change notes", when=when)
    return datetime.fromisoformat(when)


def test_git_knows_the_first_and_the_last_commit_of_a_note(repository: Path) -> None:
    (repository / "Disc (β, “x”).md").write_text("one")
    first = commit(repository, 1)
    (repository / "Other.md").write_text("other")
    second = commit(repository, 2)
    (repository / "Disc (β, “x”).md").write_text("two")
    third = commit(repository, 3)
    assert git_dates(repository) == {
        "Disc (β, “x”).md": Dates(first, third),
        "Other.md": Dates(second, second),
    }


def test_git_follows_renames_also_into_other_folders_and_back_to_an_old_name(repository: Path) -> None:
    (repository / "a.md").write_text("the same words\n" * 20)
    first = commit(repository, 1)
    (repository / "Notes").mkdir()
    (repository / "a.md").rename(repository / "Notes" / "b.md")
    commit(repository, 2)
    (repository / "Notes" / "b.md").rename(repository / "c.md")
    third = commit(repository, 3)
    (repository / "a.md").write_text("a new note under the first name of the old one")
    fourth = commit(repository, 4)
    dates = git_dates(repository)
    assert (dates[NotePath("c.md")], dates[NotePath("a.md")]) == (Dates(first, third), Dates(fourth, fourth))


def test_vault_may_be_a_folder_of_a_repository(repository: Path) -> None:
    (repository / "vault" / "Insights").mkdir(parents=True)
    (repository / "Readme.md").write_text("not of the vault")
    (repository / "vault" / "Insights" / "a.md").write_text("a")
    first = commit(repository, 1)
    assert git_dates(repository / "vault") == {"Insights/a.md": Dates(first, first)}


def test_paths_of_git_are_in_unicode_nfc(repository: Path) -> None:
    (repository / "A\u0308pfel.md").write_text("apples")
    first = commit(repository, 1)
    assert git_dates(repository) == {"Äpfel.md": Dates(first, first)}


def test_a_hook_of_git_does_not_lead_to_another_repository(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "a.md").write_text("a")
    commit(repository, 1)
    other = repository.parent / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    assert list(git_dates(repository)) == ["a.md"]


def test_folder_without_a_repository_or_without_commits_has_no_dates(
    tmp_path: Path, repository: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / ".git").write_text("gitdir: nowhere")
    assert git_dates(outside) == {}
    assert git_dates(repository) == {}


def test_no_git_no_dates(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    assert git_dates(repository) == {}


def test_git_says_what_properties_and_name_do_not(repository: Path) -> None:
    (repository / "Disc.md").write_text("one")
    first = commit(repository, 5)
    assert dates_of(note("Disc.md"), repository) == Dates(first, first)
    one = note("Disc.md", created="2019-01-01")
    assert dates_of(one, repository) == Dates(clock(2019, 1, 1), first)


def test_timestamp_in_the_name_comes_before_git(repository: Path) -> None:
    (repository / "2018-01-29 10-39-27.md").write_text("one")
    first = commit(repository, 5)
    one = note("2018-01-29 10-39-27.md")
    assert dates_of(one, repository) == Dates(clock(2018, 1, 29, 10, 39, 27), first)


def test_times_of_the_file_system_never_count(tmp_path: Path) -> None:
    (tmp_path / "Disc.md").write_text("one")
    (tmp_path / ".git").write_text("gitdir: nowhere")
    assert dates_of(note("Disc.md"), tmp_path) == Dates()
