"""The properties at the head of a note: YAML 1.2 or JSON between two lines of `---`.

Obsidian writes YAML, Digital Garden publishes one JSON object. Links are found in the parsed values, so
that quotes and escapes are undone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from headwater.problems import Problem, problem
from headwater.vault.links import links_in
from headwater.vault.notes import Field, Link, Origin, PropertyValue
from headwater.vault.properties import Key, Unreadable, parse_properties
from headwater.vault.simple_properties import simple_properties
from headwater.vault.tokens import made

NEAR = 10_000
"""How far below the one before it, in characters, a link is looked for to name its line."""

_NONE: Mapping[str, Any] = {}
"""What stands above a note without properties; nobody changes it."""

_BEGIN = re.compile(r"---[ \t]*\n")
_END = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_OPENED = re.compile(r"---[ \t]*\n[\w\"'{][^\n]*:")


class Frontmatter(NamedTuple):
    """What stands above a note's body."""

    properties: Mapping[str, PropertyValue] = _NONE
    lines: Mapping[str, int] = _NONE
    """The line of each property in the file, from 1."""

    fields: tuple[Field, ...] = ()
    """The properties that hold links."""

    body_start: int = 0
    """Offset in the text of the first character of the body."""

    readable: bool = True
    """False where the source could not be parsed."""


def read_frontmatter(text: str, path: str) -> tuple[Frontmatter, tuple[Problem, ...]]:
    r"""Split the properties off a note's text.

    Args:
        text: The whole file with `\n` line ends and no byte order mark.
        path: The note's path in the vault, for problems.

    Returns:
        The frontmatter (empty where the text has none) and what is wrong with it.
    """
    begin = _BEGIN.match(text)
    # Between two lines with nothing between them there is but one line end.
    end = _END.search(text, begin.end() - 1) if begin else None
    if begin is None or end is None:
        return _without_end(text, path)
    source = text[begin.end() : end.start() + 1]
    try:
        properties, keys, repeated = simple_properties(source) or parse_properties(source)
    except Unreadable as error:
        found = problem("invalid-frontmatter", path, error.line, language=error.language, reason=error.reason)
        return Frontmatter(body_start=end.end(), readable=False), (found,)
    linked = "[[" in source or "](" in source or "\\" in source  # in quotes, any sign may be an escape
    fields = tuple(_fields(properties, keys, source)) if linked else ()
    lines = {key.name: key.line for key in keys}
    if list(lines) != list(properties):
        lines = {name: lines.get(name, 2) for name in properties}
    problems = tuple([problem("duplicate-property", path, key.line, key=key.name) for key in repeated])
    return Frontmatter(properties, lines, fields, end.end()), problems


def _without_end(text: str, path: str) -> tuple[Frontmatter, tuple[Problem, ...]]:
    """No frontmatter, unless the text begins like one and the closing line is missing."""
    if not _OPENED.match(text):
        return Frontmatter(), ()
    reason = "the closing --- is missing"
    return Frontmatter(readable=False), (
        problem("invalid-frontmatter", path, 1, language="YAML", reason=reason),
    )  # fmt: skip


def _fields(properties: Mapping[str, object], keys: Iterable[Key], source: str) -> Iterator[Field]:
    """The properties whose value holds a link."""
    places: dict[str, Key] = {}
    for name, value in properties.items():
        texts = [value] if isinstance(value, str) else _texts(value)
        linked = [text for text in texts if "[[" in text or "](" in text]
        if not linked:
            continue
        places = places or {key.name: key for key in keys}
        place = places.get(name) or Key(name, 0, 2)
        links = _at_their_lines(linked, place, source)
        if links:
            yield Field(name, "\n".join(texts), links, Origin.PROPERTY, place.line)


def _texts(value: object) -> list[str]:
    """Every text in a property's value."""
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for item in items for text in ([item] if isinstance(item, str) else _texts(item))]


def _at_their_lines(texts: Iterable[str], place: Key, source: str) -> tuple[Link, ...]:
    """The links in a property's texts with the lines they stand on, which for lists are below the key's."""
    placed = []
    line, position = place.line, place.start
    for text in texts:
        for target, subpath, alias, embed, _, markdown, _, _ in links_in(text, 0):
            written = target if markdown else "[[" + target
            found = source.find(written, position, position + NEAR)
            if found >= 0:
                line += source.count("\n", position, found)
                position = found + len(written)
            placed.append(made(Link, (target, subpath, alias, embed, line, markdown, -1, -1)))
    return tuple(placed)
