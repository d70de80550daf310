"""What the exporters write has the form that `docs/schemas` describes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from headwater.evidence.history import histories
from headwater.evidence.trace import Direction
from headwater.exporters.data_json import vault_json
from headwater.exporters.history_json import history_json
from headwater.exporters.impact_json import impact_json
from headwater.exporters.trace_json import trace_json
from headwater.opened import Vault
from headwater.opening import open_vault
from headwater.vault.notes import NotePath
from tests.repositories import commit, new_repository, write

ROOT = Path(__file__).parents[2]
NAMES = sorted(path.name for path in (ROOT / "docs" / "schemas").glob("*.json"))
VAULTS = {"spine": ROOT / "examples" / "spine", "circular": ROOT / "tests" / "vaults" / "circular"}


@pytest.fixture(scope="module", params=VAULTS)
def vault(request: pytest.FixtureRequest) -> Vault:
    return open_vault(VAULTS[request.param])


def schema(name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((ROOT / "docs" / "schemas" / name).read_text(encoding="utf-8"))
    return document


def objects(part: object) -> Iterator[dict[str, Any]]:
    """Every object in a JSON document."""
    if isinstance(part, dict):
        yield part
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from objects(inner)


def strict(name: str) -> Draft202012Validator:
    """A validator that also refuses keys that the schema does not describe."""
    document = schema(name)
    for part in objects(document):
        if "properties" in part:
            part["additionalProperties"] = False
    return Draft202012Validator(document)


def complaints(validator: Draft202012Validator, text: str) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(json.loads(text))]


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_is_a_json_schema_of_draft_2020_12(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_describes_every_key(name: str) -> None:
    document = schema(name)
    keys = [(key, value) for part in objects(document) for key, value in part.get("properties", {}).items()]
    described = {"path"}  # what it is, its definition says
    assert keys
    assert [key for key, value in keys if "description" not in value and key not in described] == []


@pytest.mark.parametrize("direction", Direction)
def test_every_trace_has_the_form_of_its_schema(vault: Vault, direction: Direction) -> None:
    validator = strict("trace-1.json")
    found = [
        complaint
        for note in vault.notes
        for complaint in complaints(validator, trace_json(vault, vault.trace(note, direction)))
    ]
    assert found == []


def test_every_impact_has_the_form_of_its_schema(vault: Vault) -> None:
    validator = strict("impact-1.json")
    found = [
        complaint
        for note in vault.notes
        for complaint in complaints(validator, impact_json(vault, vault.impact(note)))
    ]
    assert found == []


def test_an_export_has_the_form_of_its_schema(vault: Vault) -> None:
    assert complaints(strict("export-1.json"), vault_json(vault)) == []


def test_an_export_of_what_is_published_has_the_form_of_its_schema(vault: Vault) -> None:
    assert complaints(strict("export-1.json"), vault_json(vault, vault.publish())) == []


def test_a_history_has_the_form_of_its_schema(tmp_path: Path) -> None:
    root = new_repository(tmp_path)
    claim, old, new = "Takeaways/T.md", "Insights/A.md", "Insights/B.md"
    commit(root, {claim: "one thing", old: "Takeaways:: [[T]]"}, day=1)
    commit(root, {claim: "another thing", old: None, new: "Takeaways:: [[T]]"}, day=2)
    commit(root, {claim: None}, day=3)
    commit(root, {claim: "again"}, day=4)
    write(root, {claim: "not yet"})
    vault = open_vault(root)
    events = histories(vault.contents, vault.config).events[NotePath(claim)]
    assert len(events) == 5
    text = history_json(vault, NotePath(claim), events, is_whole=True)
    assert complaints(strict("history-1.json"), text) == []


def test_the_schema_refuses_a_trace_of_another_version(vault: Vault) -> None:
    text = trace_json(vault, vault.trace(vault.notes[0]))
    later = json.loads(text) | {"version": 2}
    assert complaints(strict("trace-1.json"), json.dumps(later)) == ["$.version: 1 was expected"]
