"""Regular expressions mean the same in every Python that Headwater runs in."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import headwater

_ESCAPE_OR_CLASS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_POSSESSIVE_GROUP = re.compile(r"\)(?:[*+?]|\{[\d,]+\})\+")


def test_no_pattern_repeats_a_group_possessively() -> None:
    """Python before 3.11.5 does not step back from a repetition that failed half-way.

    There `(?:ab?c)*+` takes `aca` of `acab` (python/cpython#106052), and links were not found on Debian 12.
    """
    wrong = [name for name, pattern in _patterns() if _POSSESSIVE_GROUP.search(_bare(pattern))]
    assert wrong == [], "write (?>(?:…)*) instead of (?:…)*+"


def test_a_possessive_group_would_be_found() -> None:
    assert _POSSESSIVE_GROUP.search(_bare(r"a(?:\\b?c)*+"))
    assert not _POSSESSIVE_GROUP.search(_bare(r"[()*+]\)*[^)]*+(?>(?:a)*)"))


def _bare(pattern: str) -> str:
    """A pattern with a letter for each escape and class."""
    return _ESCAPE_OR_CLASS.sub("x", pattern)


def _patterns() -> Iterator[tuple[str, str]]:
    for module in pkgutil.walk_packages(headwater.__path__, "headwater."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    yield f"{module.name}.{name}", value.pattern
