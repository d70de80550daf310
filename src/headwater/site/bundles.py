"""The stylesheets and the scripts of a site's pages, each made of the files in `site/assets`."""

from __future__ import annotations

import re
from collections.abc import Iterable
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
    "sorting",
    "sections",
    "facts",
    "map",
    "sources",
    "code",
    "preview",
    "phone",
    "print",
)
"""The files in `site/assets/styles`, in the order in which later rules win over earlier ones."""

SHEET_STYLES = ("home", "source", "bibliography", "health", "search", "canvas", "garden-map")
"""Those that pages of claims have no use for: they make up a second stylesheet, of other pages."""

SCRIPTS = ("local", "loading", "preview", "tables", "cite", "map", "search")
"""The files in `site/assets/scripts` that make up the script; each is a block of its own, wrapped in
`(() => { … })();`, and none needs another. All of them have `words`, what they may say (see
`headwater.site.wording`), and `root`, the address of the site's root with `/` at its end: before what
`headwater.site.root.from_root` gives, it makes a link."""

SHEET_SCRIPTS = ("panzoom", "garden-map")
"""Those that only pages with something large to move about have, likewise."""

_ROOT = r'document.currentScript.src.replace(/assets\/[^/]*$/, "")'

_ON_EVERY_PAGE = ("cite", "filter", "more")
"""What the keys begin with of what the script of every page says."""

_THEME = "theme"
"""The file that makes up the script that a page runs before it is painted; its words begin with the same."""

SEARCH = ("search-folding", "search-loading", "search-finding", "search-showing", "search-page")
"""The files that make up the script of the search page alone: one block in that order."""

_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_BREAK = re.compile(r"(?<=[{(\[,;])\n|\n(?=[})\]])")
"""The end of a line that means nothing in a script, as a statement can neither end nor begin there."""

_STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\n\s*")
_SPACE = re.compile(r"\s+")
_LOOSE = re.compile(r" ?([{};,>]) ?")
_NAMED = re.compile(r"(?<=[{;])([\w-]+): ")
"""Space that means nothing in a style: around braces, semicolons and commas, and after a property's name."""

_NOUGHT = re.compile(r"(?<=[\s:,(-])0(?=\.\d)")
"""A nought that numbers do without."""


@cache
def asset(folder: str, name: str) -> str:
    """The text of a file in `headwater/site`."""
    # Not by `importlib.resources`, which is slow to import: a package is always files in a folder.
    return (Path(__file__).parent / folder / name).read_text(encoding="utf-8")


@cache
def stylesheet() -> str:
    """The stylesheet of every page."""
    return compact_styles(STYLES)


@cache
def sheets_stylesheet() -> str:
    """The stylesheet that the pages of no note have besides."""
    return compact_styles(SHEET_STYLES)


def compact_styles(names: Iterable[str]) -> str:
    """A stylesheet without comments and needless space: no text in it may hold space beside such signs.

    Args:
        names: The files in `site/assets/styles` that it is made of.
    """
    whole = "\n".join(asset("assets/styles", f"{name}.css") for name in names)
    bare = _SPACE.sub(" ", _STYLE_COMMENT.sub("", whole)).strip()
    # Twice, as what stands before a property's name must be gone before the space after it is.
    packed = _NAMED.sub(r"\1:", _LOOSE.sub(r"\1", bare))
    return _NOUGHT.sub("", packed).replace(";}", "}")


@lru_cache(maxsize=4)
def script(words: Words) -> str:
    """The script of every page.

    Args:
        words: What it says to readers.
    """
    return compact_script(SCRIPTS, words=_said(words, *_ON_EVERY_PAGE), root=_ROOT)


@lru_cache(maxsize=4)
def sheets_script(words: Words) -> str:
    """The script that pages with something large to move about have besides.

    Args:
        words: What it says to readers.
    """
    return compact_script(SHEET_SCRIPTS, words=_said(words, "zoom"))


@lru_cache(maxsize=4)
def search_script(words: Words) -> str:
    """The script of the search page.

    Args:
        words: What it says to readers.
    """
    return compact_script(SEARCH, words=_said(words, "search"), root=_ROOT)


@lru_cache(maxsize=4)
def theme(words: Words) -> str:
    """The script that a page runs before it is painted.

    Args:
        words: What it says to readers.
    """
    return compact_script((_THEME,), words=_said(words, _THEME))


def _said(words: Words, *prefixes: str) -> str:
    said = {key: text for key, text in words.of_scripts.items() if key.startswith(prefixes)}
    return msgspec.json.encode(said, order="sorted").decode()


def compact_script(names: Iterable[str], **known: str) -> str:
    """A script without comment lines and needless space.

    So no text in it may go over several lines, and no comment may stand behind a statement.

    Args:
        names: The files in `site/assets/scripts` that it is made of.
        known: What it knows beforehand, as JavaScript.
    """
    whole = "".join(asset("assets/scripts", f"{name}.js") for name in names)
    given = "".join(f"const {name} = {value};\n" for name, value in known.items())
    body = _BREAK.sub("", _INDENT.sub("\n", _COMMENT.sub("", whole))).strip()
    return f'"use strict";\n(() => {{\n{given}{body}\n}})();\n'


@lru_cache(maxsize=4)
def bundles(words: Words) -> dict[str, bytes]:
    """The files of the site's folder `assets` that are the same on every site in a language, by name.

    Args:
        words: What the scripts say to readers.
    """
    return {
        "headwater.css": stylesheet().encode(),
        "sheets.css": sheets_stylesheet().encode(),
        "headwater.js": script(words).encode(),
        "sheets.js": sheets_script(words).encode(),
        "search.js": search_script(words).encode(),
        "theme.js": theme(words).encode(),
        "favicon.svg": asset("assets", "favicon.svg").encode(),
    }


@lru_cache(maxsize=64)
def version(words: Words, name: str) -> str:
    """What changes in the address of such a file when the file does, so that no browser shows an old one."""
    return xxhash.xxh3_64_hexdigest(bundles(words)[name])[:8]
