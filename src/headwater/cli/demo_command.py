"""`headwater demo`."""

from __future__ import annotations

import argparse
from importlib import resources
from pathlib import Path

from headwater.cli.serve_command import add_server_options, serve_vault
from headwater.errors import VaultError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    add_server_options(parser)


def run(options: argparse.Namespace) -> int:
    """Serve the example vault until it is interrupted."""
    return serve_vault(example_vault(), options)


def example_vault() -> Path:
    """The example vault: within the installed package, or beside its source.

    Raises:
        VaultError: It was not installed.
    """
    package = Path(str(resources.files("headwater")))
    for folder in (package / "_example" / "spine", package.parent.parent / "examples" / "spine"):
        if folder.is_dir():
            return folder
    raise VaultError(
        "the example vault is not installed", hint="install headwater again, from a wheel or its source"
    )
