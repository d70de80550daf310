"""Check vaults of unusual shapes, and print what that takes beside reading them from the cache.

    python benchmarks/checks.py --notes 10000 --runs 5

Each run is a process of its own, in which the vault is opened with what a build before it kept, and then
checked: first by every rule about the graph and the claims, then as to what its published pages would lack.
Wanted is that of a garden the rules together take less than twice as long as opening.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from choices import names_among
from generate import write_vault
from results import machine, seconds
from vault_plan import Shape

from headwater.building import build
from headwater.evidence.checks import RULES, check
from headwater.notekeeping import kept_contents
from headwater.opening import open_vault
from headwater.scope import Scope

MOST = 2.0
"""How many times as long as opening the rules may take."""


class Times(NamedTuple):
    """What one run took, in seconds."""

    opening: float
    rules: float
    publishing: float


def garden(notes: int, folder: Path) -> None:
    """A vault like a real one: about four edges a note."""
    write_vault(notes, folder, 1, Shape())


def circle(notes: int, folder: Path) -> None:
    """Insights that each support the next, and the last the first."""
    _write(
        folder,
        ((number, f"Claim {number}.\nSupports:: [[n{(number + 1) % notes}]]") for number in range(notes)),
    )


def star(notes: int, folder: Path) -> None:
    """One insight that all others support."""
    _write(folder, ((number, f"Claim {number}.\nSupports:: [[n0]]") for number in range(notes)))


def knot(notes: int, folder: Path) -> None:
    """A circle with three more edges from each note, so that there are more circles than could be counted."""
    _write(
        folder,
        (
            (number, "\n".join(f"Supports:: [[n{(number * step + 1) % notes}]]" for step in (1, 3, 7, 31)))
            for number in range(notes)
        ),
    )


def form(notes: int, folder: Path) -> None:
    """Claims of one form that differ in their numbers, each but for one word beside another."""
    words = "of the cells that were kept moist on day lived on until they were counted by hand again"
    _write(
        folder, ((number, f"{number // 2} {words}{' carefully' * (number % 2)}") for number in range(notes))
    )


SHAPES: dict[str, Callable[[int, Path], None]] = {
    "garden": garden, "circle": circle, "star": star, "knot": knot, "form": form,
}  # fmt: skip


def _write(folder: Path, texts: Iterator[tuple[int, str]]) -> None:
    (folder / "Insights").mkdir(parents=True)
    for number, text in texts:
        (folder / "Insights" / f"n{number}.md").write_text(text, encoding="utf-8", newline="\n")


def times(vault: Path) -> Times:
    """Open and check a vault in this process."""
    began = perf_counter()
    opened = open_vault(vault, kept=kept_contents(vault).contents)
    read = perf_counter()
    check(opened.graph, RULES)
    checked = perf_counter()
    opened.publish(Scope(all=True))
    return Times(read - began, checked - read, perf_counter() - checked)


def row(shape: str, notes: int, runs: int) -> str:
    """Write a vault and check it several times, each in a new process: a row of the table."""
    with tempfile.TemporaryDirectory(prefix="headwater-checks-") as folder:
        vault = Path(folder) / "vault"
        SHAPES[shape](notes, vault)
        build(vault, Path(folder) / "site", Scope(all=True))
        command = [sys.executable, __file__, "--once", str(vault)]
        done = [subprocess.run(command, check=True, capture_output=True).stdout for _ in range(runs)]
    found = [Times(*json.loads(line)) for line in done]
    opening, rules, publishing = (seconds(values) for values in zip(*found, strict=True))
    ratio = rules.middle / opening.middle
    # The other shapes have next to nothing to open.
    wanted = f"{MOST:.3g}" if shape == "garden" else ""
    return f"| {shape} | {opening} | {rules} | {ratio:.2f} | {wanted} | {publishing} |"


def table(shapes: Collection[str], notes: int, runs: int) -> Iterator[str]:
    """The lines of the table, as they are known."""
    yield f"\n| {notes:,} notes | opening, s | all rules, s | ratio | wanted | publishing, s |"
    yield "|---|---|---|---|---|---|"
    for shape in SHAPES:
        if shape in shapes:
            yield row(shape, notes, runs)


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, measure, print each row when it is known."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    known = tuple(SHAPES)
    parser.add_argument("--notes", type=int, default=10_000, help="of each vault (default: %(default)s)")
    parser.add_argument(
        "--runs", type=int, default=5, help="how often each is checked (default: %(default)s)"
    )
    parser.add_argument("--only", type=names_among(known), default=known, help=f"of {','.join(known)}")
    parser.add_argument("--once", type=Path, metavar="VAULT", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.once:
        print(json.dumps(times(options.once)))
        return 0
    print(machine())
    for line in table(options.only, options.notes, options.runs):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
