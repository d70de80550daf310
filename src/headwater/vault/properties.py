"""Properties: YAML 1.2 or JSON → plain values, with the lines their keys stand on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import yaml_rs

from headwater.vault.bare_links import LEAD, NAME, quote_bare_links
from headwater.vault.notes import PropertyValue

DEEPEST = 100
"""How many lists and mappings may stand inside one another: whatever reads them calls itself for each."""

LONGEST_NUMBER = 4000
"""How many bits a whole number may have; Python refuses to write out much longer ones."""

BITS_OF_A_NUMBER = 64
"""How many bits make a number that is a text: nobody counts that far, so it is somebody's identifier."""

COPIED = 10_000_000
"""How many characters YAML's aliases may copy: a short note must not grow to gigabytes."""

_PLACE = re.compile(r"line (\d+)")
_DUPLICATE = re.compile(r"duplicate mapping key: (?P<quote>['\"]?)(?P<key>.*)(?P=quote)", re.DOTALL)
_TOO_DEEP = re.compile(r"^(?:[ \t]|[-?:](?=[ \t])){200}", re.MULTILINE)
_OUTERMOST_KEY = re.compile(rf"\n{NAME}(?=\s|\Z)")
_ANY_KEY = re.compile(rf"\n{LEAD}{NAME}(?=\s|\Z)")
_JSON_PIECE = re.compile(
    r"\"(?P<key>(?>(?:[^\"\\]++|\\.)*))\"(?>(?P<colon>\s*+:)?)|(?P<bracket>[{}\[\]])", re.DOTALL
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Key(NamedTuple):
    """A property's name, its offset in the source and its line in the file."""

    name: str
    start: int
    line: int


class Unreadable(Exception):
    """The source is no YAML or JSON, or holds what no property can."""

    def __init__(self, reason: str, *, language: str = "YAML", line: int = 2) -> None:
        super().__init__(reason)
        self.reason = reason
        self.language = language
        self.line = line


class _Repeated(Exception):
    """A key is written twice in one mapping."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def parse_properties(source: str) -> tuple[dict[str, PropertyValue], list[Key], list[Key]]:
    """Read what stands between the two lines of `---`.

    Args:
        source: YAML, or one JSON object.

    Returns:
        The properties, their keys in their order, and those keys that repeat an earlier one; of two the
        last counts.

    Raises:
        Unreadable: The source is no mapping, or holds what no property can.
    """
    values, keys, repeated = _parse_braces(source) if source.lstrip().startswith("{") else _parse_yaml(source)
    return {_name(key): _value(value) for key, value in values.items()}, keys, repeated


def _parse_braces(source: str) -> tuple[dict[Any, object], list[Key], list[Key]]:
    """Parse JSON; YAML, too, may be written in braces: `{created: 2025-01-29}`."""
    try:
        values = json.loads(source)
    except (ValueError, RecursionError) as error:
        try:
            return _parse_yaml(source)
        except Unreadable:
            reason = getattr(error, "msg", "it is nested too deeply or holds too long a number")
            line = getattr(error, "lineno", 1) + 1
            raise Unreadable(reason, language="JSON", line=line) from error
    keys = list(_json_keys(source))
    return values, keys, _second_ones(keys)


def _parse_yaml(source: str) -> tuple[dict[Any, object], list[Key], list[Key]]:
    deep = _TOO_DEEP.search(source)
    if deep:
        # The parser has no limit of its own here: its stack would overflow and end the process.
        raise Unreadable("it is nested too deeply", line=2 + source.count("\n", 0, deep.start()))
    keys = _yaml_keys(source, _OUTERMOST_KEY)
    quoted = quote_bare_links(source)
    try:
        return _load(quoted, yaml_rs.DuplicateKeyPolicy.Error), keys, []
    except _Repeated as error:
        nested = [key for key in _yaml_keys(source, _ANY_KEY) if key.name == error.name]
        repeated = _second_ones(keys) or nested[-1:] or [Key(error.name, 0, 2)]
    return _load(quoted, yaml_rs.DuplicateKeyPolicy.LastWins), keys, repeated


def _load(source: str, policy: yaml_rs.DuplicateKeyPolicy) -> dict[Any, object]:
    """Parse YAML.

    Raises:
        _Repeated: A key is written twice, and the policy does not allow it.
        Unreadable: The source is no YAML, or no mapping.
    """
    limits = yaml_rs.AliasLimits(COPIED // (len(source) + 1))
    try:
        values: object = yaml_rs.loads(
            source, parse_datetime=False, alias_limits=limits, duplicate_key_policy=policy
        )
    except yaml_rs.YAMLDecodeError as error:
        message = str(error)
        repeated = _DUPLICATE.fullmatch(message)
        if repeated:
            raise _Repeated(repeated["key"]) from error
        place = _PLACE.search(message)
        reason = message.strip().splitlines()[-1].strip()
        raise Unreadable(reason, line=int(place[1]) + 1 if place else 2) from error
    except ValueError as error:
        raise Unreadable("it holds too long a number") from error
    except TypeError as error:
        raise Unreadable("it holds a list or a mapping where a key should stand") from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise Unreadable("it holds no `key: value` lines")
    return values


def _yaml_keys(source: str, pattern: re.Pattern[str]) -> list[Key]:
    """The keys that lines begin with."""
    keys = []
    line, position = 2, 0
    # A line end before the first line, too: the search leaps from one to the next.
    for match in pattern.finditer("\n" + source):
        start, key = match.start(), match["key"]
        line += source.count("\n", position, start)
        position = start
        keys.append(Key(_unescaped(key[1:-1]) if key[0] == '"' else key.strip().strip("'"), start, line))
    return keys


def _json_keys(source: str) -> Iterator[Key]:
    """The keys of the outermost object."""
    depth, line, position = 0, 2, 0
    for match in _JSON_PIECE.finditer(source):
        if match["bracket"]:
            depth += 1 if match["bracket"] in "{[" else -1
        elif match["colon"] and depth == 1:
            line += source.count("\n", position, match.start())
            position = match.start()
            yield Key(_unescaped(match["key"]), position, line)


def _unescaped(written: str) -> str:
    """What stands between two double quotes, escapes undone as far as JSON knows them."""
    try:
        return str(json.loads(f'"{written}"')) if "\\" in written else written
    except ValueError:
        return written


def _second_ones(keys: Iterable[Key]) -> list[Key]:
    """The keys whose name stands above already."""
    names: set[str] = set()
    repeated = []
    for key in keys:
        if key.name in names:
            repeated.append(key)
        names.add(key.name)
    return repeated


def _name(key: object) -> str:
    """A property's name: the key as text, words of YAML as YAML writes them."""
    if isinstance(key, str) and key.isascii():
        return key
    return json.dumps(key) if isinstance(key, bool) or key is None else str(_value(key))


def _value(value: object, depth: int = 1) -> PropertyValue:
    """A parsed value as a property may hold it.

    Raises:
        Unreadable: It is nested too deeply, or holds a number that cannot be written out.
    """
    if isinstance(value, str):
        return value if value.isascii() else _SURROGATE.sub("\ufffd", value)
    if isinstance(value, int):
        if value.bit_length() > LONGEST_NUMBER:
            raise Unreadable("it holds too long a number")
        return value if value.bit_length() < BITS_OF_A_NUMBER else str(value)
    if depth > DEEPEST:
        raise Unreadable("it is nested too deeply")
    if isinstance(value, dict):
        return {_name(key): _value(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_value(item, depth + 1) for item in value]
    if isinstance(value, set | frozenset):
        return _value(sorted(value, key=str), depth)
    return value
