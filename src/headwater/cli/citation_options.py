"""The options of commands that cite, and a vault that cites as they say."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from headwater.cli.report import report_problems
from headwater.notekeeping import kept_contents
from headwater.opened import Vault
from headwater.opening import open_vault
from headwater.problems import Severity


def add_citation_options(parser: argparse.ArgumentParser) -> None:
    """`--style` and `--locale`."""
    parser.add_argument(
        "--style",
        metavar="STYLE",
        help="a CSL style, or a .csl file in the vault (default: the vault's style)",
    )
    parser.add_argument(
        "--locale", metavar="LOCALE", help="a language and region, as in de-DE (default: the vault's)"
    )


def open_citing(root: Path, style: str | None, locale: str | None) -> Vault:
    """Open a vault that cites in a style and a locale.

    Args:
        root: The vault's folder.
        style: The style; None for the vault's own.
        locale: The locale; None for the vault's own.

    Raises:
        CitationError: The style or the locale cannot be used.
    """
    # Imported here because `export json` does without.
    from headwater.bibliography.citing import check_locale  # noqa: PLC0415
    from headwater.bibliography.styles import find_style  # noqa: PLC0415

    vault = open_vault(root, kept=kept_contents(root).contents)
    known = vault.config.citations
    citations = replace(known, style=style or known.style, locale=locale or known.locale)
    find_style(citations.style, root)
    check_locale(citations.locale)
    return replace(vault, config=replace(vault.config, citations=citations))


def report_errors(vault: Vault) -> None:
    """Tell what of the libraries could not be read, and that works could not be formatted."""
    problems = [found for found in vault.bibliography.problems if found.severity is Severity.ERROR]
    report_problems(problems, verbose=False)
