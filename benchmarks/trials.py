"""What is run again and again, in turn: builds from nothing, and builds after a change of the vault."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from contestants import Contestant
from measure import Run, RunError, measure
from vault_edits import Edit


class Trial(Protocol):
    """Something that can be run."""

    runs: list[Run]
    """What its runs took; those that were watched are not among them."""

    watched: list[Run]
    """The runs whose memory was watched; their times do not count."""

    def run(self, *, watched: bool) -> Run:
        """Run it once."""


@dataclass(slots=True)
class ColdTrial:
    """Builds a site into a new folder, with nothing kept from an earlier run."""

    contestant: Contestant
    work: Path
    """Where the folders of sites are made. They stay until all is over: file systems go on for seconds to do
    away with thousands of files, and whoever builds meanwhile waits for them."""

    runs: list[Run] = field(default_factory=list)
    watched: list[Run] = field(default_factory=list)

    @property
    def output(self) -> Path:
        """The first site that was built."""
        return self.work / "first"

    def run(self, *, watched: bool) -> Run:
        """Run it once."""
        for cache in self.contestant.caches:
            shutil.rmtree(cache, ignore_errors=True)
        self.work.mkdir(parents=True, exist_ok=True)
        built = sum(1 for _ in self.work.iterdir())
        output = self.work / f"{built}" if built else self.output
        os.sync()
        return _build(self.contestant, output, watched=watched)


@dataclass(slots=True)
class WarmTrial:
    """Builds a site once more into the folder that holds it, after a change to the vault."""

    contestant: Contestant
    output: Path
    """The site, which has been built before."""

    change: Callable[[], Edit | None]
    """What changes the vault; None from it if nothing does."""

    runs: list[Run] = field(default_factory=list)
    watched: list[Run] = field(default_factory=list)
    written: list[int] = field(default_factory=list)
    """How many pages each run wrote."""

    def run(self, *, watched: bool) -> Run:
        """Run it once, and make sure that it did something.

        Raises:
            RunError: The build failed, or the page does not show the change.
        """
        # Whoever edits has built the site before, here and with this cache; another trial may come between.
        _build(self.contestant, self.output, watched=False)
        edit = self.change()
        os.sync()
        began = time.time_ns()
        done = _build(self.contestant, self.output, watched=watched)
        self.written.append(sum(page.stat().st_mtime_ns >= began for page in self.output.rglob("*.html")))
        page = self.output / edit.place.strip("/") / "index.html" if edit else None
        if edit and page and edit.words not in page.read_text(encoding="utf-8"):
            raise RunError(f"{page} does not show {edit.words!r}")
        return done


def _build(contestant: Contestant, output: Path, *, watched: bool) -> Run:
    return measure(contestant.command(output), folder=contestant.folder, watched=watched)


def run_in_turn(trials: Sequence[Trial], runs: int, watched: int) -> None:
    """Run trials in rounds; each comes first now and then, as whoever comes later finds the disk busier.

    Args:
        trials: What to run.
        runs: How many times each.
        watched: In how many more rounds, before those, memory is watched instead of time.
    """
    for number in range(watched + runs):
        for trial in _rotated(trials, number):
            done = trial.run(watched=number < watched)
            (trial.watched if number < watched else trial.runs).append(done)


def _rotated(trials: Sequence[Trial], number: int) -> Iterator[Trial]:
    first = number % len(trials) if trials else 0
    yield from trials[first:]
    yield from trials[:first]


def compare_pages(first: Path, second: Path) -> tuple[int, int]:
    """Make sure that two sites have the same pages and as many rows of tables.

    Returns:
        How many pages and how many rows each has.

    Raises:
        RunError: They have not.
    """
    pages = [pages_of(site) for site in (first, second)]
    if pages[0] != pages[1]:
        only = sorted(map(str, pages[0] ^ pages[1]))
        raise RunError(f"the sites differ in {len(only)} pages, such as {only[:3]}")
    rows = [sum((site / page).read_bytes().count(b"<tr") for page in pages[0]) for site in (first, second)]
    if rows[0] != rows[1]:
        raise RunError(f"the sites have {rows[0]:,} and {rows[1]:,} rows of tables")
    return len(pages[0]), rows[0]


def compare_bytes(first: Path, second: Path) -> None:
    """Make sure that two sites have the same pages to the byte.

    Raises:
        RunError: They have not.
    """
    pages = pages_of(first) | pages_of(second)
    differing = [
        str(page)
        for page in sorted(pages)
        if not all((site / page).exists() for site in (first, second))
        or (first / page).read_bytes() != (second / page).read_bytes()
    ]
    if differing:
        raise RunError(f"{first} and {second} differ in {len(differing)} pages, such as {differing[:3]}")


def pages_of(site: Path) -> set[Path]:
    """The pages of a site, as paths from its folder."""
    return {page.relative_to(site) for page in site.rglob("*.html")}


def size_of(site: Path) -> int:
    """The bytes of all pages of a site."""
    return sum((site / page).stat().st_size for page in pages_of(site))
