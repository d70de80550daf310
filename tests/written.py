"""Small vaults, written by the tests that read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from headwater.opened import Vault
from headwater.opening import open_vault

SHARED = Path(__file__).parents[2] / "shared" / "data"
"""Real vaults and pages beside the project; tests that read them are skipped where there are none."""

WriteVault = Callable[[Mapping[str, str | bytes]], Vault]
"""Writes files into a vault, path → what stands in it, and opens it."""


@pytest.fixture
def vault(tmp_path: Path) -> WriteVault:
    """A new vault of the files a test gives; a second call adds to it."""

    def write(files: Mapping[str, str | bytes]) -> Vault:
        for path, content in files.items():
            place = tmp_path / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content if isinstance(content, bytes) else content.encode())
        return open_vault(tmp_path)

    return write


@pytest.fixture(scope="session")
def spine_vault() -> Vault:
    """The real vault in miniature that the project's issues are measured on."""
    root = SHARED / "spine-vault"
    if not root.is_dir():
        pytest.skip("the shared vault is not on this machine")
    return open_vault(root)
