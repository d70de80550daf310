"""`headwater export json|csv VAULT`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from headwater.cli.options import add_vault
from headwater.cli.report import put
from headwater.errors import OutputError
from headwater.exporters.data_csv import TABLES, vault_csv
from headwater.exporters.data_json import vault_json
from headwater.opening import Vault, kept_contents, open_vault
from headwater.publication import Publication

NOTES = (".md", ".canvas")
"""The suffixes of files that an export never replaces: a slip of the finger must not cost a note."""


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
    vault = open_vault(options.vault, kept=kept_contents(options.vault).contents)
    publication = vault.publish() if options.published else None
    text = options.export(options)(vault, publication)
    if options.output is None:
        put(text)
    else:
        _write(text, options.output)
    return 0


def _write(text: str, output: Path) -> None:
    """Write an export to a file; what was there stays until all of it is written."""
    if output.suffix.lower() in NOTES and output.exists():
        raise OutputError(
            f"{output} is a note", hint="choose another file with --output; nothing was changed"
        )
    beside = output.with_name(f".{output.name}.headwater-partial")
    try:
        beside.write_text(text, encoding="utf-8", newline="")
        beside.replace(output)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise OutputError(
            f"{output}: cannot be written: {error.strerror}", hint="choose another file with --output"
        ) from error
