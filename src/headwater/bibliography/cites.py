"""A citation in running text taken apart: `[see @orozco2011, 825; -@lin2020]`, `@orozco2011`.

The syntax is that of pandoc's manual, "Citations" (https://pandoc.org/MANUAL.html#citation-syntax); where one
begins and ends, `headwater.vault.markdown` says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple


class Mode(StrEnum):
    """How a work is cited. The values are pandoc's own names."""

    NORMAL = "NormalCitation"
    """In parentheses or a footnote."""

    IN_TEXT = "AuthorInText"
    """As a part of the sentence."""

    WITHOUT_AUTHOR = "SuppressAuthor"
    """In parentheses, without the author, whom the sentence names."""


class Cite(NamedTuple):
    """One work that is cited."""

    citekey: str
    prefix: str = ""
    suffix: str = ""
    """What follows, such as a locator; `, 825` as well as ` and elsewhere`."""

    mode: Mode = Mode.NORMAL


_PART = re.compile(
    r"(?P<prefix>[^@]*?)(?P<minus>-?)@"
    r"(?:\{(?P<braced>[^{}\s]+)\}|(?P<plain>\w(?>(?:\w++|[:.#%&+?~/-](?=\w))*)))(?P<suffix>.*)",
    re.DOTALL,
)


def cites_in(written: str, known: Callable[[str], bool]) -> tuple[Cite, ...]:
    """The works that a citation cites, in their order.

    Args:
        written: The citation with its brackets, if it has some.
        known: Whether a citekey is that of a work.

    Returns:
        Nothing for a citation that names anything else: then it is text.
    """
    bracketed = written.startswith("[")
    parts = written[1:-1].split(";") if bracketed else [written]
    cites = []
    for part in parts:
        match = _PART.fullmatch(part)
        citekey = (match["braced"] or match["plain"]) if match else ""
        if match is None or not known(citekey):
            return ()
        normal = Mode.NORMAL if bracketed else Mode.IN_TEXT
        mode = Mode.WITHOUT_AUTHOR if match["minus"] else normal
        cites.append(Cite(citekey, match["prefix"].strip(), match["suffix"].rstrip(), mode))
    return tuple(cites)
