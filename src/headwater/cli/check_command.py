"""`headwater check VAULT`."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from headwater.cli.options import add_vault
from headwater.cli.report import counted, problem_text, put, say
from headwater.opening import kept_contents, open_vault


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    add_vault(parser)
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to print them (default: %(default)s)"
    )


def run(options: argparse.Namespace) -> int:
    """Print every problem of a vault."""
    problems = open_vault(options.vault, kept=kept_contents(options.vault).contents).problems
    if options.format == "json":
        put(json.dumps([asdict(found) for found in problems], ensure_ascii=False, indent=2) + "\n")
    else:
        put("".join(problem_text(found) + "\n" for found in problems))
    say(counted(len(problems), "problem"))
    return 0
