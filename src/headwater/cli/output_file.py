"""What a command is asked to write to a file of the user's choice: whole, or not at all."""

from __future__ import annotations

from pathlib import Path

from headwater.errors import OutputError
from headwater.opened import Vault
from headwater.replacing import replace_file

NOTES = (".md", ".canvas")
"""The suffixes of files that are never replaced: a slip of the finger must not cost a note."""


def write_output(content: bytes, output: Path, vault: Vault) -> None:
    """Write a file; what was there stays until all of it is written.

    Args:
        content: What to write.
        output: The file.
        vault: The vault it comes from, whose libraries are no less its owner's than the notes.

    Raises:
        OutputError: It is a note or a library, or it cannot be written.
    """
    if any(output.resolve() == Path(file.location).resolve() for file in vault.bibliography.files):
        raise OutputError(
            f"{output} is a library of the vault",
            hint="choose another file with --output; nothing was changed",
        )
    if output.suffix.lower() in NOTES and output.exists():
        raise OutputError(
            f"{output} may be a note",
            hint="delete it first, or choose another file with --output; nothing was changed",
        )
    try:
        replace_file(output, content)
    except OSError as error:
        raise OutputError(
            f"{output}: cannot be written: {error.strerror}", hint="choose another file with --output"
        ) from error
