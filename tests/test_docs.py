"""What README.md and docs/ say is true of the code: references, commands, examples, links."""

from __future__ import annotations

import argparse
import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import headwater
from headwater.cli.check_command import FOUND
from headwater.cli.main import main, parser
from headwater.config import Config, parse_config
from headwater.evidence.kinds import DEFAULT_KINDS, DEFAULT_RELATIONS
from headwater.problems import CATALOGUE

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
GENERATED = {
    "cli.md": "generate_cli_reference.py",
    "configuration.md": "generate_config_reference.py",
    "modules.md": "generate_module_reference.py",
    "problems.md": "generate_problem_reference.py",
}
FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]\n]*(?:\n[^\]\n]+)?\]\((?P<target>[^)\s]+)\)")


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def doc(name: str) -> str:
    return read(ROOT / "docs" / name)


def generator(script: str) -> Any:
    spec = importlib.util.spec_from_file_location(script.removesuffix(".py"), ROOT / "scripts" / script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fences(page: Path, language: str) -> list[tuple[str, str]]:
    """The fenced blocks of a page in one language: what stands behind the language, and the block."""
    found = [(*match["info"].partition(" "), match["text"]) for match in FENCE.finditer(read(page))]
    return [(rest, text) for name, _, rest, text in found if name == language]


def fenced(language: str) -> list[tuple[Path, str, str]]:
    return [(page, rest, text) for page in PAGES for rest, text in fences(page, language)]


def without_fences(text: str) -> str:
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", text))


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ +(.*)$", FENCE.sub("", read(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def commands() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command with its parser, those below others too."""
    waiting = [parser()]
    while waiting:
        command = waiting.pop()
        yield command.prog, command
        for action in command._actions:
            if isinstance(action, argparse._SubParsersAction):
                waiting += action.choices.values()


@pytest.mark.parametrize("page", GENERATED)
def test_a_reference_is_what_its_generator_gives(page: str) -> None:
    assert doc(page) == generator(GENERATED[page]).page(), "run `make docs`"


def test_make_docs_runs_every_generator_of_a_reference() -> None:
    recipe = re.search(r"^docs:.*\n((?:\t.*\n)+)", read(ROOT / "Makefile"), re.MULTILINE)
    assert recipe is not None
    assert sorted(re.findall(r"scripts/(\w+\.py)", recipe[1])) == sorted(GENERATED.values())


@pytest.mark.parametrize(
    ("name", "command"), list(commands()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_command_is_documented_with_every_option(name: str, command: argparse.ArgumentParser) -> None:
    section = doc("cli.md").partition(f"\n## `{name}`\n")[2].partition("\n## ")[0]
    options = {option for action in command._actions for option in action.option_strings} - {"-h", "--help"}
    assert section
    assert [option for option in options if f"`{option}" not in section] == []


def test_every_exit_code_of_an_error_is_documented() -> None:
    codes = {error.exit_code for error in headwater.HeadwaterError.__subclasses__()} | {0, FOUND, 130}
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", doc("cli.md"), re.MULTILINE)} == codes


def test_the_complete_example_sets_every_option() -> None:
    config = parse_config(generator("generate_config_reference.py").EXAMPLE)
    tables: list[Any] = [
        config.site,
        config.publish,
        config.dates,
        config.fields,
        config.markdown,
        config.review,
    ]
    tables += [config.check, config.citations]
    tables += [*config.kinds.values(), *config.relations.values()]
    example = generator("generate_config_reference.py").EXAMPLE
    names = {option.name for table in tables for option in fields(table)}
    assert names | {"ignore"} <= set(re.findall(r"^(\w+) =", example, re.MULTILINE))
    assert config != Config()


@pytest.mark.parametrize("name", [kind.name for kind in DEFAULT_KINDS])
def test_every_kind_is_explained(name: str) -> None:
    rows = re.findall(r"^\| ([^|]+) \|", doc("writing-a-vault.md"), re.MULTILINE)
    assert name in {part for row in rows for part in row.split(", ")}


@pytest.mark.parametrize("name", [relation.name for relation in DEFAULT_RELATIONS])
def test_every_relation_is_explained(name: str) -> None:
    assert f"| {name} |" in doc("writing-a-vault.md")


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_problem_is_documented(code: str) -> None:
    assert f"\n## {code}\n" in doc("problems.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    dead = []
    for target in LINK.findall(without_fences(read(page))):
        path, _, anchor = target.partition("#")
        place = (page.parent / path).resolve() if path else page
        if re.match(r"https?:", target):
            continue
        if not place.exists() or (anchor and anchor not in anchors(place)):
            dead.append(target)
    assert dead == []


def test_the_index_lists_every_page_and_every_decision() -> None:
    listed = {(ROOT / "docs" / target).resolve() for target in LINK.findall(doc("README.md"))}
    pages = {*(ROOT / "docs").rglob("*.md"), *(ROOT / "docs" / "schemas").glob("*.json")}
    assert pages - {ROOT / "docs" / "README.md"} - listed == set()


@pytest.mark.parametrize(("page", "_", "text"), fenced("toml"), ids=lambda value: getattr(value, "stem", ""))
def test_every_example_of_a_configuration_can_be_used(page: Path, _: str, text: str) -> None:
    assert parse_config(text, str(page)) != Config()


def example_vault(page: Path, folder: Path) -> headwater.Vault:
    """The vault that the examples of a page make: each block with a `title` is the file of that path."""
    for language in ("markdown", "json"):
        for rest, text in fences(page, language):
            title = re.fullmatch(r'title="(.+)"', rest)
            assert title, f"{page.name}: an example of a note must say its path"
            file = folder / title[1]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    return headwater.open_vault(folder)


def test_the_examples_of_notes_make_a_vault_without_problems(tmp_path: Path) -> None:
    vault = example_vault(ROOT / "docs" / "writing-a-vault.md", tmp_path)
    assert vault.notes
    assert vault.problems == ()


def test_the_examples_of_notes_have_the_edges_that_the_page_says(tmp_path: Path) -> None:
    page = ROOT / "docs" / "writing-a-vault.md"
    graph = example_vault(page, tmp_path).graph
    edges = [
        f"{graph.notes[edge.start].name} {edge.relation} {graph.notes[edge.end].name}" for edge in graph.edges
    ]
    (said,) = [text for rest, text in fences(page, "text") if rest == "edges"]
    assert sorted(edges) == sorted(said.splitlines())


def shell_lines() -> list[str]:
    return [line for _page, _rest, text in fenced("sh") for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("line", sorted(set(shell_lines())))
def test_every_command_in_the_docs_exists(line: str) -> None:
    program, *arguments = shlex.split(line, comments=True)
    if program == "make":
        target = next(word for word in arguments if "=" not in word)
        assert re.search(rf"^{target}:", read(ROOT / "Makefile"), re.MULTILINE)
    elif arguments == ["--version"]:
        with pytest.raises(SystemExit, match=r"^0$"):
            parser(arguments).parse_args(arguments)
    elif program == "headwater":
        assert parser(arguments).parse_args(arguments).run
    else:
        assert line == ". .venv/bin/activate"


def test_every_command_on_the_example_vault_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What readers can try at once must work at once."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    lines = [line for line in shell_lines() if line.startswith("headwater") and "examples/spine" in line]
    codes = {line: main(shlex.split(line, comments=True)[1:]) for line in lines}
    assert codes
    assert set(codes.values()) == {0}
    assert capsys.readouterr().out
    assert (tmp_path / "dossier.html").is_file()


def test_the_trace_in_the_readme_is_what_the_command_prints(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Lines of more than 100 characters are cut."""
    ((_, shown),) = fences(ROOT / "README.md", "console")
    command, _, lines = shown.partition("\n")
    monkeypatch.chdir(ROOT)
    assert main(shlex.split(command.removeprefix("$ headwater "))) == 0
    printed = capsys.readouterr().out.splitlines()
    assert lines.splitlines() == [line if len(line) <= 100 else f"{line[:99].rstrip()}…" for line in printed]


def test_the_python_example_in_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ((_, example),) = fences(ROOT / "README.md", "python")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "README.md", "exec"), {})
    assert "tuakli-wosornuLumbarIntradiskalPlateletRich2016" in capsys.readouterr().out
    assert (tmp_path / "site" / "index.html").is_file()


def test_the_python_example_of_a_cluster_runs(tmp_path: Path) -> None:
    ((_, example),) = fences(ROOT / "docs" / "publishing.md", "python")
    script = tmp_path / "build_by_cluster.py"
    script.write_text(example, encoding="utf-8")
    shutil.copytree(ROOT / "examples" / "spine", tmp_path / "examples" / "spine")
    # In a process of its own: the workers that it starts import the script again.
    command = [sys.executable, "-W", "error", str(script)]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert re.fullmatch(r"\d\d pages of notes, \d+ files written\n", run.stdout)
    headwater.build(tmp_path / "examples" / "spine", tmp_path / "alone")
    assert written(tmp_path / "site") == written(tmp_path / "alone")


def written(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
