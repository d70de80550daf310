"""The properties at the head of a note: YAML 1.2 or JSON between two lines of `---`.

Obsidian writes YAML, Digital Garden publishes one JSON object. Links are found in the parsed values, so
that quotes and escapes are undone, and in the source of values YAML reads as nested lists (`[[name]]`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import yaml_rs

from headwater.problems import Problem, problem
from headwater.vault.links import links_in
from headwater.vault.notes import Field, Link, Origin, PropertyValue

_BLOCK = re.compile(r"\A---[ \t]*\n(?P<source>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_OPENED = re.compile(r"---[ \t]*\n[\w\"'{][^\n]*:")
_KEY = re.compile(r"^(?P<key>\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[^\s#:\-\[{\"'][^\n]*?)[ \t]*:(?=\s|$)", re.MULTILINE)
_BARE_LINKS = re.compile(
    r"^(?P<lead>[ \t]*(?:-[ \t]+)?(?:[^\s#\"'\[{][^\n\"']*?:[ \t]+|-[ \t]+|[ \t]+))"
    r"(?P<links>!?\[\[[^\[\]\n]+\]\](?:[ \t]*,[ \t]*\[\[[^\[\]\n]+\]\])*),?[ \t]*$",
    re.MULTILINE,
)
_FLOW_OF_BARE_LINKS = re.compile(r"(?<=[\[,\s])\[\[[^\[\]\n\"']+\]\](?=\s*[,\]])")
_PLACE = re.compile(r"line (\d+)")


@dataclass(frozen=True, slots=True)
class Frontmatter:
    """What stands above a note's body."""

    properties: Mapping[str, PropertyValue] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    """The line of each property in the file, from 1."""

    fields: tuple[Field, ...] = ()
    """The properties that hold links."""

    body_start: int = 0
    """Offset in the text of the first character of the body."""

    readable: bool = True
    """False where the source could not be parsed."""


def read_frontmatter(text: str, path: str) -> tuple[Frontmatter, tuple[Problem, ...]]:
    """Split the properties off a note's text.

    Args:
        text: The whole file with `\\n` line ends and no byte order mark.
        path: The note's path in the vault, for problems.

    Returns:
        The frontmatter (empty where the text has none) and what is wrong with it.
    """
    match = _BLOCK.match(text)
    if match is None:
        return _without_end(text, path)
    source = match["source"]
    if source.lstrip().startswith("{"):
        values, problems = _parse_json(source, path)
    else:
        values, problems = _parse_yaml(source, path)
    if values is None:
        return Frontmatter(body_start=match.end(), readable=False), problems
    lines = {key: 1 + source.count("\n", 0, start) + 1 for key, start in _keys(source)}
    properties = {str(key): value for key, value in values.items()}
    fields = tuple(_fields(properties, lines, source))
    return Frontmatter(properties, lines, fields, match.end()), problems


def _without_end(text: str, path: str) -> tuple[Frontmatter, tuple[Problem, ...]]:
    """No frontmatter, unless the text begins like one and the closing line is missing."""
    if not _OPENED.match(text):
        return Frontmatter(), ()
    reason = "the closing --- is missing"
    return Frontmatter(readable=False), (
        problem("invalid-frontmatter", path, 1, language="YAML", reason=reason),
    )  # fmt: skip


def _parse_json(source: str, path: str) -> tuple[dict[str, object] | None, tuple[Problem, ...]]:
    try:
        values = json.loads(source)
    except (ValueError, RecursionError) as error:
        values, problems = _parse_yaml(source, path)
        if values is not None:
            return values, problems
        line = getattr(error, "lineno", 1)
        reason = getattr(error, "msg", "nested too deeply")
        return None, (problem("invalid-frontmatter", path, line + 1, language="JSON", reason=reason),)
    return values, ()


def _parse_yaml(source: str, path: str) -> tuple[dict[str, object] | None, tuple[Problem, ...]]:
    quoted = _quote_bare_links(source)
    problems: tuple[Problem, ...] = ()
    try:
        values: object = yaml_rs.loads(quoted, parse_datetime=False)
    except yaml_rs.YAMLDecodeError as error:
        duplicate = re.search(r"duplicate mapping key: '(.*)'", str(error))
        if duplicate is None:
            return None, (_invalid_yaml(error, path),)
        key = duplicate[1]
        line = max((2 + source.count("\n", 0, at) for name, at in _keys(source) if name == key), default=1)
        problems = (problem("duplicate-property", path, line, key=key),)
        try:
            values = yaml_rs.loads(
                quoted, parse_datetime=False, duplicate_key_policy=yaml_rs.DuplicateKeyPolicy.LastWins
            )
        except yaml_rs.YAMLDecodeError as second:
            return None, (_invalid_yaml(second, path),)
    if values is None:
        return {}, problems
    if not isinstance(values, dict):
        reason = "it holds no `key: value` lines"
        return None, (problem("invalid-frontmatter", path, 2, language="YAML", reason=reason),)
    return values, problems


def _invalid_yaml(error: yaml_rs.YAMLDecodeError, path: str) -> Problem:
    message = str(error)
    place = _PLACE.search(message)
    reason = message.strip().splitlines()[-1].strip()
    line = int(place[1]) + 1 if place else 2
    return problem("invalid-frontmatter", path, line, language="YAML", reason=reason)


def _quote_bare_links(source: str) -> str:
    """Put quotes around links written without them, which YAML would read as nested lists."""
    if "[[" not in source:
        return source

    def quote(links: str) -> str:
        return "'" + links.replace("'", "''") + "'"

    source = _BARE_LINKS.sub(lambda match: match["lead"] + quote(match["links"]), source)
    return _FLOW_OF_BARE_LINKS.sub(lambda match: quote(match[0]), source)


def _keys(source: str) -> Iterator[tuple[str, int]]:
    """The keys of the outermost mapping with their offsets, as far as a line begins with them."""
    for match in _KEY.finditer(source):
        key = match["key"]
        if key[0] == '"':
            try:
                key = str(json.loads(key))
            except json.JSONDecodeError:
                key = key.strip('"')
        yield key.strip("'"), match.start()


def _fields(properties: Mapping[str, object], lines: Mapping[str, int], source: str) -> Iterator[Field]:
    """The properties whose value holds a link."""
    source_lines: list[str] = []
    for key, value in properties.items():
        texts = list(_texts(value))
        if not any("[[" in text or "](" in text for text in texts):
            continue
        source_lines = source_lines or source.split("\n")
        first = lines.get(key, 2)
        links = [
            _at_its_line(link, first, source_lines) for text in texts for link in links_in(text, first)
        ]  # fmt: skip
        if links:
            yield Field(key, "\n".join(texts), tuple(links), Origin.PROPERTY, first)


def _texts(value: object) -> Iterator[str]:
    """Every text in a property's value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)


def _at_its_line(link: Link, first: int, source_lines: list[str]) -> Link:
    """The link with the line it stands on, which for lists is below the key's."""
    for number in range(first - 2, len(source_lines)):
        if link.target in source_lines[number]:
            return replace(link, line=number + 2, start=-1, end=-1)
    return replace(link, start=-1, end=-1)
