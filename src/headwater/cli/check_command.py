"""`headwater check [VAULT]`."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from headwater.checking import Checked, check_vault, given_choice, known_code
from headwater.cli.options import vault_around
from headwater.cli.report import counted, problem_text, put, say
from headwater.notekeeping import kept_contents
from headwater.opening import open_vault
from headwater.problems import CATALOGUE, Problem, Severity

FOUND = 3
"""Exit code where problems as bad as `--fail-on` says were found: not 1, so that a script can tell a vault
with problems from one that could not be read."""

NEVER = "never"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument(
        "vault",
        metavar="VAULT",
        nargs="?",
        type=Path,
        help="the folder that holds the notes (default: the vault around the current folder)",
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "sarif"),
        default="text",
        help="how to print them (default: %(default)s)",
    )
    parser.add_argument(
        "--select",
        metavar="CODES",
        type=_codes,
        action="extend",
        help="report these problems alone: codes with commas between, in place of [check] in headwater.toml",
    )
    parser.add_argument(
        "--ignore",
        metavar="CODES",
        type=_codes,
        action="extend",
        help="do not report these problems, in place of [check] in headwater.toml",
    )
    parser.add_argument(
        "--fail-on",
        choices=(*map(str, Severity), NEVER),
        default=str(Severity.ERROR),
        help=f"end with exit code {FOUND} where a problem is as bad as this (default: %(default)s)",
    )
    parser.add_argument(
        "--explain", metavar="CODE", help="say what a problem is, why it matters and how to mend it"
    )


def _codes(text: str) -> list[str]:
    return [code.strip() for code in text.split(",") if code.strip()]


def run(options: argparse.Namespace) -> int:
    """Print what is odd about a vault; tell by the exit code whether any of it is bad."""
    if options.explain is not None:
        put(_explanation(known_code(options.explain)))
        return 0
    choice = None
    if options.select is not None or options.ignore is not None:
        choice = given_choice(options.select or (), options.ignore or ())
    root = vault_around(options.vault)
    vault = open_vault(root, kept=kept_contents(root).contents)
    if not vault.notes:
        say(f"there are no notes in {root}: is it the folder of your vault?")
    checked = check_vault(vault, choice)
    put(_printed(checked.problems, options.format))
    _say_how_much(checked)
    return FOUND if _is_any_as_bad(checked.problems, options.fail_on) else 0


def _printed(problems: Sequence[Problem], form: str) -> str:
    if form == "json":
        return json.dumps([asdict(found) for found in problems], ensure_ascii=False, indent=2) + "\n"
    if form == "sarif":
        # Imported here because only this form needs it, and the texts of all rules.
        from headwater.exporters.problems_sarif import problems_sarif  # noqa: PLC0415

        return problems_sarif(problems)
    return "".join(problem_text(found) + "\n" for found in problems)


def _say_how_much(checked: Checked) -> None:
    if checked.unpublished:
        say(f"what readers of a website would miss was not checked: {checked.unpublished}")
    found = Counter(problem.severity for problem in checked.problems)
    by_severity = [
        counted(found[severity], severity) if severity is not Severity.INFO else f"{found[severity]:,} info"
        for severity in Severity
        if found[severity]
    ]
    parts = ": ".join([counted(len(checked.problems), "problem"), *filter(None, [", ".join(by_severity)])])
    say(parts + (f"; {checked.ignored:,} ignored by notes" if checked.ignored else ""))


def _is_any_as_bad(problems: Sequence[Problem], fail_on: str) -> bool:
    severities = list(Severity)
    bad = severities[: severities.index(Severity(fail_on)) + 1] if fail_on != NEVER else []
    return any(problem.severity in bad for problem in problems)


def _explanation(code: str) -> str:
    """What a problem is, in a few paragraphs."""
    # Imported here because only this option needs them.
    from textwrap import fill  # noqa: PLC0415

    from headwater.explanations import EXPLANATIONS  # noqa: PLC0415

    wording, (why, example) = CATALOGUE[code], EXPLANATIONS[code]
    message, hint = wording.in_prose
    paragraphs = (
        f"{code} ({wording.severity}): {message}",
        f"Why it matters: {why}",
        f"What to do: {hint}.",
        f"Example: {example}",
    )
    return "\n\n".join(fill(text, 100, break_long_words=False) for text in paragraphs) + "\n"
