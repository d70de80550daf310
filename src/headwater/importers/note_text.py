"""The text of a note: properties as YAML between `---` lines, then the body."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from headwater.vault.notes import PropertyValue

_PLAIN_KEY = re.compile(r"[A-Za-z][\w-]*(?: [\w-]+)*", re.ASCII)
_PLAIN_WORDS = re.compile(r"[a-z]+(?: [a-z]+)*")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?")
_WORDS_OF_YAML = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"})
"""What one or the other YAML reads as no text, lower case."""
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
    """A value on one line: dates and words as Obsidian writes them, all else as JSON, a part of YAML 1.2."""
    if isinstance(value, str) and (_DATE.fullmatch(value) or _is_plain(value)):
        return value
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", _flow(value))


def _is_plain(text: str) -> bool:
    return _PLAIN_WORDS.fullmatch(text) is not None and text not in _WORDS_OF_YAML


def _flow(value: PropertyValue) -> str:
    """A value as JSON, but never with `[[` or `]]`, which Obsidian's users write for links."""
    if isinstance(value, list):
        inner = ", ".join(map(_flow, value))
        return f"[ {inner} ]" if inner.startswith("[") or inner.endswith("]") else f"[{inner}]"
    if isinstance(value, Mapping):
        items = [f"{json.dumps(key, ensure_ascii=False)}: {_flow(item)}" for key, item in value.items()]
        return "{" + ", ".join(items) + "}"
    return json.dumps(value, ensure_ascii=False)
