"""Replace a file as a whole or not at all."""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path


def replace_file(place: Path, content: bytes) -> None:
    """Write a file beside its place, and put it there once all of it is written.

    Args:
        place: Where it belongs; what is there stays if writing fails.
        content: What it is to hold.

    Raises:
        OSError: It cannot be written.
    """
    # A name that nobody can foresee, and that must not exist: no link can lead the bytes elsewhere.
    beside = place.with_name(f".headwater-{secrets.token_hex(8)}.tmp")
    try:
        with beside.open("xb") as stream:
            stream.write(content)
        beside.replace(place)
    finally:
        # Also where it is interrupted; once it is in its place there is nothing left to remove.
        with suppress(OSError):
            beside.unlink(missing_ok=True)
