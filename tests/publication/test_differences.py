"""What differs between two publications is told note by note."""

from __future__ import annotations

from pathlib import Path

import pytest

from headwater.opening import open_vault
from headwater.publication.differences import Differences, differences
from headwater.publication.kept import kept_publication

VAULT = {
    "Takeaways/Top.md": "- Takes\n# Database Fields\nSupported By:: [[Middle]]\n",
    "Insights/Middle.md": "- Sees\n# Database Fields\nSupported By:: [[Low]]\n",
    "Insights/Low.md": "- Sees more\n# Database Fields\nSupported By:: [[smith2020 - Figure 1]]\n",
    "Insights/Apart.md": "- Stands apart\n",
    "Source Content/smith2020 - Figure 1.md": "- Shows\n# Database Fields\nEvidence Source:: [[smith2020]]\n",
    "Evidence Sources/smith2020.md": "---\nCitation: Smith (2020).\n---\n",
    "Tags/Water.md": "",
}


def told(folder: Path, changed: dict[str, str]) -> Differences | None:
    """What differs once some notes have another text."""
    seen = []
    for number, texts in enumerate((VAULT, {**VAULT, **changed})):
        vault = folder / str(number)
        for name, text in {"headwater.toml": "[publish]\nall = true\n", **texts}.items():
            (vault / name).parent.mkdir(parents=True, exist_ok=True)
            (vault / name).write_text(text if name.endswith("toml") else f"---\n---\n# Content\n{text}")
        publication = open_vault(vault).publish()
        seen.append((kept_publication(publication), publication))
    (before, _), (now, publication) = seen
    return differences(before, now, publication)


def test_nothing_differs_where_nothing_has_changed(tmp_path: Path) -> None:
    found = told(tmp_path, {})
    assert found
    assert [found.notes, found.ways, found.citekeys] == [frozenset()] * 3


@pytest.mark.parametrize("name", ["Insights/Apart.md", "Insights/New.md"])
def test_a_note_that_is_new_or_says_something_else_differs_and_no_other(name: str, tmp_path: Path) -> None:
    found = told(tmp_path, {name: "- Says this\n"})
    assert found
    assert found.notes == {name}


def test_both_ends_of_a_relation_that_came_differ(tmp_path: Path) -> None:
    tagged = f"{VAULT['Insights/Apart.md']}# Database Fields\nTags:: [[Water]]\n"
    found = told(tmp_path, {"Insights/Apart.md": tagged})
    assert found
    assert found.notes == {"Insights/Apart.md", "Tags/Water.md"}


def test_every_note_below_one_with_another_way_up_has_another_way(tmp_path: Path) -> None:
    found = told(tmp_path, {"Takeaways/Top.md": "- Takes\n"})
    assert found
    assert {"Insights/Middle.md", "Insights/Low.md"} <= found.ways
    assert "Insights/Apart.md" not in found.ways


def test_a_source_on_which_another_note_rests_is_named(tmp_path: Path) -> None:
    resting = "- Stands\n# Database Fields\nSupported By:: [[Low]]\n"
    found = told(tmp_path, {"Insights/Apart.md": resting})
    assert found
    assert found.citekeys == {"smith2020"}
    assert "Evidence Sources/smith2020.md" in found.notes


def test_nothing_is_told_of_notes_where_a_source_differs(tmp_path: Path) -> None:
    assert told(tmp_path, {"Evidence Sources/jones2021.md": "A work.\n"}) is None
