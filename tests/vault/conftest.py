"""What the tests of reading a vault share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

WriteFiles = Callable[[Mapping[str, str | bytes]], Path]
"""Writes files, path → what stands in it, and gives their folder."""


@pytest.fixture
def folder(tmp_path: Path) -> WriteFiles:
    """A new folder of the files a test gives; a second call adds to it."""
    root = tmp_path / "vault"

    def write(files: Mapping[str, str | bytes]) -> Path:
        root.mkdir(exist_ok=True)
        for path, content in files.items():
            place = root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return write
