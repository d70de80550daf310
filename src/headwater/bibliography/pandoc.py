"""Pandoc: the program that reads libraries, formats citations and writes documents.

It comes with the package `pypandoc-binary`, of which nothing is imported: only the program in it is run.
Where that package has no wheel, the `pandoc` of the search path does as well.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from headwater.errors import CitationError, PandocRefused

LONGEST = 300
"""Seconds after which pandoc is taken to hang."""


@lru_cache(maxsize=1)
def pandoc_program() -> Path | None:
    """Where pandoc is; None if this machine has none."""
    package = find_spec("pypandoc")
    for folder in package.submodule_search_locations or () if package else ():
        for name in ("pandoc", "pandoc.exe"):
            program = Path(folder) / "files" / name
            if program.is_file():
                return program
    found = shutil.which("pandoc")
    return Path(found) if found else None


def run_pandoc(
    arguments: Sequence[str], given: bytes = b"", environment: Mapping[str, str] | None = None
) -> bytes:
    """Run pandoc once.

    Args:
        arguments: What follows `pandoc`.
        given: What it reads from its standard input.
        environment: Variables of its environment, besides those of this process.

    Returns:
        What it wrote to its standard output.

    Raises:
        CitationError: There is no pandoc, it cannot be started, or it hangs.
        PandocRefused: It ended with an error.
    """
    program = pandoc_program()
    if program is None:
        raise CitationError(
            "pandoc is missing, which reads libraries and formats citations",
            hint="pip install pypandoc-binary, or install pandoc 3 from https://pandoc.org",
        )
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, and no shell
            [str(program), *arguments],
            input=given,
            capture_output=True,
            check=False,
            timeout=LONGEST,
            env={**os.environ, **environment} if environment else None,
        )
    except OSError as error:
        raise CitationError(f"{program}: cannot be started: {error.strerror}") from error
    except subprocess.TimeoutExpired as error:
        raise CitationError(f"pandoc did not end within {LONGEST} seconds") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip() or f"exit code {done.returncode}"
        raise PandocRefused(f"pandoc failed: {said}")
    return done.stdout
