"""The example vault is looked at, and stays as it was installed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from headwater.cli import demo_command, serve_command
from headwater.cli.main import main
from tests.kept import files

EXAMPLE = Path(__file__).parents[2] / "examples" / "spine"


@pytest.mark.parametrize("options", [[], ["--published"]])
def test_the_demo_writes_nothing_into_the_package(
    options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = Path(shutil.copytree(EXAMPLE, tmp_path / "package"))
    before = files(package)
    drawn = []

    def serve_twice(made: Callable[[], object], *_arguments: object, **_options: object) -> None:
        drawn.extend([made(), made()])

    monkeypatch.setattr(demo_command, "example_vault", lambda: package)
    monkeypatch.setattr(serve_command, "serve", serve_twice)
    assert main(["demo", "--quiet", *options]) == 0
    assert len(drawn) == 2
    assert files(package) == before
