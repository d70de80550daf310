"""Links in YAML without quotes around them, which YAML reads as lists in lists: `Rests on: [[name]]`.

Vaults hold such links all the same: alone on their line, in a list of lines, in a list in brackets, several
after one another. They are quoted before the YAML is parsed; where a quote has begun already, and in blocks
of text (`key: |`), nothing is changed.
"""

from __future__ import annotations

import re

LEAD = r"(?P<indent>[ \t]*+)(?>(?:[-?:][ \t]++)*)"
"""What stands before a key or an item: the indentation and the signs of lists and explicit keys."""

NAME = (
    r"(?P<key>\"(?>(?:[^\"\\\n]++|\\.)*)\"|'[^'\n]*+'|"
    r"[^\s#\[\]{},&*!|>%@`\"'][^\n:]*+(?>(?::(?=\S)[^\n:]*+)*))[ \t]*+:"
)
"""A key in quotes or without, and its colon."""

_LINK = r"!?\[\[[^\[\]\n]++\]\]"
_LINE_OF_LINKS = (
    rf"(?P<links>{_LINK}(?>(?:[ \t]*+,[ \t]*+{_LINK})*))(?P<comma>,?)[ \t]*+(?>(?:(?<=\s)#[^\n]*+)?)$"
)
_LIST_IN_BRACKETS = r"(?P<flow>[\[{][^\n]*+)"
_BLOCK_OF_TEXT = r"[|>][-+\d]{0,2}[ \t]*+(?>(?:#[^\n]*+)?)\n(?>(?:(?P=indent)[ \t][^\n]*+\n|[ \t]*+\n)*)"
_VALUE = re.compile(
    rf"^{LEAD}(?>(?:{NAME}[ \t]++)?)(?:{_LINE_OF_LINKS}|{_LIST_IN_BRACKETS}|{_BLOCK_OF_TEXT})", re.MULTILINE
)
_BARE = re.compile(r"\[\[(?<![^\s\[{,:!]\[\[)")
"""A link that no quote begins: before it stands nothing, a space or a sign of a list."""

_QUOTED_OR_LINK = re.compile(
    r"(?:\A|(?<=[\[{,:\s]))(?:\"(?>(?:[^\"\\\n]++|\\.)*)\"|'(?>(?:[^'\n]++|'')*)'"
    rf"|(?P<link>{_LINK})(?=[ \t]*+(?:[,\]}}]|\Z)))"
)


def quote_bare_links(source: str) -> str:
    """Put quotes around the links that stand in YAML without them.

    Args:
        source: What stands between the two lines of `---`.

    Returns:
        The same lines; several links after one another have become one text, comments after them are gone.
    """
    return _VALUE.sub(_quoted_value, source) if _BARE.search(source) else source


def _quoted_value(match: re.Match[str]) -> str:
    whole = match[0]
    if match["flow"]:
        before = match.start("flow") - match.start()
        return whole[:before] + _QUOTED_OR_LINK.sub(_quoted_item, match["flow"])
    if not match["links"]:
        return whole
    before = match.start("links") - match.start()
    # A comma at the end of a line belongs to a list in brackets that began above, or else is a slip.
    comma = match["comma"] if not whole[:before].strip() else ""
    return whole[:before] + _quoted(match["links"]) + comma


def _quoted_item(match: re.Match[str]) -> str:
    return _quoted(match["link"]) if match["link"] else match[0]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
