"""Sections of a page as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from headwater.site.elements import text
from headwater.site.wording import Words


class DrawnSection(NamedTuple):
    """A section of a page."""

    html: list[bytes]
    """In pieces, which are put together once, in the page."""

    id: str = ""
    """What links to it name; empty for a section without one."""


def joined(sections: Iterable[DrawnSection]) -> list[bytes]:
    """The pieces of sections, one after the other."""
    return [piece for section in sections for piece in section.html]


def headed(words: Words, key: str, inner: Iterable[bytes]) -> DrawnSection:
    """A section under a heading, which can be linked to.

    Args:
        words: The words of the site; its heading is what they say to `section.<key>`.
        key: Its id, the same in every language.
        inner: What stands in it.
    """
    return DrawnSection([_opening(words, key), *inner, b"</section>\n"], key)


@lru_cache(maxsize=128)
def _opening(words: Words, key: str) -> bytes:
    return f'<section id="{key}">\n<h2>{text(words(f"section.{key}"))}</h2>\n'.encode()
