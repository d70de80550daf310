"""Which files of a vault are libraries of works, as far as their paths tell."""

from __future__ import annotations

import os
from collections.abc import Iterable

from headwater.config import CitationOptions

_NAMES = frozenset({"library.bib", "library.ris", "library.json"})
_ENDING = ".csl.json"


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
