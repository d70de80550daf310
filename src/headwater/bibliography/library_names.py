"""Which files are the libraries of a vault, as far as their paths tell."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from headwater.config import CitationOptions
from headwater.vault.scan import VaultFile

_NAMES = frozenset({"library.bib", "library.ris", "library.json"})
_ENDING = ".csl.json"


class LibraryFile(NamedTuple):
    """A file that is a library, or should be."""

    path: str
    """As the user knows it: the path in the vault, or what the configuration says."""

    location: str
    """Where it is on disk; absolute."""


def library_files(
    root: Path, options: CitationOptions, attachments: Iterable[VaultFile]
) -> list[LibraryFile]:
    """Say which files are a vault's libraries, whether they are there or not.

    Args:
        root: The vault's folder.
        options: What the configuration says of citations.
        attachments: The files of the vault that are no notes, in the order of their paths.

    Returns:
        The configured files in their order, or those of the vault that are named like libraries.
    """
    if options.libraries:
        here = Path(os.path.abspath(root))  # noqa: PTH100 - a link to a vault stays a link
        named: dict[str, LibraryFile] = {}
        for path in options.libraries:
            location = str(here / _expanded(path))
            named.setdefault(location, LibraryFile(path, location))
        return list(named.values())
    return [
        LibraryFile(file.path, os.path.abspath(file.location))  # noqa: PTH100 - as above
        for file in attachments
        if is_named_like_library(file.path)
    ]


def is_named_like_library(path: str) -> bool:
    """Whether a file of a vault is a library by its name, so that nobody need configure it."""
    name = path.rpartition("/")[2].lower()
    return name in _NAMES or name.endswith(_ENDING)


def but_for_libraries(paths: Iterable[str], options: CitationOptions) -> frozenset[str]:
    """The files of a vault that may be published as attachments.

    A library holds remarks, tags and paths that are its owner's alone, and is never copied as a whole: what
    may be shown of the works in it stands in the site's own files.

    Args:
        paths: Files of a vault.
        options: What its configuration says of citations.
    """
    named = {os.path.normpath(path).replace(os.sep, "/") for path in options.libraries}
    return frozenset(path for path in paths if path not in named and not is_named_like_library(path))


def _expanded(path: str) -> str:
    """A configured path with `~` put in; as it is where nobody's home is known."""
    return os.path.expanduser(path)  # noqa: PTH111 - Path.expanduser raises where there is no home
