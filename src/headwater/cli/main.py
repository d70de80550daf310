"""The `headwater` command.

Exit codes: 0 done; 1 the work could not be done (vault, output folder, permalinks); 2 a bad argument or
configuration; 3 `check` found problems; 130 interrupted. Data goes to standard output, everything else to
standard error.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

from headwater._version import __version__
from headwater.errors import HeadwaterError, UsageError

TYPE_CHECKING = False
"""As in `typing`, which `--help` does without: to import it takes as long as all the rest of it."""

if TYPE_CHECKING:
    from typing import NoReturn

COMMANDS = {
    "build": "write the website of a vault",
    "serve": "preview a vault in the browser while you write",
    "demo": "preview the example vault",
    "trace": "show what a note rests on, down to its sources",
    "impact": "show what rests on a note, and what would fall with it",
    "log": "show how a claim and its support changed, from git",
    "check": "list what is odd about a vault",
    "review": "say which links hold, and see which are suspect since a note changed",
    "import": "turn published pages back into a vault",
    "library": "fetch the works that a vault cites",
    "export": "write notes, sources and claims for other programs and people",
    "retractions": "flag sources that were retracted or corrected",
}
"""Every command with its one-line description; `headwater.cli.<command>` holds it."""

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in the form of every other message, and how to get help."""

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"error: {message}\nhint: {self.prog} --help\n")
        raise SystemExit(2)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: What follows `headwater`; the process's own arguments by default.

    Returns:
        The exit code.
    """
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        # Claims hold letters that some terminals' encodings lack; a mark for one beats a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    # A vault is one large value that lives until the process ends: to look through it for cyclic garbage
    # takes a tenth of the time of a build, and finds next to nothing. A preview gathers some in time.
    gc.set_threshold(1_000_000, 5, 5)
    try:
        options = parser(arguments).parse_args(arguments)
        return int(options.run(options))
    except HeadwaterError as error:
        # Imported here because no command that succeeds needs it for this.
        from headwater.cli.report import say  # noqa: PLC0415

        hint = f"\nhint: {error.hint}" if error.hint else ""
        say(f"error: {error.message}{hint}")
        return error.exit_code
    except KeyboardInterrupt:
        sys.stderr.write("interrupted; what was there before is untouched\n")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output (`head`, say) has what it wanted.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def command() -> NoReturn:
    """Be the program `headwater`: run one command and end.

    The process ends without taking its values apart one by one: for a large vault that takes longer than
    reading a few thousand notes, and nothing is gained by it.
    """
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # what matters was flushed before, or its failure was told
            stream.flush()
    os._exit(code)


def parser(arguments: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The parser for a command line.

    Args:
        arguments: The command line; only the command it names is imported, so that each starts fast.
            With none, all of them are.

    Raises:
        UsageError: It names a command that does not exist.
    """
    top = _Parser(
        prog="headwater",
        description="Reads a vault of research notes, traces its evidence and publishes it as a website.",
    )
    top.add_argument("--version", action="version", version=f"headwater {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=_Parser)
    named = next((argument for argument in arguments if not argument.startswith("-")), None)
    if named is not None and named not in COMMANDS:
        raise _no_such_command(named)
    for command, description in COMMANDS.items():
        sub = commands.add_parser(command, help=description, description=_sentence(description))
        if not arguments or command == named:
            module = import_module(f"headwater.cli.{command}_command")
            module.add_arguments(sub)
            sub.set_defaults(run=module.run)
    return top


def _no_such_command(named: str) -> UsageError:
    # Imported here because only a misspelt command needs it.
    import difflib  # noqa: PLC0415

    near = difflib.get_close_matches(named, COMMANDS, n=1)
    hint = f"did you mean `headwater {near[0]}`?" if near else f"the commands are {', '.join(COMMANDS)}"
    return UsageError(f"there is no command {named!r}", hint=hint)


def _sentence(description: str) -> str:
    return f"{description[0].upper()}{description[1:]}."
