"""A build that goes on from another leaves the cards and the Markdown that one from nothing makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from headwater.building import build
from tests.kept import clean, files

STAMP = "2025-01-29 10-39-27"
NOTE = f"Takeaways/{STAMP}.md"
BEFORE = "# Content\nLakes are *wet*\n\nRests on:: [[i]]"
FILES = {
    "headwater.toml": '[site]\nbase_url = "https://example.org/"\n\n[publish]\nall = true\n',
    NOTE: BEFORE,
    "Insights/i.md": "Water\n\nOn [[Lake]]",
    "Tags/Lake.md": "",
}


@pytest.mark.parametrize(
    "after",
    [
        "# Content\nLakes are _wet_\n\nRests on:: [[i]]",
        "# Content\nLakes are dry\n\nRests on:: [[i]]",
        "# Content\n湖は濡れている\n\nRests on:: [[i]]",
    ],
)
def test_the_files_beside_pages_follow_what_a_claim_says(tmp_path: Path, after: str) -> None:
    root = tmp_path / "vault"
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    build(root, tmp_path / "site")
    for text in (after, BEFORE):
        (root / NOTE).write_text(text, encoding="utf-8")
        build(root, tmp_path / "site")
        assert files(tmp_path / "site") == clean(root)
