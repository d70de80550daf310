"""Edits of a generated vault change one note at a time, and each time another."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from vault_edits import VaultEdits

INSIGHTS = Path("Research", "Insights")


@pytest.fixture
def edited(generated: Path, tmp_path: Path) -> Path:
    return shutil.copytree(generated, tmp_path / "vault")


def texts_of(vault: Path) -> dict[Path, str]:
    return {path.relative_to(vault): path.read_text("utf-8") for path in vault.rglob("*.md")}


@pytest.mark.parametrize("kind", ["edit", "link"])
def test_each_edit_puts_words_at_the_end_of_one_line_of_another_insight(edited: Path, kind: str) -> None:
    before, edits = texts_of(edited), VaultEdits(edited, 1)
    made = [getattr(edits, kind)() for _ in range(3)]
    after = texts_of(edited)
    changed = [path for path in after if after[path] != before[path]]
    assert after.keys() == before.keys()
    assert {path.parent for path in changed} == {INSIGHTS}
    assert len(changed) == 3
    for edit in made:
        assert edit.words not in before[note_of(edit.place)]
        assert edit.words in after[note_of(edit.place)]


def test_a_new_note_is_one_more_insight(edited: Path) -> None:
    before, edits = texts_of(edited), VaultEdits(edited, 1)
    made = [edits.new() for _ in range(2)]
    after = texts_of(edited)
    assert after.keys() - before.keys() == {note_of(edit.place) for edit in made}
    assert all(after[path] == text for path, text in before.items())
    assert all(edit.words in after[note_of(edit.place)] for edit in made)


def note_of(place: str) -> Path:
    """The note whose page has this permalink, by its timestamp: 2022-01-14-00-17-33."""
    day, time = place.strip("/").rpartition("/")[2][:10], place.strip("/")[-8:]
    return INSIGHTS / f"{day} {time}.md"
