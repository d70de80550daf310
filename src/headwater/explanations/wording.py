"""What is said of a kind of problem beside its message and hint."""

from __future__ import annotations

from typing import NamedTuple


class Explanation(NamedTuple):
    """Why a kind of problem matters, and what it looks like; both in prose."""

    why: str
    example: str
