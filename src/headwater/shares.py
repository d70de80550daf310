"""Split work on many items among processes, where that is safe and worth it.

A forked process starts in a few milliseconds and shares what its parent has in memory, so that nothing but
the results need travel. Forking is safe only on Linux and only while no other thread runs; everywhere else,
and for few items, all the work is done here. Either way the results are the same together; of those that are
done in turns, chance decides which come from which process.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from functools import cache, partial
from itertools import chain
from math import ceil
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Sent = TypeVar("Sent")

FEWEST = 1500
"""For how many items a second process pays."""

MOST = 8
"""How many processes work at once, however many processors there are."""

MOST_AT_ONCE = 32
"""How many items a process takes at a time of those that are done in turns, unless they are very many."""

_TURN = 2
"""The bytes that stand for some items in the queue of those that are still to be done."""

_QUEUE = 4096
"""The bytes that every pipe takes before anybody reads them: a page of memory, the least it can have."""

_LOOK_AFTER = 0.05
"""The seconds after which a helper looks whether its parent still runs."""


def processes_for(items: int) -> int:
    """How many processes do some work on so many items."""
    return min(_processes(), MOST) if items >= FEWEST else 1


def in_shares(work: Callable[[Sequence[Item]], Result], items: Sequence[Item]) -> list[Result]:
    """Do one piece of work on contiguous shares of some items.

    Args:
        work: Takes a share and gives its result, which can be pickled. It must not print, and what it changes
            in memory may be lost.
        items: The items.

    Returns:
        The results of the shares, in the order of the items: one if all the work is done in this process.

    Raises:
        Exception: Whatever the work raises, the first share's first.
    """
    count = processes_for(len(items))
    size = max(1, ceil(len(items) / count))
    first, *others = [items[start : start + size] for start in range(0, len(items), size)] or [items]
    with _helpers([partial(work, share) for share in others]) as helpers:
        return [work(first), *[helper.result() for helper in helpers]]


def in_turns(
    work: Callable[[Iterator[Item]], Result], items: Sequence[Item], own: Sequence[Item] = ()
) -> list[Result]:
    """Do one piece of work on some items; each process takes the next few when it is done with its last.

    So all processes end at the same time, whatever the items cost. Each begins in a region of its own, as
    neighbours need the same things, and goes on in the others' once that is done.

    Args:
        work: Takes items as they come and gives its result, under the same conditions as for `in_shares`.
        items: The items.
        own: What this process does itself before it takes turns, as something of it stays in its memory.

    Returns:
        The results of the processes, that of this one first. Which items are in which is left to chance.

    Raises:
        Exception: Whatever the work raises, that of this process first.
    """
    with begun(work, items) as turns:
        first, others = turns.join(lambda taken: work(chain(own, taken)))
    return [first, *others]


@contextmanager
def beside(work: Callable[[], Result], items: int) -> Iterator[Callable[[], Result]]:
    """Have another process do some work while this one does something else, where that pays.

    Args:
        work: Gives its result, under the same conditions as for `in_shares`.
        items: How many items it is about.

    Yields:
        What waits for the result and raises what the work raised; where there is no other process, this one
        does the work when it is first asked for.
    """
    if processes_for(items) == 1:
        yield cache(work)
    else:
        with _helpers([work]) as (helper,):
            yield cache(helper.result)


class Turns(Generic[Item, Sent]):
    """Work in turns that other processes have begun."""

    def __init__(self, items: Iterator[Item], helpers: Sequence[_Helper], held: ExitStack) -> None:
        self._items = items
        self._helpers = helpers
        self._held = held
        self.processes = 1 + len(helpers)
        """How many do it, this process included."""

    def join(self, work: Callable[[Iterator[Item]], Result]) -> tuple[Result, list[Sent]]:
        """Take turns in this process, too, until all is done.

        Args:
            work: Takes items as they come and gives its result.

        Returns:
            The result of this process, and those of the others. Which items are in which is left to chance.

        Raises:
            Exception: Whatever the work raises, that of this process first.
        """
        with self._held:
            return work(self._items), [helper.result() for helper in self._helpers]


@contextmanager
def begun(work: Callable[[Iterator[Item]], Sent], items: Sequence[Item]) -> Iterator[Turns[Item, Sent]]:
    """Have other processes begin to do work in turns.

    This one can do meanwhile what nobody else can do for it, and then join in: it takes fewer turns. At the
    end of the block the others end if the work was not done.

    Args:
        work: Takes items as they come and gives its result, under the same conditions as for `in_shares`.
        items: The items.
    """
    count = processes_for(len(items))
    size = max(MOST_AT_ONCE, ceil(len(items) / (_QUEUE // _TURN)))
    turns = range(ceil(len(items) / size))
    region = max(1, ceil(len(turns) / count))
    with ExitStack() as held:
        queues = [
            _queue(held, turns[start : start + region]) for start in range(0, len(turns), region) if count > 1
        ]
        orders = [queues[first:] + queues[:first] for first in range(len(queues))]
        elsewhere = [partial(_at_work, work, items, size, order) for order in orders[1:]]
        helpers = held.enter_context(_helpers(elsewhere))
        yield Turns(_taken(items, size, orders[0]) if orders else iter(items), helpers, held)


def _at_work(
    work: Callable[[Iterator[Item]], Result], items: Sequence[Item], size: int, queues: Sequence[int]
) -> Result:
    return work(_taken(items, size, queues))


def _taken(items: Sequence[Item], size: int, queues: Sequence[int]) -> Iterator[Item]:
    return (item for turn in _turns(queues) for item in items[turn * size : (turn + 1) * size])


def _queue(held: ExitStack, turns: Sequence[int]) -> int:
    """A pipe that holds all these turns: whoever reads one takes it, and nobody writes any more."""
    reader, writer = os.pipe()
    held.callback(os.close, reader)
    os.write(writer, b"".join([turn.to_bytes(_TURN, "big") for turn in turns]))
    os.close(writer)
    return reader


def _turns(queues: Sequence[int]) -> Iterator[int]:
    """The next turns that no other process has taken, until there are none."""
    for queue in queues:
        while turn := os.read(queue, _TURN):
            yield int.from_bytes(turn, "big")


@contextmanager
def _helpers(shares: Sequence[Callable[[], object]]) -> Iterator[list[_Helper]]:
    """Processes that do one share each until the block ends."""
    helpers: list[_Helper] = []
    with _untouched() if shares else nullcontext():
        try:
            helpers += map(_Helper, shares)
            yield helpers
        finally:
            for helper in helpers:
                helper.end()


@contextmanager
def _untouched() -> Iterator[None]:
    """Have no garbage looked for among the objects that there are, which writes to all of them.

    Processes share what is in memory until one of them writes there; then each has a copy.
    """
    is_ours = not gc.get_freeze_count()
    gc.freeze()
    try:
        yield
    finally:
        if is_ours:
            gc.unfreeze()


def _processes() -> int:
    """How many processes may work at once: 1 where forking is not safe."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


