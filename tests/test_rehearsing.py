"""A dry run says what a build would do, whatever has changed, and leaves no trace of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from headwater.building import build
from headwater.errors import HeadwaterError, OutputError
from headwater.rehearsing import rehearse_build
from headwater.site.manifest import read_manifest

VAULT = {
    "Home.md": "---\ndg-home: true\ndg-publish: true\n---\n[[i]] ![[a.png]] ![[b.svg]]",
    "Insights/i.md": "---\ndg-publish: true\n---\n# Content\n- It holds\n",
    "Insights/hidden.md": "# Content\n- It may hold\n",
    "a.png": "one",
    "b.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
}
CHANGES: dict[str, dict[str, str | None]] = {
    "nothing": {},
    "a claim": {"Insights/i.md": "---\ndg-publish: true\n---\n# Content\n- It does not\n"},
    "a note more": {"Insights/hidden.md": "---\ndg-publish: true\n---\n# Content\n- It may hold\n"},
    "a note less": {"Insights/i.md": "# Content\n- It holds\n"},
    "a picture": {"a.png": "two", "b.svg": '<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>'},
    "a picture less": {"Home.md": VAULT["Home.md"].replace("![[a.png]]", "")},
    "a moved note": {"Insights/i.md": None, "Insights/j.md": VAULT["Insights/i.md"]},
    "the title": {"headwater.toml": '[site]\ntitle = "Another"\n'},
}


def change(root: Path, files: dict[str, str | None]) -> None:
    for path, text in files.items():
        if text is None:
            (root / path).unlink()
        else:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")


def state(root: Path) -> dict[str, tuple[int, bytes]]:
    """Everything below a folder, with when it was changed."""
    return {
        str(path): (path.lstat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in [root, *root.rglob("*")]
    }


@pytest.mark.parametrize("cache", [True, False])
@pytest.mark.parametrize("what", CHANGES)
def test_it_says_what_a_build_then_does(tmp_path: Path, what: str, *, cache: bool) -> None:
    root, output = tmp_path / "vault", tmp_path / "site"
    change(root, dict(VAULT))
    build(root, output, cache=cache)
    manifest = read_manifest(output)
    assert manifest is not None
    before = dict(manifest.files)
    change(root, CHANGES[what])
    told = rehearse_build(root, output)
    done = build(root, output, cache=cache)
    after = done.written.files
    assert told.files.new == tuple(sorted(after.keys() - before.keys()))
    assert told.files.removed == tuple(sorted(before.keys() - after.keys()))
    changed = sorted(place for place in after if place in before and after[place] != before[place])
    assert told.files.changed == tuple(changed)
    assert told.files.unchanged == done.written.unchanged
    assert (told.published, told.withheld, told.problems) == (done.published, done.withheld, done.problems)


def test_it_names_the_notes_that_would_appear_and_the_pages_that_would_vanish(tmp_path: Path) -> None:
    root, output = tmp_path / "vault", tmp_path / "site"
    change(root, dict(VAULT))
    assert rehearse_build(root, output).appearing == ("Home.md", "Insights/i.md")
    build(root, output)
    change(root, CHANGES["a note more"] | CHANGES["a note less"])
    told = rehearse_build(root, output)
    assert told.appearing == ("Insights/hidden.md",)
    assert told.vanishing == ("/insights/i/",)


@pytest.mark.parametrize("built", [True, False])
def test_it_writes_nothing_at_all(tmp_path: Path, *, built: bool) -> None:
    root, output = tmp_path / "vault", tmp_path / "site"
    change(root, dict(VAULT))
    if built:
        build(root, output)
        change(root, CHANGES["a claim"])
    before = state(tmp_path)
    rehearse_build(root, output)
    assert state(tmp_path) == before


def test_what_would_stop_the_build_stops_it(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    change(root, dict(VAULT))
    with pytest.raises(OutputError, match="is the vault itself"):
        rehearse_build(root, root)
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="did not write"):
        rehearse_build(root, tmp_path / "own")
    with pytest.raises(HeadwaterError):
        rehearse_build(tmp_path / "nowhere", tmp_path / "site")
