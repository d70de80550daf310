"""In which documents a term stands, as short text: the step from each number to the next, in a few signs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import sub

from headwater.site.once import Once

SIGNS = "".join(chr(code) for code in range(35, 126) if chr(code) not in ",<>\\")
"""The digits of numbers: no sign that a script, or a shard, needs for itself. The upper half of them say that
another follows."""

_BASE = len(SIGNS) // 2
_VALUES = {sign: value for value, sign in enumerate(SIGNS[: 2 * _BASE])}


def encoded(numbers: Sequence[int]) -> str:
    """Rising numbers from 0 as text; empty for none."""
    if not numbers:
        return ""
    if len(numbers) == 1:  # as most terms have
        return _STEPS[numbers[0]]
    return _STEPS[numbers[0]] + "".join(map(_STEPS.__getitem__, map(sub, numbers[1:], numbers)))


def _digits(number: int) -> str:
    """A number, the lowest digit last."""
    digits = SIGNS[number % _BASE]
    while number := number // _BASE:
        digits = SIGNS[_BASE + number % _BASE] + digits
    return digits


_STEPS = Once(_digits)
"""The text of steps: hundreds of thousands are the same few."""


def decoded(text: str) -> list[int]:
    """The numbers of a text."""
    numbers: list[int] = []
    last = step = 0
    for value in map(_VALUES.__getitem__, text):
        if value >= _BASE:
            step = step * _BASE + value - _BASE
        else:
            last += step * _BASE + value
            step = 0
            numbers.append(last)
    return numbers


def changed(text: str, number: int, *, present: bool) -> str:
    """The same numbers with one more, or one less."""
    numbers = set(decoded(text))
    (numbers.add if present else numbers.discard)(number)
    return encoded(sorted(numbers))


def runs(values: Iterable[object]) -> list[object]:
    """Values that are often the same as the one before, each with how many follow: `[a, 3, b, 1]`."""
    found: list[object] = []
    for value in values:
        if found and found[-2] == value:
            found[-1] = found[-1] + 1  # type: ignore[operator]
        else:
            found += (value, 1)
    return found
