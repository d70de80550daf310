"""An edit for Hugo's preview changes one page, or with it every table that quotes the claim."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from contestants import hugo_is_installed
from rival_sites import rivals, write_sites
from serving import hugo_preview

pytestmark = pytest.mark.skipif(
    not hugo_is_installed(), reason="Hugo is not installed; `make bench` installs it"
)


@pytest.fixture
def content(built: Path, tmp_path: Path) -> Path:
    """The content files of a site for Hugo."""
    write_sites(built, [rivals(tmp_path)["hugo-markdown"]])
    return tmp_path / "hugo-markdown" / "content"


def texts_of(content: Path) -> dict[str, str]:
    return {path.relative_to(content).as_posix(): path.read_text("utf-8") for path in content.rglob("*.md")}


def test_an_edit_changes_the_title_on_one_page(content: Path) -> None:
    before = texts_of(content)
    edit = hugo_preview(content.parent, 1).edit()
    after = texts_of(content)
    assert [f"/{path[:-3]}/" for path in after if after[path] != before[path]] == [edit.place]
    assert re.search(rf"^# .*{re.escape(edit.words)}$", after[f"{edit.place[1:-1]}.md"], re.MULTILINE)


def test_an_edit_everywhere_changes_every_row_of_the_claim_as_well(content: Path) -> None:
    before = texts_of(content)
    edit = hugo_preview(content.parent, 1, everywhere=True).edit()
    after = texts_of(content)
    quoting = {
        path
        for path, text in before.items()
        if re.search(rf"^\| .*\]\({edit.place}\) \|", text, re.MULTILINE)
    }
    assert "overview/insights.md" in quoting
    assert {path for path in after if after[path] != before[path]} == {*quoting, f"{edit.place[1:-1]}.md"}
    for path in quoting:
        assert re.search(rf"^\| \[.*{re.escape(edit.words)} \|$", after[path], re.MULTILINE)
