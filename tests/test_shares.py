"""Work on many items gives the same results however many processes do it."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater import shares
from headwater.shares import begun, beside, in_shares, in_turns

forks = pytest.mark.skipif(sys.platform != "linux", reason="work is split on Linux only")


@pytest.fixture
def four_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the machine had four processors, and two items were many."""
    monkeypatch.setattr(shares, "FEWEST", 2)
    monkeypatch.setattr(shares, "_processes", lambda: 4)


def doubled(items: Sequence[int]) -> list[int]:
    return [item * 2 for item in items]


def process_of(items: Sequence[int]) -> tuple[int, list[int]]:
    return os.getpid(), list(items)


@forks
@given(st.lists(st.integers(), max_size=12))
@settings(deadline=None, max_examples=25)
def test_the_results_are_those_of_all_items_in_their_order(items: list[int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shares, "FEWEST", 2)
        patch.setattr(shares, "_processes", lambda: 4)
        assert list(chain.from_iterable(in_shares(doubled, items))) == doubled(items)


@forks
@pytest.mark.usefixtures("four_processes")
def test_each_share_is_done_by_a_process_of_its_own_the_first_by_this_one() -> None:
    processes = [process for process, _ in in_shares(process_of, range(40))]
    assert len(set(processes)) == 4
    assert processes[0] == os.getpid()


def test_few_items_are_not_worth_a_process() -> None:
    assert in_shares(process_of, range(10)) == [(os.getpid(), list(range(10)))]


def test_no_items_give_one_empty_share() -> None:
    assert in_shares(doubled, []) == [[]]


def test_nothing_is_split_while_another_thread_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "FEWEST", 2)
    ends = threading.Event()
    other = threading.Thread(target=ends.wait)
    other.start()
    try:
        assert len(in_shares(process_of, range(10))) == 1
    finally:
        ends.set()
        other.join()


@forks
@pytest.mark.usefixtures("four_processes")
def test_what_fails_in_another_process_fails_here() -> None:
    def work(items: Sequence[int]) -> None:
        if 39 in items:
            raise ValueError("item 39")

    with pytest.raises(ValueError, match="item 39"):
        in_shares(work, range(40))


@forks
@pytest.mark.usefixtures("four_processes")
def test_a_process_that_dies_is_no_empty_result() -> None:
    def work(items: Sequence[int]) -> None:
        if 39 in items:
            os._exit(7)

    with pytest.raises(RuntimeError, match="without a result"):
        in_shares(work, range(40))


@forks
@pytest.mark.usefixtures("four_processes")
def test_no_process_is_left_behind_when_the_work_here_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []
    fork = os.fork

    def remembered() -> int:
        started.append(fork())
        return started[-1]

    monkeypatch.setattr(os, "fork", remembered)

    def work(items: Sequence[int]) -> None:
        if 0 in items:
            raise KeyboardInterrupt
        threading.Event().wait(60)

    with pytest.raises(KeyboardInterrupt):
        in_shares(work, range(40))
    assert len(started) == 3
    for process in started:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, os.WNOHANG)


def each_doubled(items: Iterable[int]) -> list[int]:
    return [item * 2 for item in items]


@forks
@given(st.lists(st.integers(), max_size=400), st.integers(2, 5))
@settings(deadline=None, max_examples=25)
def test_every_item_is_done_in_turn_once(items: list[int], processes: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shares, "FEWEST", 2)
        patch.setattr(shares, "MOST_AT_ONCE", 3)
        patch.setattr(shares, "_processes", lambda: processes)
        assert sorted(chain.from_iterable(in_turns(each_doubled, items))) == sorted(doubled(items))


@forks
@pytest.mark.usefixtures("four_processes")
def test_what_one_process_cannot_do_in_time_others_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "MOST_AT_ONCE", 1)
    here = os.getpid()
    reader, writer = os.pipe()

    def work(items: Iterator[int]) -> list[int]:
        if os.getpid() == here:
            # As slow as can be: it begins when the others have ended.
            for _ in range(3):
                os.read(reader, 1)
            return list(items)
        done = list(items)
        os.write(writer, b"x")
        return done

    own, *others = in_turns(work, range(40))
    os.close(reader)
    os.close(writer)
    assert own == []
    assert sorted(chain.from_iterable(others)) == list(range(40))


