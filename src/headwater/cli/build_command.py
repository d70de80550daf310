"""`headwater build VAULT`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from headwater.building import build
from headwater.cli.options import add_output_options, add_vault
from headwater.cli.report import counted, progress_bar, report_problems, say
from headwater.scope import Scope
from headwater.stages import Stages

MOST_GONE = 3
"""How many addresses that lead nowhere any more are named."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    add_vault(parser)
    parser.add_argument(
        "-o",
        "--output",
        metavar="DIR",
        type=Path,
        default=Path("site"),
        help="where the site goes: a new or empty folder, or one of an earlier build (default: %(default)s)",
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help="publish every note that is not marked as private, source content excepted",
    )
    parser.add_argument(
        "--no-cache",
        action="store_true",
        help="build as if nothing were kept of earlier builds, and keep nothing; the site is the same",
    )
    parser.add_argument("--timings", action="store_true", help="say how long each part of the build took")
    add_output_options(parser)


def run(options: argparse.Namespace) -> int:
    """Build the site and say what was done."""
    stages = Stages()
    with progress_bar(quiet=options.quiet) as progress:
        scope, cache = Scope(all=options.all), not options.no_cache
        report = build(options.vault, options.output, scope, progress, cache=cache, stages=stages)
    if options.timings:
        _tell_timings(stages)
    if not options.quiet:
        report_problems(report.problems, verbose=options.verbose)
        pages = f"{counted(report.published, 'note')} published, {report.withheld:,} withheld"
        files = f"{counted(report.written.written, 'file')} written, {report.written.unchanged:,} unchanged"
        say(f"{report.output}: {pages}; {files}, {report.written.removed:,} removed")
        if report.written.gone:
            say(_told_of_gone(report.written.gone))
        if report.not_kept:
            say(f"nothing is kept for the next build, which takes longer: {report.not_kept}")
    return 0


def _told_of_gone(gone: Sequence[str]) -> str:
    """What to do about pages that an earlier build wrote: what became of them, their author alone knows."""
    named = ", ".join(gone[:MOST_GONE]) + (", …" if len(gone) > MOST_GONE else "")
    return (
        f"{counted(len(gone), 'page')} removed: {named}\n"
        "  hint: if a note has another address now, list the old one in its `redirect_from`"
    )


def _tell_timings(stages: Stages) -> None:
    """One line for each stage: seconds on the clock, and of all processors."""
    say(f"{'wall, s':>9} {'cpu, s':>9}")
    for stage in (stages.start, *stages.ended, stages.all()):
        say(f"{stage.wall:9.3f} {stage.cpu:9.3f}  {stage.name}")
