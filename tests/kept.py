"""Builds of vaults of which something is kept, held against builds from nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

from headwater.building import build
from headwater.keeping import Keeping
from headwater.looking import look_at
from headwater.reports import BuildReport
from headwater.scope import MARKED, Scope

SMALL = Path(__file__).parent / "vaults" / "small"
NOTE = "Takeaways/2025-03-04 20-00-00.md"


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its place."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def clean(vault: Path, scope: Scope = MARKED) -> dict[str, bytes]:
    """What a build from nothing writes."""
    folder = vault.parent / "clean"
    build(vault, folder, scope, cache=False)
    found = files(folder)
    shutil.rmtree(folder)
    return found


def is_good(vault: Path, scope: Scope = MARKED) -> bool:
    """Whether what is kept of a vault can be used by the next build."""
    keeping = Keeping(look_at(vault), scope)
    return keeping.is_of(keeping.standing)


def edit(vault: Path) -> None:
    """Change the text of a note, and nothing that is any other note's business."""
    place = vault / NOTE
    text = place.read_text(encoding="utf-8")
    changed = text.replace("\n# Database", "\nOne more line.\n\n# Database")
    place.write_text(changed, encoding="utf-8")


def is_built_right(vault: Path, output: Path, scope: Scope = MARKED) -> BuildReport:
    """Build, and hold the site, what is kept and what lies beside against what they must be."""
    report = build(vault, output, scope)
    assert report.not_kept == ""
    assert files(output) == clean(vault, scope)
    assert is_good(vault, scope)
    assert not list(vault.rglob("*.new"))
    assert not [path for path in output.parent.iterdir() if path.name.startswith(".")]
    return report
