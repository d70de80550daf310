"""What is folded away of very long tables and lists: it is there without a script, but in nobody's way."""

from __future__ import annotations

from collections.abc import Sequence

from headwater.site.elements import text
from headwater.site.wording import Words

MOST_ROWS = 200
"""The rows of a table that are shown where it has many more."""

MOST_ITEMS = 50
"""The same of a list."""


def folded_table(pieces: list[bytes], words: Words) -> list[bytes]:
    """A table as it is or, where it has very many rows, in two parts with the same columns.

    Args:
        pieces: All up to the first row, the rows, and what closes the table.
        words: The words of the site.
    """
    if len(pieces) - 2 <= MOST_ROWS:  # as nearly all are
        return pieces
    first, rest = _parts(pieces[1:-1], MOST_ROWS)
    if not rest:
        return pieces
    # Other programs know a table by what it lists: that is one table of which there is more.
    again = pieces[0].replace(b" data-table=", b" data-more=", 1)
    return [pieces[0], *first, pieces[-1], _more(len(rest), words), again, *rest, pieces[-1], _END]


def folded_list(opening: bytes, items: Sequence[bytes], closing: bytes, words: Words) -> list[bytes]:
    """A list as it is or, where it is very long, in two parts.

    Args:
        opening: The start tag of the list.
        items: Its elements.
        closing: The end tag of the list.
        words: The words of the site.
    """
    first, rest = _parts(items, MOST_ITEMS)
    shown = [opening, *first, closing]
    return [*shown, _more(len(rest), words), opening, *rest, closing, _END] if rest else shown


_END = b"</details>\n"


def _parts(items: Sequence[bytes], most: int) -> tuple[Sequence[bytes], Sequence[bytes]]:
    """What is shown and what is folded away: nothing where that would be few."""
    return (items, ()) if len(items) <= most + most // 4 else (items[:most], items[most:])


def _more(number: int, words: Words) -> bytes:
    said = text(words("js.more", n=words.number(number)))
    return f'<details class="more">\n<summary>{said}</summary>\n'.encode()
