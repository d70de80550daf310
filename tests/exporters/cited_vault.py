"""A vault with a library, and what tests ask of its dossiers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from headwater.exporters.dossier.of_vault import dossier_of
from headwater.opened import Vault
from headwater.opening import open_vault

CITED = Path(__file__).parents[1] / "vaults" / "cited"
TAKEAWAY = "2025-05-04 09-00-00"


@pytest.fixture(scope="session")
def cited(tmp_path_factory: pytest.TempPathFactory) -> Vault:
    """The vault `cited`, where no git tells when its notes changed."""
    root = tmp_path_factory.mktemp("vaults") / "cited"
    shutil.copytree(CITED, root)
    return open_vault(root)


def markdown_of(vault: Vault, note: str, *, published: bool = False) -> str:
    """A note's dossier as Markdown."""
    return dossier_of(vault, vault.find(note).path, "md", published=published).decode()
