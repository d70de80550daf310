"""The text of a note: properties as YAML between `---` lines, then the body."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from headwater.vault.notes import PropertyValue

_PLAIN_KEY = re.compile(r"[A-Za-z][\w-]*(?: [\w-]+)*", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?")
_WORDS_OF_YAML = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_UNPRINTABLE = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def note_text(properties: Mapping[str, PropertyValue], body: str) -> str:
    """Write a note.

    Args:
        properties: What the frontmatter holds, in its order; values as JSON knows them.
        body: The Markdown below it.

    Returns:
        The whole file; without frontmatter where there are no properties.
    """
    body = body.strip("\n")
    lines = [f"{_key(key)}: {_value(value)}" for key, value in properties.items()]
    head = "\n".join(["---", *lines, "---"]) + "\n" if lines else ""
    gap = "\n" if head and body else ""
    return head + gap + (body + "\n" if body else "")


def _key(key: str) -> str:
    plain = _PLAIN_KEY.fullmatch(key) and key.lower() not in _WORDS_OF_YAML
    return key if plain else _value(key)


def _value(value: PropertyValue) -> str:
    """A value on one line: dates as Obsidian writes them, all else as JSON, which YAML 1.2 contains."""
    if isinstance(value, str) and _DATE.fullmatch(value):
        return value
    text = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
