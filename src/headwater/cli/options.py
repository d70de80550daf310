"""Options that several commands share."""

from __future__ import annotations

import argparse
from pathlib import Path

from headwater.config import FILE_NAME


def add_output_options(parser: argparse.ArgumentParser) -> None:
    """`--quiet` and `--verbose`, for commands that report on their work."""
    amount = parser.add_mutually_exclusive_group()
    amount.add_argument("-q", "--quiet", action="store_true", help="print errors only")
    amount.add_argument(
        "-v", "--verbose", action="store_true", help="print every problem, not the worst alone"
    )


def add_vault(parser: argparse.ArgumentParser) -> None:
    """The folder of the vault, as the argument of commands that work on whole vaults."""
    parser.add_argument("vault", metavar="VAULT", type=Path, help="the folder that holds the notes")


def add_vault_option(parser: argparse.ArgumentParser) -> None:
    """The folder of the vault, as an option of commands that are about one note."""
    parser.add_argument(
        "--vault",
        metavar="VAULT",
        type=Path,
        default=None,
        help="the folder that holds the notes (default: the vault around the current folder)",
    )


def vault_around(given: Path | None) -> Path:
    """The vault that was named, or the nearest folder around the current one that looks like a vault."""
    if given is not None:
        return given
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / ".obsidian").is_dir() or (folder / FILE_NAME).is_file():
            return folder
    return here
