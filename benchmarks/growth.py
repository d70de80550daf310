"""Build vaults of growing size and of unusual shapes from nothing, and print what a note takes in each.

    python benchmarks/growth.py --notes 1000,10000 --only sizes,chain

Where the time for a note grows with their number, something looks at more than it has to. The unusual shapes
are a tag of very many claims, a long chain of claims and a note of very many links: each beside the same
vault without it and with half of it, so that what it adds should double.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from choices import names_among, numbers
from contestants import headwater
from measure import RunError
from results import MILLISECOND, Figure, machine, megabytes, seconds
from trials import ColdTrial, run_in_turn, size_of

HERE = Path(__file__).parent

SHAPES = {"tagged": (30_000, 20_000), "chain": (10_000, 1_000), "links": (10_000, 5_000)}
"""The notes of a vault of each shape, and what `generate.py` is asked for."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A vault to be built."""

    notes: int
    shape: str = ""
    """The option of `generate.py` that makes it unusual; nothing for one like a real garden."""

    number: int = 0
    """What that option is given."""

    def __str__(self) -> str:
        return f"{self.notes:,} notes" + (f", {self.shape} {self.number:,}" if self.number else "")

    def generate(self, folder: Path, seed: int) -> None:
        """Write the vault, in a process of its own.

        Raises:
            subprocess.CalledProcessError: It cannot be.
        """
        shape = [f"--{self.shape}", str(self.number)] if self.number else []
        generator = [sys.executable, str(HERE / "generate.py"), str(self.notes), str(folder), *shape]
        subprocess.run([*generator, "--seed", str(seed)], check=True, stderr=subprocess.DEVNULL)


def plans(sizes: Sequence[int], only: Collection[str]) -> Iterator[Plan]:
    """The vaults to be built, those that are to be compared one after the other."""
    if "sizes" in only:
        yield from map(Plan, sizes)
    for shape, (notes, number) in SHAPES.items():
        if shape in only:
            yield from (Plan(notes, shape, part) for part in (0, number // 2, number))


def row(plan: Plan, runs: int, seed: int) -> str:
    """Build a vault and tell what that took, as a row of the table; a build that fails says so there."""
    with tempfile.TemporaryDirectory(prefix="headwater-growth-") as folder:
        plan.generate(Path(folder) / "vault", seed)
        trial = ColdTrial(headwater(Path(folder) / "vault"), Path(folder) / "cold")
        try:
            run_in_turn([trial], runs, 1)
        except RunError as error:
            print(f"{plan}: {error}", file=sys.stderr)
            return f"| {plan} | failed | | | | |"
        return f"| {plan} | {' | '.join(map(str, _cells(trial, plan.notes)))} |"


def _cells(trial: ColdTrial, notes: int) -> Iterator[Figure | str]:
    wall = seconds(run.wall for run in trial.runs)
    yield wall
    yield f"{wall.middle / notes / MILLISECOND:.3f}"
    yield seconds(run.cpu for run in trial.runs)
    yield megabytes(run.memory for run in trial.watched)
    yield megabytes([size_of(trial.output)])


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, build, print each row when it is known."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    known = ("sizes", *SHAPES)
    parser.add_argument(
        "--notes",
        type=numbers,
        default=[1_000, 10_000, 50_000, 100_000],
        help="how many notes, several sizes",
    )
    parser.add_argument("--only", type=names_among(known), default=known, help=f"of {','.join(known)}")
    parser.add_argument(
        "--runs", type=int, default=1, help="how often each build is timed (default: %(default)s)"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the vaults (default: %(default)s)")
    options = parser.parse_args(arguments)
    print(machine())
    print("\n| vault | wall, s | a note, ms | processors, s | peak memory, MB | pages, MB |")
    print("|---|---|---|---|---|---|")
    for plan in plans(options.notes, options.only):
        print(row(plan, options.runs, options.seed), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
