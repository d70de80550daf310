"""What is printed: tables of medians, ratios and what is wanted of them."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

MEGABYTE = 1_000_000
MILLISECOND = 0.001


@dataclass(frozen=True, slots=True)
class Figure:
    """The same thing measured several times."""

    values: Sequence[float]
    unit: str

    @property
    def middle(self) -> float:
        """The median."""
        return median(self.values)

    def __str__(self) -> str:
        lowest, middle, highest = (self._told(one(self.values)) for one in (min, median, max))
        return middle if lowest == highest else f"{middle} ({lowest} to {highest})"

    def _told(self, value: float) -> str:
        if self.unit != "s":
            return f"{value:,.0f}"
        return f"{value:.2f}" if value >= 1 else f"{value:.3f}"


@dataclass(frozen=True, slots=True)
class Target:
    """What is wanted of a ratio, or of a figure that is compared with nothing."""

    least: float
    """What it must not exceed."""

    aim: float
    """What would be good."""

    unit: str = ""

    def __str__(self) -> str:
        return f"{self.least:.3g}{self.unit}, aim {self.aim:.3g}{self.unit}"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing measured, of Headwater and perhaps of another."""

    name: str
    ours: Figure
    other: str = ""
    """What it is compared with; nothing if there are no figures of another."""

    theirs: Figure | None = None
    target: Target | None = None


def seconds(values: Iterable[float]) -> Figure:
    """Seconds, as they are printed."""
    return Figure(list(values), "s")


def milliseconds(values: Iterable[float]) -> Figure:
    """Seconds, printed as thousandths."""
    return Figure([value / MILLISECOND for value in values], "ms")


def megabytes(values: Iterable[float]) -> Figure:
    """Bytes, printed as millions."""
    return Figure([value / MEGABYTE for value in values], "MB")


def table(title: str, rows: Sequence[Row]) -> Iterator[str]:
    """The lines of a table in Markdown, if there are rows."""
    if not rows:
        return
    yield f"\n| {title} | headwater | beside | takes | ratio | wanted |"
    yield "|---|---|---|---|---|---|"
    for row in rows:
        ratio = f"{row.ours.middle / row.theirs.middle:.3g}" if row.theirs else ""
        cells = (f"{row.name}, {row.ours.unit}", row.ours, row.other, row.theirs or "", ratio)
        yield f"| {' | '.join(map(str, cells))} | {row.target or ''} |"


def machine() -> str:
    """The date and what was measured on."""
    info = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.+)", info.read_text()) if info.is_file() else None
    processor = found[1] if found else platform.processor() or platform.machine()
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} processors ({processor}), {platform.system()}, "
        f"Python {platform.python_version()}"
    )
