"""Lists on a command line, as argparse reads them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence


def names_among(known: Sequence[str]) -> Callable[[str], list[str]]:
    """A reader of names that are separated by commas; it gives those named, in the order that is known."""

    def read(text: str) -> list[str]:
        asked = [name for name in text.split(",") if name]
        for name in asked:
            if name not in known:
                raise argparse.ArgumentTypeError(f"{name!r} is not one of {', '.join(known)}")
        return [name for name in known if name in asked]

    return read


def numbers(text: str) -> list[int]:
    """Numbers that are separated by commas."""
    try:
        return [int(number) for number in text.split(",")]
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a list of numbers") from error
