"""`headwater export dossier NOTE`."""

from __future__ import annotations

import argparse
from pathlib import Path

from headwater.cli.citation_options import add_citation_options, open_citing
from headwater.cli.options import add_vault_option, vault_around
from headwater.cli.output_file import write_output
from headwater.cli.report import put, say

FORMS = ("docx", "html", "md", "tex", "epub")

LONGEST_NAME = 200
"""Bytes of a note's name that are taken for a file's: most file systems take 255 for the whole."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments, besides `--published`."""
    parser.add_argument(
        "note", metavar="NOTE", help="a note's name, path, citekey or alias, or the start of its claim"
    )
    add_vault_option(parser)
    parser.add_argument("--to", choices=FORMS, required=True, help="the form of the document")
    add_citation_options(parser)
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        help="write to a file (default: print; for docx and epub, a file of the note's name in this folder)",
    )
    parser.set_defaults(write=write)


def write(options: argparse.Namespace) -> None:
    """Write the dossier of a note."""
    # Imported here because the other exports do without.
    from headwater.exporters.dossier.of_vault import dossier_of  # noqa: PLC0415
    from headwater.exporters.dossier.writing import FORMS as KNOWN  # noqa: PLC0415

    vault = open_citing(vault_around(options.vault), options.style, options.locale)
    note = vault.find(options.note)
    content = dossier_of(vault, note.path, options.to, published=options.published)
    if options.output is not None:
        write_output(content, options.output, vault)
    elif KNOWN[options.to].binary:
        output = Path(f"{_shortened(note.name)}.{options.to}")
        write_output(content, output, vault)
        say(f"wrote {output}")
    else:
        put(content.decode("utf-8"))


def _shortened(name: str) -> str:
    """A note's name, cut to what leaves room in a file's name for its suffix and that of a partial file."""
    return name.encode("utf-8", "surrogateescape")[:LONGEST_NAME].decode("utf-8", "ignore").rstrip()
