"""Tell how far long work is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, how much of it is done, and of how much."""


def no_progress(stage: str, done: int, total: int) -> None:
    """Tell nobody how far the work is."""
