"""Properties in the forms that most notes keep to, read by one pattern instead of a parser.

What is recognised here is read as `headwater.vault.properties` reads it, in a fraction of the time: names and
values without signs that mean something, texts in quotes without escapes, lists of either, one item a line.
Anything else is left to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from headwater.vault.notes import PropertyValue
from headwater.vault.properties import Key

_BEYOND_ASCII = r"\xa1-\u1fff\u2010-\u2027\u2030-\u205e"
"""Signs that may stand in quotes, such as dashes and quotation marks in print."""

_DOUBLE = rf"\"[ !#-\[\]-~{_BEYOND_ASCII}]*+\""
_SINGLE = rf"'[ -&(-~{_BEYOND_ASCII}]*+'"
_NO_TEXT = r"(?!(?i:true|false|null)\b)"
_WORD = r"[A-Za-z0-9_/.+(),;-]"
_PLAIN = rf"{_NO_TEXT}(?:[A-Za-z]|\d{{4}}-\d\d-\d){_WORD}*+(?>(?:(?:[ ]++|:){_WORD}++)*)"
_NAME = rf"{_NO_TEXT}[A-Za-z][A-Za-z0-9_-]{{0,40}}+(?>(?:[ ][A-Za-z0-9_-]{{1,40}}+){{0,8}})"
_ENTRY = re.compile(
    rf"(?P<name>{_NAME}):(?:[ ](?:(?P<plain>{_PLAIN})|(?P<quoted>{_DOUBLE}|{_SINGLE})|(?P<bool>true|false)|"
    rf"(?P<int>0|[1-9][0-9]{{0,14}}))|"
    rf"(?P<doubles>(?>(?:\n  - {_DOUBLE})+))|(?P<plains>(?>(?:\n  - {_PLAIN})+))|(?P<nothing>))\n"
)
_ITEM = "\n  - "
_DOUBLE_ITEM = '\n  - "'


def simple_properties(source: str) -> tuple[dict[str, PropertyValue], list[Key], list[Key]] | None:
    """What `parse_properties` gives for a source of these forms; None for any other.

    Args:
        source: What stands between the two lines of `---`.
    """
    properties: dict[str, PropertyValue] = {}
    keys = []
    line, position, end = 2, 0, len(source)
    while position < end:
        entry = _ENTRY.match(source, position)
        if entry is None:
            return None
        form = entry.lastgroup or ""
        name, written = entry.group("name", form)
        keys.append(Key(name, position, line))
        properties[name] = value = written if form == "plain" else _VALUES[form](written)
        line += 1 + len(value) if isinstance(value, list) else 1
        position = entry.end()
    return (properties, keys, []) if len(properties) == len(keys) else None


_VALUES: Mapping[str, Callable[[str], PropertyValue]] = {
    "quoted": lambda written: written[1:-1],
    "bool": "true".__eq__,
    "int": int,
    "doubles": lambda written: written[len(_DOUBLE_ITEM) : -1].split('"' + _DOUBLE_ITEM),
    "plains": lambda written: written[len(_ITEM) :].split(_ITEM),
    "nothing": lambda _written: None,
}
"""What is written as a value → what it reads, by the names of its forms in the pattern."""
