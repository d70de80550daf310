"""SARIF that other programs take: valid, with places they can find again and fingerprints that stay."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.exporters.problems_sarif import problems_sarif
from headwater.problems import CATALOGUE, Problem, Severity, problem

TEXT = {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}
LEVEL = {"enum": ["none", "note", "warning", "error"]}


def exact(properties: dict[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    """An object with these properties and no others."""
    required = [name for name in properties if name not in optional]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


URI = {"type": "string", "format": "uri-reference", "pattern": r"^[A-Za-z0-9%/._~-]+$"}
ARTIFACT = exact({"uri": URI, "uriBaseId": {"const": "%SRCROOT%"}})
REGION = exact({"startLine": {"type": "integer", "minimum": 1}})
PLACE = exact({"artifactLocation": ARTIFACT, "region": REGION}, optional=("region",))
LOCATION = exact({"physicalLocation": PLACE})
RESULT = exact(
    {
        "ruleId": {"enum": list(CATALOGUE)},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": TEXT,
        "locations": {"type": "array", "items": LOCATION, "minItems": 1, "maxItems": 1},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
    }
)
RULE = exact(
    {
        "id": {"enum": list(CATALOGUE)},
        "shortDescription": TEXT,
        "fullDescription": TEXT,
        "help": TEXT,
        "defaultConfiguration": exact({"level": LEVEL}),
    }
)
DRIVER = exact(
    {
        "name": {"const": "Headwater"},
        "semanticVersion": {"type": "string"},
        "rules": {"type": "array", "items": RULE, "uniqueItems": True},
    }
)
RUN = exact(
    {
        "tool": exact({"driver": DRIVER}),
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": {"type": "array", "items": RESULT},
    }
)
SARIF = exact(
    {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": RUN, "minItems": 1, "maxItems": 1},
    }
)
"""What of SARIF 2.1.0 is written, as strictly as its schema has it or more so; nothing else may be."""


def results(*problems: Problem) -> list[dict[str, Any]]:
    """The results of a log, which is held against the schema."""
    log = json.loads(problems_sarif(problems))
    jsonschema.Draft202012Validator(SARIF).validate(log)
    found: list[dict[str, Any]] = log["runs"][0]["results"]
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in found] == [one.code for one in problems]
    return found


def fingerprints(*problems: Problem) -> list[str]:
    return [result["partialFingerprints"]["problem/v1"] for result in results(*problems)]


def missing(line: int, target: str = "x", path: str = "a.md") -> Problem:
    return problem("missing-link", path, line, target=target, suggestion="")


def test_a_vault_without_problems_is_a_run_without_results() -> None:
    assert results() == []


def test_severities_are_levels() -> None:
    levels = [
        result["level"]
        for result in results(
            problem("not-utf-8", "a.md", 1, byte="0xE9"),
            missing(2),
            problem("unused-insight", "b.md", kind="insight"),
        )
    ]
    assert levels == ["error", "warning", "note"]


def test_a_line_is_told_only_where_one_is_known() -> None:
    with_line, without = (
        result["locations"][0]["physicalLocation"] for result in results(missing(3), missing(0))
    )
    assert with_line["region"] == {"startLine": 3}
    assert "region" not in without


def test_paths_are_percent_encoded() -> None:
    (result,) = results(missing(1, path="Tea: a/100 % – Grün #1?.md"))
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "Tea%3A%20a/100%20%25%20%E2%80%93%20Gr%C3%BCn%20%231%3F.md"


def test_a_fingerprint_stays_when_lines_move() -> None:
    assert fingerprints(missing(3), missing(9), missing(9, "y")) == fingerprints(
        missing(13), missing(14), missing(20, "y")
    )


def test_no_two_problems_have_one_fingerprint() -> None:
    found = fingerprints(missing(3), missing(9), missing(9, "y"), missing(3, path="b.md"))
    assert len(set(found)) == 4


ANY_PROBLEM = st.builds(
    Problem,
    path=st.text(min_size=1),
    line=st.integers(0, 10_000),
    code=st.sampled_from(list(CATALOGUE)),
    severity=st.sampled_from(Severity),
    message=st.text(),
    hint=st.text(),
)


@settings(deadline=None)
@given(st.lists(ANY_PROBLEM, max_size=4))
def test_whatever_stands_in_a_vault_the_log_is_valid(problems: list[Problem]) -> None:
    results(*problems)
