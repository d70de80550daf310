"""What the tests of libraries share."""

from __future__ import annotations

from pathlib import Path

import pytest

from headwater.bibliography import conversion
from headwater.bibliography.entries import ReadLibrary
from headwater.bibliography.libraries import read_library
from headwater.bibliography.library_names import LibraryFile
from headwater.bibliography.pandoc import run_pandoc

AWKWARD = Path(__file__).with_name("awkward.bib")


def library(folder: Path, text: str | bytes, name: str = "library.bib") -> LibraryFile:
    """A library of that text."""
    place = folder / name
    place.write_bytes(text if isinstance(text, bytes) else text.encode())
    return LibraryFile(name, str(place))


def read(folder: Path, text: str | bytes, name: str = "library.bib") -> ReadLibrary:
    return read_library(library(folder, text, name))


def told(found: ReadLibrary) -> list[tuple[str, int]]:
    """The codes and lines of the problems."""
    return [(problem.code, problem.line) for problem in found.problems]


def citekeys(found: ReadLibrary) -> list[str]:
    return [entry.citekey for entry in found.entries]


def counted_runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What pandoc is given from now on, a text for each run."""
    runs: list[str] = []

    def counting(arguments: tuple[str, ...], given: bytes = b"") -> bytes:
        runs.append(given.decode())
        return run_pandoc(arguments, given)

    monkeypatch.setattr(conversion, "run_pandoc", counting)
    return runs
