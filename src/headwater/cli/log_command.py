"""`headwater log NOTE`."""

from __future__ import annotations

import argparse

from headwater.cli.options import add_vault_option, vault_around
from headwater.cli.report import put, say
from headwater.errors import HistoryError
from headwater.evidence.history import Histories
from headwater.exporters.history_json import history_json
from headwater.exporters.history_text import history_text
from headwater.tracing import open_to_trace
from headwater.vault.notes import NotePath


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument(
        "note", metavar="NOTE", help="a note's name, path, citekey or alias, or the start of its claim"
    )
    add_vault_option(parser)
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to print it (default: %(default)s)"
    )
    parser.add_argument(
        "--limit", metavar="N", type=_count, default=None, help="print the newest N changes only"
    )


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of changes, 1 or more")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Print how a note's claim and its support changed."""
    vault = open_to_trace(vault_around(options.vault))
    path = vault.find(options.note).path
    told = vault.histories()
    _must_be_followed(path, told)
    events = told.events.get(path, ())[: options.limit]
    if options.format == "json":
        put(history_json(vault, path, events, is_whole=told.is_whole))
    else:
        put(history_text(vault, path, events))
    if not told.is_whole:
        say("older changes are not in this clone, which is a shallow one: git fetch --unshallow")
    return 0


def _must_be_followed(path: NotePath, told: Histories) -> None:
    """See to it that git knows of a note.

    Raises:
        HistoryError: It does not.
    """
    if path not in told.events and all(file.path != path for file in told.kept.files):
        raise HistoryError(
            f"git does not follow {path}",
            hint="take it out of .gitignore and git add it; in a submodule, give its folder as --vault",
        )
