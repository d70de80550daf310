"""Built sites, made once for all tests of a worker."""

from __future__ import annotations

from pathlib import Path

import pytest

from headwater.opening import Vault, open_vault
from headwater.pipeline import BuiltSite, draw

REPOSITORY = Path(__file__).parents[2]
SHARED = REPOSITORY.parent / "shared" / "data"


@pytest.fixture(scope="session")
def example() -> Vault:
    return open_vault(REPOSITORY / "examples" / "spine")


@pytest.fixture(scope="session")
def example_site(example: Vault) -> BuiltSite:
    return draw(example)


@pytest.fixture(scope="session")
def spine() -> Vault:
    root = SHARED / "spine-vault"
    if not root.is_dir():
        pytest.skip("the shared vault is not beside this checkout")
    return open_vault(root)


@pytest.fixture(scope="session")
def spine_site(spine: Vault) -> BuiltSite:
    return draw(spine)