@forks
@pytest.mark.usefixtures("four_processes")
def test_this_process_does_its_own_items_itself_before_it_takes_turns() -> None:
    first, *others = in_turns(list, range(40), [100, 101])
    assert first[:2] == [100, 101]
    assert sorted(chain(first[2:], *others)) == list(range(40))


def test_own_items_are_done_first_where_there_is_but_one_process() -> None:
    assert in_turns(each_doubled, range(3), [7]) == [[14, 0, 2, 4]]


@forks
@pytest.mark.usefixtures("four_processes")
def test_very_many_items_fit_into_the_queues(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "MOST_AT_ONCE", 1)
    done = in_turns(sum, range(100_000))
    assert sum(done) == sum(range(100_000))


@forks
@pytest.mark.usefixtures("four_processes")
def test_what_is_done_here_may_have_another_form_than_what_other_processes_send() -> None:
    with begun(bytes, range(200)) as turns:
        here, sent = turns.join(list)
    assert sorted([*here, *chain.from_iterable(sent)]) == list(range(200))
    assert {type(share) for share in sent} == {bytes}


@forks
@pytest.mark.usefixtures("four_processes")
def test_others_begin_before_this_process_joins_in() -> None:
    reader, writer = os.pipe()

    def work(items: Iterable[int]) -> list[int]:
        os.write(writer, b"x")
        return list(items)

    with begun(work, range(200)) as turns:
        assert os.read(reader, 1) == b"x"
        here, sent = turns.join(list)
    os.close(reader)
    os.close(writer)
    assert sorted([*here, *chain.from_iterable(sent)]) == list(range(200))


@forks
@pytest.mark.usefixtures("four_processes")
def test_work_that_is_no_longer_wanted_ends_with_its_block(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []
    fork = os.fork

    def noted() -> int:
        started.append(fork())
        return started[-1]

    monkeypatch.setattr(os, "fork", noted)
    with begun(lambda _items: threading.Event().wait(), range(200)):
        pass
    assert len(started) == 3
    for process in started:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, os.WNOHANG)
    assert gc.get_freeze_count() == 0


@forks
@pytest.mark.usefixtures("four_processes")
def test_work_beside_is_done_once_by_another_process() -> None:
    with beside(os.getpid, items=2) as process:
        assert process() == process() != os.getpid()


@forks
@pytest.mark.usefixtures("four_processes")
def test_what_work_beside_raises_is_raised_where_its_result_is_asked_for() -> None:
    with beside(lambda: 1 // 0, items=2) as divided, pytest.raises(ZeroDivisionError):
        divided()


def test_work_beside_about_few_items_is_done_here_when_it_is_asked_for() -> None:
    with beside(os.getpid, items=1) as process:
        assert process() == os.getpid()


def test_few_items_are_begun_by_nobody_else() -> None:
    with begun(bytes, range(3)) as turns:
        assert turns.join(list) == ([0, 1, 2], [])


def test_few_items_are_done_in_turn_by_this_process() -> None:
    assert in_turns(each_doubled, range(3)) == [[0, 2, 4]]


def untouched_objects(_items: Sequence[int]) -> int:
    return gc.get_freeze_count()


@forks
@pytest.mark.usefixtures("four_processes")
def test_while_processes_share_memory_no_garbage_is_looked_for_in_it() -> None:
    assert all(in_shares(untouched_objects, range(40)))
    assert gc.get_freeze_count() == 0


@forks
@pytest.mark.usefixtures("four_processes")
def test_what_whoever_asks_has_kept_from_the_garbage_collector_stays_so() -> None:
    gc.freeze()
    try:
        in_shares(doubled, range(40))
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
