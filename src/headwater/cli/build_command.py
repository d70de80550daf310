"""`headwater build VAULT`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from headwater.building import build
from headwater.cli.options import add_output_options, add_vault
from headwater.cli.report import SHOWN, counted, one_line, progress_bar, put, report_problems, say
from headwater.scope import Scope
from headwater.stages import Stages


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
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="say what a build would change and which notes it would newly publish, and write nothing",
    )
    parser.add_argument("--timings", action="store_true", help="say how long each part of the build took")
    add_output_options(parser)


def run(options: argparse.Namespace) -> int:
    """Build the site and say what was done, or would be."""
    if options.dry_run:
        return _rehearse(options)
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
        if report.not_kept:
            say(f"nothing is kept for the next build, which takes longer: {report.not_kept}")
    return 0


def _rehearse(options: argparse.Namespace) -> int:
    # Imported here because a build that finds nothing to do would be slower for it.
    from headwater.rehearsing import rehearse_build  # noqa: PLC0415

    with progress_bar(quiet=options.quiet) as progress:
        build = rehearse_build(options.vault, options.output, Scope(all=options.all), progress)
    if not options.quiet:
        report_problems(build.problems, verbose=options.verbose)
    lines = [
        *_listed("would newly be published", build.appearing, verbose=options.verbose),
        *_listed("would no longer be there", build.vanishing, verbose=options.verbose),
    ]
    if options.verbose:
        parts = (("new", build.files.new), ("changed", build.files.changed), ("removed", build.files.removed))
        lines += [f"{what}: {one_line(place)}" for what, places in parts for place in places]
    new, changed, removed = map(len, (build.files.new, build.files.changed, build.files.removed))
    notes = f"{counted(build.published, 'note')} published, {build.withheld:,} withheld"
    files = f"{counted(new, 'file')} new, {changed:,} changed, {removed:,} removed"
    end = f"{build.output}: {notes}; {files}, {build.files.unchanged:,} unchanged; nothing was written"
    put("\n".join([*lines, end]) + "\n")
    return 0


def _listed(what: str, names: Sequence[str], *, verbose: bool) -> Iterator[str]:
    """Each of some notes on a line; of very many the first ones, unless all are asked for."""
    shown = names if verbose else names[:SHOWN]
    yield from (f"{what}: {one_line(name)}" for name in shown)
    if len(shown) < len(names):
        yield f"{what}: {len(names) - len(shown):,} more; to see every one, add --verbose"


def _tell_timings(stages: Stages) -> None:
    """One line for each stage: seconds on the clock, and of all processors."""
    say(f"{'wall, s':>9} {'cpu, s':>9}")
    for stage in (stages.start, *stages.ended, stages.all()):
        say(f"{stage.wall:9.3f} {stage.cpu:9.3f}  {stage.name}")
