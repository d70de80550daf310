"""Write `docs/cli.md` from the parsers of `headwater.cli`.

    python scripts/generate_cli_reference.py

It reads the parsers themselves and not the text of `--help`, which differs between versions of Python.
"""

# ruff: noqa: SLF001
# argparse has no public way to ask a parser for its arguments.
from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from headwater import errors
from headwater.cli.check_command import FOUND
from headwater.cli.main import INTERRUPTED, parser

OUTPUT = Path(__file__).resolve().parent.parent / "docs" / "cli.md"

INTRODUCTION = """\
<!-- Made by scripts/generate_cli_reference.py from src/headwater/cli. To change it: make docs -->
# Commands

What each command prints as its result goes to standard output; progress, problems, errors and hints go to
standard error. So `headwater trace … --format json > trace.json` writes JSON and nothing else.
"""

EXIT_CODES = """\

## Exit codes

| Code | Meaning |
| --- | --- |
"""

AFTER_EXIT_CODES = """
Problems of a vault are no failure of `build`, `serve` or `trace`. What ends `headwater check` with 3 is told
in [Checking](checking.md#in-continuous-integration).
"""


def page() -> str:
    """Give the whole page."""
    top = parser()
    return (
        INTRODUCTION
        + "".join(_sections(top, top.description or ""))
        + EXIT_CODES
        + "".join(_exit_codes())
        + AFTER_EXIT_CODES
    )


def _sections(command: argparse.ArgumentParser, description: str) -> Iterator[str]:
    """Give the section of a command, then those of the commands below it."""
    below = [action for action in command._actions if isinstance(action, argparse._SubParsersAction)]
    own = [action for action in command._actions if action not in below]
    yield f"\n## `{command.prog}`\n\n{description}\n\n```text\n{_usage(command)}\n```\n"
    described = [action for action in own if not isinstance(action, argparse._HelpAction)]
    if described:
        yield "\n" + _rows(
            ("Argument", "Meaning"), ((_written(action), _meaning(action)) for action in described)
        )
    for action in below:
        helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
        links = (
            (f"[`{sub.prog}`](#{_anchor(sub.prog)})", helps[name]) for name, sub in action.choices.items()
        )
        yield "\n" + _rows((str(action.metavar).capitalize(), "Meaning"), links)
        for name, sub in action.choices.items():
            yield from _sections(sub, f"{helps[name][0].upper()}{helps[name][1:]}.")


def _usage(command: argparse.ArgumentParser) -> str:
    """Give the line of a command with all its arguments."""
    pieces = []
    for action in sorted(command._actions, key=lambda action: not action.option_strings):
        if isinstance(action, argparse._HelpAction):
            continue
        if isinstance(action, argparse._SubParsersAction):
            pieces.append(f"{action.metavar} …")
        elif action.option_strings:
            written = " ".join([action.option_strings[-1], *_value(action)])
            pieces.append(written if action.required else f"[{written}]")
        else:
            name = str(action.metavar)
            pieces.append({"+": f"{name} [{name} …]", "?": f"[{name}]"}.get(str(action.nargs), name))
    return " ".join([command.prog, *pieces])


def _value(action: argparse.Action) -> list[str]:
    if action.nargs == 0:
        return []
    return [str(action.metavar or "|".join(map(str, action.choices or ())) or action.dest.upper())]


def _written(action: argparse.Action) -> str:
    if not action.option_strings:
        return f"`{action.metavar}`"
    return ", ".join(f"`{' '.join([option, *_value(action)])}`" for option in action.option_strings)


def _meaning(action: argparse.Action) -> str:
    text = (action.help or "") % {"default": action.default, "prog": "headwater"}
    return f"{text} (required)" if action.required and action.option_strings else text


def _exit_codes() -> Iterator[str]:
    meanings: dict[int, list[str]] = defaultdict(list)
    for error in errors.HeadwaterError.__subclasses__():
        meanings[error.exit_code].append((error.__doc__ or "").strip().rstrip("."))
    meanings[0].append("Done")
    meanings[FOUND].append("`check` found problems as bad as `--fail-on` says")
    meanings[INTERRUPTED].append("Interrupted with Ctrl-C; what was there before is untouched")
    for code, texts in sorted(meanings.items()):
        yield f"| {code} | {'; '.join(text[0].lower() + text[1:] for text in texts)} |\n"


def _anchor(heading: str) -> str:
    return heading.lower().replace(" ", "-")


def _rows(headers: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [headers, ("---",) * len(headers), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


if __name__ == "__main__":
    OUTPUT.write_text(page(), encoding="utf-8")
    print(f"wrote {OUTPUT}")
