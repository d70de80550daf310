"""Sections of a page as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from headwater.site.elements import text


class DrawnSection(NamedTuple):
    """A section of a page."""

    html: list[bytes]
    """In pieces, which are put together once, in the page."""

    id: str = ""
    """What links to it name; empty for a section without one."""


def joined(sections: Iterable[DrawnSection]) -> list[bytes]:
    """The pieces of sections, one after the other."""
    return [piece for section in sections for piece in section.html]


def headed(title: str, inner: Iterable[bytes]) -> DrawnSection:
    """A section under a heading, which can be linked to."""
    opening, anchor_of_section = _opening(title)
    return DrawnSection([opening, *inner, b"</section>\n"], anchor_of_section)


@lru_cache(maxsize=64)
def _opening(title: str) -> tuple[bytes, str]:
    """The start of the sections of a title, and the id they have."""
    anchor_of_section = title.lower().replace(" ", "-")
    return f'<section id="{anchor_of_section}">\n<h2>{text(title)}</h2>\n'.encode(), anchor_of_section
