"""Works of a library, as CSL JSON describes them.

The names and types of the fields are those of the schema of the Citation Style Language 1.0.2
(https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from headwater.problems import Problem


class Item(NamedTuple):
    """A work, and where its library has it."""

    citekey: str
    """Its citation key, as notes are named by it; letter case counts."""

    data: Mapping[str, Any]
    """The CSL JSON item; its `id` is the citekey."""

    path: str
    """The library: a path in the vault with `/` between folders, or as the configuration names it."""

    line: int
    """The line of its entry in that file, from 1; 0 where that cannot be told."""


class Library(NamedTuple):
    """Every work of a vault's libraries."""

    items: Mapping[str, Item]
    """By citekey; of two of one citekey the first."""

    problems: tuple[Problem, ...] = ()
    """What is odd about the libraries' files and entries."""

    @property
    def is_whole(self) -> bool:
        """Whether every file was read: if not, the libraries may hold more than these works."""
        return not any(found.code in _FILE_NOT_READ for found in self.problems)


_FILE_NOT_READ = frozenset(
    {
        "library-not-converted",
        "library-too-large",
        "missing-library",
        "unknown-library-format",
        "unreadable-file",
    }
)
