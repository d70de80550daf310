"""Everything that was read of a vault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from headwater.problems import Problem
from headwater.vault.kept import NOTHING_KEPT, KeptContents
from headwater.vault.notes import Canvas, Dates, Note, NotePath


@dataclass(frozen=True, slots=True)
class VaultContents:
    """Everything read off a vault's folder; nothing is resolved or judged yet."""

    root: Path
    by_path: Mapping[NotePath, Note]
    """Every note, in the order of the paths."""

    canvases: tuple[Canvas, ...]
    attachments: Mapping[str, Path]
    """The other files: path in the vault → place on disk."""

    dates: Mapping[NotePath, Dates]
    problems: tuple[Problem, ...]
    kept: KeptContents = NOTHING_KEPT
    """The notes and canvases with what must be known to keep them for the next run."""

    @property
    def notes(self) -> tuple[Note, ...]:
        """Every note, in the order of the paths."""
        return tuple(self.by_path.values())
