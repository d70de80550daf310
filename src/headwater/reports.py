"""What a build did."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from headwater.problems import Problem
from headwater.site.manifest import WriteReport


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    output: Path
    published: int
    """How many notes have a page."""

    withheld: int
    """How many notes have none."""

    written: WriteReport
    problems: tuple[Problem, ...]
    not_kept: str = ""
    """Why nothing could be kept for the next build; empty if it was."""
