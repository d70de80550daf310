"""`headwater review` and `headwater review accept EDGE|NOTE`."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from headwater.cli.options import add_vault_option, vault_around
from headwater.cli.report import counted, put, say
from headwater.cli.reviewing import Walk
from headwater.evidence.ledger.find import find_edges
from headwater.evidence.ledger.recording import Recorder
from headwater.evidence.ledger.records import REVIEWS, TEXTS, Verdict
from headwater.evidence.ledger.states import Assessment, State
from headwater.exporters.review_list import REVIEW_FORMATS
from headwater.notekeeping import kept_contents
from headwater.opened import Vault
from headwater.opening import open_vault

SUSPECT = (State.SUSPECT, State.DEEPER)
"""The states of edges that are asked about."""

OPEN = (*SUSPECT, State.REWORK)
"""The states of edges that somebody must do something about."""

_WORDS = {
    State.SUSPECT: "suspect",
    State.DEEPER: "with a deeper change",
    State.REWORK: "to rework",
    State.UNREVIEWED: "unreviewed",
    State.HOLDS: "holding",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    add_vault_option(parser)
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--list", action="store_true", help="list the edges instead of asking about them")
    instead.add_argument(
        "--init", action="store_true", help="take every edge that nobody has reviewed as one that holds today"
    )
    parser.add_argument(
        "--format",
        choices=tuple(REVIEW_FORMATS),
        default="text",
        help="how to list them (default: %(default)s)",
    )
    parser.add_argument(
        "--unreviewed",
        action="store_true",
        help="ask about, or list, the edges that nobody has reviewed, too",
    )
    _add_reviewer(parser, None)
    _add_accept(parser)


def _add_accept(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="actions", metavar="ACTION", dest="action")
    accept = actions.add_parser("accept", help="say of edges that they hold, without being asked")
    accept.add_argument(
        "edges",
        metavar="EDGE|NOTE",
        nargs="+",
        help="an edge as 'A -> B' or by the id that --list prints; a note stands for all edges into it",
    )
    accept.add_argument("--note", default="", help="why, to be kept with the answer")
    # What stands before `accept` must not be undone by what does not stand behind it.
    accept.add_argument("--vault", metavar="VAULT", type=Path, default=argparse.SUPPRESS, help="as above")
    _add_reviewer(accept, argparse.SUPPRESS)


def _add_reviewer(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument(
        "--who",
        metavar="NAME",
        default=default,
        help="who answers (default: the name that git knows, else the one you are logged in by)",
    )


def run(options: argparse.Namespace) -> int:
    """Ask about edges, list them, or save what is said of them."""
    root = vault_around(options.vault)
    vault = open_vault(root, kept=kept_contents(root).contents)
    assessment = vault.assessment
    for found in assessment.ledger.problems:
        say(f"{found.severity}: {found.place}: {found.message}")
    if options.action == "accept":
        return _accept(options, vault, assessment)
    if options.init:
        return _init(options, vault, assessment)
    if options.list:
        return _list(options, assessment)
    return _ask(options, vault, assessment)


def _list(options: argparse.Namespace, assessment: Assessment) -> int:
    states = (*OPEN, State.UNREVIEWED) if options.unreviewed else OPEN
    put(REVIEW_FORMATS[options.format](assessment, assessment.in_state(*states)))
    say(summary(assessment))
    return 0


def _ask(options: argparse.Namespace, vault: Vault, assessment: Assessment) -> int:
    recorder = _recorder(options, vault, assessment)
    recorder.record((), Verdict.HOLDS)
    unreviewed = assessment.in_state(State.UNREVIEWED)
    edges = [*assessment.in_state(*SUSPECT), *(unreviewed if options.unreviewed else ())]
    if edges:
        Walk(vault, assessment, recorder).over(edges)
        return 0
    say(f"nothing is suspect; {summary(assessment)}")
    if unreviewed:
        say("hint: --unreviewed asks about each edge nobody has reviewed, --init takes them all as holding")
    return 0


def _accept(options: argparse.Namespace, vault: Vault, assessment: Assessment) -> int:
    found = {edge.id: edge for words in options.edges for edge in find_edges(assessment, words)}
    fresh = [edge for edge in found.values() if edge.state is not State.HOLDS]
    saved = _recorder(options, vault, assessment).record(fresh, Verdict.HOLDS, options.note)
    held = len(found) - saved
    say(f"{counted(saved, 'edge')} accepted" + (f"; {held:,} held already" if held else ""))
    return 0


def _init(options: argparse.Namespace, vault: Vault, assessment: Assessment) -> int:
    first = not assessment.ledger.reviews
    edges = assessment.in_state(State.UNREVIEWED)
    saved = _recorder(options, vault, assessment).record(edges, Verdict.HOLDS)
    others = len(assessment.in_state(*OPEN))
    left = (
        f"; {counted(others, 'edge')} reviewed before must be looked at: headwater review" if others else ""
    )
    say(f"{counted(saved, 'edge')} taken as reviewed{left}")
    if saved and first:
        say(f"hint: commit {REVIEWS}; and {TEXTS}, unless others may read the repository but not your notes")
    return 0


def _recorder(options: argparse.Namespace, vault: Vault, assessment: Assessment) -> Recorder:
    return Recorder(vault.root, assessment, options.who or reviewer(vault.root), now)


def summary(assessment: Assessment) -> str:
    """How many edges are in each state."""
    counts = [(len(assessment.in_state(state)), words) for state, words in _WORDS.items()]
    return f"{counted(len(assessment.edges), 'edge')}: " + ", ".join(
        f"{n:,} {words}" for n, words in counts if n
    )


def now() -> datetime:
    """The time, with the offset of the place where we are."""
    return datetime.now(UTC).astimezone()


def reviewer(root: Path) -> str:
    """The name that git has for whoever commits to the vault; without one, the login name; or nothing."""
    # Imported here because only what is saved needs them and they are slow.
    import getpass  # noqa: PLC0415
    import subprocess  # noqa: PLC0415

    command = ["git", "-C", str(root), "config", "--get", "user.name"]
    try:
        found = subprocess.run(  # noqa: S603 - the command is ours; the folder is an argument of its own
            command, capture_output=True, check=True, stdin=subprocess.DEVNULL
        ).stdout.decode("utf-8", "replace")
    except (OSError, subprocess.CalledProcessError):
        found = ""
    if found.strip():
        return found.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user whom the system has no name for
        return ""
