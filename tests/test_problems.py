"""Problems are worded once, and every one that is reported is worded fully."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import headwater
from headwater.problems import CATALOGUE, Severity, in_order, problem

SOURCE = Path(headwater.__file__).parent


def facts_of(code: str) -> set[str]:
    """The placeholders of a problem's wording."""
    wording = CATALOGUE[code]
    return {
        name for text in (wording.message, wording.hint) for _, name, _, _ in Formatter().parse(text) if name
    }


def reports() -> Iterator[tuple[str, str, set[str] | None]]:
    """Every call of `problem` in the source: its place, its code, and its facts as far as they are named."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                not isinstance(node, ast.Call)
                or not isinstance(node.func, ast.Name)
                or node.func.id != "problem"
            ):
                continue
            code = node.args[0]
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                names = {keyword.arg for keyword in node.keywords if keyword.arg is not None}
                spread = any(keyword.arg is None for keyword in node.keywords)
                yield f"{path.name}:{node.lineno}", code.value, None if spread else names


def test_problem_is_worded_with_its_facts() -> None:
    found = problem("not-utf-8", "Tags/Disc.md", 3, byte="0xE9")
    assert (found.code, found.path, found.line, found.severity) == (
        "not-utf-8",
        "Tags/Disc.md",
        3,
        Severity.ERROR,
    )
    assert found.message == "is not UTF-8: byte 0xE9 cannot be decoded"
    assert found.place == "Tags/Disc.md:3"


def test_place_of_a_problem_of_the_whole_file_is_its_path() -> None:
    assert problem("nested-vault", "Old").place == "Old"


def test_facts_may_hold_braces() -> None:
    assert "'{x}'" in problem("duplicate-property", "Disc.md", 2, key="{x}").message


@pytest.mark.parametrize(
    ("code", "facts"), [("no-such-problem", {}), ("not-utf-8", {}), ("not-utf-8", {"bite": "0xE9"})]
)
def test_unknown_code_or_missing_fact_is_our_own_mistake(code: str, facts: dict[str, Any]) -> None:
    with pytest.raises(KeyError):
        problem(code, "Disc.md", **facts)


def test_problems_come_by_file_line_and_code_each_once() -> None:
    problems = [
        problem("unclosed-comment", "b.md", 2),
        problem("unclosed-comment", "a.md", 10),
        problem("self-support", "a.md", 9),
        problem("unclosed-comment", "a.md", 9),
        problem("unclosed-comment", "b.md", 2),
        problem("nested-vault", "b.md"),
    ]
    assert [(one.path, one.line, one.code) for one in in_order(problems)] == [
        ("a.md", 9, "self-support"),
        ("a.md", 9, "unclosed-comment"),
        ("a.md", 10, "unclosed-comment"),
        ("b.md", 0, "nested-vault"),
        ("b.md", 2, "unclosed-comment"),
    ]


@pytest.mark.parametrize("code", CATALOGUE)
def test_wording_says_what_and_how_to_mend_it_in_one_line_without_full_stop(code: str) -> None:
    found = problem(code, "Disc.md", 1, **dict.fromkeys(facts_of(code), "x"))
    assert found.message
    assert found.hint
    for text in (found.message, found.hint):
        assert not text.endswith(".")
        assert "\n" not in text
        assert "{" not in text


def test_every_report_in_the_source_gives_just_the_facts_that_its_wording_asks_for() -> None:
    found = list(reports())
    assert len(found) > 20
    for place, code, names in found:
        assert code in CATALOGUE, place
        assert names is None or names == facts_of(code), place
