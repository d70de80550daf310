"""`headwater impact NOTE`."""

from __future__ import annotations

import argparse

from headwater.cli.options import add_vault_option, vault_around
from headwater.cli.report import put
from headwater.errors import UsageError
from headwater.evidence.kinds import Kind
from headwater.exporters.impact_json import impact_json
from headwater.exporters.impact_list import impact_list
from headwater.opened import Vault
from headwater.tracing import open_to_trace

FORMATS = {"text": impact_list, "json": impact_json}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument(
        "note", metavar="NOTE", help="a note's name, path, citekey or alias, or the start of its claim"
    )
    add_vault_option(parser)
    parser.add_argument(
        "--kind", metavar="KIND", help="list notes of this kind alone, such as takeaway (default: all)"
    )
    parser.add_argument(
        "--format", choices=tuple(FORMATS), default="text", help="how to print it (default: %(default)s)"
    )


def run(options: argparse.Namespace) -> int:
    """Print what rests on a note."""
    vault = open_to_trace(vault_around(options.vault))
    kind = _kind(vault, options.kind) if options.kind is not None else None
    put(FORMATS[options.format](vault, vault.impact(options.note), kind))
    return 0


def _kind(vault: Vault, name: str) -> Kind:
    """The kind of a name.

    Raises:
        UsageError: There is none.
    """
    kind = vault.graph.vocabulary.named(name)
    if kind is None:
        known = ", ".join(vault.graph.vocabulary.kinds)
        raise UsageError(f"there is no kind {name!r}", hint=f"the kinds are {known}")
    return kind
