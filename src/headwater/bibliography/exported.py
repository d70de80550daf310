"""The library file that `headwater library pull` writes: CSL JSON as Better BibTeX exports it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from headwater.bibliography.zotero import json_or_none
from headwater.errors import OutputError, UsageError
from headwater.replacing import replace_file


def write_export(items: Sequence[Mapping[str, Any]], output: Path, *, force: bool = False) -> bool:
    """Write works to a library file; what was there stays until all of it is written.

    Args:
        items: CSL JSON items, each with its `citation-key`.
        output: The file, which ends with `.json`.
        force: Replace a file that is no such export, too.

    Returns:
        Whether anything was written: not if the file holds just this already.

    Raises:
        UsageError: The file is of another form.
        OutputError: It holds something else, or cannot be written.
    """
    check_export(output)
    file = Path(os.path.realpath(output))  # a link to a library stays one
    text = json.dumps(list(items), ensure_ascii=False, indent=2) + "\n"
    try:
        there = file.read_bytes() if file.exists() else None
        if there == text.encode():
            return False
        if there is not None and not force and not _is_export(there):
            hint = "choose another --output, or add --force to replace it; nothing was changed"
            raise OutputError(f"{output}: holds what `headwater library pull` did not write", hint=hint)
        replace_file(file, text.encode())
    except OSError as error:
        hint = "choose another --output; nothing was changed"
        raise OutputError(f"{output}: cannot be written: {error.strerror}", hint=hint) from error
    return True


def check_export(output: Path) -> None:
    """Make sure that a file is named like what is written: a `.csv` or a note would never be read again.

    Raises:
        UsageError: It is not.
    """
    if output.suffix.lower() != ".json":
        raise UsageError(f"{output}: a library of CSL JSON ends with .json", hint="choose another --output")


def _is_export(content: bytes) -> bool:
    """Whether a file is a list of items that all name their citekey twice, as exports do."""
    items = json_or_none(content.decode("utf-8", "replace"))
    return isinstance(items, list) and all(
        isinstance(item, dict) and item.get("id") and item.get("citation-key") == item["id"] for item in items
    )
