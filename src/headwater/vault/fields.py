"""The inline fields of a note's body with the links in them, and the links in running text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from headwater.vault.links import is_internal, link_of
from headwater.vault.notes import Field, Link, Origin
from headwater.vault.tokens import InlineField, MarkdownLink, Token, Wikilink, made

DEEPEST_FIELD = 8
"""How many inline fields may stand inside one another; each of them copies what it holds."""


class _OpenField(NamedTuple):
    """An inline field with the links found in it so far."""

    end: int
    token: InlineField
    line: int
    links: list[Link]


def fields_and_links(
    tokens: Sequence[Token], body: str, first_line: int
) -> tuple[tuple[Field, ...], tuple[Link, ...]]:
    """The inline fields with the links in them, and the links in running text.

    Args:
        tokens: The body's tokens, in the order of their starts.
        body: The body.
        first_line: The line of the file that it starts on.
    """
    fields: list[_OpenField] = []
    around: list[_OpenField] = []
    links: list[Link] = []
    line, counted = first_line, 0
    for token in tokens:
        kind = type(token)
        if kind not in _JOINING:
            continue
        start = token.start
        while around and start >= around[-1].end:
            around.pop()
        line += body.count("\n", counted, start)
        counted = start
        if isinstance(token, InlineField):
            if len(around) < DEEPEST_FIELD:
                around.append(_OpenField(token.value_end, token, line, []))
                fields.append(around[-1])
        elif isinstance(token, Wikilink) or (
            isinstance(token, MarkdownLink) and is_internal(token.destination)
        ):
            (around[-1].links if around else links).append(link_of(token, body, line))
    return tuple([_field(found, body) for found in fields]), tuple(links)


_JOINING = frozenset((InlineField, Wikilink, MarkdownLink))


def _field(found: _OpenField, body: str) -> Field:
    token = found.token
    value = body[token.value_start : token.value_end].strip()
    return made(Field, (token.key, value, tuple(found.links), Origin.INLINE, found.line))
