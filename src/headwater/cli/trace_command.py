"""`headwater trace NOTE`."""

from __future__ import annotations

import argparse

from headwater.cli.options import add_vault_option, vault_around
from headwater.cli.report import put
from headwater.evidence.trace import Direction
from headwater.exporters.traces import TRACE_FORMATS, trace_text
from headwater.tracing import open_to_trace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument(
        "note", metavar="NOTE", help="a note's name, path, citekey or alias, or the start of its claim"
    )
    add_vault_option(parser)
    parser.add_argument("--down", action="store_true", help="show what rests on the note instead")
    parser.add_argument(
        "--format",
        choices=TRACE_FORMATS,
        default="tree",
        help="how to print it (default: %(default)s)",
    )


def run(options: argparse.Namespace) -> int:
    """Print a note's trace."""
    vault = open_to_trace(vault_around(options.vault))
    direction = Direction.DOWNSTREAM if options.down else Direction.UPSTREAM
    put(trace_text(vault, vault.trace(options.note, direction), options.format))
    return 0
