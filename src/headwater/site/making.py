"""What the files of a site have in common that are no pages of notes: overviews, downloads, feeds, indexes.

Whatever adds such files to a site is a `Maker`, one for each thing they are for; `headwater.site.drawer` asks
all of them. A maker never needs to know whether it is asked by a build from nothing, by one that has what an
earlier build kept, or by a preview: it says what every file is drawn from, and the rest follows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple, Protocol

import msgspec
import xxhash

from headwater.publication import PublicNote
from headwater.site.kept import UNKNOWN

Draw = Callable[[], bytes]
"""Draws a file. It gives the same bytes whenever it is called."""

_ENCODER = msgspec.msgpack.Encoder()


class MadeFile(NamedTuple):
    """A file of the site that is no note's page."""

    place: str
    """Its place in the output folder, with `/` between folders."""

    draw: Draw
    inputs: Callable[[], bytes] | None = None
    """Fingerprints all that decides its bytes; `unknown` where nobody can say, and yet texts of notes do not;
    `itself` where that takes as long as to draw it. None for a file that every build draws: few should be so,
    none whose number grows with the vault."""

    own: bool = False
    """Whether its maker remembers something of it for the next run: no other process draws it."""

    late: bool = False
    """Whether it is drawn in this process alone, and in a preview not before somebody asks for it."""


class Maker(Protocol):
    """Makes some files of a site."""

    def files(self) -> Iterable[MadeFile]:
        """Every file it makes; nothing is drawn yet. Where two makers want one place, the first has it."""
        ...

    def touched(self, before: Sequence[PublicNote]) -> Collection[str] | None:
        """What must be drawn again when nothing on a site has changed but the texts of a few notes.

        Only files that have `inputs` need be named; the others are drawn in any case.

        Args:
            before: Those notes as they were. What they are now, the publication knows.

        Returns:
            The places of these files, and perhaps of some more; None where that is not known, so that the
            whole site must be looked at.
        """
        ...


def unknown() -> bytes:
    """The inputs of a file of which all that is known is that texts of notes are none of them."""
    return UNKNOWN


def itself() -> bytes:
    """The inputs of a file that is told from others by its own bytes: whoever is asked for these draws it.

    Raises:
        RuntimeError: Always; `inputs_of` knows what to do.
    """
    raise RuntimeError("what a file is drawn from is asked of inputs_of")


def inputs_of(file: MadeFile, known: bytes | None = None) -> bytes | None:
    """The fingerprint of what a file is drawn from; None where nobody tells.

    Args:
        file: The file.
        known: Its bytes, if they are drawn already.
    """
    if file.inputs is itself:
        return fingerprint(file.draw() if known is None else known)
    return file.inputs() if file.inputs else None


def fingerprint(*values: object) -> bytes:
    """A fingerprint of values that MessagePack knows: texts, numbers, bytes, named tuples, structs, lists."""
    return xxhash.xxh3_128_digest(_ENCODER.encode(values))
