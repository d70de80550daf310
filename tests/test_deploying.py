"""The files that publish a website on a host can be read, say what the docs say, and their commands work."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml_rs

from headwater.cli.main import main
from headwater.site.host_files import PLACE
from headwater.site.policy import HEADERS, OF_HOST

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "examples" / "deploy"
FILES = sorted(path.name for path in FOLDER.iterdir())
SCRIPTS = [name for name in FILES if name.endswith(".sh")]


def text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def workflow() -> dict[str, Any]:
    read = yaml_rs.loads(text("github-pages.yml"))
    assert isinstance(read, dict)
    return read


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault in which a command `headwater` is at hand."""
    shutil.copytree(ROOT / "tests/vaults/small", tmp_path / "vault")
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=":")
    return tmp_path / "vault"


@pytest.mark.parametrize("name", FILES)
def test_the_docs_show_a_file_as_it_is(name: str) -> None:
    page = (ROOT / "docs/deploying.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w+\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    assert text(name) in blocks


def test_the_workflow_has_the_rights_and_the_history_that_it_needs() -> None:
    read = workflow()
    assert read["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
    steps = read["jobs"]["publish"]["steps"]
    used = {step["uses"].partition("@")[0]: step.get("with", {}) for step in steps if "uses" in step}
    assert used["actions/checkout"] == {"fetch-depth": 0}
    assert used["actions/cache"]["path"] == ".headwater/cache"
    assert used["actions/upload-pages-artifact"] == {"path": "_site"}
    assert "actions/deploy-pages" in used


def test_the_tables_of_hosts_can_be_read() -> None:
    assert tomllib.loads(text("netlify.toml"))["build"]["publish"] == "_site"
    assert tomllib.loads(text("wrangler.toml"))["pages_build_output_dir"] == "_site"


def commands() -> list[str]:
    """Every command line by which a host builds."""
    steps = workflow()["jobs"]["publish"]["steps"]
    lines = [step["run"] for step in steps if "run" in step]
    lines += tomllib.loads(text("netlify.toml"))["build"]["command"].split(" && ")
    lines += text("cloudflare-pages.sh").splitlines()
    return [line for line in lines if line.startswith("headwater ")]


def test_every_host_builds_by_a_command_that_works(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(vault)
    assert len(commands()) == 3
    for command in commands():
        assert main(command.split()[1:]) == 0
        assert (vault / "_site" / "index.html").is_file()


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_shell_can_read_the_scripts(name: str) -> None:
    assert (FOLDER / name).stat().st_mode & 0o111
    subprocess.run(["sh", "-n", str(FOLDER / name)], check=True)


@pytest.mark.skipif(shutil.which("rsync") is None, reason="no rsync on this machine")
def test_rsync_makes_another_folder_the_same_and_leaves_what_proves_whose_it_is(
    vault: Path, tmp_path: Path
) -> None:
    target = tmp_path / "target"
    (target / ".well-known").mkdir(parents=True)
    (target / "old.html").write_text("old", encoding="utf-8")
    subprocess.run(["sh", str(FOLDER / "rsync.sh"), str(vault), str(target)], check=True)
    sent = {path.relative_to(vault / "_site") for path in (vault / "_site").rglob("*")}
    there = {path.relative_to(target) for path in target.rglob("*")}
    assert there == sent - {Path(".headwater-manifest.json")} | {Path(".well-known")}


def test_a_server_of_ones_own_sends_the_headers_that_hosts_are_told_of() -> None:
    config = text("nginx.conf")
    for name, value in (*HEADERS, ("Content-Security-Policy", f'"{OF_HOST}"')):
        assert f"add_header {name} {value} always;" in config
    assert PLACE in config
    assert config.count("{") == config.count("}")
