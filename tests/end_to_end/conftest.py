"""Built sites, made once for all tests of a worker."""

from __future__ import annotations

from pathlib import Path

import pytest

from headwater.opened import Vault
from headwater.opening import open_vault
from headwater.pipeline import BuiltSite, draw
from headwater.site.files import Site

REPOSITORY = Path(__file__).parents[2]
SHARED = REPOSITORY.parent / "shared" / "data"


def written(output: Path) -> Site:
    """Every file that a build left in its output folder: pages, attachments, the manifest, strays."""
    files = (path for path in output.rglob("*") if path.is_file())
    return Site({path.relative_to(output).as_posix(): path.read_bytes() for path in files})


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
