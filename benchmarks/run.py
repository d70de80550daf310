"""Measure Headwater on a generated vault, beside Hugo and Eleventy on the same pages, and print tables.

    python benchmarks/run.py --notes 10000 --runs 5 --only cold,edit

Everything is run in turn, each run in a new process:

  cold     a build into a new folder; no run finds anything that an earlier one kept
  nothing  one more build into a folder that holds the site; the vault is as it was
  edit     the same, after some words more in one claim; beside a cold build by Hugo
  link     the same, after one tag more of a claim
  new      the same, after one note more
  start    `headwater --help` and `headwater trace`, beside a Python that does nothing
  serve    from saving a note to its new page in `headwater serve`, beside `hugo server`

Memory is measured first, in rounds of its own: to add up that of several processes slows them down.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import SCENARIOS, Bench, Choice
from choices import names_among
from contestants import RIVALS
from measure import RunError
from report import report

COUNTS = (
    ("notes", 10_000, "how many notes the vault has"),
    ("runs", 3, "how often each build is timed"),
    ("memory-runs", 1, "how often, before that, its memory is; with 0, that of the largest process is told"),
    ("edits", 5, "how many edits are made in each preview"),
    ("starts", 20, "how often each command is started"),
    ("seed", 1, "of the generated vault"),
)
"""Options that are numbers: their names, defaults and meanings."""

LISTS = (
    ("only", SCENARIOS, "what is measured"),
    ("against", RIVALS, "what it is compared with; may be empty"),
)
"""Options that are lists: their names, what there is, which is the default, and their meanings."""


def read_choice(arguments: list[str] | None) -> Choice:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, default, meaning in COUNTS:
        parser.add_argument(f"--{name}", type=int, default=default, help=f"{meaning} (default: %(default)s)")
    for name, known, meaning in LISTS:
        told = f"{meaning} (default: {','.join(known)})"
        parser.add_argument(f"--{name}", type=names_among(known), default=list(known), help=told)
    return Choice(**vars(parser.parse_args(arguments)))


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, run, print."""
    choice = read_choice(arguments)
    with tempfile.TemporaryDirectory(prefix="headwater-bench-") as folder:
        bench = Bench(choice, Path(folder))
        try:
            bench.prepare()
            bench.measure()
        except (RunError, subprocess.CalledProcessError) as error:
            print(error, file=sys.stderr)
            return 1
        print(*report(bench), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
