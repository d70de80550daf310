"""What the text of a page cites, and what is kept of it."""

from __future__ import annotations

from typing import NamedTuple


class CitedOnPage(NamedTuple):
    """The works that the text of one page cites, as the style has them; all of it inline HTML."""

    in_text: dict[str, str]
    """A citation as it is written → as readers see it in running text of this page."""

    briefly: dict[str, str]
    """The same where it may stand on other pages: author and year."""

    works: tuple[tuple[str, str], ...]
    """Citekey and citation of each work, in the order of the style's bibliography."""

    notes: tuple[str, ...] = ()
    """The notes that citations refer to by number, from 1, in a style that has notes."""
