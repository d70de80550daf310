"""The stylesheet and the scripts that every page of a site has, each made of the files in `site/assets`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

import msgspec
import xxhash

from headwater.site.wording import Words

STYLES = (
    "tokens",
    "page",
    "text",
    "tables",
    "sections",
    "facts",
    "sources",
    "health",
    "search",
    "code",
    "phone",
    "print",
)
"""The files in `site/assets/styles`, in the order in which later rules win over earlier ones."""

SCRIPTS = ("cite", "search")
"""The files in `site/assets/scripts` that make up the script; each is a block of its own, wrapped in
`(() => { … })();`, and none needs another. `words` is what it may say: see `headwater.site.wording`."""

SEARCH = ("folding", "loading", "finding", "showing", "page")
"""The files in `site/assets/search` that make up the script of the search page: one block in that order."""

_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\n\s*")


@cache
def asset(folder: str, name: str) -> str:
    """The text of a file in `headwater/site`."""
    # Not by `importlib.resources`, which is slow to import: a package is always files in a folder.
    return (Path(__file__).parent / folder / name).read_text(encoding="utf-8")


@cache
def stylesheet() -> str:
    """The stylesheet, without comments and indentation."""
    whole = "\n".join(asset("assets/styles", f"{name}.css") for name in STYLES)
    return _INDENT.sub("\n", _STYLE_COMMENT.sub("", whole)).strip() + "\n"


@lru_cache(maxsize=4)
def script(words: Words) -> str:
    """The script, without comment lines and indentation: so no text in it may go over several lines.

    Args:
        words: What it says to readers.
    """
    return _script(words, "".join(asset("assets/scripts", f"{name}.js") for name in SCRIPTS))


@lru_cache(maxsize=4)
def search_script(words: Words) -> str:
    """The script of the search page.

    Args:
        words: What it says to readers.
    """
    return _script(words, "".join(asset("assets/search", f"{name}.js") for name in SEARCH))


def _script(words: Words, whole: str) -> str:
    said = msgspec.json.encode(words.of_scripts, order="sorted").decode()
    body = _INDENT.sub("\n", _COMMENT.sub("", whole)).strip()
    return f'"use strict";\n(() => {{\nconst words = {said};\n{body}\n}})();\n'


@lru_cache(maxsize=4)
def bundles(words: Words) -> dict[str, bytes]:
    """The files of the site's folder `assets`, by name.

    Args:
        words: What the script says to readers.
    """
    return {
        "headwater.css": stylesheet().encode(),
        "headwater.js": script(words).encode(),
        "search.js": search_script(words).encode(),
        "favicon.svg": asset("assets", "favicon.svg").encode(),
    }


@lru_cache(maxsize=64)
def version(words: Words, name: str) -> str:
    """What changes in the address of such a file when the file does, so that no browser shows an old one."""
    return xxhash.xxh3_64_hexdigest(bundles(words)[name])[:8]
