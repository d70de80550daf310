"""`headwater export FORMAT`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from headwater.cli import export_bibliography, export_dossier
from headwater.cli.options import add_vault
from headwater.cli.output_file import write_output
from headwater.cli.report import put
from headwater.exporters.data_csv import TABLES, vault_csv
from headwater.exporters.data_json import vault_json
from headwater.notekeeping import kept_contents
from headwater.opened import Vault
from headwater.opening import open_vault
from headwater.publication import Publication


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    formats = parser.add_subparsers(title="formats", metavar="FORMAT", required=True)
    as_json = formats.add_parser("json", help="notes, edges, sources and circles as one JSON document")
    as_csv = formats.add_parser("csv", help="one table as CSV")
    bibliography = formats.add_parser(
        "bibliography", help="the sources, cited in a style or for other programs"
    )
    dossier = formats.add_parser("dossier", help="a claim with all it rests on, as a document to read")
    for form in (as_json, as_csv):
        add_vault(form)
    for form in (as_json, as_csv, bibliography, dossier):
        form.add_argument(
            "--published", action="store_true", help="leave out everything that is not published"
        )
    for form in (as_json, as_csv, bibliography):
        form.add_argument(
            "-o", "--output", metavar="FILE", type=Path, help="write to a file (default: print)"
        )
    as_csv.add_argument(
        "--table", choices=tuple(TABLES), default="notes", help="which table (default: %(default)s)"
    )
    as_json.set_defaults(export=_json, write=_write_data)
    as_csv.set_defaults(export=_csv_of_table, write=_write_data)
    export_bibliography.add_arguments(bibliography)
    export_dossier.add_arguments(dossier)


def _json(_options: argparse.Namespace) -> Callable[[Vault, Publication | None], str]:
    return vault_json


def _csv_of_table(options: argparse.Namespace) -> Callable[[Vault, Publication | None], str]:
    table: str = options.table
    return lambda vault, publication: vault_csv(vault, table, publication)


def run(options: argparse.Namespace) -> int:
    """Print an export or write it to a file."""
    options.write(options)
    return 0


def _write_data(options: argparse.Namespace) -> None:
    vault = open_vault(options.vault, kept=kept_contents(options.vault).contents)
    publication = vault.publish() if options.published else None
    text = options.export(options)(vault, publication)
    if options.output is None:
        put(text)
    else:
        write_output(text.encode(), options.output, vault)
