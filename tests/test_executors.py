"""A site is the same, byte for byte, whoever draws its pages: threads, processes, a cluster."""

from __future__ import annotations

import errno
import multiprocessing
import os
import shutil
import threading
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from dask.distributed import Client, LocalCluster

from headwater.building import build
from headwater.errors import OutputError, UsageError
from headwater.opening import open_vault
from headwater.pipeline import draw
from headwater.scope import Scope
from headwater.site import elsewhere, files, write
from headwater.site.elsewhere import Elsewhere, draw_share, program
from headwater.site.ingredients import Ingredients, unpacked
from headwater.site.kept import NOTHING_DRAWN
from tests.publication.canaries import VAULT as CANARIES
from tests.publication.canaries import canaries_in

EXAMPLE = Path(__file__).parents[1] / "examples" / "spine"
CHANGED = "Research/Insights/2025-01-16 21-40-05.md"


@pytest.fixture(autouse=True)
def small_shares(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a few pages were many: every page goes to the executor, ten at a time."""
    monkeypatch.setattr(files, "FEWEST_ELSEWHERE", 1)
    monkeypatch.setattr(elsewhere, "SIZE", 10)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "vault", ignore=shutil.ignore_patterns(".headwater")))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its place."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def threads() -> Iterator[Executor]:
    with ThreadPoolExecutor(3) as executor:
        yield executor


@pytest.fixture(scope="module")
def processes() -> Iterator[Executor]:
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as executor:
        yield executor


@pytest.fixture(scope="module")
def cluster() -> Iterator[Executor]:
    with (
        # Dask has annotations on few of its functions.
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0") as cluster,  # type: ignore[no-untyped-call]
        Client(cluster) as client,  # type: ignore[no-untyped-call]
    ):
        yield client.get_executor()


class Counting(Executor):
    """Hands on to another executor, and remembers what it was given."""

    def __init__(self, executor: Executor) -> None:
        self.executor = executor
        self.places: list[str] = []

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **_: Any) -> Future[Any]:
        self.places += arguments[-1]
        return self.executor.submit(work, *arguments)


@pytest.mark.parametrize("name", ["threads", "processes", "cluster"])
def test_an_executor_draws_every_page_to_the_same_bytes(
    name: str, example: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    executor = Counting(request.getfixturevalue(name))
    alone = build(example, tmp_path / "alone", cache=False)
    together = build(example, tmp_path / "site", executor=executor)
    assert replace(together, output=alone.output) == alone
    assert contents(tmp_path / "site") == contents(tmp_path / "alone")
    site = draw(open_vault(example)).site
    assert sorted(executor.places) == sorted(site.pages.keys() - site.late - site.own - site.here)

    note = example / CHANGED
    note.write_text(note.read_text(encoding="utf-8").replace("climbs", "*rises*"), encoding="utf-8")
    executor.places.clear()
    build(example, tmp_path / "site", executor=executor)
    build(example, tmp_path / "anew", cache=False)
    assert contents(tmp_path / "site") == contents(tmp_path / "anew") != contents(tmp_path / "alone")
    assert 0 < len(executor.places) < len(site.pages) / 3


def test_pages_drawn_by_an_executor_tell_what_they_are_drawn_from(example: Path, threads: Executor) -> None:
    alone, together = (draw(open_vault(example), kept=NOTHING_DRAWN) for _ in range(2))
    places = [place for place in alone.site.pages if place not in alone.site.here]
    pages = {place: alone.site.drawn(place) for place in places}
    shares = list(Elsewhere(threads, together.drawing.ingredients)(places))
    assert pages == {place: page for share in shares for place, page in share.pages.items()}
    told = {place: drawn_from for share in shares for place, drawn_from in share.drawn_from.items()}
    assert told == alone.site.drawn_from != {}


def test_a_health_page_is_drawn_by_nobody_else_and_linked_to_by_everybody(
    example: Path, tmp_path: Path, threads: Executor
) -> None:
    (example / "headwater.toml").write_text("[site]\nhealth = true\n", encoding="utf-8")
    executor = Counting(threads)
    build(example, tmp_path / "alone", cache=False)
    build(example, tmp_path / "site", executor=executor)
    assert contents(tmp_path / "site") == contents(tmp_path / "alone")
    assert "health/index.html" in contents(tmp_path / "site")
    assert len(executor.places) > 5
    assert "health/index.html" not in executor.places


def test_few_pages_are_drawn_here(
    example: Path, tmp_path: Path, threads: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "FEWEST_ELSEWHERE", 1000)
    executor = Counting(threads)
    build(example, tmp_path / "site", executor=executor)
    assert executor.places == []


def test_progress_is_told_over_all_shares(example: Path, tmp_path: Path, threads: Executor) -> None:
    told: list[tuple[int, int]] = []
    build(
        example,
        tmp_path / "site",
        progress=lambda stage, done, of: told.append((done, of)) if "writing" in stage else None,
        cache=False,
        executor=threads,
    )
    total = told[-1][1]
    assert told == [(done, total) for done in range(1, total + 1)]


class Holding(Counting):
    """Does the first task, and keeps the others waiting for an event."""

    def __init__(self, executor: Executor, opened: threading.Event) -> None:
        super().__init__(executor)
        self.opened = opened
        self.given: list[Future[Any]] = []

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **_: Any) -> Future[Any]:
        if self.given:
            self.executor.submit(self.opened.wait)
        self.given.append(self.executor.submit(work, *arguments))
        return self.given[-1]


class Failing(Counting):
    """Has every task done by other work."""

    def __init__(self, executor: Executor, work: Callable[..., Any], *arguments: Any) -> None:
        super().__init__(executor)
        self.task = partial(work, *arguments)

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        return self.executor.submit(self.task)


def test_what_fails_in_a_worker_fails_here_and_leaves_no_site(
    example: Path, tmp_path: Path, processes: Executor
) -> None:
    # As where a worker is another edition of Headwater.
    failing = Failing(processes, draw_share, {**program(), "nh3": "0.0.1"}, b"", b"", [])
    with pytest.raises(UsageError, match=r"with nh3 \d.* in place of 0\.0\.1") as raised:
        build(example, tmp_path / "site", executor=failing, cache=False)
    assert "same versions" in raised.value.hint
    assert not (tmp_path / "site").exists()


def test_a_worker_that_dies_is_an_error(example: Path, tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, spawn) as dying, pytest.raises(BrokenExecutor):
        build(example, tmp_path / "site", executor=Failing(dying, os._exit, 7), cache=False)
    assert not (tmp_path / "site").exists()


def test_nothing_more_is_drawn_when_pages_cannot_be_written(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = threading.Event()

    def full(*_: object) -> None:
        opened.set()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(write, "write_file", full)
    with ThreadPoolExecutor(1) as executor:
        waiting = Holding(executor, opened)
        with pytest.raises(OutputError, match="No space left"):
            build(example, tmp_path / "site", executor=waiting, cache=False)
    assert [future.cancelled() for future in waiting.given].count(True) >= 2


def test_what_is_sent_names_nothing_that_is_not_published() -> None:
    whole = zlib.decompress(draw(open_vault(CANARIES)).drawing.ingredients())
    assert canaries_in(whole) == set()
    assert str(CANARIES.parent).encode() not in whole


def test_each_site_is_unpacked_once_by_all_threads(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unpackings: list[bytes] = []

    def counted(data: bytes) -> Ingredients:
        unpackings.append(data)
        return unpacked(data)

    monkeypatch.setattr(elsewhere, "unpacked", counted)
    monkeypatch.setattr(elsewhere, "_LAST", elsewhere._Last())
    sites = [draw(open_vault(example), scope).drawing for scope in (Scope(), Scope(withheld_too=True))]
    with ThreadPoolExecutor(2) as executor:
        for drawing in sites:
            places = drawing.site.pages.keys() - drawing.site.late - drawing.site.here
            assert len(list(Elsewhere(executor, drawing.ingredients)(sorted(places)))) > 5
    assert unpackings == [drawing.ingredients() for drawing in sites]
