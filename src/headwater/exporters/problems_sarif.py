"""Problems as SARIF 2.1.0, which code hosts and editors show beside the lines of files.

The form is told at https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; the numbers below are
those of its sections.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

import xxhash

from headwater._version import __version__
from headwater.explanations import EXPLANATIONS
from headwater.problems import CATALOGUE, Problem, Severity

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

FINGERPRINT = "problem/v1"
"""The name of what tells one problem from another wherever its line moves (3.27.17)."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def problems_sarif(problems: Sequence[Problem]) -> str:
    """Problems as a SARIF log of one run.

    Args:
        problems: The problems, by file and line.

    Returns:
        JSON text. Paths are relative to the vault's folder, which is called `%SRCROOT%` (3.14.14).
    """
    found = {problem.code for problem in problems}
    codes = [code for code in CATALOGUE if code in found]
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(codes)},
                "columnKind": "unicodeCodePoints",
                "results": list(_results(problems, {code: index for index, code in enumerate(codes)})),
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _driver(codes: Sequence[str]) -> dict[str, Any]:
    """The program with the rules that found something."""
    return {"name": "Headwater", "semanticVersion": __version__, "rules": [_rule(code) for code in codes]}


def _rule(code: str) -> dict[str, Any]:
    wording, (why, example) = CATALOGUE[code], EXPLANATIONS[code]
    message, hint = (re.sub(r"\{\w+\}", "…", text) for text in wording.in_prose)
    help_text = f"{why}\n\nWhat to do: {hint}.\n\nExample: {example}"
    return {
        "id": code,
        "shortDescription": {"text": message},
        "fullDescription": {"text": why},
        "help": {"text": help_text},
        "defaultConfiguration": {"level": _LEVELS[wording.severity]},
    }


def _results(problems: Sequence[Problem], rules: dict[str, int]) -> Iterator[dict[str, Any]]:
    alike: Counter[tuple[str, str, str]] = Counter()
    for problem in problems:
        told = (problem.code, problem.path, problem.message)
        # Of problems that are alike but for their line, the first stays the first when lines move.
        fingerprint = xxhash.xxh3_128_hexdigest("\0".join((*told, str(alike[told]))).encode())
        alike[told] += 1
        yield {
            "ruleId": problem.code,
            "ruleIndex": rules[problem.code],
            "level": _LEVELS[problem.severity],
            "message": {"text": f"{problem.message}. {problem.hint[:1].upper()}{problem.hint[1:]}."},
            "locations": [{"physicalLocation": _location(problem)}],
            "partialFingerprints": {FINGERPRINT: fingerprint},
        }


def _location(problem: Problem) -> dict[str, Any]:
    # Percent-encoded to the last sign but `/`: a colon in the first folder's name would be read as a scheme.
    location: dict[str, Any] = {
        "artifactLocation": {"uri": quote(problem.path, safe="/"), "uriBaseId": "%SRCROOT%"}
    }
    if problem.line:
        location["region"] = {"startLine": problem.line}
    return location
