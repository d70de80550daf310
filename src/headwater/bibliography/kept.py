"""What is kept of a bibliography between runs, in two files of the vault's cache.

They are known by the version of this form alone, not by the program's edition: what another version formatted
is told apart by its fingerprint, and until it is formatted again it is the last good citation.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import msgspec

from headwater.bibliography.entries import ReadLibrary
from headwater.bibliography.formatted import CitedText, Formatted
from headwater.cache import Cache
from headwater.lazy import decoded

LIBRARIES = "libraries"
"""The name under which the cache keeps the libraries."""

WORKS = "works"
"""The name under which it keeps what was formatted."""

_FORM = b"headwater bibliography 2\n"


class WorkFacts(NamedTuple):
    """What pages and files tell of a work besides its citation."""

    title: str
    """As plain text; empty where it has none."""

    year: str
    """The year it was published in; empty where that is not known."""

    identifiers: dict[str, str]
    """By name, in the order pages show them."""

    item: str
    """The CSL JSON item."""

    ris: str


class KeptWork(NamedTuple):
    """A work as it was formatted."""

    mark: bytes
    """The fingerprint of all that decides it."""

    formatted: Formatted
    bibtex: str
    facts: WorkFacts


class KeptCited(NamedTuple):
    """What a page cites."""

    mark: bytes
    """The fingerprint of all that decides it."""

    text: CitedText


class KeptWorks(NamedTuple):
    """What one run formatted, for the next."""

    read_from: bytes
    """The fingerprint of the libraries and options it was made from; empty where that tells nothing."""

    works: dict[str, KeptWork]
    """By citekey."""

    cited: dict[bytes, KeptCited]
    """What pages cite, by the fingerprint of their citations as they are written."""


NOTHING_FORMATTED = KeptWorks(b"", {}, {})

_LIBRARIES: msgspec.msgpack.Decoder[dict[str, ReadLibrary]] = msgspec.msgpack.Decoder(dict[str, ReadLibrary])
_WORKS: msgspec.msgpack.Decoder[KeptWorks] = msgspec.msgpack.Decoder(KeptWorks)


class KeptBibliography:
    """What the cache of a vault holds of its bibliography, loaded when it is asked for."""

    def __init__(self, root: Path, *, used: bool = True) -> None:
        """Look at the cache of a vault.

        Args:
            root: The vault's folder.
            used: Whether what is there is used.
        """
        self._cache = Cache(root)
        self._used = used

    @classmethod
    def holding(cls, root: Path, libraries: dict[str, ReadLibrary], works: KeptWorks) -> KeptBibliography:
        """What a run in this process can use of an earlier one, whatever the cache holds."""
        held = cls(root, used=False)
        held.libraries, held.works = libraries, works
        return held

    @cached_property
    def libraries(self) -> dict[str, ReadLibrary]:
        """The libraries as they were read, by place on disk."""
        return decoded(_LIBRARIES, self._load(LIBRARIES)) or {}

    @cached_property
    def works(self) -> KeptWorks:
        """What was formatted."""
        return decoded(_WORKS, self._load(WORKS)) or NOTHING_FORMATTED

    def save(self, libraries: dict[str, ReadLibrary], works: KeptWorks) -> str:
        """Keep what has changed for the next run.

        Returns:
            Why it could not be kept; empty if it was.
        """
        failed = ""
        if libraries != self.libraries:
            failed = self._cache.save(LIBRARIES, _FORM + msgspec.msgpack.encode(libraries))
        if works != self.works:
            failed = failed or self._cache.save(WORKS, _FORM + msgspec.msgpack.encode(works))
        return failed

    def _load(self, name: str) -> memoryview | None:
        return self._cache.load(name, _FORM) if self._used else None
