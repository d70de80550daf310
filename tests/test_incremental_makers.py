"""What shows a note beside its own page follows when its text changes: maps, feeds, canvases, index, ways."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from headwater.building import build
from headwater.vault import scan
from tests.kept import files

CONFIG = """
[site]
base_url = "https://example.org/"

[publish]
all = true
canvases = ["."]
"""

CANVAS = json.dumps(
    {
        "nodes": [
            {"id": "a", "type": "file", "file": "Insights/2025-01-02 10-00-00.md"},
            {"id": "b", "type": "text", "text": "What ![[Page]] says, and [[2025-01-03 10-00-00]]"},
        ],
        "edges": [{"fromNode": "a", "toNode": "b"}],
    }
)
LINKING = json.dumps(
    {"nodes": [{"id": "b", "type": "text", "text": "See [[2025-01-03 10-00-00]], [[Page]]"}]}
)


def note(claim: str, fields: str = "", properties: str = "") -> str:
    return f"---\n{properties}---\n# Content\n{claim}\n# More\nText.\n# Database Fields\n{fields}\n"


THOUGHT = "2025-01-05 10-00-0{}"
"""So many that the way to the last names a takeaway that no map of its evidence reaches."""

VAULT = {
    "headwater.toml": CONFIG,
    "Board.canvas": CANVAS,
    "Linking.canvas": LINKING,
    "Takeaways/2025-01-01 10-00-00.md": note(
        "- Takes all away", "Insights:: [[2025-01-02 10-00-00]]\nTags:: [[Water]]"
    ),
    "Insights/2025-01-02 10-00-00.md": note(
        "- Sees some", "Supported By:: [[2025-01-03 10-00-00]]\nTags:: [[Water]]"
    ),
    "Insights/2025-01-03 10-00-00.md": note("- Sees more", "Supported By:: [[2025-01-04 10-00-00]]"),
    "Insights/2025-01-04 10-00-00.md": note("- Sees most", "Supported By:: [[2025-01-05 10-00-00]]"),
    **{
        f"Quick Notes/{THOUGHT.format(number)}.md": note(
            f"- Was noted {number}", f"Supported By:: [[{THOUGHT.format(number + 1)}]]"
        )
        for number in range(8)
    },
    f"Quick Notes/{THOUGHT.format(8)}.md": note("- Was noted", "Supported By:: [[smith2020 - Figure 1]]"),
    "Source Content/smith2020 - Figure 1.md": note("- Shows it", "Evidence Source:: [[smith2020]]"),
    "Evidence Sources/smith2020.md": note("", "", "Citation: Smith (2020).\n"),
    "Tags/Water.md": note("- Wet"),
    "Page.md": "---\ncreated: 2025-02-01\naliases: [Old page]\nredirect_from: /old/\n---\n# Says\nText.\n",
}


EDITED = ["Takeaways/2025-01-01 10-00-00.md", "Insights/2025-01-02 10-00-00.md", "Page.md", "Tags/Water.md"]
"""A takeaway that stands in feeds and ways, a claim on maps and canvases, and what is no claim."""


@pytest.mark.parametrize("path", EDITED)
@pytest.mark.parametrize("words", ["Text.", "- "])
def test_whatever_shows_a_note_says_what_it_says_after_one_edit(
    path: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Else every file would be too new to be believed unread.
    monkeypatch.setattr(scan, "SETTLED_AFTER_NS", 0)
    vault, site, clean = (tmp_path / name for name in ("vault", "site", "clean"))
    for name, text in VAULT.items():
        place = vault / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    build(vault, site)
    edited = VAULT[path].replace(words, f"{words} Reworded by hand ", 1)
    (vault / path).write_text(edited, encoding="utf-8")
    build(vault, site)
    build(vault, clean, cache=False)
    assert files(site) == files(clean)


def remade(path: str, old: str, new: str) -> dict[str, str]:
    """The vault with other text in one note."""
    assert old in VAULT[path]
    return {**VAULT, path: VAULT[path].replace(old, new, 1)}


CLAIM = "Insights/2025-01-03 10-00-00.md"
DEEP = f"Quick Notes/{THOUGHT.format(6)}.md"
STRUCTURES = {
    "one more tag": remade(CLAIM, "Fields\n", "Fields\nTags:: [[Water]]\n"),
    "a tag less": remade(EDITED[1], "Tags:: [[Water]]", ""),
    "another support": remade(CLAIM, "2025-01-04 10-00-00", THOUGHT.format(3)),
    "an opponent": remade(DEEP, "Fields\n", "Fields\nOpposed By:: [[2025-01-04 10-00-00]]\n"),
    "support of nothing": remade(DEEP, "Supported By::", "Sees::"),
    "a note that is withheld": remade(DEEP, "---\n", "---\ndg-publish: false\n"),
    "a note that is gone": {path: text for path, text in VAULT.items() if path != DEEP},
    "one more note": {**VAULT, "Insights/2025-03-01 10-00-00.md": VAULT[CLAIM]},
    "another kind": {
        path.replace("Insights/2025-01-04", "Takeaways/2025-01-04"): VAULT[path] for path in VAULT
    },
    "another source": remade("Evidence Sources/smith2020.md", "Smith", "Jones and Smith"),
    "content read off elsewhere": remade(f"Quick Notes/{THOUGHT.format(8)}.md", "Figure 1", "Figure 2"),
    "content that is gone": {path: text for path, text in VAULT.items() if "Figure" not in path},
}


@pytest.mark.parametrize("structure", STRUCTURES)
def test_whatever_shows_a_note_shows_how_it_is_related_after_a_change_and_after_it_is_undone(
    structure: str, tmp_path: Path
) -> None:
    vault, site = tmp_path / "vault", tmp_path / "site"
    changed = STRUCTURES[structure]
    for state, number in ((VAULT, 1), (changed, 2), (VAULT, 3)):
        for name in {*VAULT, *changed}:
            place = vault / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.unlink(missing_ok=True)
            if name in state:
                place.write_text(state[name], encoding="utf-8")
        build(vault, site)
        clean = tmp_path / str(number)
        build(vault, clean, cache=False)
        assert files(site) == files(clean)
