"""A small generated vault, its site, and the benchmarks as they are run: as scripts."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import headwater

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def run_script() -> Run:
    """Runs a script of `benchmarks/` with these arguments."""

    def run(name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(BENCHMARKS / name), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    return run


@pytest.fixture(scope="session")
def generated(run_script: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a generated vault of 400 notes."""
    folder = tmp_path_factory.mktemp("generated") / "vault"
    done = run_script("generate.py", 400, folder, "--seed", 7)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def vault(generated: Path) -> headwater.Vault:
    return headwater.open_vault(generated)


@pytest.fixture(scope="session")
def built(generated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site of that vault."""
    site = tmp_path_factory.mktemp("built") / "site"
    headwater.build(generated, site)
    return site
