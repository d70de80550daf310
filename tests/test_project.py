"""The project's own files agree with each other and with what `make` and an installed wheel promise."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import subprocess
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml_rs
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement

import headwater

ROOT = Path(__file__).parents[1]
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUN_TIME: list[str] = PYPROJECT["project"]["dependencies"]
DEVELOPMENT: list[str] = PYPROJECT["dependency-groups"]["dev"]
PIN = re.compile(
    r"^([a-z0-9-]+)==(\S+)(?: ;.*)? \\\n((?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)

needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


@pytest.fixture(scope="module")
def lock() -> str:
    return (ROOT / "requirements.lock").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.Path:
    """The root of a wheel built from this checkout."""
    folder = str(tmp_path_factory.mktemp("wheel"))
    return zipfile.Path(next(WheelBuilder(str(ROOT)).build(directory=folder, versions=["standard"])))


def run_make(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs make as from a fresh shell, even where these tests were themselves started by make."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))
    }
    command = ["make", "--directory", str(ROOT), "--no-print-directory", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def missing_below(folder: Path, packed: zipfile.Path) -> list[Path]:
    """The files below a folder, of which there are some, that the wheel does not hold."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [path for path in files if not (packed / path.relative_to(folder).as_posix()).exists()]


@pytest.mark.parametrize("declared", RUN_TIME + DEVELOPMENT)
def test_the_lock_pins_each_declared_dependency_at_a_version_that_pyproject_allows(
    declared: str, lock: str
) -> None:
    pins = {name: version for name, version, _hashes in PIN.findall(lock)}
    requirement = Requirement(declared)
    assert requirement.specifier.contains(pins[requirement.name])


def test_every_entry_of_the_lock_has_a_hash(lock: str) -> None:
    assert len(PIN.findall(lock)) == len(re.findall(r"^[^\s#]", lock, re.MULTILINE))


def test_the_lock_names_no_index_and_no_file_of_the_machine_that_made_it(lock: str) -> None:
    assert not re.search(r"://|^-|@ ", lock, re.MULTILINE)


@pytest.mark.parametrize("declared", RUN_TIME)
def test_each_run_time_dependency_has_its_reason_on_the_decision_page(declared: str) -> None:
    page = (ROOT / "docs" / "decisions" / "0001-dependencies.md").read_text(encoding="utf-8")
    assert f"| `{Requirement(declared).name}` |" in page


def test_the_version_is_the_same_in_the_package_and_in_its_metadata() -> None:
    assert headwater.__version__ == importlib.metadata.version("headwater")


def test_every_linter_exception_has_its_reason_beside_it() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    exceptions = [line for line in text.splitlines() if re.match(r' +"[A-Z]+[0-9]*",', line)]
    assert exceptions
    assert [line for line in exceptions if "  # " not in line and '", # ' not in line] == []


def test_pre_commit_downloads_nothing() -> None:
    config = yaml_rs.loads((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert isinstance(config, dict)
    assert [repository["repo"] for repository in config["repos"]] == ["local"]


@needs_make
def test_make_help_describes_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]\w*):", makefile, re.MULTILINE)
    described = re.findall(r"^  make (\w+) +\S", run_make("help").stdout, re.MULTILINE)
    assert "demo" in targets
    assert described == targets


@needs_make
@pytest.mark.parametrize("python", ["no-such-python", "false"], ids=["missing", "too old"])
def test_setup_without_a_usable_python_ends_with_one_clear_message(python: str, tmp_path: Path) -> None:
    run = run_make("setup", f"PYTHON={python}", f"VENV={tmp_path / 'venv'}")
    assert run.returncode != 0
    assert f"Headwater needs Python 3.11 or newer, and '{python}' is not one." in run.stderr
    assert not (tmp_path / "venv").exists()


def test_the_wheel_holds_the_whole_example_vault(wheel: zipfile.Path) -> None:
    assert missing_below(ROOT / "examples" / "spine", wheel / "headwater" / "_example" / "spine") == []


@pytest.mark.parametrize("folder", ["templates", "assets"])
def test_the_wheel_holds_what_the_site_is_drawn_with(folder: str, wheel: zipfile.Path) -> None:
    source = ROOT / "src" / "headwater" / "site" / folder
    assert missing_below(source, wheel / "headwater" / "site" / folder) == []


def test_the_wheel_holds_what_citations_are_made_with(wheel: zipfile.Path) -> None:
    source = ROOT / "src" / "headwater" / "bibliography"
    packed = wheel / "headwater" / "bibliography"
    assert missing_below(source / "styles", packed / "styles") == []
    assert (packed / "citing.lua").exists()


@pytest.mark.parametrize("builder", [WheelBuilder, SdistBuilder])
def test_nothing_that_a_build_keeps_gets_into_a_package(
    builder: type[WheelBuilder | SdistBuilder], tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "examples", copy / "examples")
    for name in ("pyproject.toml", "README.md", "LICENSE", "THIRD-PARTY-NOTICES.md"):
        shutil.copy(ROOT / name, copy)
    assert not headwater.build(copy / "examples" / "spine", tmp_path / "site").not_kept
    made = next(builder(str(copy)).build(directory=str(tmp_path), versions=["standard"]))
    shutil.unpack_archive(made, tmp_path / "unpacked", "zip" if made.endswith(".whl") else "gztar")
    assert list((tmp_path / "unpacked").rglob("Home.md"))
    assert list((tmp_path / "unpacked").rglob(".headwater")) == []


def test_the_wheel_installs_the_command_and_says_that_it_is_typed(wheel: zipfile.Path) -> None:
    metadata = wheel / f"headwater-{headwater.__version__}.dist-info"
    assert "headwater = headwater.cli.main:command" in (metadata / "entry_points.txt").read_text(
        encoding="utf-8"
    )
    assert (wheel / "headwater" / "py.typed").exists()
