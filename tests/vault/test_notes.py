"""What a note knows of itself."""

from __future__ import annotations

import pytest

from headwater.vault.notes import Note, NotePath


@pytest.mark.parametrize(
    ("path", "name", "folder"),
    [
        ("Home.md", "Home", ""),
        ("Research/Tags/L4.5 (a.b).md", "L4.5 (a.b)", "Research/Tags"),
        ("Tags/LOUD.MD", "LOUD", "Tags"),
    ],
)
def test_note_has_the_name_and_folder_of_its_path(path: str, name: str, folder: str) -> None:
    note = Note(NotePath(path), {}, "", 1)
    assert (note.name, note.folder) == (name, folder)


def test_notes_are_values_that_cannot_be_changed() -> None:
    note = Note(NotePath("Home.md"), {}, "", 1)
    with pytest.raises(AttributeError):
        note.body = "other"  # type: ignore[misc]
    assert not hasattr(note, "__dict__")
