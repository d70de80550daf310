"""`headwater build VAULT`."""

from __future__ import annotations

import argparse
from pathlib import Path

from headwater.cli.options import add_output_options, add_vault
from headwater.cli.report import counted, progress_bar, report_problems, say
from headwater.pipeline import build
from headwater.publication import Scope


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
    add_output_options(parser)


def run(options: argparse.Namespace) -> int:
    """Build the site and say what was done."""
    with progress_bar(quiet=options.quiet) as progress:
        scope = Scope(all=options.all)
        report = build(options.vault, options.output, scope, progress, cache=not options.no_cache)
    if not options.quiet:
        report_problems(report.problems, verbose=options.verbose)
        pages = f"{counted(report.published, 'note')} published, {report.withheld:,} withheld"
        files = f"{counted(report.written.written, 'file')} written, {report.written.unchanged:,} unchanged"
        say(f"{report.output}: {pages}; {files}, {report.written.removed:,} removed")
        if report.not_kept:
            say(f"nothing is kept for the next build, which takes longer: {report.not_kept}")
    return 0
