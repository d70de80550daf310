"""Which notes of a vault a website shows, beside what they and the configuration say themselves."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """Which notes are shown."""

    all: bool = False
    """Every note that is not marked as private, source content excepted."""

    withheld_too: bool = False
    """Every note whatever, the unpublished ones marked so: for the author's own preview."""

    @property
    def name(self) -> str:
        """What the cache calls the website of this scope."""
        return f"site{'-all' if self.all else ''}{'-withheld-too' if self.withheld_too else ''}"


MARKED = Scope()
"""The notes that their own properties or the configuration mark, and no others."""
