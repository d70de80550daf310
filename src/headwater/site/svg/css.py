"""The style of a drawing, without anything in it that would load something.

It is not parsed: what could load anything has a name that is looked for, and no way to write it otherwise is
left, as there are no escapes (CSS Syntax Level 3, 4.3.7) and no comments any more.
"""

from __future__ import annotations

import re

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_AT_RULE = re.compile(r"@(?:import|namespace|charset)\b[^;{}]*;?", re.IGNORECASE)
_URL = re.compile(
    r"""\burl\(\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^"'()\s]*))\s*\)""", re.IGNORECASE
)
_SAFE = re.compile(
    r"#[^\s\"'()<>]*\Z|data:(?:image/(?:png|jpe?g|gif|webp|avif)|font/[a-z0-9+-]+|"
    r"application/(?:x-)?(?:font-[a-z0-9-]+|octet-stream))(?:;[a-z0-9=-]+)*,[A-Za-z0-9+/=%\s]*\Z",
    re.IGNORECASE,
)
_LOADING = re.compile(
    r"(?:\b|-)(?:url|src|image|image-set|cross-fade|element|paint|expression|attr)\s*\(|-moz-binding|behavior",
    re.IGNORECASE,
)
_KEPT = "\x00"
"""Stands for an address that is kept while the rest is looked through; XML has no such character."""


def harmless(css: str) -> str:
    """A stylesheet, a style or the value of an attribute that loads nothing.

    Args:
        css: Anything. `url(#part)` stays, and so do images and fonts that are in it as data.
    """
    # A space in the place of each: no two parts that were apart become a name together.
    css = _COMMENT.sub(" ", css.replace(_KEPT, "").replace("\\", ""))
    kept: list[str] = []

    def looked_at(match: re.Match[str]) -> str:
        address = (match["double"] or match["single"] or match["bare"] or "").strip()
        if not _SAFE.match(address):
            return "none"
        kept.append(f'url("{address}")')
        return _KEPT

    css = _URL.sub(looked_at, _AT_RULE.sub(" ", css))
    css = _LOADING.sub(lambda match: "none(" if match[0].endswith("(") else "none", css)
    pieces = css.split(_KEPT)
    return "".join([pieces[0], *(part for pair in zip(kept, pieces[1:], strict=True) for part in pair)])