class _Helper:
    """A forked process that does one share and sends back its result."""

    def __init__(self, share: Callable[[], object]) -> None:
        self._reader, writer = os.pipe()
        self._ended = False
        parent = os.getpid()
        self._process = os.fork()
        if self._process == 0:
            os.close(self._reader)
            _end_with(parent)
            _work_and_exit(share, writer)
        os.close(writer)

    def result(self) -> Any:
        """Wait for the result.

        Raises:
            Exception: Whatever the work raised.
        """
        # Imported here, and below, because small changes are the work of one process.
        import pickle  # noqa: PLC0415

        with os.fdopen(self._reader, "rb", closefd=False) as stream:
            message = stream.read()
        if not message:
            raise RuntimeError("a process that did a share of the work ended without a result")
        outcome, failed = pickle.loads(message)  # noqa: S301 - from our own child through a pipe of ours
        if failed:
            raise outcome
        return outcome

    def end(self) -> None:
        """End the process, if it still runs, and forget it."""
        if not self._ended:
            self._ended = True
            os.close(self._reader)
            os.kill(self._process, signal.SIGTERM)
            os.waitpid(self._process, 0)


def _end_with(parent: int) -> None:
    """Look now and then whether the parent still runs, and end if not: nobody waits for the work then.

    Until it ends, this process holds the locks that its parent took, so nobody else writes where it does.
    """

    def look(_signal: int, _frame: object) -> None:
        if os.getppid() != parent:
            os._exit(1)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _LOOK_AFTER, _LOOK_AFTER)


def _work_and_exit(share: Callable[[], object], writer: int) -> None:
    """Do a share in the forked process and leave it at once: what is after the fork belongs to the parent."""
    import pickle  # noqa: PLC0415

    code = 1
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            message = pickle.dumps((share(), False), pickle.HIGHEST_PROTOCOL)
        except Exception as error:  # noqa: BLE001 - it is raised again by the parent
            message = pickle.dumps((error, True), pickle.HIGHEST_PROTOCOL)
        with os.fdopen(writer, "wb") as stream:
            stream.write(message)
        code = 0
    finally:
        os._exit(code)
