"""How long the stages of a build take."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple


class Stage(NamedTuple):
    """A part of a build that has ended."""

    name: str
    wall: float
    """Seconds from its start to its end."""

    cpu: float
    """Seconds of processor time, of this process and of those that it waited for."""


class Stages:
    """The stages of one build, one after the other."""

    def __init__(self) -> None:
        cpu = _cpu()
        self.start = Stage("start the program", cpu, cpu)
        """What came before, which one processor did."""

        self.ended: list[Stage] = []
        """In the order of their ends."""

    def all(self) -> Stage:
        """The start and all stages together."""
        stages = [self.start, *self.ended]
        return Stage("in all", sum(stage.wall for stage in stages), sum(stage.cpu for stage in stages))

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure what is done in a block, even if it fails."""
        wall, cpu = time.perf_counter(), _cpu()
        try:
            yield
        finally:
            self.ended.append(Stage(name, time.perf_counter() - wall, _cpu() - cpu))


def _cpu() -> float:
    return sum(os.times()[:4])
