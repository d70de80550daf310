"""What is drawn once, and kept: many pages of a site show the same things."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Once(dict[Key, Value]):
    """A dictionary that draws what it does not hold when it is asked for it.

    What it does hold, `map(once.__getitem__, keys)` finds without any call into Python.
    """

    def __init__(self, draw: Callable[[Key], Value], known: Mapping[Key, Value] | None = None) -> None:
        """Prepare; nothing is drawn yet.

        Args:
            draw: Draws a value.
            known: What need not be drawn, as it is known.
        """
        super().__init__(known or {})
        self._draw = draw

    def __missing__(self, key: Key) -> Value:
        """Draw a value, and keep it."""
        value = self[key] = self._draw(key)
        return value
