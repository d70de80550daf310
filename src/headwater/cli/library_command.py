"""`headwater library pull`."""

from __future__ import annotations

import argparse
from pathlib import Path

from headwater.bibliography import zotero
from headwater.bibliography.exported import check_export, write_export
from headwater.cli.options import add_vault_option, vault_around
from headwater.cli.report import counted, say
from headwater.errors import CitationError

FILE = "library.json"
"""What the library is called in the vault, where it is found without being configured."""

_SHOWN = 3
"""How many works without a citekey are named."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    pull = actions.add_parser("pull", help="fetch them from a running Zotero, into one file of CSL JSON")
    add_vault_option(pull)
    pull.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help=f"the file to write (default: {FILE} in the vault)"
    )
    pull.add_argument(
        "--collection", metavar="NAME", default="", help="fetch one collection alone, by its name or key"
    )
    pull.add_argument(
        "--force", action="store_true", help="replace a file that this command did not write, too"
    )


def run(options: argparse.Namespace) -> int:
    """Fetch the works and say how many there are."""
    output = options.output or vault_around(options.vault) / FILE
    check_export(output)
    fetched = zotero.fetch(options.collection, zotero.ADDRESS)
    if fetched.without_citekey:
        named = "; ".join(fetched.without_citekey[:_SHOWN])
        more = "; …" if len(fetched.without_citekey) > _SHOWN else ""
        say(f"{counted(len(fetched.without_citekey), 'work')} without a citekey left out: {named}{more}")
    if not fetched.items:
        raise CitationError(
            "Zotero gave no work that has a citekey",
            hint="nothing was changed; Zotero 8 and Better BibTeX give every item a citekey",
        )
    written = write_export(fetched.items, output, force=options.force)
    say(f"{output}: {counted(len(fetched.items), 'work')}{'' if written else ', as it was'}")
    return 0
