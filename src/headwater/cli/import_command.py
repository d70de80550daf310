"""`headwater import digital-garden PAGES --into VAULT`."""

from __future__ import annotations

import argparse
from pathlib import Path

from headwater.cli.options import add_output_options
from headwater.cli.report import counted, report_problems, say
from headwater.importers.digital_garden import import_pages


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    formats = parser.add_subparsers(title="formats", metavar="FORMAT", required=True)
    garden = formats.add_parser("digital-garden", help="pages published by Obsidian's Digital Garden plugin")
    garden.add_argument(
        "pages", metavar="PAGES", type=Path, nargs="+", help="files of pages, or folders that hold them"
    )
    garden.add_argument(
        "--into",
        metavar="VAULT",
        type=Path,
        required=True,
        help="the folder of the vault; no file in it is changed",
    )
    add_output_options(garden)


def run(options: argparse.Namespace) -> int:
    """Import the pages and say what was written."""
    report = import_pages(options.pages, options.into)
    if not options.quiet:
        report_problems(report.problems, verbose=options.verbose)
        kept = f"{len(report.unchanged):,} there already, {len(report.left_alone):,} left alone"
        say(f"{options.into}: {counted(len(report.written), 'note')} written, {kept}")
    return 0
