"""`headwater export bibliography`."""

from __future__ import annotations

import argparse
from pathlib import Path

from headwater.cli.citation_options import add_citation_options, open_citing, report_errors
from headwater.cli.options import vault_around
from headwater.cli.output_file import write_output
from headwater.cli.report import counted, put, say

FORMATS = ("text", "html", "bibtex", "ris", "csljson")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments, besides `--published` and `--output`."""
    parser.add_argument(
        "vault",
        metavar="VAULT",
        type=Path,
        nargs="?",
        help="the folder that holds the notes (default: the vault around the current folder)",
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="what to write (default: %(default)s)"
    )
    parser.add_argument("--cited-by", metavar="NOTE", help="only the sources that this note rests on")
    add_citation_options(parser)
    parser.set_defaults(write=write)


def write(options: argparse.Namespace) -> None:
    """Write the sources of a vault."""
    # Imported here because the other exports do without.
    from headwater.exporters.bibliography import cited_sources, unwritten, written_as  # noqa: PLC0415

    vault = open_citing(vault_around(options.vault), options.style, options.locale)
    publication = vault.publish() if options.published else None
    citations = cited_sources(vault, publication, options.cited_by)
    left_out = unwritten(citations, options.format)
    text = written_as(citations, options.format)
    if options.output is None:
        put(text)
    else:
        write_output(text.encode(), options.output, vault)
    report_errors(vault)
    if left_out:
        say(f"{counted(len(left_out), 'source')} left out, of which no more than a text is known:")
        say("".join(f"  {citation.citekey}\n" for citation in left_out).rstrip("\n"))
