"""The ledger on disk only grows, by whole lines, and two people's merge."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from headwater.errors import OutputError
from headwater.evidence.ledger import files
from headwater.evidence.ledger.files import append, load_ledger
from headwater.evidence.ledger.lines import review_line
from headwater.evidence.ledger.records import REVIEWS, TEXTS, Review, Verdict
from headwater.evidence.ledger.states import State
from headwater.locks import held
from tests.evidence.ledger.reading import Desk

DATE = datetime(2025, 3, 6, tzinfo=UTC)
on_posix = pytest.mark.skipif(os.name == "nt", reason="needs links as POSIX has them")


def line(start: str) -> bytes:
    return review_line(Review(start, "supports", "b", "1", "2", "3", Verdict.HOLDS, DATE))


def starts(root: Path) -> list[str]:
    return [review.start for review in load_ledger(root).reviews]


def test_a_vault_without_a_ledger_has_an_empty_one_and_reading_makes_none(tmp_path: Path) -> None:
    assert load_ledger(tmp_path).reviews == ()
    assert list(tmp_path.iterdir()) == []


def test_lines_are_added_below_those_that_are_there(tmp_path: Path) -> None:
    append(tmp_path, line("a"))
    before = (tmp_path / REVIEWS).read_bytes()
    append(tmp_path, line("c"))
    assert (tmp_path / REVIEWS).read_bytes() == before + line("c")
    assert starts(tmp_path) == ["a", "c"]


@pytest.mark.parametrize(
    "torn", [b'{"version":1,"from":"x', b"\xff\xfe\r\n{", b"\xef\xbb\xbf", line("a").rstrip()]
)
def test_a_last_line_without_its_end_stays_and_the_next_one_begins_below_it(
    tmp_path: Path, torn: bytes
) -> None:
    (tmp_path / ".headwater").mkdir()
    (tmp_path / REVIEWS).write_bytes(torn)
    append(tmp_path, line("c"))
    assert (tmp_path / REVIEWS).read_bytes() == torn + b"\n" + line("c")
    assert "c" in starts(tmp_path)


def test_a_write_that_fails_half_way_leaves_no_half_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(tmp_path, line("a"))
    before = (tmp_path / REVIEWS).read_bytes()

    def fail(descriptor: int, content: bytes) -> None:
        os.write(descriptor, content[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "_write_all", fail)
    with pytest.raises(OutputError, match="cannot be written: No space left on device"):
        append(tmp_path, line("c"))
    assert (tmp_path / REVIEWS).read_bytes() == before


@on_posix
@pytest.mark.parametrize("name", [".headwater", REVIEWS])
def test_nothing_is_written_through_a_link(tmp_path: Path, name: str) -> None:
    vault, elsewhere = tmp_path / "vault", tmp_path / "elsewhere"
    (vault / name).parent.mkdir(parents=True, exist_ok=True)
    elsewhere.mkdir() if name == ".headwater" else elsewhere.write_text("precious")
    (vault / name).symlink_to(elsewhere)
    with pytest.raises(OutputError):
        append(vault, line("a"))
    assert list(elsewhere.iterdir()) == [] if elsewhere.is_dir() else elsewhere.read_text() == "precious"


def test_a_folder_in_its_place_is_a_problem_to_read_and_an_error_to_write(tmp_path: Path) -> None:
    (tmp_path / REVIEWS).mkdir(parents=True)
    assert [problem.code for problem in load_ledger(tmp_path).problems] == ["unreadable-file"]
    with pytest.raises(OutputError, match=r"reviews\.jsonl: cannot be written"):
        append(tmp_path, line("a"))


def test_many_who_write_at_once_all_get_their_lines_in(tmp_path: Path) -> None:
    names = [f"n{number}" for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: append(tmp_path, line(name)), names))
    assert sorted(starts(tmp_path)) == sorted(names)
    assert not (tmp_path / files.LOCK).exists()


def test_whoever_holds_on_to_the_ledger_is_waited_for_only_so_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.0)
    append(tmp_path, line("a"))
    with held(tmp_path / files.LOCK, tmp_path), pytest.raises(OutputError, match="another process"):
        append(tmp_path, line("c"))
    assert starts(tmp_path) == ["a"]


def test_a_review_is_not_there_without_its_text(desk: Desk) -> None:
    kept = load_ledger(desk.root)
    said = {meaning for review in kept.reviews for meaning in (review.start_meaning, review.end_meaning)}
    nothing = "e3b0c44298fc1c149afbf4c8996fb924"
    assert said - {nothing} == kept.texts.keys()


def test_without_the_texts_edges_stand_as_they_do_with_them(desk: Desk) -> None:
    desk.edit("Insights/a.md", "an hour", "two hours")
    before = desk.states()
    (desk.root / TEXTS).unlink()
    assert desk.states() == before
    (edge,) = [edge for edge in desk.assessed().edges if edge.edge.start == "Insights/a.md"]
    assert [change.before_text for change in edge.changes] == [None]


def test_an_answer_counts_though_the_one_before_was_given_by_a_clock_that_was_fast(desk: Desk) -> None:
    line = desk.ledger.read_bytes().splitlines()[-1]
    desk.ledger.write_bytes(line.replace(b"2025-03-01", b"9999-12-31").replace(b"holds", b"rework") + b"\n")
    assert State.REWORK in desk.states().values()
    desk.review_all()
    assert desk.states() == {}


def git(root: Path, *arguments: str) -> None:
    told = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", "-C", str(root), *told, *arguments], check=True, capture_output=True)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_two_people_s_ledgers_merge_in_git_without_conflict(desk: Desk) -> None:
    git(desk.root, "init")
    git(desk.root, "add", "-A")
    git(desk.root, "commit", "-m", "one")
    git(desk.root, "checkout", "-b", "bo")
    desk.review("a -> b", Verdict.REWORK)
    git(desk.root, "commit", "-am", "two")
    git(desk.root, "checkout", "main")
    desk.edit("Takeaways/c.md", "Warm your", "Heat your")
    desk.review("b -> c")
    git(desk.root, "commit", "-am", "three")
    git(desk.root, "merge", "bo")
    assert desk.states() == {"a > b": State.REWORK, "c > d": State.SUSPECT}
    assert desk.codes() == ["Insights/a.md:5 link-to-rework", "Takeaways/c.md:4 suspect-link"]


@on_posix
def test_a_process_that_is_killed_while_it_writes_leaves_whole_lines(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from headwater.evidence.ledger.files import append\n"
        "print('ready', flush=True)\n"
        "while True: append(Path(sys.argv[1]), b'{\"version\":9}\\n' * 50)"
    )
    process = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    while not (tmp_path / REVIEWS).exists():
        pass
    process.kill()
    process.wait()
    process.stdout.close()
    append(tmp_path, line("a"))
    assert {problem.code for problem in load_ledger(tmp_path).problems} <= {"newer-review", "repeated-review"}
    assert starts(tmp_path) == ["a"]
