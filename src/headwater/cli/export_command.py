"""`headwater export json|csv VAULT`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from headwater.cli.options import add_vault
from headwater.errors import OutputError
from headwater.exporters.data_csv import TABLES, vault_csv
from headwater.exporters.data_json import vault_json
from headwater.opening import Vault, open_vault
from headwater.publication import Publication


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    formats = parser.add_subparsers(title="formats", metavar="FORMAT", required=True)
    as_json = formats.add_parser("json", help="notes, edges, sources and circles as one JSON document")
    as_csv = formats.add_parser("csv", help="one table as CSV")
    for form in (as_json, as_csv):
        add_vault(form)
        form.add_argument(
            "-o", "--output", metavar="FILE", type=Path, help="write to a file (default: print)"
        )
        form.add_argument(
            "--published", action="store_true", help="leave out everything that is not published"
        )
    as_csv.add_argument(
        "--table", choices=tuple(TABLES), default="notes", help="which table (default: %(default)s)"
    )
    as_json.set_defaults(export=_json)
    as_csv.set_defaults(export=_csv_of_table)


def _json(_options: argparse.Namespace) -> Callable[[Vault, Publication | None], str]:
    return vault_json


def _csv_of_table(options: argparse.Namespace) -> Callable[[Vault, Publication | None], str]:
    table: str = options.table
    return lambda vault, publication: vault_csv(vault, table, publication)


def run(options: argparse.Namespace) -> int:
    """Print an export or write it to a file."""
    vault = open_vault(options.vault)
    publication = vault.publish() if options.published else None
    text = options.export(options)(vault, publication)
    if options.output is None:
        sys.stdout.write(text)
        return 0
    try:
        options.output.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise OutputError(
            f"{options.output}: cannot be written: {error.strerror}", hint="choose another file with --output"
        ) from error
    return 0
